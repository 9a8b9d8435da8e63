//! `baogao search`: one query, or one a line from standard input.

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::time::Instant;

use clap::Args;

use super::{Context, Status, index, json_line};
use crate::engine::{Embedded, Engine};
use crate::error::{Error, Result};
use crate::present::{HitsView, draw_hits};
use crate::query::{Filter, Query, years};
use crate::report::{Kind, Period};

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub struct SearchArgs {
    /// Words, "literal strings", -without, title: year:2019..2022 place: kind: period:; - reads one query a line from
    /// standard input
    query: String,
    /// Print one JSON object a query
    #[arg(long)]
    json: bool,
    /// Take the query as text, without syntax
    #[arg(long)]
    plain: bool,
    /// How many hits to show [default: 10]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How many hits to skip
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    /// Show each hit's score
    #[arg(long)]
    score: bool,
    /// Show sections with the same text each by itself
    #[arg(long)]
    no_fold: bool,
    #[command(flatten)]
    filter: FilterArgs,
}

#[derive(Debug, Args)]
pub struct FilterArgs {
    /// Only reports of a year or of years: 2021, 2019..2022
    #[arg(long, value_name = "YEARS")]
    year: Option<String>,
    /// Only reports of a place, by a name anywhere in its chain: 东坡区, 四川
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Only reports of a kind: 政府工作报告, 自评报告
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Only sections that look back (review) or ahead (plan)
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
}

impl FilterArgs {
    /// What the options mean.
    pub fn read(&self) -> Result<Filter> {
        let years = self.year.as_deref().map(|text| {
            years(text).ok_or_else(|| {
                wrong("--year", text, ("give a year or two: 2021, 2019..2022", "请给出年份，如 2021、2019..2022"))
            })
        });
        let kind = self.kind.as_deref().map(|text| {
            Kind::named(text).ok_or_else(|| {
                wrong(
                    "--kind",
                    text,
                    (
                        "no such kind; for example 政府工作报告, 自评报告, 工作总结",
                        "没有这种文种；例如 政府工作报告、自评报告、工作总结",
                    ),
                )
            })
        });
        let period = self.period.as_deref().map(|text| {
            Period::named(text).ok_or_else(|| wrong("--period", text, ("give review or plan", "请给出 review 或 plan")))
        });
        Ok(Filter {
            years: years.transpose()?,
            place: self.place.clone(),
            kind: kind.transpose()?,
            period: period.transpose()?,
        })
    }
}

fn wrong(option: &'static str, value: &str, help: (&'static str, &'static str)) -> Error {
    Error::Filter { option, value: value.to_owned(), help }
}

pub fn run(args: &SearchArgs, context: &Context, out: &mut dyn Write) -> Result<Status> {
    let filter = args.filter.read()?;
    let engine = open(context)?;
    let mut found = false;
    let mut answer = |text: &str, out: &mut dyn Write| -> Result<()> {
        let mut query = if args.plain { Query::plain(text) } else { Query::parse(text) };
        query.filter = query.filter.or(filter.clone());
        (query.offset, query.limit, query.fold) = (args.offset, args.limit.unwrap_or(context.limit), !args.no_fold);
        let start = Instant::now();
        let view = HitsView::new(&query, engine.search(&query)?, start.elapsed());
        found |= !view.is_empty();
        if args.json { json_line(&view, out) } else { Ok(draw_hits(&view, &context.lang, args.score, out)?) }
    };
    if args.query == "-" {
        let mut lines = io::stdin().lock().split(b'\n');
        while let Some(line) = lines.next().transpose().map_err(Error::Input)? {
            answer(String::from_utf8_lossy(&line).trim_end_matches('\r'), out)?;
            // A program that asks and waits must get each answer at once.
            out.flush()?;
        }
    } else {
        answer(&args.query, out)?;
    }
    Ok(if found { Status::Done } else { Status::Nothing })
}

/// Opens the index; where none lies in the default place, the sample reports are indexed first.
fn open(context: &Context) -> Result<Embedded> {
    match Embedded::open(&context.index) {
        Err(Error::NoIndex { .. }) if context.is_default && Path::new(index::SAMPLE).is_dir() => {
            let note = context.lang.pick(
                "no index yet: indexing the sample reports in corpus/ first",
                "尚无索引：先为 corpus/ 中的示例报告建立索引",
            );
            let _ = writeln!(io::stderr(), "{note}");
            index::build(&[index::SAMPLE.into()], false, context)?;
            Embedded::open(&context.index)
        }
        opened => opened,
    }
}
