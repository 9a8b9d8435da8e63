//! `baogao search`: one query, or one a line from standard input.

use std::fmt;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::time::Instant;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Context, Status, index, json_line};
use crate::engine::{Embedded, Engine};
use crate::error::{Error, Result};
use crate::present::{HitLook, HitsView, draw_hits};
use crate::query::{Filter, Query, years};
use crate::report::{Kind, Period, Year};

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub struct SearchArgs {
    /// Words, "literal strings", -without, title: year:2019..2022 place: kind: period:; - reads one query a line from
    /// standard input
    #[arg(required = true)]
    query: Vec<String>,
    /// Print one JSON object a query
    #[arg(long)]
    json: bool,
    /// Take the query as text, without syntax
    #[arg(long)]
    plain: bool,
    /// How many hits to show
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
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
    #[arg(long, value_name = "YEARS", value_parser = read_years)]
    year: Option<(Year, Year)>,
    /// Only reports of a place, by a name anywhere in its chain: 东坡区, 四川
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Only reports of a kind
    #[arg(long, value_name = "KIND", value_parser = names(Kind::ALL, Kind::name))]
    kind: Option<Kind>,
    /// Only sections that look back (review) or ahead (plan)
    #[arg(long, value_name = "PERIOD", value_parser = names(Period::ALL, Period::name))]
    period: Option<Period>,
}

impl FilterArgs {
    /// What the options mean.
    pub fn filter(&self) -> Filter {
        Filter { years: self.year, place: self.place.clone(), kind: self.kind, period: self.period }
    }
}

fn read_years(text: &str) -> Result<(Year, Year)> {
    let help = ("give a year or two: 2021, 2019..2022", "请给出年份，如 2021、2019..2022");
    years(text).ok_or_else(|| Error::usage(text, help))
}

/// Reads one of the values of an enum by its name; help, completions and errors list them.
fn names<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(|&value| name(value)))
        .try_map(move |text| all.iter().copied().find(|&value| name(value) == text).ok_or(fmt::Error))
}

pub fn run(args: &SearchArgs, context: &Context, out: &mut dyn Write) -> Result<Status> {
    let filter = args.filter.filter();
    let engine = open(context)?;
    let look = HitLook { words: &context.lang, score: args.score, width: context.width };
    let mut found = false;
    let mut answer = |text: &str, out: &mut dyn Write| -> Result<()> {
        let mut query = if args.plain { Query::plain(text) } else { Query::parse(text) };
        query.filter = query.filter.or(filter.clone());
        (query.offset, query.limit, query.fold) = (args.offset, args.limit, !args.no_fold);
        let start = Instant::now();
        let view = HitsView::new(&query, engine.search(&query)?, start.elapsed());
        found |= !view.is_empty();
        if args.json { json_line(&view, out) } else { Ok(draw_hits(&view, &look, out)?) }
    };
    let query = args.query.join(" ");
    if query == "-" {
        let mut lines = io::stdin().lock().split(b'\n');
        while let Some(line) = lines.next().transpose().map_err(Error::Input)? {
            answer(String::from_utf8_lossy(&line).trim_end_matches('\r'), out)?;
            // A program that asks and waits must get each answer at once.
            out.flush()?;
        }
    } else {
        answer(&query, out)?;
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
