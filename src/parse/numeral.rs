//! The numbers that stand before headings, in every spelling seen in real reports.
//!
//! The hierarchy is that of GB/T 9704-2012, 7.3.3 (一、 （一） 1. （1）), with 编/部分/章/节/条 above it as laws and long
//! reports use them, and 1.1, 1.1.1, 第一，and ① as they are met. A numeral is recognised by its form alone;
//! whether it opens a heading is decided by `outline`.

use crate::fold::is_han;

/// The spellings of a number, each a level of its own in a report's order of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// 第一编
    Volume,
    /// 第一部分
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Division,
    /// 第一条
    Article,
    /// 壹、
    Formal,
    /// 一、
    Han,
    /// （一）
    HanParen,
    /// 第一，or 第一、
    Ordinal,
    /// 1、 1. or, in a report that counts 1 > 1.1, a bare 1
    Arabic,
    /// 1.1
    Decimal2,
    /// 1.1.1
    Decimal3,
    /// 1.1.1.1
    Decimal4,
    /// （1） or 1）
    ArabicParen,
    /// ①
    Circled,
}

/// A number before a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral<'a> {
    /// The spelling.
    pub style: Style,
    /// The number; of 1.2.3 the last, 3.
    pub value: u32,
    /// For 1.2.3 the number of the whole above it (1.2), so that 2.1 is known to follow 2; else 0.
    pub prefix: u32,
    /// The number as it is printed, with brackets and mark.
    pub raw: &'a str,
}

impl<'a> Numeral<'a> {
    /// Reads a numeral at the very start of `text` (white space before it is skipped).
    /// Gives the numeral and the rest of the text behind it, without the white space between.
    pub fn parse(text: &'a str) -> Option<(Self, &'a str)> {
        let text = text.trim_start();
        let (style, value, prefix, len) = ordinal(text)
            .or_else(|| parenthesised(text))
            .or_else(|| single_sign(text))
            .or_else(|| decimal(text))
            .or_else(|| marked(text))?;
        let rest = text[len..].trim_start();
        plausible(style, value, rest).then(|| (Self { style, value, prefix, raw: text[..len].trim() }, rest))
    }

    /// Reads a bare number set off by white space, as in `1　总则`: a numeral only in a report that counts 1 > 1.1.
    pub fn parse_bare(text: &'a str) -> Option<(Self, &'a str)> {
        let text = text.trim_start();
        let (value, len) = digits(text)?;
        let rest = &text[len..];
        let title = rest.trim_start();
        let set_off = title.len() < rest.len() && title.chars().next().is_some_and(is_han);
        (set_off && value < 100).then(|| (Self { style: Style::Arabic, value, prefix: 0, raw: &text[..len] }, title))
    }

    /// Reads a line that holds nothing but a Chinese number, as in the reports of the 1960s.
    pub fn parse_lone(line: &'a str) -> Option<Self> {
        let line = line.trim();
        let (value, len) = han_number(line)?;
        (len == line.len() && value < 100).then_some(Self { style: Style::Han, value, prefix: 0, raw: line })
    }

    /// Whether this number can follow `last` in one run: the next one, or one of the next few where some were lost.
    pub fn follows(&self, last: u32) -> bool {
        (last + 1..=last + 3).contains(&self.value)
    }
}

/// A parsed numeral: style, value, prefix, length in bytes.
type Found = (Style, u32, u32, usize);

/// 第一部分, 第二章, 第3条, and 第一，or 第一、 at the head of a line.
fn ordinal(text: &str) -> Option<Found> {
    let rest = text.strip_prefix('第')?;
    let inner = rest.trim_start();
    let (value, len) = han_number(inner).or_else(|| digits(inner))?;
    let at = text.len() - inner.len() + len;
    let tail = text[at..].trim_start();
    let units = [
        ("部分", Style::Part),
        ("章", Style::Chapter),
        ("节", Style::Division),
        ("条", Style::Article),
        ("编", Style::Volume),
    ];
    if let Some((unit, style)) = units.into_iter().find(|(unit, _)| tail.starts_with(unit)) {
        let behind = &tail[unit.len()..];
        if style == Style::Article
            && ["第", "至", "和", "或", "的", "之", "规定", "所称", "所列", "所规"]
                .iter()
                .any(|word| behind.starts_with(word))
        {
            return None;
        }
        let end = text.len() - tail.len() + unit.len();
        return Some((style, value, 0, end + mark(&text[end..], &['、', '：', ':', '．']).unwrap_or(0)));
    }
    let len = mark(tail, &['，', '、', ','])?;
    Some((Style::Ordinal, value, 0, text.len() - tail.len() + len))
}

/// （一） (1) 【一】 with either width of bracket, the two of a pair mixed or the first one lost: 一） 1)
fn parenthesised(text: &str) -> Option<Found> {
    let inner = text.strip_prefix(['（', '(', '﹙', '〔', '【']).unwrap_or(text);
    let opened = inner.len() < text.len();
    let number = inner.trim_start();
    let (value, len, style) = han_number(number)
        .map(|(v, n)| (v, n, Style::HanParen))
        .or_else(|| digits(number).map(|(v, n)| (v, n, Style::ArabicParen)))?;
    if style == Style::ArabicParen && (value > 99 || text.starts_with(['〔', '【'])) || value > 200 {
        return None;
    }
    let at = text.len() - number.len() + len;
    let closing = if opened { &['）', ')', '﹚', '〕', '】', '}', '、'][..] } else { &['）', ')'] };
    let at = text.len() - text[at..].trim_start().len();
    let at = at + mark(&text[at..], closing)?;
    let gap = text.len() - at - text[at..].trim_start().len();
    let behind = mark(&text[at + gap..], &['、', '．']).map_or(0, |len| gap + len);
    Some((style, value, 0, at + behind))
}

/// ① ⑴ ⒈ ㈠: one sign that holds number and marks.
fn single_sign(text: &str) -> Option<Found> {
    let c = text.chars().next()?;
    let (style, value) = match c {
        '①'..='⑳' => (Style::Circled, c as u32 - '①' as u32 + 1),
        '⑴'..='⒇' => (Style::ArabicParen, c as u32 - '⑴' as u32 + 1),
        '⒈'..='⒛' => (Style::Arabic, c as u32 - '⒈' as u32 + 1),
        '㈠'..='㈩' => (Style::HanParen, c as u32 - '㈠' as u32 + 1),
        _ => return None,
    };
    let len = c.len_utf8();
    Some((style, value, 0, len + mark(&text[len..], &['、', '．', '.']).unwrap_or(0)))
}

/// 1.1, 1.1.1 and 1.1.1.1, also with full-width signs.
fn decimal(text: &str) -> Option<Found> {
    let (mut value, mut at) = digits(text)?;
    let (mut depth, mut prefix) = (1, 0);
    while let Some((next, len)) =
        mark(&text[at..], &['.', '．']).and_then(|dot| digits(&text[at + dot..]).map(|(v, n)| (v, dot + n)))
    {
        if depth == 4 {
            return None;
        }
        prefix = prefix * 100 + value;
        (value, at, depth) = (next, at + len, depth + 1);
    }
    let style = match depth {
        2 => Style::Decimal2,
        3 => Style::Decimal3,
        4 => Style::Decimal4,
        _ => return None,
    };
    let tail = &text[at..];
    let len = mark(tail, &['、', '.', '．']).unwrap_or(0);
    let set_off = len > 0 || tail.starts_with(char::is_whitespace) || depth > 2;
    let first = tail[len..].trim_start().chars().next();
    let unit = first.is_some_and(|c| "亿万千百个倍元吨米公平人户家所条项分亩年月日度℃".contains(c));
    (value < 100 && first.is_none_or(|c| is_han(c) || matches!(c, '“' | 'Ⅰ'..='Ⅻ')) && (set_off || !unit)).then_some((
        style,
        value,
        prefix,
        at + len,
    ))
}

/// 一、 and 1. with their marks.
fn marked(text: &str) -> Option<Found> {
    if let Some((value, len)) = han_number(text) {
        let tail = text[len..].trim_start();
        let close = mark(tail, &['、', '．', '.', '﹑', '､'])?;
        let style = if text.starts_with(|c| FORMAL.contains(simple(c))) { Style::Formal } else { Style::Han };
        return (value < 100).then_some((style, value, 0, text.len() - tail.len() + close));
    }
    let (value, len) = digits(text)?;
    let tail = text[len..].trim_start();
    let close = mark(tail, &['、', '．', '.', '﹒', '﹑', '､'])?;
    (value < 100).then_some((Style::Arabic, value, 0, text.len() - tail.len() + close))
}

/// Forms that only look like a numeral: 一、二季度, 1.5亿元, `1.[双随机]`.
fn plausible(style: Style, value: u32, rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    let counted = rest.chars().nth(1).is_some_and(|c| "、季产线级类批期审孩胎号月日".contains(c));
    match style {
        Style::Han | Style::Formal => {
            !("，。；）)".contains(first) || counted && han_digit(first).is_some_and(|next| next > value))
        }
        Style::Arabic => is_year(rest) || !(first.is_numeric() || "[［【〔%％，。；）)".contains(first)),
        Style::HanParen | Style::ArabicParen => !"，。；、）)的".contains(first),
        Style::Circled | Style::Article => !"，。；、）)".contains(first),
        Style::Part | Style::Chapter | Style::Division => !"，。；、）)（(的".contains(first),
        _ => true,
    }
}

/// Whether a text begins with a year: the title of `3.2026年…` does, the fraction of 3.20 does not.
fn is_year(text: &str) -> bool {
    digits(text).is_some_and(|(value, len)| (1900..2100).contains(&value) && text[len..].trim_start().starts_with('年'))
}

/// The length of one of `marks` at the start of `text`, if it is there.
fn mark(text: &str, marks: &[char]) -> Option<usize> {
    let c = text.chars().next()?;
    marks.contains(&c).then(|| c.len_utf8())
}

/// A number in digits of either width, at most four of them.
fn digits(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut len, mut count) = (0, 0, 0);
    for c in text.chars() {
        let Some(digit) = digit(c) else { break };
        (value, len, count) = (value * 10 + digit, len + c.len_utf8(), count + 1);
        if count > 4 {
            return None;
        }
    }
    (count > 0).then_some((value, len))
}

/// The value of a digit of either width.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// The digits of sums of money, which some reports number their parts with.
const FORMAL: &str = "壹贰叁肆伍陆柒捌玖";

/// A formal digit in its simplified form.
fn simple(c: char) -> char {
    match c {
        '貳' => '贰',
        '參' | '叄' => '叁',
        '陸' => '陆',
        c => c,
    }
}

/// The value of a Chinese digit, plain or formal.
pub fn han_digit(c: char) -> Option<u32> {
    "一二三四五六七八九"
        .chars()
        .position(|d| d == c)
        .or_else(|| FORMAL.chars().position(|d| d == simple(c)))
        .map(|i| i as u32 + 1)
}

/// A Chinese number has at most five signs (九百九十九), with a space between any two.
const LONGEST: usize = 10;

/// A Chinese number up to 999: 十二, 二十一, 一百零三; white space inside it is skipped. Gives value and byte length.
fn han_number(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut current, mut len, mut seen) = (0, None, 0, false);
    for (count, (at, c)) in text.char_indices().enumerate() {
        if count == LONGEST {
            return None;
        }
        match c {
            '百' | '佰' => total += current.take().unwrap_or(1) * 100,
            '十' | '拾' => total += current.take().unwrap_or(1) * 10,
            '零' | '〇' if seen => {}
            ' ' | '\u{3000}' | '\u{a0}' if seen => continue,
            _ => match han_digit(c) {
                Some(_) if current.is_some() => return None,
                Some(digit) => current = Some(digit),
                None => break,
            },
        }
        (seen, len) = (true, at + c.len_utf8());
    }
    seen.then_some((total + current.unwrap_or(0), len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Style, u32, &str)> {
        Numeral::parse(text).map(|(n, rest)| (n.style, n.value, rest))
    }

    #[test]
    fn every_spelling_is_read() {
        for (text, style, value, rest) in [
            ("一、工作回顾", Style::Han, 1, "工作回顾"),
            ("十二 、其他", Style::Han, 12, "其他"),
            ("二．其他", Style::Han, 2, "其他"),
            ("（一）经济", Style::HanParen, 1, "经济"),
            ("( 二十一 ) 经济", Style::HanParen, 21, "经济"),
            ("(三）经济", Style::HanParen, 3, "经济"),
            ("㈡经济", Style::HanParen, 2, "经济"),
            ("四）经济", Style::HanParen, 4, "经济"),
            ("1、教育", Style::Arabic, 1, "教育"),
            ("１２．教育", Style::Arabic, 12, "教育"),
            ("⒊教育", Style::Arabic, 3, "教育"),
            ("（１）教育", Style::ArabicParen, 1, "教育"),
            ("⑵教育", Style::ArabicParen, 2, "教育"),
            ("3）教育", Style::ArabicParen, 3, "教育"),
            ("③教育", Style::Circled, 3, "教育"),
            ("1.2 等级", Style::Decimal2, 2, "等级"),
            ("1.2.3省级", Style::Decimal3, 3, "省级"),
            ("第一部分 概况", Style::Part, 1, "概况"),
            ("第 三 章 总则", Style::Chapter, 3, "总则"),
            ("第十二条", Style::Article, 12, ""),
            ("第二，加快", Style::Ordinal, 2, "加快"),
        ] {
            assert_eq!(read(text), Some((style, value, rest)), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_numeral_is_not_read() {
        for text in [
            "一、二季度平稳",
            "一是强化",
            "1.5亿元",
            "2021年",
            "1.[双随机]即",
            "3.2%",
            "（2022年1月30日）",
            "二、三产业",
            "第二产业",
            "（草案）",
            "一二三、其他",
            "10.4％",
            "第三条规定的",
            "12.5个百分点",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
