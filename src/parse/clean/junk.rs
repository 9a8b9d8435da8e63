//! Characters that no writer typed: entities and escapes left as text, invisible signs, lost line breaks.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::fold::fold_char;
use crate::parse::line::Line;

static CODE_POINT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<U\+([0-9A-Fa-f]{4,6})>").expect("a valid pattern"));
static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"&(?:(nbsp|ensp|emsp|amp|lt|gt|quot|ldquo|rdquo|middot|mdash|hellip)|#(\d{1,6})|#[xX]([0-9A-Fa-f]{1,6}));",
    )
    .expect("a valid pattern")
});
static LOST_BREAK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:\\r\\n|\\n|\\r)+").expect("a valid pattern"));
/// Tags of paragraphs and breaks that were left in plain text.
static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?:\s*</?(?:br|p|div)(?:\s[^<>]{0,80})?/?>)+").expect("a valid pattern"));
static LOST_INDENT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*\?{2,}\s*|([。！？；：])\?{2,}").expect("a valid pattern"));
static BETWEEN_HAN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Han}，。、；：！？“”（）][ \u{a0}]+").expect("a valid pattern"));

/// Radicals that Unicode does not decompose, and the characters that look the same (CJK Radicals Supplement).
const RADICALS: [(char, char); 24] = [
    ('⺠', '民'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
];

/// Parts a text into lines, the empty ones left out; what was escaped is read and what is invisible dropped.
/// A line that held lost breaks (the four characters `\r\n`) becomes several with the same number.
pub fn lines(text: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut gap = 0;
    for (at, raw) in text.split(['\n', '\u{2028}', '\u{2029}', '\u{c}']).enumerate() {
        gap += usize::from(raw.trim().is_empty());
        for part in restore(raw).split('\n') {
            let line = Line { gap, ..Line::plain(at + 1, part) };
            if !line.text.is_empty() {
                out.push(line);
                gap = 0;
            }
        }
    }
    out
}

/// Gives all files one kind of line break, so that lines count alike: `\r\n`, `\r` and `\r\r\n` are `\n`.
pub fn unify_breaks(text: &str) -> String {
    text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace('\r', "\n")
}

/// Reads the escapes of one line and drops the signs that nobody sees.
fn restore(raw: &str) -> String {
    let mut text = raw.to_owned();
    if text.contains("<!--") || text.contains("-->") {
        text = without_comments(&text);
    }
    if text.contains("<U+") {
        text = CODE_POINT.replace_all(&text, |c: &Captures| sign(&c[1], 16)).into_owned();
    }
    if text.contains('&') {
        text = ENTITY.replace_all(&text, entity).into_owned();
    }
    if text.contains('\\') {
        text = LOST_BREAK.replace_all(&text, "\n").into_owned();
    }
    if text.contains("??") {
        text = LOST_INDENT
            .replace_all(&text, |c: &Captures| {
                c.get(1).map_or("\u{3000}\u{3000}".into(), |m| format!("{}\n", m.as_str()))
            })
            .into_owned();
    }
    if text.contains('<') {
        text = TAG.replace_all(&text, "\n").into_owned();
    }
    text.chars().filter(|&c| !invisible(c)).map(plain_sign).collect()
}

/// A sign as it is typed: radicals, which some converters of print give for the characters that look the same, are
/// those characters; control signs are spaces.
fn plain_sign(c: char) -> char {
    match c {
        // A tab is measured with the indent, and becomes a space after.
        '\n' | '\t' => c,
        '\u{2e80}'..='\u{2fdf}' => RADICALS.iter().find(|pair| pair.0 == c).map_or_else(|| fold_char(c), |pair| pair.1),
        c if c.is_control() => ' ',
        c => c,
    }
}

/// Drops comments, and the marks of those that do not close on the line, in one pass.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut closes = true;
    while let Some(at) = rest.find("<!--") {
        out.push_str(&rest[..at]);
        rest = &rest[at + 4..];
        let end = if closes { rest.find("-->") } else { None };
        closes = end.is_some();
        rest = end.map_or(rest, |end| &rest[end + 3..]);
        out.push(' ');
    }
    out.push_str(rest);
    out.replace("-->", " ")
}

/// Joins what single spaces tore apart: 权 力 is 权力. Only for running text; titles are set with spaces on purpose.
pub fn close_gaps(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = BETWEEN_HAN.find(rest) {
        let sign = found.as_str().trim_end_matches([' ', '\u{a0}']).len();
        let after = &rest[found.end()..];
        out.push_str(&rest[..found.start() + sign]);
        if after.chars().next().is_none_or(|c| c.is_ascii_alphabetic()) {
            out.push_str(&found.as_str()[sign..]);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn entity(found: &Captures) -> String {
    if let Some(code) = found.get(2) {
        return sign(code.as_str(), 10);
    }
    if let Some(code) = found.get(3) {
        return sign(code.as_str(), 16);
    }
    match &found[1] {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "ldquo" => "“",
        "rdquo" => "”",
        "middot" => "·",
        "mdash" => "—",
        "hellip" => "…",
        _ => "\u{a0}",
    }
    .to_owned()
}

/// The character of that code, or U+FFFD where there is none.
fn sign(code: &str, radix: u32) -> String {
    u32::from_str_radix(code, radix).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER).to_string()
}

/// A sign of a font of its own: most are bullets and blanks of a word processor, some the rare characters of names.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}

fn invisible(c: char) -> bool {
    is_private(c)
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_and_lost_breaks_restored() {
        let texts: Vec<String> =
            lines("　　一、回顾\\r\\n（一）经济&nbsp;好。<U+00A0>\n\n<!-- x -->??二、安排\u{200b}")
                .into_iter()
                .map(|l| l.text)
                .collect();
        assert_eq!(texts, ["一、回顾", "（一）经济\u{a0}好。", "二、安排"]);
    }

    #[test]
    fn gaps_between_chinese_signs_close_and_words_stay_apart() {
        assert_eq!(close_gaps("各 位代表， 增长 9% 以上 of GDP 好"), "各位代表，增长9% 以上 of GDP 好");
    }
}
