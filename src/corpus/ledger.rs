//! What became of every file: indexed, a duplicate, or refused and why. Kept beside the index it tells of.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Refusal, Result};
use crate::report::ReportId;

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "outcome")]
pub enum Outcome {
    /// Its body is a report in the index; of several files with one body the first by name is the one shown.
    Indexed {
        /// The report.
        report: ReportId,
        /// How many oddities were met.
        warnings: usize,
    },
    /// It is not in the index.
    Refused {
        /// Why.
        reason: Refusal,
    },
}

/// What the last run over a file found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It was not known before.
    New,
    /// It was not as the run before had found it.
    Changed,
    /// It was as before.
    Unchanged,
}

/// A file's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The real path.
    pub file: String,
    /// The SHA-256 of its bytes in hex; empty where they could not be read.
    pub sha256: String,
    /// Which version of parsing read it.
    pub parser: u32,
    /// What the last run over it found.
    pub state: State,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

impl Entry {
    /// The report that the file's body is, if it is in the index.
    pub fn report(&self) -> Option<&ReportId> {
        match &self.outcome {
            Outcome::Indexed { report, .. } => Some(report),
            Outcome::Refused { .. } => None,
        }
    }
}

/// All lines, by file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: BTreeMap<String, Entry>,
    files: BTreeMap<ReportId, BTreeSet<String>>,
}

impl Ledger {
    /// Reads a ledger; lines that cannot be read are passed over, and no file is an empty ledger. What is lost so is
    /// made anew from the index, which holds the names of all its files.
    pub fn load(path: &Path) -> Result<Self> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(source) => return Err(Error::Path { path: path.to_owned(), source }),
        };
        let mut ledger = Self::default();
        for entry in String::from_utf8_lossy(&bytes).lines().filter_map(|line| serde_json::from_str(line).ok()) {
            ledger.put(entry);
        }
        Ok(ledger)
    }

    /// Writes it, whole or not at all.
    pub fn save(&self, path: &Path) -> Result<()> {
        let lines = self.entries.values().filter_map(|entry| serde_json::to_string(entry).ok());
        let text = lines.fold(String::new(), |text, line| text + &line + "\n");
        let failed = |source| Error::Path { path: path.to_owned(), source };
        crate::engine::write_whole(path, text.as_bytes()).map_err(failed)
    }

    /// The line of a file.
    pub fn get(&self, file: &str) -> Option<&Entry> {
        self.entries.get(file)
    }

    /// All lines, sorted by file.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The reports that files give.
    pub fn reports(&self) -> impl Iterator<Item = &ReportId> {
        self.files.keys()
    }

    /// The files whose body is that report, sorted.
    pub fn files_of(&self, report: &ReportId) -> Vec<String> {
        self.files.get(report).into_iter().flatten().cloned().collect()
    }

    /// Whether another file with the same body is the one shown.
    pub fn is_duplicate(&self, entry: &Entry) -> bool {
        let first = entry.report().and_then(|report| self.files.get(report)).and_then(BTreeSet::first);
        first.is_some_and(|first| *first != entry.file)
    }

    /// Whether it has a line for a file below a folder.
    pub fn knows_below(&self, folder: &Path) -> bool {
        self.entries.keys().any(|file| Path::new(file).starts_with(folder))
    }

    /// Puts a line in, in place of the file's last one.
    pub fn put(&mut self, entry: Entry) {
        self.drop(&entry.file);
        if let Some(report) = entry.report() {
            self.files.entry(report.clone()).or_default().insert(entry.file.clone());
        }
        self.entries.insert(entry.file.clone(), entry);
    }

    /// Notes that a run found a file as before.
    pub fn keep(&mut self, file: &str) {
        if let Some(entry) = self.entries.get_mut(file) {
            entry.state = State::Unchanged;
        }
    }

    /// Takes a file's line out, and gives it.
    pub fn drop(&mut self, file: &str) -> Option<Entry> {
        let entry = self.entries.remove(file)?;
        if let Some(report) = entry.report() {
            let files = self.files.entry(report.clone()).or_default();
            files.remove(file);
            if files.is_empty() {
                self.files.remove(report);
            }
        }
        Some(entry)
    }
}
