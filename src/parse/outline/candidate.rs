//! Which paragraphs could open with a heading, by their form alone, and where the title ends.

use super::head::{Count, Head, Item};
use crate::parse::clean::junk::close_gaps;
use crate::parse::line::{Form, Paragraph, ends_sentence, squeeze};
use crate::parse::numeral::{Numeral, Style};
use crate::parse::unnumbered::{self, Kin};

/// Reads every paragraph that has the form of a heading as one.
pub fn candidates(paragraphs: Vec<Paragraph>) -> Vec<Item> {
    let form = Forms::of(&paragraphs);
    let mut items = Vec::with_capacity(paragraphs.len());
    let mut rest = paragraphs.into_iter().peekable();
    while let Some(paragraph) = rest.next() {
        let mut head = form.read(&paragraph);
        if let Some(head) = head.as_mut().filter(|head| wants_title(head))
            && let Some(next) = rest.next_if(gives_title)
        {
            head.source.text = format!("{}\n{}", head.source.text, next.text);
            head.title = clean_title(&next.text);
        }
        items.push(head.map_or_else(|| Item::Text(paragraph), Item::Head));
    }
    items
}

/// The forms that are numbers only in some reports.
struct Forms {
    /// A bare `1　总则`, where 1.1 stands too.
    bare: bool,
    /// A lone 一 on its line, where 二 stands too.
    lone: bool,
}

impl Forms {
    fn of(paragraphs: &[Paragraph]) -> Self {
        let decimals = paragraphs.iter().filter(|p| style(p).is_some_and(|style| style == Style::Decimal2)).count();
        let lone: Vec<u32> = paragraphs.iter().filter_map(|p| Numeral::parse_lone(&p.text)).map(|n| n.value).collect();
        Self { bare: decimals >= 2, lone: lone.len() >= 2 && lone.windows(2).all(|pair| pair[0] < pair[1]) }
    }

    /// The heading that a paragraph opens with, if it has the form of one.
    fn read(&self, paragraph: &Paragraph) -> Option<Head> {
        match paragraph.form {
            Form::Row => None,
            Form::Title => Some(unnumbered(paragraph)),
            Form::Text => self.numbered(paragraph),
        }
    }

    fn numbered(&self, paragraph: &Paragraph) -> Option<Head> {
        let lone = || Numeral::parse_lone(&paragraph.text).filter(|_| self.lone).map(|numeral| (numeral, ""));
        let bare = || Numeral::parse_bare(&paragraph.text).filter(|_| self.bare);
        let (numeral, rest) = Numeral::parse(&paragraph.text).or_else(bare).or_else(lone)?;
        let (title, rest) = match numeral.style {
            Style::Article => part_article(rest),
            _ => part_title(rest),
        };
        Some(Head {
            count: Count::Number { style: numeral.style, value: numeral.value, prefix: numeral.prefix },
            numeral: squeeze(numeral.raw),
            title: clean_title(title),
            rest: close_gaps(rest),
            source: paragraph.clone(),
        })
    }
}

fn style(paragraph: &Paragraph) -> Option<Style> {
    Numeral::parse(&paragraph.text).filter(|_| paragraph.form == Form::Text).map(|(numeral, _)| numeral.style)
}

/// A heading without a number; what titles an annex stands in its numeral when it is only 附件1.
fn unnumbered(paragraph: &Paragraph) -> Head {
    let kin = unnumbered::kin(&paragraph.text);
    let plain = match kin {
        Kin::Plain => clean_title(unnumbered::undecorated(&paragraph.text)),
        _ => unnumbered::plain(&paragraph.text),
    };
    let bare = kin == Kin::Annex
        && plain.chars().count() <= 5
        && plain.starts_with('附')
        && plain
            .chars()
            .skip(1)
            .all(|c| "件录表".contains(c) || c.is_numeric() || Numeral::parse_lone(&c.to_string()).is_some());
    let (numeral, title) = if bare { (plain, String::new()) } else { (String::new(), plain) };
    Head { count: Count::Unnumbered(kin), numeral, title, rest: String::new(), source: paragraph.clone() }
}

/// Whether a heading is a number alone whose title may stand on the next line.
fn wants_title(head: &Head) -> bool {
    head.title.is_empty() && head.rest.is_empty() && head.style() != Some(Style::Article)
}

/// Whether a paragraph can be the title of the number before it.
fn gives_title(next: &Paragraph) -> bool {
    let short = next.text.chars().count() <= 40;
    short
        && next.form != Form::Row
        && Numeral::parse(&next.text).is_none()
        && !ends_sentence(&next.text)
        && !next.text.ends_with(['：', ':'])
}

/// Parts a title from the text behind it: at the first 。！？； or at a ： before them where text follows.
fn part_title(rest: &str) -> (&str, &str) {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let between_digits =
        |at: usize, c: char| digit(rest[..at].chars().next_back()) && digit(rest[at + c.len_utf8()..].chars().next());
    let mut depth = 0usize;
    let end = rest.char_indices().find(|&(at, c)| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match c {
            '。' | '！' | '？' | '；' | '!' | '?' | ';' => true,
            '：' | ':' => depth == 0 && !between_digits(at, c),
            _ => false,
        }
    });
    let end = set_off(rest, end.map_or(rest.len(), |(at, _)| at)).or(end);
    match end {
        Some((at, c)) => (&rest[..at], rest[at + c.len_utf8()..].trim_start()),
        None => (rest, ""),
    }
}

/// White space that sets a title off from the text behind it, before the mark at byte `end`: wider than one space, or
/// behind the last word of a standard title.
fn set_off(rest: &str, end: usize) -> Option<(usize, char)> {
    let long = rest.chars().count() > 50;
    let gaps = rest.char_indices().filter(|&(at, c)| c.is_whitespace() && at < end);
    gaps.filter(|&(at, _)| {
        let (title, text) = (&rest[..at], &rest[at..]);
        let wide =
            text.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum::<usize>()
                >= 2;
        title.chars().count() >= 5
            && (wide || unnumbered::ends_as_title(title))
            && text.trim_start().chars().count() >= 15
    })
    .find(|_| long)
}

/// An article has a title only where it stands alone: 第一条 总则; else its text follows directly.
fn part_article(rest: &str) -> (&str, &str) {
    let titled = rest.chars().count() <= 20 && !ends_sentence(rest) && !rest.contains(['，', '：', ':']);
    if titled { (rest, "") } else { ("", rest) }
}

/// A title without closing mark, footnote mark and the gaps that a converter tore.
fn clean_title(title: &str) -> String {
    let title = title.trim().trim_end_matches(['。', '；', ';', '：', ':', '，', '、', '.']);
    let title = match title.rfind(['[', '［', '〔', '【']) {
        Some(at)
            if title[at..].ends_with([']', '］', '〕', '】'])
                && title[at..].chars().filter(|c| c.is_numeric()).count() > 0
                && title[at..].chars().count() <= 5 =>
        {
            &title[..at]
        }
        _ => title,
    };
    close_gaps(title).trim().to_owned()
}
