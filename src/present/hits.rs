//! Ranked hits, as JSON by the contract and as text.

use std::io::{self, Write};
use std::path::Path;

use owo_colors::OwoColorize;
use serde::Serialize;

use super::snippet::{Snippet, snippet};
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

/// Draws an answer for a person: the breadcrumb, then the report, then the words. `words` says, in the reader's
/// language, how many were found and how many copies a hit has.
pub fn draw_hits(view: &HitsView, words: &dyn HitWords, score: bool, out: &mut dyn Write) -> io::Result<()> {
    for hit in &view.hits {
        let path = hit.path.titles();
        let (own, above) = path.split_last().map_or(("", &[][..]), |(own, above)| (own.as_str(), above));
        write!(out, "{:>2}  ", hit.rank.dimmed())?;
        if score {
            write!(out, "{:.2}  ", hit.score.dimmed())?;
        }
        for title in above {
            write!(out, "{} › ", title.dimmed())?;
        }
        let own = format!("{}{own}", hit.numeral);
        let own = if own.is_empty() { words.opening() } else { own };
        writeln!(out, "{}", own.bold())?;
        let year = hit
            .report
            .year
            .filter(|year| !hit.report.title.contains(&year.to_string()))
            .map(|year| format!("{year} · "))
            .unwrap_or_default();
        let place = Some(hit.report.place.to_string())
            .filter(|place| !place.is_empty())
            .map(|place| format!("{place} · "))
            .unwrap_or_default();
        writeln!(out, "    {}  {}", format!("{place}{year}{}", hit.report.title).cyan(), hit.id.dimmed())?;
        if !hit.snippet.text.is_empty() {
            writeln!(out, "    {}", marked(&hit.snippet))?;
        }
        writeln!(out, "    {}", format!("{}:{}", near(&hit.report.file), hit.line).dimmed())?;
        if !hit.copies.is_empty() {
            writeln!(out, "    {}", words.copies(hit.copies.len()).dimmed())?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", words.total(view.total, view.hits.len(), view.took_ms).dimmed())
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
