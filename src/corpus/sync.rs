//! Makes an index the same as the files: what is new or changed is read, what is gone is taken out, what is the same
//! is left alone, by the hash of its bytes.
//!
//! Files are read in parts, on all cores; after each part the engine commits and the ledger is written, so that a run
//! that is broken off keeps what it did.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::files::Found;
use super::ledger::{Entry, Ledger, Outcome};
use crate::engine::Engine;
use crate::error::{Error, Refusal, Result};
use crate::parse::{self, Parsed, read};
use crate::report::{Report, ReportId};

/// Files are read and committed in parts of about so many bytes.
const PART_BYTES: u64 = 24 << 20;
/// A part has at most so many files.
const PART_FILES: usize = 4096;

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many files were found.
    Found(usize),
    /// One more file was read.
    Read,
    /// What was read is being committed.
    Committing,
}

/// What a run did, in files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Read for the first time.
    pub new: usize,
    /// Read again, for their bytes had changed.
    pub changed: usize,
    /// Left alone.
    pub unchanged: usize,
    /// New or changed, with the body of another file's report.
    pub duplicates: usize,
    /// Not in the index; the ledger says why.
    pub refused: usize,
    /// Gone since the last run.
    pub removed: usize,
}

/// A run over the files below some paths.
pub struct Sync<'a> {
    /// The index.
    pub engine: &'a dyn Engine,
    /// Where the ledger lies.
    pub ledger: PathBuf,
    /// Is told how far the run is.
    pub progress: &'a (dyn Fn(Progress) + std::marker::Sync),
    /// Ends the run after the part at hand.
    pub stop: &'a AtomicBool,
}

/// What reading one file gave.
struct Taken {
    file: String,
    sha256: String,
    result: std::result::Result<Report, Refusal>,
}

impl Sync<'_> {
    /// Brings the index up to date with `found`, the files below `roots`.
    ///
    /// # Errors
    /// For a failing engine, and [`Error::Interrupted`] when it was stopped.
    pub fn run(&self, found: &[Found], roots: &[PathBuf]) -> Result<Summary> {
        (self.progress)(Progress::Found(found.len()));
        let mut ledger = Ledger::load(&self.ledger);
        self.reconcile(&mut ledger)?;
        let mut summary = Summary::default();
        self.drop_missing(found, roots, &mut ledger, &mut summary)?;
        let mut done = 0;
        for part in parts(found) {
            if self.stop.load(Ordering::Relaxed) {
                return Err(Error::Interrupted { done });
            }
            self.take_part(part, &mut ledger, &mut summary)?;
            done += part.len();
        }
        Ok(summary)
    }

    /// After a crash ledger and index may differ by a part: reports that no file gives go, files whose report is not
    /// there are read again.
    fn reconcile(&self, ledger: &mut Ledger) -> Result<()> {
        let held: HashSet<ReportId> = self.engine.reports()?.into_iter().collect();
        let known: HashSet<ReportId> = ledger.reports().cloned().collect();
        let orphans: Vec<ReportId> = held.difference(&known).cloned().collect();
        if !orphans.is_empty() {
            self.engine.remove(&orphans)?;
        }
        let lost: Vec<String> = known.difference(&held).flat_map(|report| ledger.files_of(report)).collect();
        for file in &lost {
            ledger.drop(file);
        }
        Ok(())
    }

    /// Takes out what lay below `roots` and is gone.
    fn drop_missing(
        &self,
        found: &[Found],
        roots: &[PathBuf],
        ledger: &mut Ledger,
        summary: &mut Summary,
    ) -> Result<()> {
        let here: HashSet<String> = found.iter().map(|found| name(found.path())).collect();
        let roots: Vec<PathBuf> = roots.iter().filter_map(|root| std::path::absolute(root).ok()).collect();
        let below = |file: &str| roots.iter().any(|root| Path::new(file).starts_with(root));
        let gone: Vec<String> = ledger
            .entries()
            .map(|entry| &entry.file)
            .filter(|file| below(file) && !here.contains(*file))
            .cloned()
            .collect();
        let left: BTreeSet<ReportId> =
            gone.iter().filter_map(|file| ledger.drop(file)).filter_map(|entry| entry.report().cloned()).collect();
        summary.removed = gone.len();
        if !gone.is_empty() {
            self.settle(left, BTreeMap::new(), ledger)?;
        }
        Ok(())
    }

    /// Reads a part of the files and commits it.
    fn take_part(&self, part: &[Found], ledger: &mut Ledger, summary: &mut Summary) -> Result<()> {
        let taken: Vec<Option<Taken>> = part.par_iter().map(|found| self.take(found, ledger)).collect();
        let (mut touched, mut fresh) = (BTreeSet::new(), BTreeMap::new());
        for taken in taken {
            let Some(taken) = taken else {
                summary.unchanged += 1;
                continue;
            };
            let before = ledger.drop(&taken.file);
            *if before.is_some() { &mut summary.changed } else { &mut summary.new } += 1;
            touched.extend(before.and_then(|entry| entry.report().cloned()));
            let outcome = match taken.result {
                Ok(report) => {
                    let first = ledger.files_of(&report.id).is_empty();
                    summary.duplicates += usize::from(!first);
                    let outcome = if first {
                        Outcome::Indexed { report: report.id.clone(), warnings: report.warnings.len() }
                    } else {
                        Outcome::Duplicate { report: report.id.clone() }
                    };
                    touched.insert(report.id.clone());
                    fresh.insert(report.id.clone(), report);
                    outcome
                }
                Err(reason) => Outcome::Refused { reason },
            };
            ledger.put(Entry { file: taken.file, sha256: taken.sha256, outcome });
        }
        summary.refused = ledger.entries().filter(|entry| entry.report().is_none()).count();
        (self.progress)(Progress::Committing);
        self.settle(touched, fresh, ledger)
    }

    /// Reads one file; `None` where its bytes are those of the last run.
    fn take(&self, found: &Found, ledger: &Ledger) -> Option<Taken> {
        let file = name(found.path());
        let taken = match found {
            Found::Blocked(_) => Taken { file, sha256: String::new(), result: Err(Refusal::Unreadable) },
            Found::File(path) => {
                let known = ledger.get(&file).map(|entry| entry.sha256.as_str());
                let taken = take_file(path, &file, known);
                (self.progress)(Progress::Read);
                taken?
            }
        };
        let same = ledger.get(&taken.file).is_some_and(|entry| matches!((&entry.outcome, &taken.result), (Outcome::Refused { reason: a }, Err(b)) if a == b && entry.sha256 == taken.sha256));
        (!same).then_some(taken)
    }

    /// Makes the engine hold each of the reports `touched` as its files now are, and writes the ledger.
    fn settle(
        &self,
        touched: BTreeSet<ReportId>,
        mut fresh: BTreeMap<ReportId, Report>,
        ledger: &Ledger,
    ) -> Result<()> {
        let (mut put, mut gone) = (Vec::new(), Vec::new());
        for id in touched {
            let mut files = ledger.files_of(&id).into_iter();
            let Some(first) = files.next() else {
                gone.push(id);
                continue;
            };
            let report = match fresh.remove(&id) {
                Some(report) => Some(report),
                None => self.engine.report(&id)?,
            };
            put.extend(report.map(|report| Report {
                sha256: ledger.get(&first).map_or(report.sha256, |entry| entry.sha256.clone()),
                file: first,
                copies: files.collect(),
                ..report
            }));
        }
        if !gone.is_empty() {
            self.engine.remove(&gone)?;
        }
        if !put.is_empty() {
            self.engine.replace(&put)?;
        }
        ledger.save(&self.ledger)
    }
}

/// Parts the files into runs of about [`PART_BYTES`].
fn parts(found: &[Found]) -> Vec<&[Found]> {
    let (mut parts, mut start, mut bytes) = (Vec::new(), 0, 0);
    for (at, found_file) in found.iter().enumerate() {
        let size = fs::metadata(found_file.path()).map_or(0, |meta| meta.len());
        if at > start && (bytes + size > PART_BYTES || at - start >= PART_FILES) {
            parts.push(&found[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += size;
    }
    parts.push(&found[start..]);
    parts
}

/// Reads and parses the file at `path`, named `file` in the ledger; `None` where its hash is `known`.
fn take_file(path: &Path, file: &str, known: Option<&str>) -> Option<Taken> {
    let refuse = |sha256: String, reason| Some(Taken { file: file.to_owned(), sha256, result: Err(reason) });
    if path.to_str().is_none() {
        return refuse(String::new(), Refusal::Name);
    }
    if !read::is_supported(path) {
        return refuse(String::new(), Refusal::Unsupported);
    }
    let bytes = match bytes_of(path) {
        Ok(bytes) => bytes,
        Err(reason) => return refuse(String::new(), reason),
    };
    let sha256 = parse::hex(&Sha256::digest(&bytes));
    if known == Some(sha256.as_str()) {
        return None;
    }
    Some(Taken { file: file.to_owned(), sha256, result: parse_safely(&bytes, path).map(|parsed| parsed.report) })
}

/// The bytes of a file that does not change meanwhile.
fn bytes_of(path: &Path) -> std::result::Result<Vec<u8>, Refusal> {
    let stamp =
        || fs::metadata(path).and_then(|meta| Ok((meta.len(), meta.modified()?))).map_err(|_| Refusal::Unreadable);
    for _ in 0..3 {
        let before = stamp()?;
        if before.0 > read::MAX_BYTES {
            return Err(Refusal::TooLarge);
        }
        let bytes = fs::read(path).map_err(|_| Refusal::Unreadable)?;
        if stamp()? == before && bytes.len() as u64 == before.0 {
            return Ok(bytes);
        }
    }
    Err(Refusal::Changing)
}

/// Parses; a fault of ours in one file must not end the run over all others.
fn parse_safely(bytes: &[u8], path: &Path) -> std::result::Result<Parsed, Refusal> {
    catch_unwind(AssertUnwindSafe(|| parse::parse(bytes, path))).map_err(|_| Refusal::Fault)?.map_err(Refusal::from)
}

/// Reads and parses one file by itself.
///
/// # Errors
/// [`Error::Path`] where it is not there, [`Error::Refused`] where it gives no report.
pub fn read_report(path: &Path) -> Result<Parsed> {
    fs::metadata(path).map_err(|source| Error::Path { path: path.to_owned(), source })?;
    let refused = |reason| Error::Refused { path: path.to_owned(), reason };
    let bytes = bytes_of(path).map_err(refused)?;
    parse_safely(&bytes, path).map_err(refused)
}

/// How the ledger names a path.
fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

impl Found {
    fn path(&self) -> &Path {
        match self {
            Found::File(path) | Found::Blocked(path) => path,
        }
    }
}
