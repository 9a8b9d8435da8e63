//! The query language: words, and literals in quotes of any kind. Inside quotes `\"` and `\\` are escapes.

use super::Clause;

/// The parts of a query as it was typed.
pub fn clauses(text: &str) -> Vec<Clause> {
    let mut out = Vec::new();
    let mut words = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let Some(closing) = closing(c) else {
            words.push(c);
            continue;
        };
        push(&mut out, Clause::Words, &mut words);
        push(&mut out, Clause::Literal, &mut literal(&mut chars, closing));
    }
    push(&mut out, Clause::Words, &mut words);
    out
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

/// Reads up to the closing sign, or to the end where it is missing.
fn literal(chars: &mut std::str::Chars<'_>, closing: char) -> String {
    let mut out = String::new();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.clone().next() {
                Some(next @ ('"' | '\\')) => {
                    chars.next();
                    out.push(next);
                }
                _ => out.push(c),
            },
            c if c == closing => break,
            c => out.push(c),
        }
    }
    out
}

/// Adds a part unless it is empty.
fn push(out: &mut Vec<Clause>, clause: fn(String) -> Clause, text: &mut String) {
    let text = std::mem::take(text);
    if !text.trim().is_empty() {
        out.push(clause(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
