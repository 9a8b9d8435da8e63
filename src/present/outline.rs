//! A report's outline, as JSON by the contract and as a tree.

use std::io::{self, Write};

use owo_colors::OwoColorize;
use serde::Serialize;

use super::wrap::wrap;
use crate::parse::Parsed;
use crate::parse::clean::Removed;
use crate::query::ReportHead;
use crate::report::{Doubt, Evidence, Kind, Period, Place, Report, ReportId, Section, Warning, Year};

/// What is shown of a report.
#[derive(Debug, Serialize)]
struct ReportView<'a> {
    id: &'a ReportId,
    title: &'a str,
    year: Option<Year>,
    place: &'a Place,
    kind: Option<Kind>,
    file: &'a str,
    sha256: &'a str,
    warnings: &'a [Warning],
    evidence: &'a Evidence,
}

/// An outline as it is shown.
#[derive(Debug, Serialize)]
pub struct OutlineView<'a> {
    report: ReportView<'a>,
    sections: &'a [Section],
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<&'a [Removed]>,
}

impl<'a> OutlineView<'a> {
    /// What is shown of a parsed file, with what was taken out of it if `removed`.
    pub fn new(parsed: &'a Parsed, removed: bool) -> Self {
        let Report { id, title, year, place, kind, file, sha256, warnings, evidence, sections, .. } = &parsed.report;
        let report = ReportView { id, title, year: *year, place, kind: *kind, file, sha256, warnings, evidence };
        Self { report, sections, removed: removed.then_some(&parsed.removed) }
    }
}

/// A section with its report, one line of an export.
#[derive(Debug, Serialize)]
pub struct SectionLine<'a> {
    #[serde(flatten)]
    section: &'a Section,
    report: ReportHead,
}

impl<'a> SectionLine<'a> {
    /// The section.
    pub fn section(&self) -> &Section {
        self.section
    }

    /// The lines of a report.
    pub fn of(report: &'a Report) -> impl Iterator<Item = SectionLine<'a>> {
        report.sections.iter().map(|section| SectionLine { section, report: ReportHead::of(report) })
    }
}

/// What the drawing says in the reader's language.
pub trait OutlineWords {
    /// Where year, place or kind are open.
    fn open(&self) -> &'static str;
    /// The heading of what was taken out.
    fn removed(&self) -> &'static str;
    /// What is odd.
    fn doubt(&self, code: Doubt) -> &'static str;
}

/// Draws an outline as a tree on `width` columns. Behind each heading stands the length of its own text in characters,
/// and ← where it looks back, → where it looks ahead.
pub fn draw_outline(
    view: &OutlineView<'_>,
    words: &dyn OutlineWords,
    width: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    draw_head(&view.report, words.open(), out)?;
    for section in view.sections.iter().filter(|section| section.level > 0) {
        writeln!(out, "{}", wrap(&heading(section), 2 * usize::from(section.level), width))?;
    }
    for warning in view.report.warnings {
        let doubt = format!("{}: {}", words.doubt(warning.code), warning.text);
        writeln!(out, "{} {}:{} {}", "!".red(), view.report.file, warning.line, doubt.dimmed())?;
    }
    let Some(pieces) = view.removed else { return Ok(()) };
    writeln!(out, "{}: {}", words.removed(), pieces.len())?;
    for piece in pieces {
        let start: String = piece.text.chars().take(60).collect();
        writeln!(out, "{:>6} {:<14} {start}", piece.line, name_of(&piece.reason).yellow())?;
    }
    Ok(())
}

/// A heading with the length of its text and its period.
fn heading(section: &Section) -> String {
    let period = match section.period {
        Some(Period::Review) => " ←",
        Some(Period::Plan) => " →",
        None => "",
    };
    let size = format!("{}{period}", section.text.chars().count());
    format!("{}{}  {}", section.numeral.yellow(), section.title, size.dimmed())
}

/// The title, and below it place, year and kind.
fn draw_head(report: &ReportView<'_>, none: &str, out: &mut dyn Write) -> io::Result<()> {
    let known = [
        report.place.to_string(),
        report.year.map(|year| year.to_string()).unwrap_or_default(),
        report.kind.map(|kind| kind.to_string()).unwrap_or_default(),
    ];
    let known = known.map(|text| if text.is_empty() { none.to_owned() } else { text });
    writeln!(out, "{}", report.title.bold())?;
    writeln!(out, "{}", known.join(" · ").cyan())
}

/// The name that JSON gives a value of an enum.
fn name_of(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
