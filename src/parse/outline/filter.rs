//! What has the form of a heading and is none: lines of a table of contents, entries of a glossary, items of an
//! article, 第一，in running text, numbers that belong to no run.

use std::sync::LazyLock;

use regex::Regex;

use super::head::{Count, Head, Item};
use crate::parse::line::{is_date, squeeze};
use crate::parse::numeral::{Numeral, Style};
use crate::parse::unnumbered::Kin;

static CONTENTS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:目录|目次|contents|CONTENTS)$").expect("a valid pattern"));
static LEADER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:[.．…·]{3,}|[-—–_]{6,})\s*[-—–]?\d{0,4}[-—–]?$").expect("a valid pattern"));
static PAGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\s.．…·\-—–_]*\d{0,4}[-—–]?$").expect("a valid pattern"));
static ENCLOSURE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^附件?[：:](?:1[.．、])?\S{4,}").expect("a valid pattern"));
/// A list of several enclosures.
static ENCLOSURES: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^附件?[：:]1[.．、]\D").expect("a valid pattern"));
/// A row whose last cells are figures: 一、财政拨款收入 1862.35.
static FIGURES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\S+(?:\s+-?[\d,]+(?:\.\d+)?%?)+$").expect("a valid pattern"));
/// An entry that explains a term.
static ENTRY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^.{0,40}(?:[：:]\s*(?:是)?(?:指|即)|是指|[：:])").expect("a valid pattern"));

/// Takes the false headings among `items` for the text that they are.
pub fn filter(items: &mut [Item]) {
    contents(items);
    label(items);
    enclosures(items);
    glossary(items);
    articles(items);
    ordinals(items);
    strays(items);
    inline_lists(items);
    lone_entries(items);
}

/// Demotes the lines of a table of contents: those below 目录 up to the line that comes again as the first heading,
/// and any line with dot leaders.
fn contents(items: &mut [Item]) {
    for item in items.iter_mut() {
        if LEADER.is_match(&item.source().text) {
            item.demote();
        }
    }
    let Some(at) = items.iter().position(|item| CONTENTS.is_match(&squeeze(&item.source().text))) else { return };
    let entry = |item: &Item| PAGE.replace(&squeeze(&item.source().text), "").into_owned();
    let mut end = at + 1;
    while end < items.len() && items[end].source().text.chars().count() <= 60 {
        end += 1;
    }
    let first = (at + 1..end).map(|k| entry(&items[k])).find(|text| !text.is_empty());
    let begins = first.and_then(|first| {
        (at + 2..items.len().min(end + 40))
            .find(|&k| entry(&items[k]) == first || items[k].source().text.starts_with(&first))
    });
    let Some(end) = begins else { return };
    items[at..end].iter_mut().for_each(Item::demote);
}

/// Demotes the mark of an annex at the head of a file (附件1：): it says what the file was, and titles no part of it.
fn label(items: &mut [Item]) {
    let labels = items.first().is_some_and(|item| item.head().is_some_and(|head| head.kin() == Some(Kin::Annex)));
    if labels && items.len() > 1 {
        items[0].demote();
    }
}

/// Demotes the list of enclosures at the end of a letter (附件：1.…), which the signature and the date follow.
fn enclosures(items: &mut [Item]) {
    for at in 0..items.len() {
        let end = items.len().min(at + 8);
        let lists = items[at].head().is_some_and(|head| head.kin() == Some(Kin::Annex))
            && ENCLOSURE.is_match(&squeeze(&items[at].source().text));
        let date = (at + 1..end).find(|&k| is_date(&items[k].source().text));
        if let (true, Some(date)) = (lists, date) {
            items[at..date].iter_mut().for_each(Item::demote);
        } else if lists && ENCLOSURES.is_match(&squeeze(&items[at].source().text)) {
            let short = |item: &&mut Item| item.source().text.chars().count() <= 60;
            items[at..end].iter_mut().take_while(short).for_each(Item::demote);
        }
    }
}

/// Demotes the entries below a heading that opens a glossary or notes.
fn glossary(items: &mut [Item]) {
    let mut inside: Option<Count> = None;
    for item in items {
        let Item::Head(head) = item else { continue };
        let opens = match head.count {
            Count::Unnumbered(kin) => {
                kin == Kin::Glossary || crate::parse::unnumbered::kin(&head.title) == Kin::Glossary
            }
            Count::Number { .. } => crate::parse::unnumbered::kin(&head.title) == Kin::Glossary,
        };
        if opens {
            inside = Some(head.count);
        } else if inside.is_some_and(|opener| ends_glossary(opener, head)) {
            inside = None;
        } else if inside.is_some() {
            item.demote();
        }
    }
}

/// Whether a heading stands behind a glossary and not in it.
fn ends_glossary(opener: Count, head: &Head) -> bool {
    match (opener, head.count) {
        (_, Count::Unnumbered(kin)) => kin != Kin::Plain || ENTRY.find(&head.source.text).is_none(),
        (Count::Number { style: open, value: before, .. }, Count::Number { style, value, .. }) => {
            style < open && style <= Style::Division || style == open && value == before + 1
        }
        (Count::Unnumbered(_), Count::Number { style, .. }) => style <= Style::Division,
    }
}

/// Demotes the items of an article of a law: （一） and below, up to the next article, chapter or part.
fn articles(items: &mut [Item]) {
    let mut inside = false;
    for item in items {
        let Some(head) = item.head() else { continue };
        match head.style() {
            Some(Style::Article) => inside = true,
            Some(style) if style > Style::Article && style != Style::Han && inside => item.demote(),
            _ => inside = false,
        }
    }
}

/// Demotes 第一，where it opens running text; alone on its line above its text it is a heading.
fn ordinals(items: &mut [Item]) {
    let alone: Vec<bool> = (0..items.len()).map(|at| stands_alone(items, at)).collect();
    let all: Vec<usize> = (0..items.len()).filter(|&at| is_ordinal(&items[at])).collect();
    let mut start = 0;
    while start < all.len() {
        let value = |k: usize| items[all[k]].head().and_then(Head::value).unwrap_or(0);
        let end = (start + 1..all.len()).find(|&k| value(k) <= value(k - 1)).unwrap_or(all.len());
        let heads = all[start..end].iter().filter(|&&at| alone[at]).count();
        let run = heads >= 2 && heads * 10 > (end - start) * 6;
        for &at in &all[start..end] {
            if !run {
                items[at].demote();
            }
        }
        start = end;
    }
}

fn is_ordinal(item: &Item) -> bool {
    item.head().is_some_and(|head| head.style() == Some(Style::Ordinal))
}

/// Whether the heading at `at` holds one sentence alone and text or other headings stand below it.
fn stands_alone(items: &[Item], at: usize) -> bool {
    let Some(head) = items[at].head() else { return false };
    let below = items.get(at + 1).is_some_and(|next| !is_ordinal(next));
    head.rest.is_empty() && !head.title.is_empty() && head.title.chars().count() <= 90 && below
}

/// Demotes numbers in Arabic digits that belong to no run: neither the first, nor behind or before a neighbour.
fn strays(items: &mut [Item]) {
    let heads: Vec<usize> = (0..items.len())
        .filter(|&at| items[at].head().is_some_and(|head| head.style() >= Some(Style::Arabic)))
        .collect();
    let count = |at: usize| items[at].head().map(|head| head.count);
    let stray: Vec<usize> = heads
        .iter()
        .enumerate()
        .filter(|&(k, &at)| {
            let Some(Count::Number { style, value, prefix }) = count(at) else { return false };
            let same = |other: &&usize| matches!(count(**other), Some(Count::Number { style: s, .. }) if s == style);
            let before = heads[..k].iter().rev().find(same).and_then(|&other| count(other));
            let after = heads[k + 1..].iter().find(same).and_then(|&other| count(other));
            let near = |other: Option<Count>, steps: std::ops::RangeInclusive<i64>| {
                matches!(other, Some(Count::Number { value: v, prefix: p, .. }) if p == prefix && steps.contains(&(i64::from(v) - i64::from(value))))
            };
            value != 1 && !near(before, -3..=-1) && !near(after, 1..=2)
        })
        .map(|(_, &at)| at)
        .collect();
    for at in stray {
        items[at].demote();
    }
}

/// Demotes a short paragraph that counts on in itself: （一）抓学习。（二）抓制度。 and a row of a table that was copied
/// without its rules.
fn inline_lists(items: &mut [Item]) {
    for item in items {
        let listed = item.head().is_some_and(|head| {
            let text = &head.source.text;
            text.chars().count() <= LIST
                && (counts_on(text, head) || is_two_columns(text, head) || FIGURES.is_match(text))
        });
        if listed {
            item.demote();
        }
    }
}

/// A paragraph that is a list of its own has at most so many characters.
const LIST: usize = 160;

/// Whether the next number of a heading's style stands in its own paragraph, behind a mark or a word.
fn counts_on(text: &str, head: &Head) -> bool {
    let (Some(style), Some(value)) = (head.style(), head.value()) else { return false };
    let bracketed = matches!(style, Style::HanParen | Style::ArabicParen | Style::Circled);
    let starts = text.char_indices().zip(text.chars().skip(1)).filter(|&((_, before), first)| {
        "。；;".contains(before) || bracketed && "（(①②③④⑤⑥⑦⑧⑨⑩".contains(first) && !"第《“".contains(before)
    });
    starts
        .filter_map(|((at, before), _)| Numeral::parse(&text[at + before.len_utf8()..]))
        .any(|(next, rest)| next.style == style && next.value == value + 1 && !rest.is_empty())
}

/// Whether a second number of the same style and value stands in the line, as in a table of income and spending.
fn is_two_columns(text: &str, head: &Head) -> bool {
    let mut cells = text.split_whitespace().skip(1).filter_map(Numeral::parse);
    !text.contains('。')
        && text.contains(|c: char| c.is_ascii_digit())
        && cells.any(|(other, _)| Some(other.style) == head.style() && Some(other.value) == head.value())
}

/// Demotes a list of terms at the end that no heading opens: `1.双减：指…`, three or more in a row.
fn lone_entries(items: &mut [Item]) {
    let is_entry = |item: &Item| {
        item.head().is_some_and(|head| {
            head.style() >= Some(Style::Arabic)
                && ENTRY.is_match(&head.source.text)
                && (head.rest.starts_with('指') || head.rest.starts_with("是指") || head.title.contains("是指"))
        })
    };
    let start = items.iter().rposition(|item| !is_entry(item)).map_or(0, |at| at + 1);
    if items.len() - start >= 3 {
        items[start..].iter_mut().for_each(Item::demote);
    }
}
