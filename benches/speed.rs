//! How fast reports are parsed, cut and indexed, in MB of UTF-8 a second, and how fast queries are answered.
//!
//! `cargo bench` measures on the sample reports, or on those in `BAOGAO_BENCH`, a folder of text files.

#![allow(missing_docs, reason = "criterion's macros make public items without docs")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use baogao::engine::{Embedded, Engine};
use baogao::fold::fold;
use baogao::parse::parse;
use baogao::query::Query;
use baogao::report::Report;
use baogao::words::{Cutter, Lexicon, added_words};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn files() -> Vec<(PathBuf, Vec<u8>)> {
    let root = std::env::var_os("BAOGAO_BENCH").map_or_else(|| "corpus".into(), PathBuf::from);
    let found = baogao::corpus::find(&[root], Path::new("index/built"), |_| false).expect("reports");
    let paths = found.into_iter().filter_map(|found| match found {
        baogao::corpus::Found::File(path) if baogao::parse::read::is_supported(&path) => Some(path),
        _ => None,
    });
    paths.filter_map(|path| fs::read(&path).ok().map(|bytes| (path, bytes))).collect()
}

fn reports(files: &[(PathBuf, Vec<u8>)]) -> Vec<Report> {
    files.iter().filter_map(|(path, bytes)| parse(bytes, path).ok()).map(|parsed| parsed.report).collect()
}

fn speed(criterion: &mut Criterion) {
    let files = files();
    let reports = reports(&files);
    let texts: Vec<&str> = reports.iter().flat_map(|r| &r.sections).map(|s| s.text.as_str()).collect();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    let lexicon = Lexicon::with_words(&added_words(None));
    let jieba = lexicon.jieba();
    let cutter = Cutter::for_all(&lexicon);

    let mut group = criterion.benchmark_group("text");
    group.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("jieba alone", |b| {
        b.iter(|| texts.iter().map(|text| jieba.cut(text, true).len()).sum::<usize>());
    });
    group.bench_function("fold and words", |b| {
        b.iter(|| {
            let mut count = 0;
            for text in &texts {
                cutter.each_word(&fold(text), |_| count += 1);
            }
            count
        });
    });
    group.bench_function("parse", |b| b.iter(|| self::reports(&files).len()));
    group.bench_function("index", |b| {
        b.iter(|| {
            let folder = tempfile::tempdir().expect("a folder");
            let engine = Embedded::writable(folder.path(), || Lexicon::with_words(&[]), false).expect("an engine");
            engine.update(&reports, &[]).expect("indexed");
        });
    });
    group.finish();

    let folder = tempfile::tempdir().expect("a folder");
    let engine = Embedded::writable(folder.path(), || Lexicon::with_words(&[]), false).expect("an engine");
    engine.update(&reports, &[]).expect("indexed");
    let mut group = criterion.benchmark_group("query");
    for query in ["教师队伍建设", "\"乡村振兴\"", "2021年财政收入增长多少？", "安全"] {
        group.bench_function(query, |b| {
            b.iter(|| black_box(engine.search(&Query::parse(query)).expect("an answer")).total);
        });
    }
    group.finish();
}

criterion_group!(benches, speed);
criterion_main!(benches);
