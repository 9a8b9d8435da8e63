//! What a report is: its title, the year that it is of, the place that issued it, its kind, and whether a section
//! looks back or ahead. Each answer keeps the words that gave it; what the text does not say stays open.

use super::clean::{Reason, Removed};
use super::line::{ends_sentence, squeeze};
use super::outline::Draft;
use crate::report::{Doubt, Evidence, Kind, Place, Warning, Year};

mod kind;
mod period;
mod place;
pub mod places;
mod title;
mod year;

pub use period::{looks_in_time, period};

/// What is known of a report as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The title as a person would cite it.
    pub title: String,
    /// The year that the report is of.
    pub year: Option<Year>,
    /// Who issued it.
    pub place: Place,
    /// What kind of paper it is.
    pub kind: Option<Kind>,
    /// The words that gave these.
    pub evidence: Evidence,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// The parts of a file that say what it is, in the order in which they are believed.
pub struct Clues<'a> {
    /// The lines before the first heading.
    pub opening: Vec<&'a str>,
    /// The sections, for their headings and first sentences.
    pub sections: &'a [Draft],
    /// The page's own title.
    pub page_title: Option<&'a str>,
    /// What the page says of the report: `标题：…`, `成文日期：…`.
    pub metadata: Vec<&'a str>,
}

impl<'a> Clues<'a> {
    /// Gathers them from a cleaned report.
    pub fn of(sections: &'a [Draft], page_title: Option<&'a str>, removed: &'a [Removed]) -> Self {
        let opening = sections
            .first()
            .filter(|section| section.level == 0)
            .map(|section| section.text.lines().collect())
            .unwrap_or_default();
        let metadata =
            removed.iter().filter(|piece| piece.reason == Reason::Metadata).map(|piece| piece.text.as_str()).collect();
        Self { opening, sections, page_title, metadata }
    }

    /// The lines of the report's head: before the salutation or the first paragraph of prose.
    pub fn head(&self) -> Vec<&'a str> {
        let prose = |line: &&str| {
            line.chars().count() > 90
                || squeeze(line).starts_with("各位代表")
                || line.starts_with("现在")
                || squeeze(line) == "目录"
        };
        self.opening.iter().take(40).take_while(|line| !prose(line)).copied().collect()
    }

    /// The short lines behind the last paragraph: who signed, and when.
    pub fn signature(&self) -> impl Iterator<Item = &'a str> {
        let last = self.sections.iter().rev().find(|section| section.level > 0 && !section.text.is_empty());
        let lines = last.into_iter().flat_map(|section| section.text.lines().rev()).take(4);
        lines.take_while(|line| line.chars().count() <= 30 && !ends_sentence(line))
    }

    /// The first paragraphs of prose, in the opening and below the first headings.
    pub fn prose(&self) -> impl Iterator<Item = &'a str> {
        let opening = self.opening.iter().copied().filter(|line| line.chars().count() > 30);
        opening.chain(self.sections.iter().filter(|s| s.level > 0).take(3).flat_map(|s| s.text.lines())).take(6)
    }
}

/// Finds title, year, place and kind.
pub fn identify(clues: &Clues<'_>) -> Identity {
    let printed = title::printed(clues);
    let (kind, kind_evidence) = kind::kind(&printed, clues);
    let found_year = year::year(&printed, kind, clues);
    let found_place = place::place(&printed, clues);
    let mut warnings = Vec::new();
    let doubt = |code, text: &str| Warning { code, line: 0, text: text.to_owned() };
    if found_year.year.is_none() {
        warnings.push(doubt(Doubt::NoYear, &printed));
    }
    if let Some(other) = &found_year.conflict {
        warnings.push(doubt(Doubt::YearConflict, other));
    }
    if let Some(open) = &found_place.open {
        warnings.push(doubt(Doubt::OpenPlace, open));
    }
    Identity {
        title: title::cited(printed, found_year.year, &found_place.place),
        year: found_year.year,
        place: found_place.place,
        kind,
        evidence: Evidence { year: found_year.evidence, place: found_place.evidence, kind: kind_evidence },
        warnings,
    }
}
