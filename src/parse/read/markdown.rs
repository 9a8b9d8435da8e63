//! Markdown to lines. Only marks at the head of a line are read, and by hand: a Markdown parser takes `1.` and
//! `（一）` for list items and renumbers or drops the very numbers that the outline is recovered from.

use crate::parse::clean::junk;
use crate::parse::line::{Line, Markup};

/// Lines without their marks; what stood behind `#` knows its depth, what stood between `|` is a row.
pub fn lines(text: &str) -> Vec<Line> {
    junk::lines(text).into_iter().filter_map(plain).collect()
}

fn plain(mut line: Line) -> Option<Line> {
    let text = line.text.clone();
    let hashes = text.bytes().take_while(|&b| b == b'#').count();
    if (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') {
        line.markup = Markup::Heading(hashes as u8);
        text[hashes..].trim().trim_end_matches('#').trim_end().clone_into(&mut line.text);
    } else if text.starts_with('|') && text.ends_with('|') && text.len() > 1 {
        line.markup = Markup::Row;
        line.text = text.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>().join(" | ");
    }
    line.text = line.text.replace("**", "").replace("__", "");
    let rule = |c: char| matches!(c, '-' | '=' | '*' | '_' | '|' | ':' | ' ' | '`');
    (!line.text.chars().all(rule)).then_some(line)
}
