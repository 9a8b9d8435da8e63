//! The same words twice in one file: a page that holds the report two or six times, or a summary that repeats
//! the opening. All but one go.

use std::collections::HashSet;

use rustc_hash::FxHashSet;

use super::{Reason, Removed};
use crate::parse::line::{Form, Paragraph, squeeze};
use crate::parse::numeral::Numeral;

/// Characters in a shingle, the unit in which paragraphs are compared.
const SHINGLE: usize = 12;
/// A paragraph counts as seen when so many of a hundred of its shingles stood before.
const SEEN: usize = 92;
/// It counts as partly seen from so many of a hundred on.
const PARTLY: usize = 45;
/// A run of seen paragraphs goes when it has at least so many characters.
const RUN: usize = 200;
/// … and, where no heading is in it, so many.
const UNHEADED_RUN: usize = 1500;
/// The title of a report stands in so many paragraphs.
const OPENING: usize = 12;
/// It has at most so many characters.
const TITLE: usize = 60;
/// A heading has at most so many characters.
const HEADING: usize = 40;

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
    let mut known: FxHashSet<u64> = FxHashSet::default();
    let mut whole: HashSet<String> = HashSet::new();
    let mut state = Vec::with_capacity(paragraphs.len());
    let mut tail = String::new();
    let mut titles: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        let text = squeeze(&paragraph.text);
        let shingles = shingles(&text);
        let share = shingles.iter().filter(|s| known.contains(s)).count() * 100 / shingles.len().max(1);
        let seen = match shingles.len() {
            0..=8 if whole.contains(&text) => Seen::Short,
            9.. if share >= SEEN => Seen::Long,
            9.. if share >= PARTLY => Seen::Partly,
            _ if text.chars().count() <= TITLE && titles.iter().any(|title| text.contains(title)) => Seen::Partly,
            _ => Seen::Not,
        };
        let heading = text.chars().count() <= HEADING
            && (paragraph.form == Form::Title || Numeral::parse(&paragraph.text).is_some());
        state.push(State { seen, chars: text.chars().count(), heading });
        known.extend(shingles);
        // Lines of the head that stand apart the first time are one line in a copy.
        tail.push_str(&text);
        known.extend(self::shingles(&tail));
        tail = last_chars(&tail, SHINGLE - 1);
        if state.len() <= OPENING && (8..=TITLE).contains(&text.chars().count()) {
            titles.push(text.clone());
        }
        whole.insert(text);
    }
    long_runs(&state)
}

/// How far the words of a paragraph stood before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// They did not.
    Not,
    /// A good part of them: the head of a copy, whose lines fell together in another way.
    Partly,
    /// All, of a short one.
    Short,
    /// Nearly all, of a long one.
    Long,
}

/// What is known of a paragraph.
struct State {
    seen: Seen,
    chars: usize,
    heading: bool,
}

/// Runs of seen paragraphs that are a copy, with the head before them: they hold a long paragraph and enough
/// characters, and a heading too unless they are very long, for a writer may use the same words in two sections. A
/// single unseen short line (a torn word, a line of a page) does not end a run.
fn long_runs(state: &[State]) -> HashSet<usize> {
    let is_seen = |at: usize| state.get(at).is_some_and(|s| matches!(s.seen, Seen::Short | Seen::Long));
    let mut copies = HashSet::new();
    let mut at = 0;
    while at < state.len() {
        let mut end = at;
        while end < state.len() && (is_seen(end) || end > at && state[end].chars < 8 && is_seen(end + 1)) {
            end += 1;
        }
        let run = || (at..end).filter(|&k| is_seen(k));
        let chars: usize = run().map(|k| state[k].chars).sum();
        let headed = run().any(|k| state[k].heading) || chars >= UNHEADED_RUN;
        if chars >= RUN && headed && run().any(|k| state[k].seen == Seen::Long) {
            let head = (0..at).rev().take_while(|&k| state[k].seen == Seen::Partly && state[k].chars < RUN);
            copies.extend(head.chain(run()));
        }
        at = end.max(at) + 1;
    }
    copies
}

/// The hashes of a text's overlapping runs of [`SHINGLE`] characters, each made from the one before (a rolling
/// polynomial, modulo 2^64).
fn shingles(text: &str) -> Vec<u64> {
    const BASE: u64 = 0x0001_0000_01b3;
    let leaving = (0..SHINGLE).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let chars: Vec<u64> = text.chars().map(|c| u64::from(c as u32) + 1).collect();
    let mut hash = 0u64;
    let rolled = chars.iter().enumerate().map(|(at, &c)| {
        let gone = at.checked_sub(SHINGLE).map_or(0, |at| chars[at].wrapping_mul(leaving));
        hash = hash.wrapping_mul(BASE).wrapping_add(c).wrapping_sub(gone);
        // Mixed, for the low bits of a polynomial hold little.
        hash ^ (hash >> 32)
    });
    rolled.skip(SHINGLE - 1).collect()
}

/// The last `count` characters of a text.
fn last_chars(text: &str, count: usize) -> String {
    let at = text.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    text[at..].to_owned()
}

/// Drops a summary (内容摘要：…) whose words stand elsewhere in the report.
fn drop_abstract(paragraphs: Vec<Paragraph>, removed: &mut Vec<Removed>) -> Vec<Paragraph> {
    let Some(label) = paragraphs.iter().position(|p| is_label(&p.text)) else { return paragraphs };
    let own = paragraphs[label].text.chars().count() > 12;
    let end = if own { label + 1 } else { (label + 2).min(paragraphs.len()) };
    let elsewhere: FxHashSet<u64> = paragraphs
        .iter()
        .enumerate()
        .filter(|(at, _)| !(label..end).contains(at))
        .flat_map(|(_, p)| shingles(&squeeze(&p.text)))
        .collect();
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
    ["内容摘要", "内容提要", "摘要", "内容简介", "导读"].iter().any(|label| {
        text.strip_prefix(label).is_some_and(|rest| rest.is_empty() || rest.starts_with(['：', ':', '】', ']']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(texts: &[&str]) -> Vec<Paragraph> {
        let of =
            |(line, text): (usize, &&str)| Paragraph { line, text: (*text).to_owned(), form: Form::Text, depth: 0 };
        texts.iter().enumerate().map(of).collect()
    }

    #[test]
    fn the_same_words_in_two_sections_stay_and_a_copy_of_the_whole_goes() {
        let (a, b) = ("全镇经济平稳增长，民生持续改善，".repeat(9), "村庄环境明显好转，道路全部硬化，".repeat(9));
        let (a, b) = (format!("{a}完成。"), format!("{b}完成。"));
        let mut removed = Vec::new();
        let sections = paragraphs(&["一、工作回顾", &a, &b, "二、工作安排", &a, &b]);
        assert_eq!(fold(sections.clone(), &mut removed), sections);
        let twice = paragraphs(&["一、工作回顾", &a, &b, "网站首页", "一、工作回顾", &a, &b]);
        assert_eq!(fold(twice.clone(), &mut removed), twice[..4]);
        assert_eq!(removed.len(), 3);
    }
}
