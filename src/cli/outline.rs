//! `baogao outline`: the heading tree of one file.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{Context, Status, json_line};
use crate::corpus::read_report;
use crate::error::Result;
use crate::present::{OutlineView, draw_outline};

#[derive(Debug, Args)]
pub struct OutlineArgs {
    /// A report. Behind each heading stands the length of its text, ← where it looks back, → where it looks ahead
    file: PathBuf,
    /// Print the report and its sections as one JSON object
    #[arg(long)]
    json: bool,
    /// List what was taken out of the file, and why
    #[arg(long)]
    removed: bool,
}

pub fn run(args: &OutlineArgs, context: &Context, out: &mut dyn Write) -> Result<Status> {
    let parsed = read_report(&args.file)?;
    let view = OutlineView::new(&parsed, args.removed);
    if args.json {
        json_line(&view, out)?;
    } else {
        draw_outline(&view, &context.lang, out)?;
    }
    Ok(Status::Done)
}
