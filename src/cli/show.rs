//! `baogao show`: one section, or a whole report, by its id.

use std::io::Write;

use clap::Args;
use owo_colors::OwoColorize;

use super::{Context, Status, json_line};
use crate::engine::{Embedded, Engine};
use crate::error::{Error, Result};
use crate::present::SectionLine;
use crate::report::{ReportId, Section};

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The id of a section or of a report, as search prints it
    id: String,
    /// Print one JSON object a section
    #[arg(long)]
    json: bool,
}

pub fn run(args: &ShowArgs, context: &Context, out: &mut dyn Write) -> Result<Status> {
    let engine = Embedded::open(&context.index)?;
    let unknown = || Error::UnknownId { id: args.id.clone() };
    let report = engine.report(&ReportId::new(args.id.split('.').next().unwrap_or_default()))?.ok_or_else(unknown)?;
    let asked = |section: &Section| !args.id.contains('.') || section.id.as_str() == args.id;
    let lines: Vec<SectionLine<'_>> = SectionLine::of(&report).filter(|line| asked(line.section())).collect();
    if lines.is_empty() {
        return Err(unknown());
    }
    if !args.json {
        writeln!(out, "{}\n{}\n", report.title.cyan(), report.file.dimmed())?;
    }
    for line in &lines {
        if args.json { json_line(line, out)? } else { draw(line.section(), out)? }
    }
    Ok(Status::Done)
}

fn draw(section: &Section, out: &mut dyn Write) -> Result<()> {
    let titles = section.path.titles();
    let above = titles.split_last().map_or(&[][..], |(_, above)| above);
    for title in above {
        write!(out, "{} › ", title.dimmed())?;
    }
    writeln!(out, "{}  {}", format!("{}{}", section.numeral, section.title).bold(), section.id.dimmed())?;
    Ok(writeln!(out, "{}\n", section.text)?)
}
