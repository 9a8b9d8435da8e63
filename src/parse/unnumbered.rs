//! Headings without a number: a line that stands alone and plainly titles what follows (2022年工作回顾, 名词解释, 附件1).
//!
//! There is no sign to see, so a line is taken for a title by what it is not (a sentence, a date, a name, a torn word)
//! and, where the layout is unreliable, only by the words with which titles end.

use std::sync::LazyLock;

use regex::Regex;

use super::clean::layout::Layout;
use super::line::{Form, Line, Markup, Paragraph, ends_sentence, squeeze};
use super::numeral::{Numeral, digit};
use crate::fold::{is_han, is_of_word, simplify};

/// What an unnumbered heading is to the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kin {
    /// An annex: 附件, 附件1, 附录, 附表.
    Annex,
    /// A list of terms or notes: 名词解释, 注释. Its entries are no headings.
    Glossary,
    /// The closing part: 结束语.
    Closing,
    /// Any other title.
    Plain,
}

static ANNEX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^附(?:件|录|表)?(?:[一二三四五六七八九十]{1,2}|\d{1,2})?[：:]?$|^附(?:件|录|表)(?:[一二三四五六七八九十\d]{1,2}[：:.．、]?|[：:《])\S{0,40}$|^附[：:]\S{2,40}$").expect("a valid pattern")
});
static BARE_ANNEX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^附[件录表]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})?[：:]?$").expect("a valid pattern")
});
static GLOSSARY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:附件?\d*[：:]?)?(?:《?(?:政府工作)?报告》?)?(?:中)?(?:的)?(?:部分|有关|相关|专业|主要|内容)*(?:名词|术语|用语|词语|词汇|专有名词|名词术语|缩略语)(?:的)?(?:解释|注释|说明|释义)$|^(?:附)?注释?$|^(?:附)?注[：:]$|^注释和说明$")
        .expect("a valid pattern")
});
static CLOSING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:结束语|结语|尾声|后记)$").expect("a valid pattern"));
/// The words with which titles of parts end.
static TITLE_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:回顾|总结|安排|任务|措施|目标|建议|情况|打算|意见|要求|部署|重点|重点工作|主要工作|成效|成绩|成就|经验|体会|问题|不足|计划|思路|展望|保障|规划|方针|概况|前言|引言|总则|附则|结束语)$")
        .expect("a valid pattern")
});
/// What stands alone on a line without being a title: names, dates, salutations, captions, enumerations torn off.
static NO_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:各位|同志们|女士们|尊敬的|根据|按照|依据|为(?:了|贯彻|进一步|切实|深入|认真|加强|建立|推进|规范)|本(?:预案|办法|方案|规定|报告)|现在[，,]|首先|下面|谢谢|[一二三四五六七八九十]+[是要]|[一二三四五六七八九十]+$|——|[-•●■◆▲△○※]|[（(].*[）)]$|《.*》$|\d+[.\d]*%?$|[a-zA-Z0-9\W_]+$|第.{1,6}次会议)",
        r"|(?:摄|记者|供图|通讯员|秘书处|办公室|办公厅|委员会|编辑部|人民政府|国务院|[省市县区镇乡长])$|[12]\d{3}年\d{1,2}月\d{1,2}日|[二一]\S{3}年\S{1,3}月|审议通过$|摘要$|目录$|会议上$|的报告$|\|",
    ))
    .expect("a valid pattern")
});

/// A year at the head of a sentence; any other number there goes on with the line before it.
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[12１２][0-9０-９]{3}\s*[年—-]").expect("a valid pattern"));

/// A title without the signs that were put on both sides of it: ※主要做法※, 【主要做法】.
pub fn undecorated(text: &str) -> &str {
    let text = text.trim();
    let inner = text.trim_matches(DECORATION);
    let decorated = text.starts_with(DECORATION) && text.ends_with(DECORATION) && !inner.contains(DECORATION);
    if decorated { inner.trim() } else { text }
}

/// Signs that stand on both sides of a title.
const DECORATION: [char; 12] = ['※', '◆', '◇', '★', '☆', '●', '■', '【', '】', '〖', '〗', '▲'];

/// What stands before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Nothing: the text begins.
    Nothing,
    /// A text that is left open, so that the line may go on with it.
    Open,
    /// A heading, or a text that has come to its end.
    Settled,
}

impl Before {
    /// What a paragraph leaves before the next one.
    pub fn of(paragraph: Option<&Paragraph>) -> Self {
        match paragraph {
            None => Self::Nothing,
            Some(p) if p.form == Form::Title || Numeral::parse(&p.text).is_some() || !goes_on(&p.text) => Self::Settled,
            Some(_) => Self::Open,
        }
    }
}

/// What a line that stands alone titles, by its words alone.
pub fn kin(text: &str) -> Kin {
    let text = plain(text);
    if GLOSSARY.is_match(&text) {
        Kin::Glossary
    } else if ANNEX.is_match(&text) {
        Kin::Annex
    } else if CLOSING.is_match(&text) {
        Kin::Closing
    } else {
        Kin::Plain
    }
}

/// Whether a line names an annex and nothing else: 附件, 附件1：, 附表二.
pub fn is_annex(text: &str) -> bool {
    text.chars().count() <= 8 && BARE_ANNEX.is_match(&squeeze(text))
}

/// Whether a text ends with a word with which titles of parts end.
pub fn ends_as_title(text: &str) -> bool {
    TITLE_END.is_match(text)
}

/// The words of a decorated line: 【名 词 解 释】 and ※名词解释※ are 名词解释.
pub fn plain(text: &str) -> String {
    simplify(&squeeze(text)).trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// What stands around a line.
pub struct Around<'a> {
    /// What stands before it.
    pub before: Before,
    /// The line behind it.
    pub after: Option<&'a Line>,
    /// The layout of the file.
    pub layout: &'a Layout,
    /// Whether empty lines set it and the line behind it apart in a layout of torn lines.
    pub parted: bool,
}

impl Around<'_> {
    /// Whether `line` titles what follows. Where lines are torn, or wrapped at no even width, only the words of titles
    /// count; where they are wrapped at a width, a title does not reach it.
    pub fn titles(&self, line: &Line) -> bool {
        let numbered = Numeral::parse(&line.text).is_some() || Numeral::parse_bare(&line.text).is_some();
        if line.markup == Markup::Row || numbered {
            return false;
        }
        let text = simplify(&squeeze(undecorated(&line.text)));
        let known = kin(&text);
        if known != Kin::Plain {
            return known == Kin::Annex || self.before != Before::Open;
        }
        if !is_shaped(&text) || self.before != Before::Settled || self.after.is_none() {
            return false;
        }
        let marked = matches!(line.markup, Markup::Heading(depth) if depth >= self.layout.outermost);
        let named = TITLE_END.is_match(&text) && text.chars().count() >= 5;
        marked || self.after.is_some_and(|after| self.opens_text(after)) && self.stands_alone(line, named)
    }

    /// Whether a line of the shape of a title stands on its own; `named`, where it ends as titles do.
    fn stands_alone(&self, line: &Line, named: bool) -> bool {
        let torn_off = self.layout.spaced && self.after.is_some_and(|after| after.gap == 0);
        let full = self.after.is_some_and(|after| self.layout.is_full(line, after));
        let plain = self.layout.wrap.is_none() && (!self.layout.torn || self.parted);
        let short = self.layout.is_even() && !line.text.contains('，');
        !torn_off && (named && !(self.layout.is_even() && full) || plain || short && !full)
    }

    /// Whether a line begins a paragraph or a heading, so that the line before it can be a title.
    fn opens_text(&self, line: &Line) -> bool {
        let first = line.text.chars().next();
        let begins = first
            .is_some_and(|c| is_of_word(c) || matches!(c, '“' | '《' | '（' | '(' | '—' | '①' | '[' | '【' | '「'));
        let numeral = Numeral::parse(&line.text).is_some();
        let figure = !numeral && first.is_some_and(|c| digit(c).is_some()) && !YEAR.is_match(&line.text);
        let long = line.chars() > 30 || self.layout.is_even() && self.layout.is_full(line, line);
        begins && !figure && (long || numeral || ends_sentence(&line.text) || line.text.ends_with(['：', ':']))
    }
}

/// Whether a text has the shape of a title: short, of words, no sentence, nothing that is known to be none.
fn is_shaped(text: &str) -> bool {
    let count = text.chars().count();
    (4..=46).contains(&count)
        && text.chars().next().is_some_and(|c| is_han(c) || c.is_numeric() || "“《\"".contains(c))
        && text.chars().next_back().is_some_and(|c| is_han(c) || "”）》\"".contains(c))
        && text.chars().filter(|&c| is_han(c)).count() * 2 > count
        && !text.contains(['。', '；', '！', '？', '：', ':', '|'])
        && !NO_TITLE.is_match(text)
}

/// Whether a text is left open, so that the next line goes on with it.
fn goes_on(text: &str) -> bool {
    !ends_sentence(text) && !text.ends_with(['：', ':'])
}
