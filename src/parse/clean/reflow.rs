//! Lines to paragraphs: what was wrapped or torn is joined, and a heading keeps its line.
//!
//! Every pair of neighbours is asked one question, whether the second goes on with the first; the rules stand in
//! the order of their strength.

use std::collections::HashMap;

use super::layout::{self, Layout};
use crate::parse::line::{Form, Line, Markup, Paragraph, ends_sentence, is_date};
use crate::parse::numeral::{Numeral, Style};
use crate::parse::unnumbered::{self, Around, Before, is_annex};

/// Joins lines into paragraphs.
pub fn reflow(mut lines: Vec<Line>) -> Vec<Paragraph> {
    if layout::wraps_blocks(&lines) {
        lines.iter_mut().filter(|line| line.markup == Markup::Block).for_each(|line| line.markup = Markup::None);
    }
    let layout = Layout::of(&lines);
    let mut flow = Flow { layout, runs: HashMap::new(), marked: HashMap::new(), done: Vec::new(), open: None };
    for (at, line) in lines.iter().enumerate() {
        flow.take(line, lines.get(at + 1));
    }
    flow.close();
    flow.done
}

/// A paragraph that may still go on.
struct Open {
    line: usize,
    text: String,
    form: Form,
    depth: u8,
    /// The last of its lines, as wide as it was.
    last: Line,
    /// Whether its heading was torn and has not come to its end.
    torn: bool,
}

/// The paragraphs so far, and what was learnt from them.
struct Flow {
    layout: Layout,
    /// The last number of every style.
    runs: HashMap<Style, u32>,
    /// Whether the last heading of a style ended with a mark.
    marked: HashMap<Style, bool>,
    done: Vec<Paragraph>,
    open: Option<Open>,
}

impl Flow {
    /// Takes the next line; `after` is the one behind it.
    fn take(&mut self, line: &Line, after: Option<&Line>) {
        let goes_on = self.open.as_ref().is_some_and(|open| self.goes_on(open, line, after));
        if goes_on {
            let fragment = self.is_fragment(line);
            if let Some(open) = &mut self.open {
                open.torn =
                    fragment && line.chars() <= 6 && Numeral::parse(&open.text).is_some() && !open.text.contains('。');
                append(&mut open.text, &line.text);
                open.last.clone_from(line);
            }
            return;
        }
        self.close();
        let parted = self.layout.parts(line) && after.is_some_and(|after| self.layout.parts(after));
        let around = Around { before: Before::of(self.done.last()), after, layout: &self.layout, parted };
        let is_title = around.titles(line);
        let form = match line.markup {
            Markup::Row => Form::Row,
            _ if is_title => Form::Title,
            _ => Form::Text,
        };
        if let Some((numeral, _)) = Numeral::parse(&line.text) {
            self.runs.insert(numeral.style, numeral.value);
        }
        let depth = if let Markup::Heading(depth) = line.markup { depth } else { 0 };
        let (text, last) = (line.text.clone(), line.clone());
        self.open = Some(Open { line: line.number, text, form, depth, last, torn: false });
    }

    /// Whether `next` goes on with the open paragraph.
    fn goes_on(&self, open: &Open, next: &Line, after: Option<&Line>) -> bool {
        if open.form != Form::Text {
            return false;
        }
        if is_broken_numeral(&open.text, &next.text) || awaits_title(open, next) {
            return true;
        }
        if next.markup != Markup::None || self.layout.parts(next) || is_lone_number(&open.text) {
            return false;
        }
        if let Some(answer) = self.by_indent(open, next) {
            return answer;
        }
        if self.opens_heading(open, next) || begins_anew(&next.text) {
            return false;
        }
        if ends_sentence(&open.text) {
            return self.layout.is_full(&open.last, next) && !self.layout.indented && !self.layout.ragged;
        }
        match Numeral::parse(&open.text) {
            Some((numeral, rest)) if shorter(rest, LONGEST_TITLE) && !rest.contains(['。', '；']) => {
                self.heading_goes_on(open, numeral.style, next, after)
            }
            numeral => self.is_torn(next) && numeral.is_none() || self.text_goes_on(open, next),
        }
    }

    /// What the white space before `next` says, if it decides.
    fn by_indent(&self, open: &Open, next: &Line) -> Option<bool> {
        let ended = ends_sentence(&open.text);
        if next.indented() {
            return (self.layout.indented || ended).then_some(false);
        }
        let lines = self.layout.is_even() && self.layout.indented && self.layout.indented_heads;
        let left_open = !ended && !open.text.ends_with(['：', ':']) && self.layout.is_full(&open.last, next);
        (lines && left_open).then_some(true)
    }

    /// Whether `next` was torn off the line before it, where empty lines stand between all paragraphs.
    fn is_torn(&self, next: &Line) -> bool {
        self.layout.spaced && next.gap == 0 && self.layout.wrap.is_none()
    }

    /// Whether a heading without an end so far goes on in `next`.
    fn heading_goes_on(&self, open: &Open, style: Style, next: &Line, after: Option<&Line>) -> bool {
        let marked = self.marked.get(&style).copied();
        let title = Numeral::parse(&open.text).map_or("", |(_, title)| title);
        let length = title.chars().count();
        let whole = unnumbered::ends_as_title(title) && is_closed(title);
        let fragment = self.is_fragment(next) && (length <= 4 || length <= 12 && after.is_some_and(ends_title));
        let full = self.layout.is_full(&open.last, next);
        self.dangles(open, next)
            || !whole && (open.torn || fragment)
            || self.layout.is_even() && full && !(whole && marked != Some(true))
            || self.layout.ragged && (marked == Some(true) || marked.is_none() && full)
    }

    /// Whether a heading is left open by its last sign, or by the first of `next`. A word that only may leave it open
    /// (可感可及) does so before a line that can be the rest of a title.
    fn dangles(&self, open: &Open, next: &Line) -> bool {
        let rest_of_title = !self.layout.is_plain() || next.chars() <= 30;
        open.text.ends_with(['，', '、', '“', '《', '（', ','])
            || open.text.ends_with(['和', '与', '及', '的']) && rest_of_title
            || next.text.starts_with(['，', '、', '。', '”', '》', '）', '；'])
    }

    /// Whether running text without an end goes on in `next`.
    fn text_goes_on(&self, open: &Open, next: &Line) -> bool {
        let full = self.layout.is_full(&open.last, next);
        if open.text.ends_with(['：', ':']) || self.in_head(open) {
            return full;
        }
        let bare = Numeral::parse_bare(&open.text).filter(|(_, title)| self.layout.bare && title.chars().count() <= 20);
        let rows = is_row(&open.last) && is_row(next);
        if bare.is_some() || rows || is_date(&open.text) || self.is_annex_title(next) {
            return false;
        }
        let listed =
            shorter(&open.text, 16) && shorter(&next.text, 16) && !self.layout.torn && self.layout.wrap.is_none();
        !listed || next.text.starts_with(['，', '。', '、', '；', '”', '）'])
    }

    /// Whether the open paragraph is a line of the report's head, before any heading and any long paragraph.
    fn in_head(&self, open: &Open) -> bool {
        self.runs.is_empty()
            && self.done.len() < 16
            && self.done.iter().all(|p| shorter(&p.text, 61))
            && (shorter(&open.text, 60) || open.text.ends_with('摄'))
    }

    /// Whether the open paragraph stands below 附件1 alone on its line, and so is its title, and `next` is none.
    fn is_annex_title(&self, next: &Line) -> bool {
        let below = self.done.last().is_some_and(|p| p.form == Form::Title && is_annex(&p.text));
        let text = is_row(next) || next.chars() > 40 || ends_sentence(&next.text);
        self.layout.wrap.is_none() && below && text
    }

    /// Whether `next` opens a heading: by its form, and, where the text before it is left open, by its number.
    fn opens_heading(&self, open: &Open, next: &Line) -> bool {
        let Some((numeral, rest)) = Numeral::parse(&next.text) else { return false };
        let settled = ends_sentence(&open.text)
            || open.text.ends_with(['：', ':'])
            || Numeral::parse(&open.text).is_some_and(|(_, rest)| !rest.contains('，'));
        let broken = self.layout.is_even() && self.layout.is_full(&open.last, next);
        let known = self.runs.get(&numeral.style);
        let in_order = numeral.value == 1 || known.map_or(!broken, |&last| numeral.follows(last));
        let plain = self.layout.is_plain();
        settled
            || (in_order || plain)
                && (!rest.is_empty()
                    || numeral.style == Style::Article
                    || plain && open.text.ends_with(['）', ')', '”']))
                && !refers(&open.text)
    }

    /// Whether a line is a word torn out of its sentence.
    fn is_fragment(&self, line: &Line) -> bool {
        self.layout.torn && line.chars() <= 12 && !ends_sentence(&line.text) && !line.text.ends_with(['：', ':'])
    }

    /// Ends the open paragraph and learns from it.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        if let Some((numeral, rest)) = Numeral::parse(&open.text) {
            self.marked.insert(numeral.style, rest.contains(['。', '！', '？', '；']));
        }
        self.done.push(Paragraph { line: open.line, text: open.text, form: open.form, depth: open.depth });
    }
}

/// Whether a number stands alone in the open paragraph, so that `next` is its title.
fn awaits_title(open: &Open, next: &Line) -> bool {
    let alone =
        Numeral::parse(&open.text).is_some_and(|(numeral, rest)| rest.is_empty() && numeral.style != Style::Article);
    alone && matches!(next.markup, Markup::None | Markup::Block) && Numeral::parse(&next.text).is_none()
}

/// Whether a text is a number and nothing else.
fn is_lone_number(text: &str) -> bool {
    Numeral::parse(text).is_some_and(|(_, rest)| rest.is_empty()) || Numeral::parse_lone(text).is_some()
}

/// A heading has fewer characters.
const LONGEST_TITLE: usize = 400;

/// Whether a text has fewer characters; a long one is not counted to its end.
fn shorter(text: &str, chars: usize) -> bool {
    text.chars().nth(chars.saturating_sub(1)).is_none()
}

/// Whether every quote and bracket that a text opens is closed in it.
fn is_closed(text: &str) -> bool {
    let count = |c: char| text.matches(c).count();
    [('“', '”'), ('《', '》'), ('（', '）')].into_iter().all(|(open, close)| count(open) == count(close))
}

/// Whether a line can be the end of a title that was torn: short, and no text that the fragment before it begins.
fn ends_title(line: &Line) -> bool {
    line.chars() <= 30 && !line.text.starts_with(['，', '、', '。', '；']) && Numeral::parse(&line.text).is_none()
}

/// Puts a line behind a text, with a space only between two Latin words.
fn append(text: &mut String, line: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if latin(text.chars().next_back()) && latin(line.chars().next()) {
        text.push(' ');
    }
    text.push_str(line);
}

/// Whether a numeral broke over two lines: `（` and `三）…`, `第` and `一章`, `一` and `、…`.
fn is_broken_numeral(open: &str, next: &str) -> bool {
    let short = shorter(open, 5) && Numeral::parse(open).is_none() && !open.contains(['）', ')']);
    let begun = open.starts_with(['（', '(', '第']) || next.starts_with(['、', '）', ')', '．']);
    let alone = Numeral::parse_lone(next).is_some()
        || Numeral::parse(next).is_some_and(|(numeral, _)| numeral.raw.starts_with(|c: char| c != '（' && c != '('));
    short && begun && (Numeral::parse(&format!("{open}{next}")).is_some() || open.starts_with(['（', '(']) && alone)
}

/// Whether a line is one of a table that was copied without its rules: cells parted by white space, figures among them.
fn is_row(line: &Line) -> bool {
    let cells = line.text.split_whitespace().count();
    cells >= 3 && !ends_sentence(&line.text) && !line.text.contains(['，', '。'])
}

/// Signs and words that only the beginning of a paragraph has.
fn begins_anew(text: &str) -> bool {
    is_annex(text)
        || text.starts_with("——")
        || text.starts_with("各位代表")
        || text.starts_with(['●', '■', '◆', '※', '▲', '•'])
}

/// Whether a text ends with words that lead to a number of another place: 详见第三部分 / （二）.
fn refers(text: &str) -> bool {
    ["第", "详见", "参见", "附件", "按照", "根据", "部分", "条", "款", "项", "上述", "和", "及", "、", "“", "《"]
        .iter()
        .any(|word| text.ends_with(word))
}
