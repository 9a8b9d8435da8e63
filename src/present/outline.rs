//! A report's outline, as JSON by the contract and as a tree.

use std::io::{self, Write};

use owo_colors::OwoColorize;
use serde::Serialize;

use crate::parse::Parsed;
use crate::parse::clean::Removed;
use crate::query::ReportHead;
use crate::report::{Evidence, Kind, Period, Place, Report, ReportId, Section, Warning, Year};

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

/// Draws an outline as a tree; `none` stands where year, place or kind are open, `removed` heads what was taken out.
pub fn draw_outline(view: &OutlineView<'_>, none: &str, removed: &str, out: &mut dyn Write) -> io::Result<()> {
    let report = &view.report;
    let or_none = |text: String| if text.is_empty() { none.to_owned() } else { text };
    writeln!(out, "{}", report.title.bold())?;
    let (year, kind) = (report.year.map(|year| year.to_string()), report.kind.map(|kind| kind.to_string()));
    writeln!(
        out,
        "{}",
        format!(
            "{} · {} · {}",
            or_none(report.place.to_string()),
            or_none(year.unwrap_or_default()),
            or_none(kind.unwrap_or_default())
        )
        .cyan()
    )?;
    for section in view.sections.iter().filter(|section| section.level > 0) {
        let indent = "  ".repeat(usize::from(section.level));
        let period = match section.period {
            Some(Period::Review) => " ←",
            Some(Period::Plan) => " →",
            None => "",
        };
        let size = format!("{}{period}", section.text.chars().count());
        writeln!(out, "{indent}{}{}  {}", section.numeral.yellow(), section.title, size.dimmed())?;
    }
    for warning in report.warnings {
        let code = serde_json::to_value(warning.code)
            .ok()
            .and_then(|code| code.as_str().map(str::to_owned))
            .unwrap_or_default();
        writeln!(
            out,
            "{} {}:{} {}",
            "!".red(),
            report.file,
            warning.line,
            format!("{code} {}", warning.text).dimmed()
        )?;
    }
    if let Some(pieces) = view.removed {
        writeln!(out, "{removed}: {}", pieces.len())?;
        for piece in pieces {
            let reason = serde_json::to_value(piece.reason)
                .ok()
                .and_then(|reason| reason.as_str().map(str::to_owned))
                .unwrap_or_default();
            writeln!(
                out,
                "{:>6} {:<14} {}",
                piece.line,
                reason.yellow(),
                piece.text.chars().take(60).collect::<String>()
            )?;
        }
    }
    Ok(())
}
