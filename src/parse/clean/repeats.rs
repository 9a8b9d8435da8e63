//! The same words twice in one file: a page that holds the report two or six times, or a summary that repeats
//! the opening. All but one go.

use std::collections::{HashMap, HashSet};

use super::{Reason, Removed};
use crate::parse::line::{Paragraph, squeeze};

/// Characters in a shingle, the unit in which paragraphs are compared.
const SHINGLE: usize = 12;
/// A paragraph counts as seen when so many of a hundred of its shingles stood before.
const SEEN: usize = 92;
/// A run of seen paragraphs goes when it has at least so many characters.
const RUN: usize = 200;

/// Folds what is repeated, and lists it in `removed`.
pub fn fold(paragraphs: Vec<Paragraph>, removed: &mut Vec<Removed>) -> Vec<Paragraph> {
    let paragraphs = drop_abstract(paragraphs, removed);
    let copies = repeated(&paragraphs);
    let mut kept = Vec::with_capacity(paragraphs.len());
    for (at, paragraph) in paragraphs.into_iter().enumerate() {
        if copies.contains(&at) {
            removed.push(Removed { line: paragraph.line, reason: Reason::RepeatedBody, text: paragraph.text });
        } else {
            kept.push(paragraph);
        }
    }
    kept
}

/// The paragraphs that only repeat what stood before them, in runs long enough to be a copy.
fn repeated(paragraphs: &[Paragraph]) -> HashSet<usize> {
    let mut known: HashSet<u64> = HashSet::new();
    let mut whole: HashMap<String, usize> = HashMap::new();
    let mut state = Vec::with_capacity(paragraphs.len());
    let mut tail = String::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let text = squeeze(&paragraph.text);
        let shingles = shingles(&text);
        let seen = match shingles.len() {
            0..=8 => whole.contains_key(&text).then_some(Seen::Short),
            all => (shingles.iter().filter(|s| known.contains(s)).count() * 100 >= all * SEEN).then_some(Seen::Long),
        };
        state.push((seen, text.chars().count()));
        known.extend(shingles);
        // Lines of the head that stand apart the first time are one line in a copy.
        tail.push_str(&text);
        known.extend(self::shingles(&tail));
        tail = last_chars(&tail, SHINGLE - 1);
        whole.entry(text).or_insert(at);
    }
    long_runs(&state)
}

/// How a paragraph was seen before: as a whole, or by its shingles.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Short,
    Long,
}

/// Runs of seen paragraphs that hold a long one and enough characters; a single unseen short line (a torn word, a
/// line of a page) does not end a run.
fn long_runs(state: &[(Option<Seen>, usize)]) -> HashSet<usize> {
    let mut copies = HashSet::new();
    let mut at = 0;
    while at < state.len() {
        let mut end = at;
        while end < state.len() && (state[end].0.is_some() || end > at && state[end].1 < 8 && state.get(end + 1).is_some_and(|s| s.0.is_some())) {
            end += 1;
        }
        let run = &state[at..end];
        let chars: usize = run.iter().filter(|s| s.0.is_some()).map(|s| s.1).sum();
        if chars >= RUN && run.iter().any(|s| s.0 == Some(Seen::Long)) {
            copies.extend((at..end).filter(|&k| state[k].0.is_some()));
        }
        at = end.max(at) + 1;
    }
    copies
}

/// The last `count` characters of a text.
fn last_chars(text: &str, count: usize) -> String {
    let at = text.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    text[at..].to_owned()
}

/// The hashes of a text's overlapping runs of [`SHINGLE`] characters.
fn shingles(text: &str) -> Vec<u64> {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let chars: Vec<char> = text.chars().collect();
    chars.windows(SHINGLE).map(|window| hasher.hash_one(window)).collect()
}

/// Drops a summary (内容摘要：…) whose words stand elsewhere in the report.
fn drop_abstract(paragraphs: Vec<Paragraph>, removed: &mut Vec<Removed>) -> Vec<Paragraph> {
    let Some(label) = paragraphs.iter().position(|p| is_label(&p.text)) else { return paragraphs };
    let own = paragraphs[label].text.chars().count() > 12;
    let end = if own { label + 1 } else { (label + 2).min(paragraphs.len()) };
    let elsewhere: HashSet<u64> =
        paragraphs.iter().enumerate().filter(|(at, _)| !(label..end).contains(at)).flat_map(|(_, p)| shingles(&squeeze(&p.text))).collect();
    let text: String = paragraphs[label..end].iter().map(|p| squeeze(&p.text)).collect();
    let own: Vec<u64> = shingles(&text);
    let seen = own.iter().filter(|s| elsewhere.contains(s)).count();
    if seen * 100 < own.len() * 70 || own.is_empty() {
        return paragraphs;
    }
    let mut kept = Vec::with_capacity(paragraphs.len());
    for (at, p) in paragraphs.into_iter().enumerate() {
        if (label..end).contains(&at) {
            removed.push(Removed { line: p.line, reason: Reason::Abstract, text: p.text });
        } else {
            kept.push(p);
        }
    }
    kept
}

/// Whether a paragraph is the label of a summary, alone or with its text behind it.
fn is_label(text: &str) -> bool {
    let text = squeeze(text);
    let text = text.trim_start_matches(['【', '[']);
    ["内容摘要", "内容提要", "摘要", "内容简介", "导读"]
        .iter()
        .any(|label| text.strip_prefix(label).is_some_and(|rest| rest.is_empty() || rest.starts_with(['：', ':', '】', ']'])))
}
