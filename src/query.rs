//! What is asked, and what is answered: a query's clauses and filters, hits and their total.

use serde::Serialize;

use crate::report::{Kind, Period, Place, Report, ReportId, Section, SectionId, Year};

mod parse;

/// One part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// Words to be cut and weighed.
    Words(String),
    /// A string to be found as it stands, in a title or a text; white space dropped, width, case and script folded.
    Literal(String),
    /// A string that must not stand in a title or a text.
    Without(String),
    /// A string that must stand in the section's own title.
    Title(String),
}

impl Clause {
    /// The text that was typed.
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Literal(text) | Self::Without(text) | Self::Title(text) => text,
        }
    }
}

/// Reads `2021`, `2019..2022` or `2019-2022`; the years may stand in either order.
pub fn years(text: &str) -> Option<(Year, Year)> {
    let year = |text: &str| Year::new(text.trim().trim_end_matches('年').parse().ok()?);
    match text.split_once("..").or_else(|| text.split_once(['-', '—', '～', '~'])) {
        Some((first, last)) => {
            let (first, last) = (year(first)?, year(last)?);
            Some((first.min(last), first.max(last)))
        }
        None => year(text).map(|only| (only, only)),
    }
}

/// Which reports and sections may answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The first and the last year, both included.
    pub years: Option<(Year, Year)>,
    /// A name anywhere in the chain of places, whole or short (河北省, 河北).
    pub place: Option<String>,
    /// The kind of report.
    pub kind: Option<Kind>,
    /// Whether the section looks back or ahead.
    pub period: Option<Period>,
}

/// A question to an engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The query as it was typed.
    pub text: String,
    /// Its parts. A section answers when it holds every literal and most of the words.
    pub clauses: Vec<Clause>,
    /// What narrows the answer.
    pub filter: Filter,
    /// How many hits to skip.
    pub offset: usize,
    /// How many hits to give.
    pub limit: usize,
    /// Whether sections with the same heading and text are one hit.
    pub fold: bool,
}

impl Filter {
    /// This filter, with what it leaves open taken from `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            years: self.years.or(other.years),
            place: self.place.or(other.place),
            kind: self.kind.or(other.kind),
            period: self.period.or(other.period),
        }
    }
}

impl Query {
    /// Reads a query as a person types it; see the module `parse` for the language. Never fails.
    pub fn parse(text: &str) -> Self {
        let (clauses, filter) = parse::parse(text);
        Self { filter, ..Self::with(text, clauses) }
    }

    /// Takes a text as words only, whatever signs stand in it.
    pub fn plain(text: &str) -> Self {
        Self::with(text, vec![Clause::Words(text.to_owned())])
    }

    fn with(text: &str, clauses: Vec<Clause>) -> Self {
        Self { text: text.to_owned(), clauses, filter: Filter::default(), offset: 0, limit: 10, fold: true }
    }
}

/// What a hit shows of its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct ReportHead {
    /// The report's identity.
    pub id: ReportId,
    /// Its title.
    pub title: String,
    /// The year that it is of.
    pub year: Option<Year>,
    /// Who issued it.
    pub place: Place,
    /// What kind of report it is.
    pub kind: Option<Kind>,
    /// The file that it was read from.
    pub file: String,
}

impl ReportHead {
    /// What a hit shows of `report`.
    pub fn of(report: &Report) -> Self {
        let Report { id, title, year, place, kind, file, .. } = report;
        Self {
            id: id.clone(),
            title: title.clone(),
            year: *year,
            place: place.clone(),
            kind: *kind,
            file: file.clone(),
        }
    }
}

/// One ranked section.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The sum of its BM25 scores; comparable only within one answer.
    pub score: f32,
    /// The section.
    pub section: Section,
    /// Its report.
    pub report: ReportHead,
    /// Other sections of the answer with the same heading and text.
    pub copies: Vec<SectionId>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hits {
    /// How many sections answer, copies counted.
    pub total: usize,
    /// The hits of the page asked for, the best first.
    pub hits: Vec<Hit>,
    /// The folded words and literals that were looked for, the longest first; what a snippet marks.
    pub terms: Vec<String>,
}
