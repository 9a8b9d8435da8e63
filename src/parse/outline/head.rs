//! A heading before its level is known, and a section before its report is.

use crate::parse::clean::junk::close_gaps;
use crate::parse::line::Paragraph;
use crate::parse::numeral::Style;
use crate::parse::unnumbered::Kin;

/// How a heading is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// By a number of that style and value; `prefix` as in [`crate::parse::numeral::Numeral`].
    Number { style: Style, value: u32, prefix: u32 },
    /// Not at all.
    Unnumbered(Kin),
}

/// A heading, with the paragraph that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How it is counted.
    pub count: Count,
    /// The number as it is printed.
    pub numeral: String,
    /// Its words without number and closing mark.
    pub title: String,
    /// The text behind the title on the same line.
    pub rest: String,
    /// The paragraph as it was, for the case that it is none.
    pub source: Paragraph,
}

impl Head {
    /// The style of its number, if it has one.
    pub fn style(&self) -> Option<Style> {
        match self.count {
            Count::Number { style, .. } => Some(style),
            Count::Unnumbered(_) => None,
        }
    }

    /// Its number, if it has one.
    pub fn value(&self) -> Option<u32> {
        match self.count {
            Count::Number { value, .. } => Some(value),
            Count::Unnumbered(_) => None,
        }
    }

    /// What it titles, if it has no number.
    pub fn kin(&self) -> Option<Kin> {
        match self.count {
            Count::Unnumbered(kin) => Some(kin),
            Count::Number { .. } => None,
        }
    }
}

/// A paragraph, or a heading with what stands behind it on its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A heading.
    Head(Head),
    /// Text.
    Text(Paragraph),
}

impl Item {
    /// The heading, if it is one.
    pub fn head(&self) -> Option<&Head> {
        match self {
            Item::Head(head) => Some(head),
            Item::Text(_) => None,
        }
    }

    /// The paragraph that it was read from.
    pub fn source(&self) -> &Paragraph {
        match self {
            Item::Head(head) => &head.source,
            Item::Text(paragraph) => paragraph,
        }
    }

    /// Takes a heading for the text that it was.
    pub fn demote(&mut self) {
        if let Item::Head(head) = self {
            *self = Item::Text(head.source.clone());
        }
    }
}

/// A section that does not know its report yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// 0 for the text before the first heading.
    pub level: u8,
    /// The number as it is printed.
    pub numeral: String,
    /// The heading's words.
    pub title: String,
    /// The paragraphs, parted by `\n`.
    pub text: String,
    /// The line that the heading stands on.
    pub line: usize,
}

impl Draft {
    /// The section that a heading opens.
    pub fn of(head: Head, level: u8) -> Self {
        Self { level, numeral: head.numeral, title: head.title, text: head.rest, line: head.source.line }
    }

    /// The section before the first heading.
    pub fn opening(paragraph: Paragraph) -> Self {
        Self { level: 0, numeral: String::new(), title: String::new(), text: paragraph.text, line: paragraph.line }
    }

    /// Adds a paragraph.
    pub fn add(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        // Titles of the head are set with spaces on purpose; running text is not.
        if text.chars().count() > 20 {
            self.text.push_str(&close_gaps(text));
        } else {
            self.text.push_str(text);
        }
    }
}
