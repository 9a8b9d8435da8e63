//! `baogao index`: reads files and folders into the index, or brings it up to date with them.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::lang::Lang;
use super::{Context, Status, beside, json_line, take_places};
use crate::corpus::{self, Ledger, Progress, Summary, Sync};
use crate::engine::{Embedded, Home, write_whole};
use crate::error::{Error, Result};
use crate::words::{Lexicon, added_words};

/// The name of the ledger beside the sections.
pub const LEDGER: &str = "ledger.jsonl";
/// The sample reports, indexed where no path is given.
pub const SAMPLE: &str = "corpus";

/// Whether a run is under way, which ends with a commit when the user breaks it off.
static RUNNING: AtomicBool = AtomicBool::new(false);
/// Set when the user breaks the run off.
static STOP: AtomicBool = AtomicBool::new(false);
/// The exit status of a process that SIGINT ended.
const INTERRUPTED: i32 = 130;

#[derive(Debug, Args)]
pub struct IndexArgs {
    /// Files and folders with reports [default: corpus]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Build a new index and put it in place of the old one when it is done
    #[arg(long)]
    rebuild: bool,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &IndexArgs, context: &Context, out: &mut dyn Write) -> Result<Status> {
    let sample = [PathBuf::from(SAMPLE)];
    let paths = if args.paths.is_empty() { &sample } else { &args.paths[..] };
    let done = build(paths, args.rebuild, context)?;
    if args.json {
        json_line(&done, out)?;
    } else {
        writeln!(out, "{}", context.lang.summary(&done))?;
        if done.refused > 0 {
            writeln!(out, "{}", context.lang.ledger_hint(&context.index))?;
        }
    }
    Ok(Status::Done)
}

/// Indexes `paths` with a progress bar on a terminal.
pub fn build(paths: &[PathBuf], rebuild: bool, context: &Context) -> Result<Summary> {
    let ledger = Home::open(&context.index).ok().and_then(|home| Ledger::load(&home.file(LEDGER)).ok());
    let known = |path: &Path| ledger.as_ref().is_some_and(|ledger| ledger.knows_below(path));
    let found = corpus::find(paths, &context.index, known)?;
    if found.is_empty() && !context.index.exists() {
        return Err(Error::NoReports { path: paths.first().cloned().unwrap_or_default() });
    }
    stop_on_signal();
    take_places(&context.index)?;
    let list = beside(&context.index, "words.txt")?;
    let make = || Lexicon::with_words(&added_words(list.as_deref()));
    let engine = Embedded::writable(&context.index, make, rebuild)?;
    let bar = Bar::new(context.lang);
    let ledger = engine.home().file(LEDGER);
    let sync = Sync { engine: &engine, ledger, progress: &|step| bar.step(step), stop: &STOP };
    RUNNING.store(true, Ordering::Relaxed);
    let done = sync.run(&found, paths);
    RUNNING.store(false, Ordering::Relaxed);
    bar.finish();
    let done = done?;
    if rebuild {
        engine.publish()?;
    }
    note_words(list.as_deref(), &engine, context);
    Ok(done)
}

/// Lets the first signal break a run off after the part at hand; a second one, or one outside a run, ends the process.
fn stop_on_signal() {
    let handler = || {
        if !RUNNING.load(Ordering::Relaxed) || STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
    };
    // A second handler cannot be set; the first does the same.
    let _ = ctrlc::set_handler(handler);
}

/// Says so where the list of words is no longer the one that the index was cut by.
fn note_words(list: Option<&str>, engine: &Embedded, context: &Context) {
    let stamp = engine.home().file("words.txt");
    let current = list.unwrap_or_default();
    match fs::read_to_string(&stamp) {
        Ok(used) if used != current => {
            let note = context.lang.pick(
                "note: words.txt has changed since this index was built; `baogao index --rebuild` applies it (literal search finds new words all the same)",
                "提示：words.txt 在建索引之后有改动；运行 baogao index --rebuild 后生效（按原文检索不受影响）",
            );
            let _ = writeln!(io::stderr(), "{note}");
        }
        Ok(_) => {}
        // Without the stamp there is only no note next time.
        Err(_) => drop(write_whole(&stamp, current.as_bytes())),
    }
}

/// The progress of a run, drawn only on a terminal.
struct Bar(ProgressBar, Lang);

impl Bar {
    fn new(lang: Lang) -> Self {
        let target =
            if io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{msg} {bar:40.cyan/dim} {pos}/{len} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(lang.pick("reading", "读取"));
        Self(bar, lang)
    }

    fn step(&self, step: Progress) {
        match step {
            Progress::Found(count) => self.0.set_length(count as u64),
            Progress::Read => {
                self.0.set_message(self.1.pick("reading", "读取"));
                self.0.inc(1);
            }
            Progress::Committing => self.0.set_message(self.1.pick("indexing", "建立索引")),
        }
    }

    fn finish(&self) {
        self.0.finish_and_clear();
    }
}
