//! From the lines of a file to the paragraphs of its report: what is no part of the body is taken out and listed,
//! torn and wrapped lines are joined, lost breaks restored, copies folded.

use serde::Serialize;

use super::line::{Line, Paragraph};

mod boilerplate;
mod collapsed;
pub mod junk;
pub mod layout;
mod reflow;
mod repeats;

/// Why a piece of a file is no part of its report's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Menus, buttons, share bars, footers of a page.
    Navigation,
    /// What the page says of the report: source, date of upload, index number.
    Metadata,
    /// Advertisements, also in mid-sentence.
    Advertisement,
    /// Page numbers.
    PageNumber,
    /// A line that stands again on every page.
    RunningHead,
    /// The same body once more.
    RepeatedBody,
    /// A summary that repeats the opening.
    Abstract,
    /// A page's note on copyright.
    Licence,
}

/// A piece that was taken out of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// Its line in the source, counted from 1.
    pub line: usize,
    /// Why.
    pub reason: Reason,
    /// Its text.
    pub text: String,
}

/// Lines in, paragraphs out, with everything that was taken away.
pub fn clean(lines: Vec<Line>) -> (Vec<Paragraph>, Vec<Removed>) {
    let mut removed = Vec::new();
    let lines = collapsed::restore_breaks(lines);
    let lines = boilerplate::remove(lines, &mut removed);
    let paragraphs = reflow::reflow(lines);
    let paragraphs = repeats::fold(paragraphs, &mut removed);
    removed.sort_by_key(|piece| piece.line);
    (paragraphs, removed)
}
