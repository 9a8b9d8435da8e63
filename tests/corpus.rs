//! Every sample report against its labels: outline, year, place, kind, title, and what dirt must not change.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use crate::support::{root, sample};

#[derive(Deserialize)]
struct Label {
    file: String,
    dirt: String,
    title: String,
    year: u16,
    place: Vec<String>,
    kind: String,
    headings: Vec<Heading>,
}

#[derive(Deserialize, Debug, PartialEq, Eq)]
struct Heading {
    level: u8,
    numeral: String,
    title: String,
    period: Option<String>,
}

fn labels() -> Vec<Label> {
    let mut paths: Vec<_> = fs::read_dir(root().join("tests/labels"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    paths.sort();
    paths.iter().map(|path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap()).collect()
}

/// Only letters, digits and Chinese characters: labels and texts differ in marks and white space.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn every_outline_is_that_of_its_labels() {
    let labels = labels();
    assert_eq!(labels.len(), 33);
    for label in &labels {
        let report = sample(&label.file).report;
        let got: Vec<_> = report
            .sections
            .iter()
            .filter(|section| section.level > 0)
            .map(|section| (section.level, section.numeral.clone(), bare(&section.title)))
            .collect();
        let wanted: Vec<_> = label
            .headings
            .iter()
            .map(|heading| (heading.level, heading.numeral.clone(), bare(&heading.title)))
            .collect();
        assert_eq!(got, wanted, "{} ({})", label.file, label.dirt);
    }
}

#[test]
fn every_report_is_identified() {
    for label in labels() {
        let report = sample(&label.file).report;
        assert_eq!(report.year.map(baogao::report::Year::get), Some(label.year), "{}", label.file);
        assert_eq!(report.place.chain(), label.place, "{}", label.file);
        assert_eq!(report.kind.map(|kind| kind.name().to_owned()), Some(label.kind), "{}", label.file);
        assert_eq!(report.title, label.title, "{}", label.file);
    }
}

#[test]
fn headings_that_look_back_or_ahead_are_known() {
    for label in labels() {
        let report = sample(&label.file).report;
        let sections = report.sections.iter().filter(|section| section.level > 0);
        for (heading, section) in label.headings.iter().zip(sections).filter(|(heading, _)| heading.period.is_some()) {
            assert_eq!(
                section.period.map(|period| period.name().to_owned()),
                heading.period,
                "{}: {}",
                label.file,
                heading.title
            );
        }
    }
}

/// Lines that every page of a kind of dirt adds; nothing else may be taken out.
fn is_dirt(text: &str) -> bool {
    let words = [
        "位置",
        "首页",
        ">",
        "政务",
        "互动",
        "走进",
        "字体",
        "【",
        "】",
        "大",
        "中",
        "小",
        "VIP",
        "KB",
        "侵权",
        "范文",
        "素材",
        "摘要",
        "展开",
        "docx",
        "预览",
        "未读",
        "/ 8",
        "客服",
        "关注",
        "相关链接",
        "区政府",
        "区教育局",
        "区民政局",
        "区财政局",
        "乡镇街道",
        "关于本站",
        "|",
        "网站",
        "主办",
        "版权",
        "- ",
        "无障碍",
        "长者",
        "发布时间",
        "分享",
        "上一篇",
        "下一篇",
        "镇街信息",
        "政务公开",
        "镇（街道）",
    ];
    words.iter().any(|word| text.contains(word))
}

#[test]
fn cleaning_takes_out_dirt_and_nothing_of_the_body() {
    let mut by_dirt: BTreeMap<String, usize> = BTreeMap::new();
    for label in labels() {
        let removed = sample(&label.file).removed;
        *by_dirt.entry(label.dirt.clone()).or_default() += removed.len();
        for piece in removed.iter().filter(|piece| {
            !matches!(piece.reason, baogao::parse::clean::Reason::RepeatedBody | baogao::parse::clean::Reason::Abstract)
        }) {
            assert!(is_dirt(&piece.text), "{}:{} {:?}", label.file, piece.line, piece);
        }
    }
    assert_eq!(by_dirt["plain"], 0);
    assert!(by_dirt["wrap"] > 10 && by_dirt["twice"] > 20 && by_dirt["html"] > 5, "{by_dirt:?}");
}

#[test]
fn every_character_of_a_clean_report_is_in_one_section() {
    for label in labels().into_iter().filter(|label| matches!(label.dirt.as_str(), "plain" | "gb" | "escaped")) {
        let bytes = fs::read(root().join("corpus").join(&label.file)).unwrap();
        let text = baogao::parse::read::encoding::decode(&bytes).unwrap().text.replace("\\r\\n", "\n");
        let sections = sample(&label.file).report.sections;
        let parts: Vec<&str> = sections.iter().flat_map(|s| [s.numeral.as_str(), &s.title, &s.text]).collect();
        assert_eq!(bare(&parts.concat()), bare(&text), "{}", label.file);
    }
}
