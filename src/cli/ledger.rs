//! `baogao ledger`: what became of every file.

use std::io::Write;

use clap::Args;
use owo_colors::OwoColorize;
use serde::Serialize;

use super::lang::Lang;
use super::{Context, Status, index, json_line};
use crate::corpus::{Entry, Ledger, Outcome, State};
use crate::engine::Embedded;
use crate::error::Result;

#[derive(Debug, Args)]
pub struct LedgerArgs {
    /// Only files that are not in the index
    #[arg(long)]
    refused: bool,
    /// Print one JSON object a file
    #[arg(long)]
    json: bool,
}

pub fn run(args: &LedgerArgs, context: &Context, out: &mut dyn Write) -> Result<Status> {
    let engine = Embedded::open(&context.index)?;
    let ledger = Ledger::load(&engine.home().file(index::LEDGER))?;
    let mut any = false;
    for entry in ledger.entries().filter(|entry| !args.refused || entry.report().is_none()) {
        any = true;
        let line = Line { entry, duplicate: ledger.is_duplicate(entry) };
        if args.json { json_line(&line, out)? } else { draw(&line, context.lang, out)? }
    }
    Ok(if any { Status::Done } else { Status::Nothing })
}

/// A line of the ledger as it is shown.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    entry: &'a Entry,
    /// Whether another file with the same body is the one shown in answers.
    duplicate: bool,
}

fn draw(line: &Line<'_>, lang: Lang, out: &mut dyn Write) -> Result<()> {
    let (word, detail) = match &line.entry.outcome {
        Outcome::Indexed { report, .. } if line.duplicate => {
            (lang.pick("duplicate", "重复").yellow().to_string(), report.to_string())
        }
        Outcome::Indexed { report, warnings } => {
            let doubts = if *warnings > 0 {
                format!("  {warnings} {}", lang.pick("doubts", "处存疑"))
            } else {
                String::new()
            };
            let word = match line.entry.state {
                State::New | State::Changed => lang.pick("indexed", "已收录"),
                State::Unchanged => lang.pick("unchanged", "未变"),
            };
            (word.green().to_string(), format!("{report}{doubts}"))
        }
        Outcome::Refused { reason } => {
            (lang.pick("refused", "未收录").red().to_string(), lang.pick(reason.english(), reason.chinese()).to_owned())
        }
    };
    Ok(writeln!(out, "{word}  {}  {}", line.entry.file, detail.dimmed())?)
}
