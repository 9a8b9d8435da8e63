//! The query language: words, literals in quotes of any kind (`\"` and `\\` are escapes inside), `-without`, and fields:
//! `title:` `year:2019..2022` `place:` `kind:` `period:`, also in Chinese and with a full-width colon.
//!
//! Nothing that a person types fails: an open quote runs to the end, a field that cannot be read is taken as words.

use super::{Clause, Filter, years};
use crate::report::{Kind, Period};

/// What a field of a query narrows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Year,
    Place,
    Kind,
    Period,
}

const FIELDS: [(&str, Field); 10] = [
    ("title", Field::Title),
    ("标题", Field::Title),
    ("year", Field::Year),
    ("年份", Field::Year),
    ("place", Field::Place),
    ("地区", Field::Place),
    ("kind", Field::Kind),
    ("文种", Field::Kind),
    ("period", Field::Period),
    ("时段", Field::Period),
];

/// The clauses and the filter of a query as it was typed.
pub fn parse(text: &str) -> (Vec<Clause>, Filter) {
    let (mut clauses, mut filter) = (Vec::new(), Filter::default());
    let mut words = String::new();
    let mut rest = text;
    let mut at_start = true;
    while let Some(c) = rest.chars().next() {
        let special = at_start.then(|| special(rest, &mut filter)).flatten();
        let (clause, tail) = match (special, closing(c)) {
            (Some(found), _) => found,
            (None, Some(closing)) => {
                let (literal, tail) = literal(&rest[c.len_utf8()..], closing);
                (Some(Clause::Literal(literal)), tail)
            }
            (None, None) => {
                words.push(c);
                (at_start, rest) = (c.is_whitespace(), &rest[c.len_utf8()..]);
                continue;
            }
        };
        push(&mut clauses, Clause::Words(std::mem::take(&mut words)));
        if let Some(clause) = clause {
            push(&mut clauses, clause);
        }
        (at_start, rest) = (false, tail);
    }
    push(&mut clauses, Clause::Words(words));
    (clauses, filter)
}

/// Reads `-without` or `field:value` at the head of `text`, where a word begins: the clause that it makes, if any, and
/// what follows.
fn special<'t>(text: &'t str, filter: &mut Filter) -> Option<(Option<Clause>, &'t str)> {
    if let Some(rest) = text.strip_prefix(['-', '－']) {
        let (value, tail) = value(rest);
        return (!value.is_empty()).then_some((Some(Clause::Without(value)), tail));
    }
    let (field, rest) = FIELDS.iter().find_map(|(name, field)| {
        let head = text.get(..name.len()).filter(|head| head.eq_ignore_ascii_case(name))?;
        Some((*field, text[head.len()..].strip_prefix([':', '：'])?))
    })?;
    let (value, tail) = value(rest);
    match field {
        _ if value.is_empty() => return None,
        Field::Title => return Some((Some(Clause::Title(value)), tail)),
        Field::Year => filter.years = Some(years(&value)?),
        Field::Place => filter.place = Some(value),
        Field::Kind => filter.kind = Some(Kind::named(&value)?),
        Field::Period => filter.period = Some(Period::named(&value)?),
    }
    Some((None, tail))
}

/// A value up to the next white space, or in quotes; and what follows.
fn value(text: &str) -> (String, &str) {
    let first = text.chars().next();
    if let Some((open, closing)) = first.and_then(|c| closing(c).map(|closing| (c, closing))) {
        return literal(&text[open.len_utf8()..], closing);
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

/// The sign that closes what `c` opens. Chinese quotes inside a straight pair are literal, and the reverse.
fn closing(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '“' => Some('”'),
        '＂' => Some('＂'),
        _ => None,
    }
}

/// Reads up to the closing sign, or to the end where it is missing; and what follows.
fn literal(text: &str, closing: char) -> (String, &str) {
    let mut out = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.clone().next() {
                Some((_, next @ ('"' | '\\'))) => {
                    chars.next();
                    out.push(next);
                }
                _ => out.push(c),
            },
            c if c == closing => return (out, &text[at + c.len_utf8()..]),
            c => out.push(c),
        }
    }
    (out, "")
}

/// Adds a clause unless it is empty.
fn push(out: &mut Vec<Clause>, clause: Clause) {
    if !clause.text().trim().is_empty() {
        out.push(clause);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Year;

    fn clauses(text: &str) -> Vec<Clause> {
        parse(text).0
    }

    #[test]
    fn quotes_make_literals_and_an_open_one_runs_to_the_end() {
        let words = |text: &str| Clause::Words(text.to_owned());
        let literal = |text: &str| Clause::Literal(text.to_owned());
        assert_eq!(clauses("教师 \"十四五\"规划"), [words("教师 "), literal("十四五"), words("规划")]);
        assert_eq!(clauses("“双减”"), [literal("双减")]);
        assert_eq!(clauses("\"“双减”政策\""), [literal("“双减”政策")]);
        assert_eq!(clauses(r#""说\"好\"\\n""#), [literal(r#"说"好"\n"#)]);
        assert_eq!(clauses("\"没有关上"), [literal("没有关上")]);
        assert_eq!(clauses("\"\" "), []);
    }

    #[test]
    fn fields_narrow_and_minus_leaves_out() {
        let (clauses, filter) =
            parse("教师 -校外 -\"暑期 培训\" title:队伍 year:2019..2021 地区：东坡区 kind:自评报告 period:plan");
        let text = |text: &str| text.to_owned();
        let wanted = [
            Clause::Words(text("教师 ")),
            Clause::Without(text("校外")),
            Clause::Without(text("暑期 培训")),
            Clause::Title(text("队伍")),
        ];
        assert_eq!(clauses, wanted);
        assert_eq!(filter.years, Year::new(2019).zip(Year::new(2021)));
        assert_eq!(filter.place.as_deref(), Some("东坡区"));
        assert_eq!((filter.kind, filter.period), (Some(Kind::SelfEvaluation), Some(Period::Plan)));
    }

    #[test]
    fn what_is_no_field_is_words() {
        for query in ["year:去年", "kind:小说", "title:", "-", "小-大", "时间:3", ":"] {
            assert_eq!(clauses(query), [Clause::Words(query.to_owned())], "{query}");
        }
    }
}
