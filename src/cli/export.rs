//! `baogao export`: every section of the index, one JSON object a line.

use std::io::Write;

use clap::Args;

use super::search::FilterArgs;
use super::{Context, Status, json_line};
use crate::engine::{Embedded, Engine};
use crate::error::Result;
use crate::present::SectionLine;
use crate::query::Filter;
use crate::report::{Report, Section};

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[command(flatten)]
    filter: FilterArgs,
}

pub fn run(args: &ExportArgs, context: &Context, out: &mut dyn Write) -> Result<Status> {
    let filter = args.filter.filter();
    let engine = Embedded::open(&context.index)?;
    let mut any = false;
    for id in engine.reports()? {
        let Some(report) = engine.report(&id)?.filter(|report| keeps_report(&filter, report)) else { continue };
        for line in SectionLine::of(&report).filter(|line| keeps_section(&filter, line.section())) {
            any = true;
            json_line(&line, out)?;
        }
    }
    Ok(if any { Status::Done } else { Status::Nothing })
}

fn keeps_report(filter: &Filter, report: &Report) -> bool {
    let in_years =
        filter.years.is_none_or(|(first, last)| report.year.is_some_and(|year| (first..=last).contains(&year)));
    let in_place = filter.place.as_ref().is_none_or(|place| report.place.answers_to(place));
    in_years && in_place && filter.kind.is_none_or(|kind| report.kind == Some(kind))
}

fn keeps_section(filter: &Filter, section: &Section) -> bool {
    filter.period.is_none_or(|period| section.period == Some(period))
}
