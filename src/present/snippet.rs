//! The window of a section's text that shows best why it was found, with the words that were looked for marked.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::fold::fold_char;

/// A window of at most so many characters.
const WIDTH: usize = 90;
/// Characters shown before the first mark.
const LEAD: usize = 12;

/// A piece of text with marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// The text, `…` where it is cut.
    pub text: String,
    /// What is marked: ranges of characters in `text`, in order, apart from each other.
    pub marks: Vec<[usize; 2]>,
}

/// The best window of `text` for the folded `terms`.
pub fn snippet(text: &str, terms: &[String]) -> Snippet {
    let chars: Vec<char> = text.chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
    let found = occurrences(&chars, terms);
    let (from, to) = window(&chars, &found);
    let mut out = Snippet { text: String::new(), marks: Vec::new() };
    let shift = usize::from(from > 0);
    if from > 0 {
        out.text.push('…');
    }
    out.text.extend(&chars[from..to]);
    if to < chars.len() {
        out.text.push('…');
    }
    out.marks = merged(&found, from, to).into_iter().map(|[a, b]| [a - from + shift, b - from + shift]).collect();
    out
}

/// Where a term stands: characters, and which term.
#[derive(Debug, Clone, Copy)]
struct Occurrence {
    from: usize,
    to: usize,
    term: usize,
}

/// All places of all terms, white space passed over, in order.
fn occurrences(chars: &[char], terms: &[String]) -> Vec<Occurrence> {
    let solid: Vec<(usize, char)> =
        chars.iter().enumerate().filter(|(_, c)| !c.is_whitespace()).map(|(at, &c)| (at, fold_char(c))).collect();
    let mut out = Vec::new();
    for (term, text) in terms.iter().enumerate() {
        let wanted: Vec<char> = text.chars().collect();
        let hits = solid.windows(wanted.len().max(1)).filter(|window| window.iter().map(|(_, c)| c).eq(&wanted));
        out.extend(hits.map(|window| Occurrence { from: window[0].0, to: window[window.len() - 1].0 + 1, term }));
    }
    out.sort_by_key(|occurrence| (occurrence.from, occurrence.to));
    out
}

/// The window with the most characters of different terms in it; the first of the best. One pass over the occurrences.
fn window(chars: &[char], found: &[Occurrence]) -> (usize, usize) {
    let mut inside: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut value, mut end, mut best) = (0, 0, (0, 0));
    for first in found {
        while let Some(next) = found.get(end).filter(|next| next.to <= first.from + WIDTH - LEAD) {
            let count = inside.entry(next.term).or_default();
            value += if *count == 0 { next.to - next.from } else { 0 };
            *count += 1;
            end += 1;
        }
        if value > best.0 {
            best = (value, first.from);
        }
        if let Some(count) = inside.get_mut(&first.term).filter(|count| **count > 0) {
            *count -= 1;
            value -= if *count == 0 { first.to - first.from } else { 0 };
        }
    }
    let from = lead(chars, best.1);
    let to = (from + WIDTH).min(chars.len());
    (whole_number(chars, from), whole_number(chars, to))
}

/// A start a little before `at`: the beginning of the sentence if it is near.
fn lead(chars: &[char], at: usize) -> usize {
    let earliest = at.saturating_sub(LEAD);
    if earliest == 0 {
        return 0;
    }
    (earliest..at).rev().find(|&k| k > 0 && matches!(chars[k - 1], '。' | '；' | '！' | '？' | ' ')).unwrap_or(earliest)
}

/// Moves a cut to the right out of a number.
fn whole_number(chars: &[char], mut at: usize) -> usize {
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%' | '０'..='９');
    while at > 0 && at < chars.len() && part(chars[at - 1]) && part(chars[at]) {
        at += 1;
    }
    at
}

/// The ranges of all occurrences in a window, those that touch or overlap as one.
fn merged(found: &[Occurrence], from: usize, to: usize) -> Vec<[usize; 2]> {
    let mut out: Vec<[usize; 2]> = Vec::new();
    for o in found.iter().filter(|o| o.from >= from && o.to <= to) {
        match out.last_mut() {
            Some(last) if o.from <= last[1] => last[1] = last[1].max(o.to),
            _ => out.push([o.from, o.to]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, terms: &[&str]) -> (String, Vec<String>) {
        let terms: Vec<String> = terms.iter().map(|&term| term.to_owned()).collect();
        let found = snippet(text, &terms);
        let chars: Vec<char> = found.text.chars().collect();
        let marks = found.marks.iter().map(|&[a, b]| chars[a..b].iter().collect()).collect();
        (found.text, marks)
    }

    #[test]
    fn marks_are_exact_and_fold() {
        let (_, marks) = marked("加強ＧＤＰ增长，教\n师队伍", &["加强gdp", "教师", "队伍"]);
        assert_eq!(marks, ["加強ＧＤＰ", "教 师队伍"]);
    }

    #[test]
    fn the_window_shows_most_terms_and_cuts_no_number() {
        let text = format!(
            "{}教师。{}教师队伍建设投入资金{}",
            "无关文字，".repeat(30),
            "更多无关，".repeat(30),
            "1234567890".repeat(12)
        );
        let (shown, marks) = marked(&text, &["教师", "队伍", "建设"]);
        assert_eq!(marks, ["教师队伍建设"]);
        assert!(shown.ends_with(&"1234567890".repeat(2)), "{shown}");
    }
}
