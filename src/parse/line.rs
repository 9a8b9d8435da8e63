//! The two units between bytes and outline: a line as the file has it, and a paragraph as its writer meant it.

use std::sync::LazyLock;

use regex::Regex;

/// What the markup around a line said of it; plain text says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// Nothing: plain text, or a line behind a forced break.
    None,
    /// A block of a page: a paragraph of its own, unless blocks are wrapped lines.
    Block,
    /// A heading of that depth, from 1 (h1, #).
    Heading(u8),
    /// A row of a table; no heading starts in it.
    Row,
    /// Outside the part of a page that holds its prose: menus, the page's own data.
    Aside,
}

/// The columns of a tab before a paragraph: two Chinese characters.
const TAB: usize = 4;

/// White space before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Indent {
    /// Its characters.
    pub chars: usize,
    /// Its columns: an ideographic space takes two.
    pub columns: usize,
}

/// A line of the source, or a block of a marked-up one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line in the source counted from 1; of HTML, the block's line in the text drawn from it.
    pub number: usize,
    /// The text without the white space around it.
    pub text: String,
    /// The white space that stood before it.
    pub indent: Indent,
    /// How many empty lines stand before it.
    pub gap: usize,
    /// What the markup said.
    pub markup: Markup,
}

impl Line {
    /// A line of plain text; white space around it is noted and dropped.
    pub fn plain(number: usize, raw: &str) -> Self {
        let text = raw.trim();
        let indent = &raw[..raw.len() - raw.trim_start().len()];
        let columns = indent.chars().map(|c| if c == '\t' { TAB } else { 1 + usize::from(c == '\u{3000}') }).sum();
        let chars = indent.chars().map(|c| if c == '\t' { TAB / 2 } else { 1 }).sum();
        let indent = Indent { chars, columns };
        Self { number, text: text.replace('\t', " "), indent, gap: 0, markup: Markup::None }
    }

    /// Whether it begins with white space as wide as a Chinese character, as a new paragraph does.
    pub fn indented(&self) -> bool {
        self.indent.columns >= 2
    }

    /// The number of characters.
    pub fn chars(&self) -> usize {
        self.text.chars().count()
    }
}

/// What a paragraph is by its form and its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Running text, or a line that opens with a number.
    Text,
    /// A line that stands alone and titles what follows, without a number.
    Title,
    /// A row of a table.
    Row,
}

/// A paragraph: hard wraps joined, lost line breaks restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The number of its first line.
    pub line: usize,
    /// The text.
    pub text: String,
    /// What it is by its form.
    pub form: Form,
    /// The depth that its markup gives it as a heading, from 1 (h1, #); 0 for none.
    pub depth: u8,
}

/// Whether a text ends as a sentence does, closing quotes and brackets left aside.
pub fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '」', '』', '）', ')', '"', '》', '〉', '】', ' '])
        .ends_with(['。', '！', '？', '!', '?', '；', '…'])
}

static DATE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^.{4,5}年.{1,3}月.{1,3}日$").expect("a valid pattern"));

/// Whether a text is a date and nothing else: 2021年1月5日, 二〇二一年一月五日.
pub fn is_date(text: &str) -> bool {
    text.len() <= 96 && DATE.is_match(&squeeze(text))
}

/// Drops white space: how texts are compared where the layout must not count.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}
