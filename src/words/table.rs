//! The words that people add: `words.txt`, one a line, with a frequency behind it if they like.

use crate::parse::identify::places::places;

/// The list that the program carries.
const WORDS: &str = include_str!("../../index/words.txt");

/// Reads a list: `word` or `word frequency` a line; `#` begins a comment.
pub fn parse_words(text: &str) -> Vec<(String, Option<u64>)> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(|line| line.split('#').next().unwrap_or_default());
    lines
        .filter_map(|line| {
            let mut parts = line.split_whitespace();
            let word = parts.next()?;
            Some((word.to_owned(), parts.next().and_then(|count| count.parse().ok())))
        })
        .collect()
}

/// The words added to jieba's dictionary: the names of provinces, cities and counties, and a list, by default the
/// program's own.
pub fn added_words(list: Option<&str>) -> Vec<(String, Option<u64>)> {
    let names = places().county_names().map(|name| (name.to_owned(), None));
    names.chain(parse_words(list.unwrap_or(WORDS))).collect()
}
