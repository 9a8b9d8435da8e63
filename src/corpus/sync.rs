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
use super::ledger::{Entry, Ledger, Outcome, State};
use crate::engine::Engine;
use crate::error::{Error, Refusal, Result};
use crate::parse::{self, Parsed, read};
use crate::report::{Report, ReportId};

/// Files are read and committed in parts of about so many bytes.
const PART_BYTES: u64 = 32 << 20;
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
    /// With the body of another file's report, which names them.
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
enum Taken {
    /// Its bytes are those of the last run, or it cannot be read now and was before.
    Same { file: String },
    /// The run was broken off before it.
    Stopped,
    /// It was read, or refused.
    Read { file: String, sha256: String, result: std::result::Result<Box<Report>, Refusal> },
}

/// What a part of a run changes: the reports whose files changed, and those that were read.
#[derive(Default)]
struct Change {
    touched: BTreeSet<ReportId>,
    fresh: BTreeMap<ReportId, Report>,
}

impl Sync<'_> {
    /// Brings the index up to date with `found`, the files below `roots`.
    ///
    /// # Errors
    /// [`Error::NoReports`] where there is nothing to read and nothing to take out, [`Error::Interrupted`] when it was
    /// stopped, and whatever the engine meets.
    pub fn run(&self, found: &[Found], roots: &[PathBuf]) -> Result<Summary> {
        (self.progress)(Progress::Found(found.len()));
        let mut ledger = Ledger::load(&self.ledger)?;
        self.reconcile(&mut ledger)?;
        let mut summary = Summary::default();
        let mut change = drop_missing(found, roots, &mut ledger, &mut summary);
        if found.is_empty() && summary.removed == 0 {
            return Err(Error::NoReports { path: roots.first().cloned().unwrap_or_default() });
        }
        let mut done = 0;
        for part in parts(found) {
            self.take_part(part, &mut ledger, &mut summary, change).map_err(|error| match error {
                Error::Interrupted { .. } => Error::Interrupted { done },
                error => error,
            })?;
            change = Change::default();
            done += part.len();
        }
        let here = || found.iter().filter_map(|found| ledger.get(&name(found.path())));
        summary.duplicates = here().filter(|entry| ledger.is_duplicate(entry)).count();
        summary.refused = here().filter(|entry| entry.report().is_none()).count();
        Ok(summary)
    }

    /// After a crash, or the loss of the ledger, it and the index may differ: files whose report is not in the index are
    /// read again, and the lines of reports that no file gives are made anew from what the index knows of them.
    fn reconcile(&self, ledger: &mut Ledger) -> Result<()> {
        let held: HashSet<ReportId> = self.engine.reports()?.into_iter().collect();
        let known: HashSet<ReportId> = ledger.reports().cloned().collect();
        for file in known.difference(&held).flat_map(|report| ledger.files_of(report)).collect::<Vec<_>>() {
            ledger.drop(&file);
        }
        for id in held.difference(&known) {
            let Some(report) = self.engine.report(id)? else { continue };
            let outcome = Outcome::Indexed { report: report.id, warnings: report.warnings.len() };
            for file in std::iter::once(report.file).chain(report.copies) {
                // Without its hash the file is read again if it is there.
                let outcome = outcome.clone();
                ledger.put(Entry { file, sha256: String::new(), parser: 0, state: State::Unchanged, outcome });
            }
        }
        Ok(())
    }

    /// Reads a part of the files and commits it together with `change`, what led up to it.
    fn take_part(&self, part: &[Found], ledger: &mut Ledger, summary: &mut Summary, mut change: Change) -> Result<()> {
        let taken: Vec<Taken> = part.par_iter().map(|found| self.take(found, ledger)).collect();
        if taken.iter().any(|taken| matches!(taken, Taken::Stopped)) {
            return Err(Error::Interrupted { done: 0 });
        }
        for taken in taken {
            let (file, sha256, result) = match taken {
                Taken::Read { file, sha256, result } => (file, sha256, result),
                Taken::Same { file } => {
                    summary.unchanged += 1;
                    ledger.keep(&file);
                    continue;
                }
                Taken::Stopped => continue,
            };
            let before = ledger.drop(&file);
            let state = if before.is_some() { State::Changed } else { State::New };
            *if before.is_some() { &mut summary.changed } else { &mut summary.new } += 1;
            change.touched.extend(before.and_then(|entry| entry.report().cloned()));
            let outcome = match result {
                Ok(report) => change.read(*report),
                Err(reason) => Outcome::Refused { reason },
            };
            ledger.put(Entry { file, sha256, parser: parse::VERSION, state, outcome });
        }
        (self.progress)(Progress::Committing);
        self.settle(change, ledger)
    }

    /// Reads one file unless its bytes are those of the last run.
    fn take(&self, found: &Found, ledger: &Ledger) -> Taken {
        if self.stop.load(Ordering::Relaxed) {
            return Taken::Stopped;
        }
        let file = name(found.path());
        let known = ledger.get(&file);
        let taken = match found {
            Found::Blocked(_) => Taken::Read { file, sha256: String::new(), result: Err(Refusal::Unreadable) },
            Found::File(path) => take_file(path, file, known),
        };
        (self.progress)(Progress::Read);
        match (&taken, known) {
            (Taken::Read { result: Err(reason), sha256, .. }, Some(known)) if stands(known, *reason, sha256) => {
                Taken::Same { file: known.file.clone() }
            }
            _ => taken,
        }
    }

    /// Makes the engine hold each of the touched reports as its files now are, in one commit, and writes the ledger.
    fn settle(&self, change: Change, ledger: &Ledger) -> Result<()> {
        let Change { touched, mut fresh } = change;
        let (mut put, mut gone) = (Vec::new(), Vec::new());
        for id in touched {
            let mut files = ledger.files_of(&id).into_iter();
            match files.next() {
                Some(first) => {
                    let report = self.report_of(&id, &first, fresh.remove(&id))?;
                    put.extend(report.map(|report| Report { file: first, copies: files.collect(), ..report }));
                }
                None => gone.push(id),
            }
        }
        if !(put.is_empty() && gone.is_empty()) {
            self.engine.update(&put, &gone)?;
        }
        ledger.save(&self.ledger)
    }

    /// The report as the file `first` gives it: just read, or as the index has it, or read again.
    fn report_of(&self, id: &ReportId, first: &str, fresh: Option<Report>) -> Result<Option<Report>> {
        if fresh.as_ref().is_some_and(|report| report.file == first) {
            return Ok(fresh);
        }
        let held = self.engine.report(id)?;
        if held.as_ref().is_some_and(|report| report.file == first) {
            return Ok(held);
        }
        let again = read_report(Path::new(first)).ok().map(|parsed| parsed.report).filter(|report| report.id == *id);
        Ok(again.or(fresh).or(held))
    }
}

impl Change {
    /// Notes a report that was read; of several files with its body the first by name is kept.
    fn read(&mut self, report: Report) -> Outcome {
        let outcome = Outcome::Indexed { report: report.id.clone(), warnings: report.warnings.len() };
        self.touched.insert(report.id.clone());
        if self.fresh.get(&report.id).is_none_or(|held| report.file < held.file) {
            self.fresh.insert(report.id.clone(), report);
        }
        outcome
    }
}

/// Whether a refusal changes nothing: the file was refused so before, or was read before and cannot be read just now.
fn stands(known: &Entry, reason: Refusal, sha256: &str) -> bool {
    match &known.outcome {
        Outcome::Refused { reason: before } => *before == reason && known.sha256 == sha256,
        Outcome::Indexed { .. } => matches!(reason, Refusal::Unreadable | Refusal::Changing),
    }
}

/// Takes the lines of what lay below `roots` and is gone out of the ledger; what lies in a folder that cannot be
/// entered is not gone.
fn drop_missing(found: &[Found], roots: &[PathBuf], ledger: &mut Ledger, summary: &mut Summary) -> Change {
    let here: HashSet<String> = found.iter().map(|found| name(found.path())).collect();
    let real = |root: &PathBuf| fs::canonicalize(root).or_else(|_| std::path::absolute(root)).ok();
    let roots: Vec<PathBuf> = roots.iter().filter_map(real).collect();
    let blocked: Vec<&Path> =
        found.iter().filter(|found| matches!(found, Found::Blocked(_))).map(Found::path).collect();
    let is_gone = |file: &str| {
        let path = Path::new(file);
        roots.iter().any(|root| path.starts_with(root))
            && !here.contains(file)
            && !blocked.iter().any(|folder| path.starts_with(folder))
    };
    let gone: Vec<String> = ledger.entries().map(|entry| entry.file.clone()).filter(|file| is_gone(file)).collect();
    summary.removed = gone.len();
    let touched = gone.iter().filter_map(|file| ledger.drop(file)?.report().cloned()).collect();
    Change { touched, fresh: BTreeMap::new() }
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

/// Reads and parses the file at `path`, named `file` in the ledger, unless it is as it was `known`.
fn take_file(path: &Path, file: String, known: Option<&Entry>) -> Taken {
    let refuse = |file, reason| Taken::Read { file, sha256: String::new(), result: Err(reason) };
    if path.to_str().is_none() {
        return refuse(file, Refusal::Name);
    }
    if !read::is_supported(path) {
        return refuse(file, Refusal::Unsupported);
    }
    let bytes = match bytes_of(path) {
        Ok(bytes) => bytes,
        Err(reason) => return refuse(file, reason),
    };
    let sha256 = parse::hex(&Sha256::digest(&bytes));
    let same = |known: &Entry| known.report().is_some() && known.sha256 == sha256 && known.parser == parse::VERSION;
    if known.is_some_and(same) {
        return Taken::Same { file };
    }
    Taken::Read { file, sha256, result: parse_safely(&bytes, path).map(|parsed| Box::new(parsed.report)) }
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
    let meta = fs::metadata(path).map_err(|source| Error::Path { path: path.to_owned(), source })?;
    let refused = |reason| Error::Refused { path: path.to_owned(), reason };
    if meta.is_dir() {
        return Err(refused(Refusal::Folder));
    }
    let bytes = bytes_of(path).map_err(refused)?;
    parse_safely(&bytes, path).map_err(refused)
}

/// How the ledger names a path.
fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
