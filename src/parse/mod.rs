//! Bytes to a report. The order of the steps is known here and nowhere else:
//! read, clean, outline, identify. All but the reading of bytes are total; what was odd becomes a warning.

use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::fold::simplify;
use crate::report::{Doubt, HeadingPath, Kind, Period, Report, ReportId, Section, SectionId, Warning, Year};

pub mod clean;
pub mod identify;
pub mod line;
pub mod numeral;
mod outline;
pub mod read;
mod unnumbered;

use clean::{Reason, Removed};
use identify::Clues;
use outline::Draft;
use read::Unreadable;

/// The version of parsing. It is raised when the same bytes give another report, so that unchanged files are read again.
pub const VERSION: u32 = 2;

/// A report, and what cleaning took out of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The report.
    pub report: Report,
    /// What is no part of its body, in the order of the file.
    pub removed: Vec<Removed>,
}

/// Parses the bytes of the file called `path`; the path only names it and tells its format.
///
/// # Errors
/// [`Unreadable`] where the bytes give no text.
pub fn parse(bytes: &[u8], path: &Path) -> Result<Parsed, Unreadable> {
    let source = read::read(bytes, path)?;
    let last = source.lines.last().map_or(0, |line| line.number);
    let (paragraphs, removed) = clean::clean(source.lines);
    let (drafts, mut warnings) = outline::outline(paragraphs);
    if drafts.is_empty() {
        return Err(Unreadable::Empty);
    }
    let identity = identify(&drafts, source.page_title.as_deref(), &removed);
    warnings.extend(identity.warnings);
    warnings.extend(whole_text_doubts(&drafts, &removed, source.lossy, last));
    let id = body_id(&drafts);
    let sections = finish(drafts, &id, identity.kind, identity.year);
    let report = Report {
        id,
        title: identity.title,
        year: identity.year,
        place: identity.place,
        kind: identity.kind,
        file: path.display().to_string(),
        copies: Vec::new(),
        sha256: hex(&Sha256::digest(bytes)),
        warnings,
        evidence: identity.evidence,
        sections,
    };
    Ok(Parsed { report, removed })
}

/// Finds what the report is. Its patterns are in simplified characters, so a report in traditional ones is read in
/// simplified form.
fn identify(drafts: &[Draft], page_title: Option<&str>, removed: &[Removed]) -> identify::Identity {
    let traditional = |draft: &Draft| [&draft.title, &draft.text].iter().any(|text| **text != simplify(text));
    if !drafts.iter().take(4).any(traditional) {
        return identify::identify(&Clues::of(drafts, page_title, removed));
    }
    let plain = |draft: &Draft| Draft { title: simplify(&draft.title), text: simplify(&draft.text), ..draft.clone() };
    let drafts: Vec<Draft> = drafts.iter().map(plain).collect();
    identify::identify(&Clues::of(&drafts, page_title.map(simplify).as_deref(), removed))
}

/// Bytes in hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The identity of a body: of its characters without white space, so that layout does not matter.
fn body_id(drafts: &[Draft]) -> ReportId {
    let mut hash = Sha256::new();
    for draft in drafts {
        for part in [&draft.numeral, &draft.title, &draft.text] {
            hash.update(line::squeeze(part).as_bytes());
        }
    }
    ReportId::new(hex(&hash.finalize()[..6]))
}

/// Gives every section its identity, its path and its period.
fn finish(drafts: Vec<Draft>, id: &ReportId, kind: Option<Kind>, year: Option<Year>) -> Vec<Section> {
    let mut above: Vec<(u8, String, Option<Period>)> = Vec::new();
    let mut sections = Vec::with_capacity(drafts.len());
    for (ordinal, draft) in drafts.into_iter().enumerate() {
        above.retain(|(level, ..)| *level < draft.level);
        let inherited = above.last().and_then(|(_, _, period)| *period);
        let period = identify::period(&simplify(&draft.title), kind, year).or(inherited);
        if draft.level > 0 {
            above.push((draft.level, draft.title.clone(), period));
        }
        let path = HeadingPath::new(above.iter().map(|(_, title, _)| title.clone()).collect());
        sections.push(Section {
            id: SectionId::of(id, ordinal),
            level: draft.level,
            numeral: draft.numeral,
            title: draft.title,
            path,
            period,
            text: draft.text,
            line: draft.line,
        });
    }
    sections
}

/// What is odd about a text as a whole.
fn whole_text_doubts(drafts: &[Draft], removed: &[Removed], lossy: bool, last: usize) -> Vec<Warning> {
    let doubt = |code, line, text: &str| Warning { code, line, text: text.chars().take(40).collect() };
    let mut out = Vec::new();
    if drafts.iter().all(|draft| draft.level == 0) {
        out.push(doubt(Doubt::NoHeadings, 0, ""));
    }
    if lossy {
        out.push(doubt(Doubt::LostCharacters, 0, "\u{fffd}"));
    }
    if let Some(copy) = removed.iter().find(|piece| piece.reason == Reason::RepeatedBody) {
        out.push(doubt(Doubt::RepeatedBody, copy.line, &copy.text));
    }
    let end = drafts.last().map(|draft| if draft.text.is_empty() { &draft.title } else { &draft.text });
    if let Some(end) = end.and_then(|text| text.lines().last()).filter(|text| {
        (text.chars().count() > 40 || text.ends_with(['，', '、', ',']))
            && !line::ends_sentence(text)
            && !text.ends_with(['）', ')', '”', '》', '日'])
    }) {
        let tail = end.char_indices().rev().nth(19).map_or(0, |(at, _)| at);
        out.push(doubt(Doubt::CutOff, last, &end[tail..]));
    }
    let sentences: usize = drafts.iter().map(|draft| draft.text.matches(['。', '；', '！']).count()).sum();
    if sentences < 3 {
        out.push(doubt(Doubt::FewSentences, 0, ""));
    }
    out
}
