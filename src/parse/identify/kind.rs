//! The kind of paper, from the last word of its title that names one.

use std::sync::LazyLock;

use regex::Regex;

use super::Clues;
use crate::parse::line::squeeze;
use crate::report::Kind;

/// Titles that say their kind as a whole; the first that fits wins.
static WHOLE: LazyLock<Vec<(Regex, Kind)>> = LazyLock::new(|| {
    [
        (r"(?:关于|对).*政府工作报告.*(?:决议|决定)", Kind::Resolution),
        (r"政府工作报告", Kind::GovernmentReport),
        (r"自评|自查自评|自我评价|自我评估|自评估", Kind::SelfEvaluation),
        (r"(?:政府|政务)?信息公开.*(?:年度报告|年报|工作报告)", Kind::DisclosureReport),
    ]
    .into_iter()
    .map(|(pattern, kind)| (Regex::new(pattern).expect("a valid pattern"), kind))
    .collect()
});

static SUMMARY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"总结(?:和|及|与|暨|、|，|以及|\s)+.{0,16}(?:打算|思路|计划|安排|要点|谋划|重点|目标|任务)")
        .expect("a valid pattern")
});
/// What stands behind a title and names no kind: a year in brackets, that it is a draft or a summary.
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[（(](?:\d{4}年?度?|[^（()）]{0,10}(?:稿|摘要|全文|草案|试行|节选|修订))[）)]|摘要|全文|草案|讨论稿|送审稿)+$")
        .expect("a valid pattern")
});

/// The words that name a kind at the end of a title; of two at the same end the longer one.
const ENDINGS: [(&str, Kind); 40] = [
    ("通知", Kind::Notice),
    ("通报", Kind::Circular),
    ("意见", Kind::Opinion),
    ("批复", Kind::Reply),
    ("复函", Kind::Letter),
    ("答复", Kind::Answer),
    ("函", Kind::Letter),
    ("决定", Kind::Decision),
    ("决议", Kind::Resolution),
    ("条例", Kind::Regulation),
    ("实施细则", Kind::Regulation),
    ("细则", Kind::Regulation),
    ("办法", Kind::Regulation),
    ("规定", Kind::Regulation),
    ("规则", Kind::Regulation),
    ("法", Kind::Regulation),
    ("公告", Kind::Announcement),
    ("公报", Kind::Communique),
    ("规划", Kind::DevelopmentPlan),
    ("规划纲要", Kind::DevelopmentPlan),
    ("纲要", Kind::DevelopmentPlan),
    ("方案", Kind::Scheme),
    ("预案", Kind::Scheme),
    ("工作计划", Kind::WorkPlan),
    ("工作要点", Kind::WorkPlan),
    ("计划", Kind::WorkPlan),
    ("总结", Kind::Summary),
    ("预算", Kind::Budget),
    ("预算公开", Kind::Budget),
    ("预算公开说明", Kind::Budget),
    ("预算编制说明", Kind::Budget),
    ("预算说明", Kind::Budget),
    ("预算情况说明", Kind::Budget),
    ("决算情况说明", Kind::FinalAccounts),
    ("决算公开说明", Kind::FinalAccounts),
    ("决算说明", Kind::FinalAccounts),
    ("决算报告", Kind::FinalAccounts),
    ("决算", Kind::FinalAccounts),
    ("决算公开", Kind::FinalAccounts),
    ("报告", Kind::Report),
];

/// The kind that the title names, else the one that the head or the page names; with the words that say so.
pub fn kind(title: &str, clues: &Clues<'_>) -> (Option<Kind>, String) {
    let head = clues.head();
    let metadata = clues.metadata.iter().copied().filter(|line| squeeze(line).starts_with("标题"));
    let candidates = std::iter::once(title).chain(head).chain(clues.page_title).chain(metadata);
    for text in candidates {
        let text = squeeze(text);
        if let Some(kind) = named(&text) {
            return (Some(kind), text);
        }
    }
    (None, String::new())
}

/// The kind that a title names.
fn named(title: &str) -> Option<Kind> {
    let bare = NOTE.replace(title, "");
    if let Some((_, kind)) = WHOLE.iter().find(|(pattern, _)| pattern.is_match(title)) {
        let about = title.contains("关于") && !title.ends_with("报告");
        if !about || *kind == Kind::Resolution {
            return Some(*kind);
        }
    }
    // Of a summary with a plan behind it the summary comes first: 2020年工作总结及2021年工作打算.
    if SUMMARY_FIRST.is_match(&bare) {
        return Some(Kind::Summary);
    }
    let summary = bare.ends_with("工作报告") || bare.ends_with("情况报告") || bare.ends_with("总结报告");
    if summary && bare.contains("总结") {
        return Some(Kind::Summary);
    }
    ENDINGS
        .into_iter()
        .filter(|(word, _)| bare.ends_with(word))
        .max_by_key(|(word, _)| word.len())
        .map(|(_, kind)| kind)
}
