//! Ranked hits, as JSON by the contract and as text.

use std::io::{self, Write};
use std::path::Path;

use owo_colors::OwoColorize;
use serde::Serialize;

use super::snippet::{Snippet, snippet};
use super::wrap::wrap;
use crate::query::{Hit, Hits, Query, ReportHead};
use crate::report::{HeadingPath, Period, SectionId};

/// An answer as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HitsView {
    query: String,
    total: usize,
    took_ms: f64,
    explain: Option<()>,
    hits: Vec<HitView>,
}

/// A hit as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct HitView {
    rank: usize,
    score: f32,
    id: SectionId,
    title: String,
    path: HeadingPath,
    numeral: String,
    period: Option<Period>,
    report: ReportHead,
    snippet: Snippet,
    copies: Vec<SectionId>,
    #[serde(skip)]
    line: usize,
}

impl HitsView {
    /// Computes what is shown of an answer that took so long.
    pub fn new(query: &Query, answer: Hits, took: std::time::Duration) -> Self {
        let terms = &answer.terms;
        let hits = answer
            .hits
            .into_iter()
            .enumerate()
            .map(|(at, hit)| HitView::new(query.offset + at + 1, hit, terms))
            .collect();
        Self {
            query: query.text.clone(),
            total: answer.total,
            took_ms: took.as_secs_f64() * 1000.0,
            explain: None,
            hits,
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }
}

impl HitView {
    fn new(rank: usize, hit: Hit, terms: &[String]) -> Self {
        let section = hit.section;
        let snippet = snippet(&section.text, terms);
        Self {
            rank,
            score: hit.score,
            id: section.id,
            title: section.title,
            path: section.path,
            numeral: section.numeral,
            period: section.period,
            report: hit.report,
            snippet,
            copies: hit.copies,
            line: section.line,
        }
    }
}

/// How an answer is drawn.
pub struct HitLook<'a> {
    /// What it says in the reader's language.
    pub words: &'a dyn HitWords,
    /// Whether each hit shows its score.
    pub score: bool,
    /// The columns of the terminal that it is drawn on; `None` leaves lines as long as they are.
    pub width: Option<usize>,
}

/// What the drawing says in the reader's language.
pub trait HitWords {
    /// The heading of the text before the first heading.
    fn opening(&self) -> String;
    /// How many other sections have the same text.
    fn copies(&self, count: usize) -> String;
    /// How many sections answer, how many are shown, and how long it took in milliseconds.
    fn total(&self, total: usize, shown: usize, took_ms: f64) -> String;
}

/// Columns before each line of a hit.
const INDENT: usize = 4;

/// Draws an answer for a person: of each hit the breadcrumb, the report, the words, the file.
pub fn draw_hits(view: &HitsView, look: &HitLook<'_>, out: &mut dyn Write) -> io::Result<()> {
    for hit in &view.hits {
        let rank = format!("{:>2}  ", hit.rank);
        writeln!(out, "{}{}", rank.dimmed(), &wrap(&breadcrumb(hit, look), INDENT, look.width)[INDENT..])?;
        let report = format!("{}  {}", described(&hit.report).cyan(), hit.id.dimmed());
        let file = format!("{}:{}", near(&hit.report.file), hit.line).dimmed().to_string();
        let copies = (!hit.copies.is_empty()).then(|| look.words.copies(hit.copies.len()).dimmed().to_string());
        let snippet = (!hit.snippet.text.is_empty()).then(|| marked(&hit.snippet));
        for line in [Some(report), snippet, Some(file), copies].into_iter().flatten() {
            writeln!(out, "{}", wrap(&line, INDENT, look.width))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", look.words.total(view.total, view.hits.len(), view.took_ms).dimmed())
}

/// The heading path, the hit's own heading with its number, and the score before them if it is wanted.
fn breadcrumb(hit: &HitView, look: &HitLook<'_>) -> String {
    let path = hit.path.titles();
    let (own, above) = path.split_last().map_or(("", &[][..]), |(own, above)| (own.as_str(), above));
    let own = format!("{}{own}", hit.numeral);
    let own = if own.is_empty() { look.words.opening() } else { own };
    let score = if look.score { format!("{:.2}  ", hit.score.dimmed()) } else { String::new() };
    let above = above.iter().fold(String::new(), |path, title| format!("{path}{} › ", title.dimmed()));
    format!("{score}{above}{}", own.bold())
}

/// Place, year and title of a report; the year only where the title does not say it.
fn described(report: &ReportHead) -> String {
    let year = report.year.map(|year| year.to_string()).filter(|year| !report.title.contains(year.as_str()));
    let known = [Some(report.place.to_string()).filter(|place| !place.is_empty()), year, Some(report.title.clone())];
    known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A path as it is seen from the current folder, if it lies below it.
fn near(file: &str) -> &str {
    let here = std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default();
    let inside = Path::new(file).strip_prefix(&here).ok().and_then(Path::to_str);
    inside.unwrap_or(file)
}

/// The snippet with its marks in colour.
fn marked(snippet: &Snippet) -> String {
    let chars: Vec<char> = snippet.text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    for &[from, to] in &snippet.marks {
        out.extend(&chars[at..from]);
        let mark: String = chars[from..to].iter().collect();
        out.push_str(&mark.red().bold().to_string());
        at = to;
    }
    out.extend(&chars[at..]);
    out
}
