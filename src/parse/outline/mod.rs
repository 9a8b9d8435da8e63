//! Paragraphs to the tree of sections: which paragraphs open with a heading, where its title ends, and how the
//! headings nest.
//!
//! Total: any paragraphs give an outline, if only one section of level 0. What is odd becomes a warning.

use super::line::Paragraph;
use crate::report::Warning;

mod candidate;
mod doubt;
mod filter;
mod head;
mod nest;

use head::Item;
pub use head::{Draft, Head};

/// Recovers the outline: the sections in the order of the text, the first of level 0 where text stands before the
/// first heading; and what was odd about the numbers.
pub fn outline(paragraphs: Vec<Paragraph>) -> (Vec<Draft>, Vec<Warning>) {
    let mut items = candidate::candidates(paragraphs);
    filter::filter(&mut items);
    let heads: Vec<&Head> = items.iter().filter_map(Item::head).collect();
    let levels = nest::levels(&heads);
    let warnings = doubt::doubts(&heads, &levels);
    (sections(items, &levels), warnings)
}

/// Gathers the text below each heading.
fn sections(items: Vec<Item>, levels: &[u8]) -> Vec<Draft> {
    let mut levels = levels.iter().copied();
    let mut out: Vec<Draft> = Vec::new();
    for item in items {
        match item {
            Item::Head(head) => out.push(Draft::of(head, levels.next().unwrap_or(1))),
            Item::Text(paragraph) => match out.last_mut() {
                Some(section) => section.add(&paragraph.text),
                None => out.push(Draft::opening(paragraph)),
            },
        }
    }
    out
}
