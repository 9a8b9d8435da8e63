//! ARCHITECTURE.md is true: its paths exist, every source file opens with its reason, and no module uses what the
//! table forbids.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            out.extend(sources(&entry));
        } else if entry.extension().is_some_and(|ext| ext == "rs") {
            out.push(entry);
        }
    }
    out
}

#[test]
fn every_path_in_the_documents_exists() {
    for document in ["ARCHITECTURE.md", "README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(root().join(document)).unwrap();
        let quoted = text.split('`').skip(1).step_by(2);
        let paths: Vec<&str> = quoted
            .filter(|word| {
                ["src/", "index/", "tests/", "corpus/", "benches/", ".ci/", "docs/"]
                    .iter()
                    .any(|start| word.starts_with(start))
                    && !word.contains([' ', '*', '<'])
            })
            .collect();
        assert!(!paths.is_empty(), "{document}");
        for path in paths.into_iter().filter(|path| !path.starts_with("index/built")) {
            assert!(root().join(path).exists(), "{document}: {path}");
        }
    }
}

#[test]
fn every_source_file_opens_with_its_reason() {
    for file in sources(&root().join("src")) {
        assert!(fs::read_to_string(&file).unwrap().starts_with("//! "), "{}", file.display());
    }
}

/// Which modules a part of the crate may not use; a row of the table in ARCHITECTURE.md.
const FORBIDDEN: [(&str, &[&str]); 9] = [
    (
        "src/report.rs",
        &[
            "crate::parse",
            "crate::engine",
            "crate::query",
            "crate::words",
            "crate::present",
            "crate::cli",
            "crate::corpus",
            "crate::error",
        ],
    ),
    ("src/error.rs", &["crate::engine", "crate::query", "crate::present", "crate::cli", "crate::corpus"]),
    ("src/parse", &["crate::engine", "crate::query", "crate::present", "crate::cli", "crate::corpus", "tantivy"]),
    ("src/fold.rs", &["crate::"]),
    ("src/words", &["crate::engine", "crate::query", "crate::present", "crate::cli", "tantivy"]),
    ("src/query", &["crate::engine", "crate::present", "crate::cli", "tantivy"]),
    ("src/corpus", &["crate::cli", "crate::present", "tantivy"]),
    ("src/engine", &["crate::cli", "crate::present", "crate::corpus"]),
    ("src/present", &["crate::engine", "crate::cli", "tantivy"]),
];

#[test]
fn no_module_uses_what_the_table_forbids() {
    for (part, forbidden) in FORBIDDEN {
        let path = root().join(part);
        for file in if path.is_dir() { sources(&path) } else { vec![path] } {
            let text = fs::read_to_string(&file).unwrap();
            for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                for word in forbidden {
                    assert!(!line.contains(word), "{}: {line}", file.display());
                }
            }
        }
    }
    for file in sources(&root().join("src")) {
        let in_engine = file.starts_with(root().join("src/engine"));
        assert!(
            in_engine || !fs::read_to_string(&file).unwrap().contains("tantivy::"),
            "{}: only the engine knows tantivy",
            file.display()
        );
    }
}
