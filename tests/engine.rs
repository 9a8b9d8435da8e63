//! What every implementation of the engine keeps to.

use std::path::Path;

use baogao::engine::{Embedded, Engine};
use baogao::fold::fold_literal;
use baogao::query::{Filter, Query};
use baogao::report::{Report, ReportId, Year};
use baogao::words::Lexicon;

use crate::support::sample;

fn reports() -> Vec<Report> {
    ["高桥镇/2020_政府工作报告.txt", "高桥镇/2021_政府工作报告.txt", "复兴镇/2020_自评报告.txt"]
        .map(|file| sample(file).report)
        .into()
}

fn made(folder: &Path) -> Embedded {
    Embedded::writable(folder, || Lexicon::with_words(&[]), false).unwrap()
}

/// The contract, on an engine that is empty.
fn keeps_contract(engine: &dyn Engine) {
    let reports = reports();
    let everything = |engine: &dyn Engine| {
        engine.search(&Query { limit: 10_000, fold: false, ..Query::parse("\"。\"") }).unwrap().total
    };
    assert_eq!(everything(engine), 0);

    engine.update(&reports, &[]).unwrap();
    let once = everything(engine);
    engine.update(&reports, &[]).unwrap();
    assert_eq!(everything(engine), once, "an update is idempotent");
    for report in &reports {
        assert_eq!(engine.report(&report.id).unwrap().as_ref(), Some(report), "a report comes back as it went in");
    }
    let mut ids: Vec<ReportId> = reports.iter().map(|report| report.id.clone()).collect();
    ids.sort();
    assert_eq!(engine.reports().unwrap(), ids);

    every_substring_is_found(engine, &reports);
    filters_narrow(engine, &reports);

    engine.update(&[], &[reports[0].id.clone(), ReportId::new("000000000000")]).unwrap();
    assert_eq!(engine.report(&reports[0].id).unwrap(), None);
    assert!(everything(engine) < once && everything(engine) > 0, "removed and visible on return");
}

fn every_substring_is_found(engine: &dyn Engine, reports: &[Report]) {
    let sections: Vec<_> = reports.iter().flat_map(|report| &report.sections).collect();
    let fields: Vec<[String; 2]> =
        sections.iter().map(|section| [fold_literal(&section.title), fold_literal(&section.text)]).collect();
    for (k, [_, text]) in fields.iter().enumerate().filter(|(_, [_, text])| text.chars().count() > 40) {
        let chars: Vec<char> = text.chars().collect();
        let (at, len) = ((k * 7) % (chars.len() - 12), k % 12 + 1);
        let wanted: String = chars[at..at + len].iter().collect();
        let holding = fields.iter().filter(|parts| parts.iter().any(|part| part.contains(&wanted))).count();
        let literal = wanted.replace('\\', "\\\\").replace('"', "\\\"");
        let answer = engine.search(&Query { fold: false, ..Query::parse(&format!("\"{literal}\"")) }).unwrap();
        assert_eq!(answer.total, holding, "{wanted}");
    }
}

fn filters_narrow(engine: &dyn Engine, reports: &[Report]) {
    let year = Year::new(2021);
    let query =
        Query { filter: Filter { years: year.zip(year), ..Filter::default() }, limit: 100, ..Query::parse("发展") };
    let answer = engine.search(&query).unwrap();
    assert!(answer.total > 0 && answer.hits.iter().all(|hit| hit.report.id == reports[1].id));
    let query = Query {
        filter: Filter { place: Some("东坡区".into()), ..Filter::default() },
        limit: 100,
        ..Query::parse("教师")
    };
    assert!(engine.search(&query).unwrap().hits.iter().all(|hit| hit.report.id == reports[2].id));
}

#[test]
fn the_embedded_engine_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let engine = made(folder.path());
    engine.publish().unwrap();
    keeps_contract(&engine);
}

#[test]
fn a_reader_sees_what_was_committed_and_a_second_writer_is_kept_out() {
    let folder = tempfile::tempdir().unwrap();
    let writer = made(folder.path());
    writer.publish().unwrap();
    writer.update(&reports()[..1], &[]).unwrap();
    let reader = Embedded::open(folder.path()).unwrap();
    writer.update(&reports()[1..], &[]).unwrap();
    assert_eq!(reader.reports().unwrap().len(), 1, "the state that was there when it was opened");
    assert_eq!(Embedded::open(folder.path()).unwrap().reports().unwrap().len(), 3);
    let second = Embedded::writable(folder.path(), || Lexicon::with_words(&[]), false);
    assert!(matches!(second, Err(baogao::error::Error::Locked { .. })));
}

#[test]
fn the_best_section_of_the_sample_stands_first() {
    let folder = tempfile::tempdir().unwrap();
    let engine = made(folder.path());
    engine.update(&reports(), &[]).unwrap();
    for (query, title) in [("物流商贸", "物流商贸提档升级"), ("污染防治", "污染防治扎实推进")] {
        let answer = engine.search(&Query::parse(query)).unwrap();
        assert_eq!(answer.hits[0].section.title, title, "{query}");
    }
}

#[test]
fn twins_fold_into_one_hit_and_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let engine = made(folder.path());
    let report = reports().remove(0);
    let mut copy = report.clone();
    copy.id = ReportId::new("aaaaaaaaaaaa");
    for (ordinal, section) in copy.sections.iter_mut().enumerate() {
        section.id = baogao::report::SectionId::of(&copy.id, ordinal);
    }
    engine.update(&[report, copy], &[]).unwrap();
    let folded = engine.search(&Query::parse("物流商贸提档升级")).unwrap();
    let apart = engine.search(&Query { fold: false, ..Query::parse("物流商贸提档升级") }).unwrap();
    assert_eq!(folded.total, apart.total);
    assert_eq!(folded.hits[0].copies.len(), 1);
    assert_eq!(apart.hits[0].score.to_bits(), apart.hits[1].score.to_bits());
}
