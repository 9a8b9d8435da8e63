//! Reports whose line breaks were lost: a whole report on one line. The breaks are put back before headings,
//! and behind a title that ran into its text.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::parse::line::{Line, Markup};
use crate::parse::numeral::{Numeral, Style};

/// A line longer than this, in characters, is no paragraph that a person wrote.
const LONG: usize = 1500;
/// In a file whose headings stand inside its lines, a line longer than this is more than one paragraph.
const PARAGRAPH: usize = 240;
/// So many headings inside lines, for each at the head of one, show that breaks were lost.
const INSIDE: usize = 2;
/// A title that ran into its text is at most this long, in characters.
const TITLE: usize = 40;

/// Standard titles by their last word, and the words with which the first sentence below them begins.
static GLUED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^([^。！？；：]{0,36}?(?:回顾|总结|总体部署|工作部署|重点工作|主要工作|工作安排|工作打算|目标任务|主要任务|主要目标|总体要求|基本情况|总体情况|工作情况|执行情况|完成情况|思路和目标|发展思路|发展目标|奋斗目标|目标和任务|指导思想|存在问题|主要问题|下一步工作|工作思路|工作计划|工作建议|自身建设|自评结果|自评结论|履职情况|经验做法|特色亮点|主要做法|努力方向|整改措施))((?:过去|今年|去年|当前|一年来|五年来|几年来|近年来|刚刚|面对|做好|围绕|我们|我[省市县区镇乡]|全[省市县区镇乡国]|按照|根据|各位|新的|[“”]?[12][0-9]{3}年|一九[一二三四五六七八九〇○]{2}年|二[〇○零][〇○零一二三四五六七八九]{2}年|[“]十|在|是|总的|存在|经|通过|一是)[^。！？；]{8,})",
    )
    .expect("a valid pattern")
});

/// A title that ran into the meeting, the salutation or the first sentence.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([^。！？；，]{4,60}?(?:自评报告|工作报告|工作总结|总结报告|自查报告|情况报告|[情草][况案]的报告))(?:——|[12][0-9]{3}年|各位|为|根据|按照|近年来|我[镇乡县区市]|现将)").expect("a valid pattern")
});

/// Parts collapsed lines into the lines that they were.
pub fn restore_breaks(lines: Vec<Line>) -> Vec<Line> {
    let Some(longest) = longest_whole(&lines) else { return lines };
    let mut runs = HashMap::new();
    lines
        .into_iter()
        .flat_map(|line| {
            if line.chars() > longest {
                return part(&line, &mut runs);
            }
            note(&line.text, &mut runs);
            vec![line]
        })
        .collect()
}

/// The characters of the longest line that was not collapsed; `None` where all lines are as they were written.
fn longest_whole(lines: &[Line]) -> Option<usize> {
    let total: usize = lines.iter().map(Line::chars).sum();
    let in_longer = |limit: usize| lines.iter().map(Line::chars).filter(|&n| n > limit).sum::<usize>();
    if in_longer(LONG) * 2 >= total {
        return Some(LONG);
    }
    let mostly = || in_longer(PARAGRAPH) * 10 >= total * 6;
    (mostly() && are_inside(lines)).then_some(PARAGRAPH)
}

/// Whether the headings of a file stand inside its longer lines, and hardly any at the head of one.
fn are_inside(lines: &[Line]) -> bool {
    let (mut runs, mut heads, mut inside) = (HashMap::new(), 0, 0);
    for line in lines.iter().filter(|line| line.markup != Markup::Row) {
        heads += usize::from(note(&line.text, &mut runs));
        if line.chars() > PARAGRAPH {
            inside += part(line, &mut runs).iter().skip(1).filter(|part| Numeral::parse(&part.text).is_some()).count();
        }
    }
    inside >= 2 * INSIDE && inside >= heads * INSIDE
}

/// Takes note of the number that a line opens with, if it does.
fn note(text: &str, runs: &mut HashMap<Style, u32>) -> bool {
    let Some((numeral, _)) = Numeral::parse(text) else { return false };
    runs.insert(numeral.style, numeral.value);
    true
}

/// Parts one line before each heading that its numbers bear out.
fn part(line: &Line, runs: &mut HashMap<Style, u32>) -> Vec<Line> {
    let mut parts = Vec::new();
    let (mut start, mut before, mut title) = (0, ' ', 0);
    for (at, c) in line.text.char_indices() {
        let after = if title <= TITLE { After::Title } else { After::Text };
        if opens_heading(&line.text[start..], at - start, before, after, runs).is_some() {
            note(&line.text[at..], runs);
            if at > start {
                parts.push(&line.text[start..at]);
            }
            (start, title) = (at, 0);
        }
        // Once a mark was seen, what follows is text.
        title = if matches!(c, '。' | '！' | '？' | '；' | '：') { TITLE + 1 } else { title + 1 };
        before = c;
    }
    parts.push(&line.text[start..]);
    parts
        .into_iter()
        .flat_map(part_title)
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(|text| Line { text: text.to_owned(), markup: Markup::None, ..line.clone() })
        .collect()
}

/// What stands between the last break and a place in a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    /// Nothing that is longer than a title or ends one.
    Title,
    /// Text.
    Text,
}

/// The numeral at byte `at` of `text`, which itself begins at the last break, if a heading opens there.
fn opens_heading<'a>(
    text: &'a str,
    at: usize,
    before: char,
    after: After,
    runs: &HashMap<Style, u32>,
) -> Option<Numeral<'a>> {
    let after_sentence = matches!(before, '。' | '！' | '？' | '”' | '）') || before.is_whitespace();
    let announced = matches!(before, '：' | ':');
    if !(after_sentence || announced || after == After::Title) || text[at..].starts_with(char::is_whitespace) {
        return None;
    }
    let (numeral, rest) = Numeral::parse(&text[at..])?;
    let known = runs.get(&numeral.style);
    // 现将情况报告如下：一、… opens the first part; later on, what a colon announces is a list in a sentence.
    let first = announced && known.is_none() && matches!(numeral.style, Style::Part | Style::Chapter | Style::Han);
    let in_order = numeral.value == 1 || known.is_some_and(|&last| numeral.follows(last));
    let of_headings = matches!(
        numeral.style,
        Style::Part | Style::Chapter | Style::Division | Style::Article | Style::Han | Style::HanParen
    ) || matches!(numeral.style, Style::Arabic | Style::ArabicParen) && !matches!(before, '”' | '）');
    let deeper = || Numeral::parse(text).is_some_and(|(outer, _)| outer.style < numeral.style);
    (in_order && of_headings && !rest.is_empty() && (after_sentence || first || deeper())).then_some(numeral)
}

/// Parts a title from the text that it ran into: at white space, or behind a standard title.
fn part_title(text: &str) -> Vec<&str> {
    let Some((_, rest)) = Numeral::parse(text) else {
        return text.split("\u{3000}\u{3000}").flat_map(part_head).collect();
    };
    let head = text.len() - rest.len();
    let space = rest
        .char_indices()
        .take(TITLE)
        .find(|(_, c)| c.is_whitespace() || "。！？；：".contains(*c))
        .filter(|(_, c)| c.is_whitespace());
    let cut = space
        .map(|(at, _)| at)
        .or_else(|| GLUED.captures(rest).and_then(|found| found.get(1)).map(|title| title.end()));
    match cut {
        Some(cut) => vec![&text[..head + cut], text[head + cut..].trim_start()],
        None => vec![text],
    }
}

/// Parts the head of a report: the title from what follows it, and the salutation.
fn part_head(text: &str) -> Vec<&str> {
    let title = HEAD.captures(text).and_then(|found| found.get(1)).map_or(0, |title| title.end());
    let title = if title > 0 { title } else { text.find("政府工作报告——").unwrap_or(0) };
    let salutation = text[title..].find("各位代表").map_or(text.len(), |at| title + at);
    vec![&text[..title], &text[title..salutation], &text[salutation..]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_on_one_line_gets_its_headings_back() {
        let body = "全面推进各项事业，群众生活持续改善。".repeat(60);
        let text = format!(
            "各位代表：现在报告工作。一、2021年工作回顾过去一年，面对困难，我们迎难而上。（一）经济平稳增长。{body}（二）民生改善。{body}二、2022年工作安排 今年要抓好工作。{body}"
        );
        let lines = restore_breaks(vec![Line::plain(1, &text)]);
        let heads: Vec<String> = lines.iter().map(|l| l.text.chars().take(9).collect()).collect();
        assert_eq!(
            heads,
            [
                "各位代表：现在报告",
                "一、2021年工作",
                "过去一年，面对困难",
                "（一）经济平稳增长",
                "（二）民生改善。全",
                "二、2022年工作",
                "今年要抓好工作。全"
            ]
        );
    }
}
