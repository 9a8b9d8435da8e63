//! `baogao list`: the reports of the index by place and year.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use clap::Args;
use owo_colors::OwoColorize;
use unicode_width::UnicodeWidthStr;

use super::{Context, Status, json_line};
use crate::engine::{Embedded, Engine};
use crate::error::Result;
use crate::query::ReportHead;
use crate::report::Year;

#[derive(Debug, Args)]
pub struct ListArgs {
    /// Print one JSON object a report
    #[arg(long)]
    json: bool,
}

/// How many reports a place has of each kind, by year; year 0 stands for none known.
type Matrix = BTreeMap<(String, String), BTreeMap<u16, usize>>;

pub fn run(args: &ListArgs, context: &Context, out: &mut dyn Write) -> Result<Status> {
    let engine = Embedded::open(&context.index)?;
    let mut heads = Vec::new();
    for id in engine.reports()? {
        heads.extend(engine.report(&id)?.map(|report| ReportHead::of(&report)));
    }
    heads.sort_by(|a, b| (&a.place, a.kind, a.year, &a.file).cmp(&(&b.place, b.kind, b.year, &b.file)));
    if args.json {
        for head in &heads {
            json_line(head, out)?;
        }
    } else {
        draw(&matrix(&heads, context.lang.pick("undetermined", "未定")), context, out)?;
    }
    Ok(if heads.is_empty() { Status::Nothing } else { Status::Done })
}

fn matrix(heads: &[ReportHead], open: &str) -> Matrix {
    let mut matrix = Matrix::new();
    for head in heads {
        let name = |text: String| if text.is_empty() { open.to_owned() } else { text };
        let kind = head.kind.map(|kind| kind.to_string()).unwrap_or_default();
        let row = matrix.entry((name(head.place.to_string()), name(kind))).or_default();
        *row.entry(head.year.map_or(0, Year::get)).or_default() += 1;
    }
    matrix
}

/// Columns of a year, with the space before it.
const YEAR: usize = 6;

/// Draws a row a place and kind, a column a year; a point where there is no report. What does not fit on the terminal
/// stands below, with the rows that have reports in those years.
fn draw(matrix: &Matrix, context: &Context, out: &mut dyn Write) -> Result<()> {
    let years: Vec<u16> =
        matrix.values().flat_map(BTreeMap::keys).copied().collect::<BTreeSet<_>>().into_iter().collect();
    let label = |(place, kind): &(String, String)| format!("{place} {kind}");
    let width = matrix.keys().map(|row| label(row).width()).max().unwrap_or(0);
    let room = context.width.map_or(years.len(), |columns| columns.saturating_sub(width) / YEAR);
    for years in years.chunks(room.max(1)) {
        write!(out, "{}", " ".repeat(width))?;
        for &year in years {
            let head = if year == 0 { context.lang.pick("none", "未定").to_owned() } else { year.to_string() };
            write!(out, "{}{head}", " ".repeat(YEAR.saturating_sub(head.width())))?;
        }
        writeln!(out)?;
        for (row, counts) in matrix.iter().filter(|(_, counts)| years.iter().any(|year| counts.contains_key(year))) {
            let label = label(row);
            write!(out, "{label}{}", " ".repeat(width - label.width()))?;
            for year in years {
                match counts.get(year) {
                    Some(count) => write!(out, "{:>YEAR$}", count.green())?,
                    None => write!(out, "{:>YEAR$}", "·".dimmed())?,
                }
            }
            writeln!(out)?;
        }
    }
    Ok(())
}
