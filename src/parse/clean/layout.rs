//! How the lines of a file are laid out as a whole: wrapped at a width, torn by links, or one line a paragraph.

use crate::fold::is_han;
use crate::parse::line::{Line, Markup, ends_sentence};
use crate::parse::numeral::Numeral;

/// Wrapped text has lines of at least and at most so many columns (a Chinese character takes two).
const WIDTHS: std::ops::RangeInclusive<usize> = 36..=130;

/// The layout of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "four traits of a layout, each by itself")]
pub struct Layout {
    /// The columns at which lines were wrapped by hand or by a converter; `None` where a line is a paragraph.
    pub wrap: Option<usize>,
    /// Whether the wrapped lines lost characters, so that they do not reach their width.
    pub ragged: bool,
    /// Whether words that were links, or bold, stand on lines of their own inside sentences.
    pub torn: bool,
    /// Where lines are torn: the most empty lines at which a sentence goes on; behind more a paragraph begins.
    pub tear: usize,
    /// Whether paragraphs begin with white space.
    pub indented: bool,
    /// Whether empty lines stand between paragraphs.
    pub spaced: bool,
}

impl Layout {
    /// Measures the lines of a file.
    pub fn of(lines: &[Line]) -> Self {
        let lines: Vec<&Line> = lines.iter().filter(|line| line.markup == Markup::None).collect();
        let long = lines.iter().filter(|line| line.chars() > 40);
        let (indents, count) = long.fold((0, 0), |(yes, all), line| (yes + usize::from(line.indented), all + 1));
        let wrap = wrap_width(&lines);
        let widths = lines.iter().map(|line| columns(&line.text));
        let near = |width: usize| widths.clone().filter(|&w| w + 5 >= width).count();
        let ragged = wrap.is_some_and(|width| near(width) * 3 < near(width / 2));
        let spaced = lines.iter().filter(|line| line.gap > 0).count() * 10 >= lines.len() * 8;
        let tears = tears(&lines);
        let tear = tears.get(tears.len() * 9 / 10).copied().unwrap_or(usize::MAX);
        Self {
            wrap,
            ragged,
            torn: wrap.is_none() && tears.len() >= 2,
            tear,
            spaced,
            indented: count > 3 && indents * 10 >= count * 7,
        }
    }

    /// Whether so many empty lines show that a new paragraph begins.
    pub fn parts(&self, line: &Line) -> bool {
        self.torn && line.gap > self.tear
    }

    /// Whether a line reaches the wrap width, so that its text may go on in the next line.
    pub fn is_full(&self, text: &str) -> bool {
        self.wrap.is_some_and(|width| if self.ragged { columns(text) * 2 >= width } else { columns(text) + 5 >= width })
    }
}

/// The columns that a text takes on a terminal or a page.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The width that hardly any line passes, if most lines end in the middle of a sentence.
fn wrap_width(lines: &[&Line]) -> Option<usize> {
    let mut widths: Vec<usize> =
        lines.iter().map(|line| columns(&line.text) + if line.indented { 4 } else { 0 }).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len() * 97 / 100)?;
    let broad: Vec<&&Line> = lines.iter().filter(|line| columns(&line.text) * 2 >= width).collect();
    let open = broad.iter().filter(|line| !ends_sentence(&line.text) && !line.text.ends_with(['：', ':'])).count();
    let common = broad.len() >= 6 && broad.len() * 10 >= lines.len() * 4;
    (WIDTHS.contains(&width) && common && open * 100 >= broad.len() * 65).then_some(width)
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
