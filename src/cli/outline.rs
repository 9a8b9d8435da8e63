//! `baogao outline`: the heading tree of one file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Context, Status, json_line, take_places};
use crate::corpus::read_report;
use crate::engine::{Embedded, Engine};
use crate::error::{Error, Result};
use crate::parse::Parsed;
use crate::present::{OutlineView, draw_outline};
use crate::report::ReportId;

#[derive(Debug, Args)]
pub struct OutlineArgs {
    /// A file, or the id of a report in the index. Behind each heading stands the length of its text, ← where it looks back, → where it looks ahead
    file: PathBuf,
    /// Print the report and its sections as one JSON object
    #[arg(long)]
    json: bool,
    /// List what was taken out of the file, and why
    #[arg(long)]
    removed: bool,
}

pub fn run(args: &OutlineArgs, context: &Context, out: &mut dyn Write) -> Result<Status> {
    take_places(&context.index)?;
    let parsed = if args.file.exists() { read_report(&args.file)? } else { indexed(&args.file, context)? };
    let view = OutlineView::new(&parsed, args.removed);
    if args.json {
        json_line(&view, out)?;
    } else {
        draw_outline(&view, &context.lang, context.width, out)?;
    }
    Ok(Status::Done)
}

/// The report of that id, as the index has it; nothing is known of what was taken out of its file.
fn indexed(id: &Path, context: &Context) -> Result<Parsed> {
    let missing = || Error::Path { path: id.to_owned(), source: io::ErrorKind::NotFound.into() };
    let engine = Embedded::open(&context.index).map_err(|_| missing())?;
    let report = engine.report(&ReportId::new(id.to_string_lossy()))?.ok_or_else(missing)?;
    Ok(Parsed { report, removed: Vec::new() })
}
