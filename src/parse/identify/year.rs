//! The year that a report is *of*: what its title names, else its meeting, else the time that its text speaks of.
//! A page's upload date and a file's name are never it.

use std::sync::LazyLock;

use regex::Regex;

use super::Clues;
use crate::parse::line::{ends_sentence, squeeze};
use crate::parse::numeral::{digit, han_digit};
use crate::report::{Kind, Year};

/// A year with its 年, in digits of either width or in Chinese, with 〇 in its many shapes or lost (二三年 is 2003).
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:[12１２][0-9０-９]{3})|(?:[一二][〇○零ＯO０0oΟ一二三四五六七八九]{1,3}))\s*(?:年|[—–\-－~至]+\s*[12１２][0-9０-９]{3}\s*[年学])").expect("a valid pattern")
});
static DATE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"年\s*[0-9０-９一二三四五六七八九十]{1,3}\s*月").expect("a valid pattern"));
/// The year in the number of a document: 国发〔2019〕4号.
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[〔\[［（(]([12１２]\d{3})[〕\]］）)]\s*\d+\s*号").expect("a valid pattern"));
/// A date in the first two months.
static EARLY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"年\s*(?:0?[12]|[一二元])\s*月").expect("a valid pattern"));
/// A year in brackets behind a title: （2016）.
static NOTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[（(]([12]\d{3})年?度?[）)]$").expect("a valid pattern"));
static UPLOAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"来源|发布|上传|更新|网站|www|新华社|日报|[0-9]{1,2}[:：][0-9]{2}").expect("a valid pattern")
});

/// What was found.
pub struct Found {
    /// The year.
    pub year: Option<Year>,
    /// The words that gave it.
    pub evidence: String,
    /// What the page's data say, where it is another year.
    pub conflict: Option<String>,
}

/// Finds the year of a report with that printed title and kind.
pub fn year(title: &str, kind: Option<Kind>, clues: &Clues<'_>) -> Found {
    let paper = kind.is_some_and(Kind::is_paper) && !title.contains("年度");
    let number = if paper { document_number(clues) } else { None };
    let from_body = number
        .or_else(|| body_title(title, clues))
        .or_else(|| meeting(clues))
        .or_else(|| document_number(clues))
        .or_else(|| headings(kind, clues));
    let from_page = clues.metadata.iter().find(|line| squeeze(line).starts_with("标题")).and_then(|line| first(line));
    let page = from_page.clone().or_else(|| clues.page_title.and_then(first));
    let found = from_body.or(page).or_else(|| of_text(kind, clues)).or_else(|| written_date(clues));
    let conflict = match (&found, &from_page) {
        (Some((year, _)), Some((other, words))) if year != other => Some(words.clone()),
        _ => None,
    };
    let (year, evidence) = found.map_or((None, String::new()), |(year, words)| (Some(year), words));
    Found { year, evidence, conflict }
}

type Evidence = (Year, String);

/// Every year in a text, with the byte at which it starts.
pub fn years_in(text: &str) -> Vec<(Year, usize)> {
    YEAR.captures_iter(text).filter_map(|found| Some((value(&found[1])?, found.get(0)?.start()))).collect()
}

/// The number of a year in any spelling.
fn value(text: &str) -> Option<Year> {
    let digits: Vec<u32> = text.chars().map(|c| digit(c).or_else(|| han_digit(c)).unwrap_or(0)).collect();
    let number = match digits[..] {
        [a, b, c, d] => a * 1000 + b * 100 + c * 10 + d,
        [2, b, c] => 2000 + b * 10 + c,
        [2, c] => 2000 + c,
        _ => return None,
    };
    Year::new(u16::try_from(number).ok()?)
}

/// The first year of a text.
fn first(text: &str) -> Option<Evidence> {
    years_in(text).into_iter().next().map(|(year, at)| (year, around(text, at)))
}

/// The words around a byte of a text, for a person to check.
fn around(text: &str, at: usize) -> String {
    let before: usize = text[..at].chars().rev().take(12).map(char::len_utf8).sum();
    text[at - before..].chars().take(40).collect()
}

/// The year in the title over the body; a title drawn from the page's data is not meant. A date in it is the meeting's.
fn body_title(title: &str, clues: &Clues<'_>) -> Option<Evidence> {
    let head = clues.head();
    let own =
        head.iter().any(|line| squeeze(line).contains(&squeeze(title)) || squeeze(title).contains(&squeeze(line)));
    let lines = head.iter().copied().filter(|line| squeeze(line).contains("报告") || squeeze(line).contains("总结"));
    let titles = own.then_some(title).into_iter().chain(lines);
    let mut years = titles.flat_map(|line| years_in(line).into_iter().map(move |(year, at)| (year, line, at)));
    years
        .find(|(_, line, at)| (line.contains("会议上") || !dated(&line[*at..])) && !ahead(&line[*at..]))
        .map(|(year, line, at)| (year, around(line, at)))
        .or_else(|| NOTED.captures(title).and_then(|found| Some((value(&found[1])?, found[0].to_owned()))))
}

/// Whether the year at the head of `text` is one to come by which something is to be done: 2030年前.
fn ahead(text: &str) -> bool {
    text.split_once('年').is_some_and(|(_, behind)| ["前", "底前", "远景"].iter().any(|word| behind.starts_with(word)))
}

/// Whether the year at the head of `text` belongs to a date with its month.
fn dated(text: &str) -> bool {
    DATE.is_match(&text.chars().take(10).collect::<String>())
}

/// The date of the meeting or of the signature in the head, unless the line is about the page.
fn meeting(clues: &Clues<'_>) -> Option<Evidence> {
    clues
        .head()
        .into_iter()
        .filter(|line| {
            !UPLOAD.is_match(line)
                && DATE.is_match(line)
                && !ends_sentence(line)
                && !line.contains("第一次修订")
                && !bare_digits(line)
        })
        .find_map(first)
}

/// Whether a line is only a date in digits, as a page prints the day of its upload: 2010年01月20日.
fn bare_digits(line: &str) -> bool {
    let text = squeeze(line);
    text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with('日') && text.contains("年0")
}

fn document_number(clues: &Clues<'_>) -> Option<Evidence> {
    clues.opening.iter().take(12).find_map(|line| {
        let found = NUMBER.captures(line)?;
        Some((value(&found[1])?, found[0].to_owned()))
    })
}

/// The years in the outermost headings: a government's plan is for the report's year, its review of the year before.
fn headings(kind: Option<Kind>, clues: &Clues<'_>) -> Option<Evidence> {
    let titles = clues.sections.iter().filter(|section| section.level == 1).map(|section| section.title.as_str());
    let years: Vec<Evidence> = titles.filter_map(first).collect();
    let latest = years.iter().max_by_key(|(year, _)| *year)?.clone();
    let only_review = kind == Some(Kind::GovernmentReport) && years.len() == 1 && latest.1.contains("回顾");
    Some(if only_review { (Year::new(latest.0.get() + 1)?, latest.1) } else { latest })
}

/// The year that the first sentences of the text speak of.
fn prose(clues: &Clues<'_>) -> Option<Evidence> {
    clues
        .prose()
        .take(3)
        .flat_map(|text| years_in(text).into_iter().map(move |(year, at)| (year, text, at)))
        .find(|(_, text, at)| !spans(&text[*at..]))
        .map(|(year, text, at)| (year, around(text, at)))
}

/// Whether the year at the head of `text` only begins or ends a span: 1958年以来, 2020年前, 2035年远景.
fn spans(text: &str) -> bool {
    let behind = text.split_once('年').map_or("", |(_, behind)| behind);
    ["以来", "前", "至", "到", "—", "代", "远景", "底前"].iter().any(|word| behind.starts_with(word))
}

/// The year that the first sentences speak of, unless the signature shows that they only look back that far.
fn of_text(kind: Option<Kind>, clues: &Clues<'_>) -> Option<Evidence> {
    let signed = signed(kind, clues);
    let near = |spoken: &Evidence| signed.as_ref().is_none_or(|(year, _)| year.get().abs_diff(spoken.0.get()) <= 1);
    prose(clues).filter(near).or(signed)
}

/// The year of the signature; what is summed up in the first months of a year is the year before.
fn signed(kind: Option<Kind>, clues: &Clues<'_>) -> Option<Evidence> {
    let (year, words) = clues.signature().filter(|line| DATE.is_match(line)).find_map(first)?;
    let early = kind == Some(Kind::Summary) && EARLY.is_match(&words);
    Some((if early { Year::new(year.get() - 1)? } else { year }, words))
}

/// The day on which a paper was written, as the page's data give it.
fn written_date(clues: &Clues<'_>) -> Option<Evidence> {
    clues
        .metadata
        .iter()
        .find(|line| squeeze(line).contains("成文日期"))
        .and_then(|line| first(&line[line.find("成文").unwrap_or(0)..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_in_every_spelling() {
        for (text, year) in [
            ("2021年", 2021),
            ("２０２１年度", 2021),
            ("二〇二一年", 2021),
            ("二○○三年", 2003),
            ("二三年", 2003),
            ("二一一年", 2011),
            ("一九五八年", 1958),
            ("2019—2020学年", 2019),
        ] {
            assert_eq!(years_in(text).first().map(|(year, _)| year.get()), Some(year), "{text}");
        }
        assert!(years_in("五年 100年 12345年").is_empty() || years_in("五年 100年").is_empty());
    }
}
