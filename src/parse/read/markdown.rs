//! Markdown to lines. Only marks at the head of a line are read, and by hand: a Markdown parser takes `1.` and
//! `（一）` for list items and renumbers or drops the very numbers that the outline is recovered from.

use crate::parse::clean::junk;
use crate::parse::line::{Line, Markup};
use crate::parse::numeral::Numeral;

/// Lines without their marks; what stood behind `#` knows its depth, what stood between `|` is a row.
pub fn lines(text: &str) -> Vec<Line> {
    junk::lines(text).into_iter().filter_map(plain).collect()
}

fn plain(mut line: Line) -> Option<Line> {
    let text = unlisted(&line.text).replace("\\.", ".");
    let hashes = text.bytes().take_while(|&b| b == b'#').count();
    if (1..=6).contains(&hashes) && text[hashes..].starts_with(|c: char| c == ' ' || !c.is_ascii()) {
        line.markup = Markup::Heading(hashes as u8);
        text[hashes..].trim().trim_end_matches('#').trim_end().clone_into(&mut line.text);
    } else if text.starts_with('|') && text.ends_with('|') && text.len() > 1 {
        line.markup = Markup::Row;
        line.text = text.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>().join(" | ");
    } else {
        line.text = text;
    }
    line.text = line.text.replace("**", "").replace("__", "");
    let rule = |c: char| matches!(c, '-' | '=' | '*' | '_' | '|' | ':' | ' ' | '`');
    (!line.text.chars().all(rule)).then_some(line)
}

/// A line without the mark of a quotation, and without that of a list where a number follows it.
fn unlisted(text: &str) -> &str {
    let text = text.trim_start_matches(['>', ' ']);
    let item = text.strip_prefix(['-', '*', '+']).map(str::trim_start);
    item.filter(|item| Numeral::parse(item).is_some()).unwrap_or(text)
}
