//! How the lines of a file are laid out as a whole: wrapped at a width, torn by links, or one line a paragraph.

use crate::fold::is_han;
use crate::parse::line::{Indent, Line, Markup, ends_sentence};
use crate::parse::numeral::{Numeral, Style};

/// Wrapped text has lines of at least and at most so many columns (a Chinese character takes two).
const WIDTHS: std::ops::RangeInclusive<usize> = 36..=130;

/// Columns by which a line may stay short of the width.
const SLACK: usize = 3;
/// The white space before a paragraph has at most so many columns.
const INDENT: usize = 8;

/// How lines are wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrap {
    /// The columns of a full line; a Chinese character takes two.
    width: usize,
    /// The columns of an ASCII sign: one, or two where characters were counted, not columns.
    narrow: usize,
}

/// The layout of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "traits of a layout, each by itself")]
pub struct Layout {
    /// How lines were wrapped by hand or by a converter; `None` where a line is a paragraph.
    pub wrap: Option<Wrap>,
    /// Whether the wrapped lines lost characters, so that they do not reach their width.
    pub ragged: bool,
    /// Whether words that were links, or bold, stand on lines of their own inside sentences.
    pub torn: bool,
    /// Where lines are torn: the most empty lines at which a sentence goes on; behind more a paragraph begins.
    pub tear: usize,
    /// Whether paragraphs begin with white space.
    pub indented: bool,
    /// Whether numbered headings do.
    pub indented_heads: bool,
    /// Whether numbers stand bare before titles (2 主要工作), as where 2.1 and 2.2 stand below them.
    pub bare: bool,
    /// The depth from which on a heading's markup titles a part: 2 where one heading of depth 1 titles the report.
    pub outermost: u8,
    /// Whether empty lines stand between paragraphs.
    pub spaced: bool,
}

impl Layout {
    /// Measures the lines of a file.
    pub fn of(lines: &[Line]) -> Self {
        let outermost = if lines.iter().filter(|line| line.markup == Markup::Heading(1)).count() > 1 { 1 } else { 2 };
        let lines: Vec<&Line> = lines.iter().filter(|line| line.markup == Markup::None).collect();
        let wrap = Wrap::of(&lines);
        let near = |of: &dyn Fn(usize) -> usize| {
            wrap.map_or(0, |wrap| lines.iter().filter(|line| wrap.columns(line) + 5 >= of(wrap.width)).count())
        };
        let ragged = wrap.is_some() && near(&|width| width) * 3 < near(&|width| width / 2);
        let spaced = !lines.is_empty() && lines.iter().filter(|line| line.gap > 0).count() * 10 >= lines.len() * 8;
        let tears = tears(&lines);
        let tear = tears.get(tears.len() * 9 / 10).copied().unwrap_or(usize::MAX);
        Self {
            wrap,
            outermost,
            ragged,
            torn: wrap.is_none() && tears.len() >= 2,
            tear,
            spaced,
            bare: lines.iter().filter(|line| is_decimal(&line.text)).count() >= 2,
            indented: are_indented(&lines, wrap),
            indented_heads: mostly(lines.iter().filter(|line| Numeral::parse(&line.text).is_some()), Line::indented),
        }
    }

    /// Whether a line is a paragraph.
    pub fn is_plain(&self) -> bool {
        self.wrap.is_none() && !self.torn
    }

    /// Whether lines are wrapped at a width that they reach, so that a shorter one ends its paragraph.
    pub fn is_even(&self) -> bool {
        self.wrap.is_some() && !self.ragged
    }

    /// Whether so many empty lines show that a new paragraph begins.
    pub fn parts(&self, line: &Line) -> bool {
        self.torn && line.gap > self.tear
    }

    /// Whether a line reaches the wrap width, so that its text may go on in the line `next`: the first word of that had
    /// no room on it.
    pub fn is_full(&self, line: &Line, next: &Line) -> bool {
        self.wrap.is_some_and(|wrap| {
            let columns = wrap.columns(line);
            if self.ragged {
                columns * 2 >= wrap.width
            } else {
                columns + wrap.first_word(&next.text) + SLACK > wrap.width
            }
        })
    }
}

/// Whether the blocks of a page are wrapped lines, each in an element of its own, as converters of print make them.
pub fn wraps_blocks(lines: &[Line]) -> bool {
    let blocks: Vec<&Line> = lines.iter().filter(|line| line.markup == Markup::Block).collect();
    Wrap::of(&blocks).is_some_and(|wrap| {
        let full = blocks.iter().filter(|line| wrap.columns(line) + SLACK >= wrap.width).count();
        full * 3 >= blocks.len()
    })
}

impl Wrap {
    /// The width that hardly any line passes, if most lines end in the middle of a sentence; of the two ways to count
    /// the one by which more lines are full.
    fn of(lines: &[&Line]) -> Option<Self> {
        let found = [1, 2].map(|narrow| Self::counted(lines, narrow));
        found.into_iter().flatten().max_by_key(|wrap| {
            (lines.iter().filter(|line| wrap.columns(line) + SLACK >= wrap.width).count(), wrap.narrow == 1)
        })
    }

    fn counted(lines: &[&Line], narrow: usize) -> Option<Self> {
        let unknown = Self { width: 0, narrow };
        let mut widths: Vec<usize> = lines.iter().map(|line| unknown.columns(line)).collect();
        widths.sort_unstable();
        let width = *widths.get(widths.len() * 97 / 100)?;
        let wrap = Self { width, narrow };
        (WIDTHS.contains(&width) && (wrap.leaves_open(lines) || wrap.peaks(lines))).then_some(wrap)
    }

    /// Whether most of the longer lines end in the middle of a sentence.
    fn leaves_open(self, lines: &[&Line]) -> bool {
        let broad: Vec<&&Line> = lines.iter().filter(|line| self.text_columns(&line.text) * 2 >= self.width).collect();
        let open = broad.iter().filter(|line| is_open(line)).count();
        broad.len() >= 6 && broad.len() * 10 >= lines.len() * 4 && open * 100 >= broad.len() * 65
    }

    /// Whether many lines are just as long as the longest, and nearly all of these end in the middle of a sentence, as
    /// where paragraphs are two lines long.
    fn peaks(self, lines: &[&Line]) -> bool {
        let full: Vec<&&Line> = lines.iter().filter(|line| self.columns(line) + SLACK > self.width).collect();
        let open = full.iter().filter(|line| is_open(line)).count();
        full.len() >= 5 && full.len() * 6 >= lines.len() && open * 100 >= full.len() * 85
    }

    /// The columns that a line takes on a terminal or a page.
    fn columns(self, line: &Line) -> usize {
        let Indent { chars, columns } = line.indent;
        // What is set far in is centred or signed, and does not run to the margin.
        self.text_columns(&line.text) + if self.narrow == 1 { columns } else { 2 * chars }.min(INDENT)
    }

    fn text_columns(self, text: &str) -> usize {
        text.chars().map(|c| if c.is_ascii() { self.narrow } else { 2 }).sum()
    }

    /// The columns of what is not broken at the head of a text: a number, a Latin word, one Chinese sign.
    fn first_word(self, text: &str) -> usize {
        let unbroken = text.chars().take_while(char::is_ascii_graphic).count();
        (unbroken * self.narrow).clamp(2, 16)
    }
}

/// Whether a line ends in the middle of a sentence.
fn is_open(line: &Line) -> bool {
    !ends_sentence(&line.text) && !line.text.ends_with(['：', ':'])
}

/// Whether a line opens with 1.1.
fn is_decimal(text: &str) -> bool {
    Numeral::parse(text).is_some_and(|(numeral, _)| numeral.style == Style::Decimal2)
}

/// Whether seven of ten lines, and more than three, have a property.
fn mostly<'a>(lines: impl Iterator<Item = &'a &'a Line>, has: impl Fn(&Line) -> bool) -> bool {
    let (yes, all) = lines.fold((0, 0), |(yes, all), line| (yes + usize::from(has(line)), all + 1));
    all > 3 && yes * 10 >= all * 7
}

/// Whether paragraphs begin with white space: of unwrapped lines the long ones do; of wrapped ones those behind the end
/// of a sentence, and hardly any other.
fn are_indented(lines: &[&Line], wrap: Option<Wrap>) -> bool {
    let Some(wrap) = wrap else {
        return mostly(lines.iter().filter(|line| line.chars() > 40), Line::indented);
    };
    let short = |line: &Line| wrap.columns(line) + 2 * SLACK < wrap.width;
    let behind = |starts: bool| {
        lines.windows(2).filter(move |pair| {
            let ends = ends_sentence(&pair[0].text);
            if starts { ends && short(pair[0]) } else { !ends && !short(pair[0]) }
        })
    };
    mostly(behind(true).map(|pair| &pair[1]), Line::indented)
        && mostly(behind(false).map(|pair| &pair[1]), |line| !line.indented())
}

/// Where sentences go on over the ends of lines without a common width: the empty lines between, sorted.
fn tears(lines: &[&Line]) -> Vec<usize> {
    let torn = lines.windows(2).filter(|pair| {
        let (a, b) = (&pair[0].text, &pair[1].text);
        let open = a.chars().next_back().is_some_and(|c| is_han(c) || c == '、' || c == '，' || c == '“' || c == '《');
        let goes_on = b.starts_with(['，', '、', '。', '；', '：', '”', '》', '）', '的']);
        open && goes_on && Numeral::parse(b).is_none()
    });
    let mut gaps: Vec<usize> = torn.map(|pair| pair[1].gap).collect();
    gaps.sort_unstable();
    gaps
}
