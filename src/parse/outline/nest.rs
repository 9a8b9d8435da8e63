//! How the headings nest. The order of styles is the document's own: that of the official hierarchy, unless the
//! numbers themselves show another; a heading's parent is the nearest one before it of a style further out.

use std::collections::HashMap;

use super::head::{Count, Head};
use crate::parse::identify::looks_in_time;
use crate::parse::numeral::Style;
use crate::parse::unnumbered::Kin;

/// A heading that others may stand below.
#[derive(Debug, Clone, Copy)]
struct Frame {
    /// Twice the rank of its style; headings without a fixed rank take the odd numbers between.
    rank: usize,
    level: u8,
    floating: Option<Floating>,
}

/// Headings whose level follows from where they stand, not from their style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Floating {
    /// A title without a number inside a section; nothing stands below it.
    Title,
    /// 第一，
    Ordinal,
    /// A list inside a section in the section's own style.
    List(Style),
}

/// The level of every heading, from 1.
pub fn levels(heads: &[&Head]) -> Vec<u8> {
    let order = order(heads);
    if let Some(levels) = by_markup(heads, &order) {
        return levels;
    }
    let rank = |style: Style| 2 + 2 * order.iter().position(|&s| s == style).unwrap_or(order.len());
    let outer = outer_titles(heads, order.first().copied());
    let lists = inner_lists(heads, &order, &outer);
    let mut stack: Vec<Frame> = Vec::new();
    let mut orphans = Vec::new();
    let mut levels: Vec<u8> = Vec::with_capacity(heads.len());
    for (at, head) in heads.iter().enumerate() {
        let frame = match head.count {
            Count::Unnumbered(Kin::Annex | Kin::Glossary | Kin::Closing) => top(&mut stack),
            Count::Unnumbered(Kin::Plain) if outer[at] => top(&mut stack),
            Count::Unnumbered(Kin::Plain) => floating(&mut stack, Floating::Title),
            Count::Number { style: Style::Ordinal, .. } => floating(&mut stack, Floating::Ordinal),
            Count::Number { style, .. } if lists[at] => floating(&mut stack, Floating::List(style)),
            Count::Number { style, .. } => {
                let frame = fixed(&mut stack, rank(style));
                if stack.is_empty() && order.first() != Some(&style) {
                    orphans.push(at);
                }
                frame
            }
        };
        stack.push(frame);
        levels.push(frame.level);
    }
    settle_orphans(heads, &orphans, &mut levels);
    levels
}

/// The levels that the markup gives, where it marks all headings but some numbered ones, in two depths or more, and does
/// not contradict the order of the numbers; numbers without markup stand below it in their own order.
fn by_markup(heads: &[&Head], order: &[Style]) -> Option<Vec<u8>> {
    let marked = || heads.iter().map(|head| head.source.depth).filter(|&depth| depth > 0);
    let bare = heads.iter().filter(|head| head.source.depth == 0);
    if marked().min() == marked().max() || bare.clone().any(|head| head.style().is_none()) {
        return None;
    }
    let place = |style: Style| order.iter().position(|&s| s == style).unwrap_or(order.len());
    let depth = |head: &Head| match (head.source.depth, head.style()) {
        (0, style) => UNMARKED + style.map_or(0, place) as u8,
        (depth, _) => depth,
    };
    let span = |style: Style| {
        let depths = || heads.iter().filter(move |head| head.style() == Some(style)).map(|head| depth(head));
        Some((depths().min()?, depths().max()?))
    };
    let spans: Vec<(u8, u8)> = order.iter().filter_map(|&style| span(style)).collect();
    if spans.windows(2).any(|pair| pair[0].1 >= pair[1].0) {
        return None;
    }
    let mut open: Vec<u8> = Vec::new();
    let level = |head: &&Head| {
        let depth = depth(head);
        open.retain(|&above| above < depth);
        open.push(depth);
        open.len() as u8
    };
    Some(heads.iter().map(level).collect())
}

/// Deeper than any markup.
const UNMARKED: u8 = 10;

/// A heading that nothing stands above.
fn top(stack: &mut Vec<Frame>) -> Frame {
    stack.clear();
    Frame { rank: 0, level: 1, floating: None }
}

/// A heading below the nearest one of a style further out.
fn fixed(stack: &mut Vec<Frame>, rank: usize) -> Frame {
    while stack.last().is_some_and(|frame| frame.rank >= rank || frame.floating == Some(Floating::Title)) {
        stack.pop();
    }
    Frame { rank, level: stack.last().map_or(1, |frame| frame.level + 1), floating: None }
}

/// A heading one level below the section that it stands in, beside the last of its like in that section.
fn floating(stack: &mut Vec<Frame>, like: Floating) -> Frame {
    if let Some(at) = stack.iter().rposition(|frame| frame.floating == Some(like)) {
        stack.truncate(at);
    }
    while stack.last().is_some_and(|frame| frame.floating == Some(Floating::Title)) {
        stack.pop();
    }
    let (rank, level) = stack.last().map_or((1, 1), |frame| (frame.rank + 1, frame.level + 1));
    Frame { rank, level, floating: Some(like) }
}

/// So many runs of one style are kept in mind; lists do not nest deeper.
const OPEN_RUNS: usize = 32;

/// A run of numbers of one style: its last number, and the headings in it.
struct Run {
    last: u32,
    members: Vec<usize>,
}

/// Which headings are items of a list inside a section of their own style: a run that starts again at 1 and after
/// which the run before it goes on (二、 一、…五、 三、). A run that merely starts again is no such list.
fn inner_lists(heads: &[&Head], order: &[Style], outer: &[bool]) -> Vec<bool> {
    let mut inner = vec![false; heads.len()];
    let mut runs: HashMap<Style, Vec<Run>> = HashMap::new();
    let place = |style: Style| order.iter().position(|&s| s == style);
    for (at, head) in heads.iter().enumerate() {
        let Count::Number { style, value, .. } = head.count else {
            if outer[at] || head.kin() != Some(Kin::Plain) {
                runs.clear();
            }
            continue;
        };
        let Some(rank) = place(style) else { continue };
        let open = runs.entry(style).or_default();
        let goes_on = open.iter().rposition(|run| run.last + 1 == value);
        if let Some(k) = goes_on {
            for run in open.drain(k + 1..).filter(|run| run.members.len() > 1) {
                run.members.into_iter().for_each(|member| inner[member] = true);
            }
            open[k].last = value;
            open[k].members.push(at);
        } else {
            open.push(Run { last: value, members: vec![at] });
            let forgotten = open.len().saturating_sub(OPEN_RUNS);
            open.drain(..forgotten);
        }
        runs.retain(|&other, _| place(other).is_some_and(|other| other <= rank));
    }
    inner
}

/// The styles that the headings use, the outermost first.
fn order(heads: &[&Head]) -> Vec<Style> {
    let mut order: Vec<Style> =
        heads.iter().filter_map(|head| head.style()).filter(|&style| style != Style::Ordinal).collect();
    order.sort_unstable();
    order.dedup();
    for at in 1..order.len() {
        if stands_outside(heads, order[at], order[at - 1]) {
            order.swap(at, at - 1);
        }
    }
    order
}

/// Whether the numbers show that `inner`, in the official hierarchy the lower style, stands above `outer` here: it
/// comes first, and its numbers run on while `outer` starts below them.
fn stands_outside(heads: &[&Head], inner: Style, outer: Style) -> bool {
    let (restarts, goes_on) = across(heads, outer, inner);
    let (starts, runs_on) = across(heads, inner, outer);
    let first = heads.iter().find_map(|head| head.style().filter(|&style| style == inner || style == outer));
    let begins =
        first == Some(inner) && heads.iter().any(|head| head.style() == Some(outer) && head.value() == Some(1));
    begins && starts == 0 && goes_on == 0 && (restarts >= 1 || runs_on >= 1)
}

/// How often `style` starts again at 1, and how often it goes on, with a heading of `other` in between.
fn across(heads: &[&Head], style: Style, other: Style) -> (usize, usize) {
    let (mut last, mut between, mut restarts, mut goes_on) = (0, false, 0, 0);
    for head in heads {
        match (head.style(), head.value()) {
            (Some(s), Some(value)) if s == style => {
                restarts += usize::from(between && last > 0 && value == 1);
                goes_on += usize::from(between && last > 0 && value == last + 1);
                (last, between) = (value, false);
            }
            (Some(s), _) if s == other => between = true,
            _ => {}
        }
    }
    (restarts, goes_on)
}

/// Which of the unnumbered titles stand above the numbered headings: those below which the outermost numbers start
/// again; where they run on, the title stands inside.
fn outer_titles(heads: &[&Head], outermost: Option<Style>) -> Vec<bool> {
    let value_of = |head: &&&Head| head.style().filter(|&s| Some(s) == outermost).and_then(|_| head.value());
    let plain: Vec<usize> = (0..heads.len()).filter(|&at| heads[at].kin() == Some(Kin::Plain)).collect();
    let frames_all = plain.first().is_some_and(|&first| {
        looks_in_time(&heads[first].title) && heads[..first].iter().all(|head| head.style().is_none())
    });
    let mut votes: HashMap<usize, Option<bool>> = HashMap::new();
    for &at in &plain {
        let before = heads[..at].iter().rev().find_map(|head| value_of(&head));
        let after = heads[at + 1..].iter().find_map(|head| value_of(&head));
        let vote = match (before, after) {
            _ if frames_all && looks_in_time(&heads[at].title) => Some(true),
            (_, Some(1)) | (None, _) => Some(true),
            (Some(before), Some(after)) => Some(after <= before),
            (Some(_), None) => None,
        };
        votes.insert(at, vote);
    }
    let inside = votes.values().filter(|vote| **vote == Some(false)).count();
    let outside = votes.values().filter(|vote| **vote == Some(true)).count();
    (0..heads.len()).map(|at| votes.get(&at).is_some_and(|vote| vote.unwrap_or(outside >= inside))).collect()
}

/// Gives a numbered heading that stands below nothing the level that its style has elsewhere.
fn settle_orphans(heads: &[&Head], orphans: &[usize], levels: &mut [u8]) {
    let mut counts: HashMap<(Option<Style>, u8), usize> = HashMap::new();
    for (head, &level) in heads.iter().zip(levels.iter()).filter(|(_, level)| **level > 1) {
        *counts.entry((head.style(), level)).or_default() += 1;
    }
    for &at in orphans {
        let style = heads[at].style();
        let usual = counts.iter().filter(|((of, _), _)| *of == style);
        if let Some(((_, level), _)) = usual.max_by_key(|&((_, level), &count)| (count, std::cmp::Reverse(*level))) {
            levels[at] = *level;
        }
    }
}
