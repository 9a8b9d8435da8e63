//! What a page, a print or a document-sharing site put around and into a report: menus, share bars, footers,
//! advertisements between two halves of a sentence, page numbers, running heads.
//!
//! A line goes only for a reason of its own form, or because it stands in a block of a menu; what merely looks
//! short or odd stays. Forms are those observed on sites of governments (gov.cn) and on document-sharing sites.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Reason, Removed};
use crate::fold::is_han;
use crate::parse::line::{Line, Markup, ends_sentence, is_date, squeeze};
use crate::parse::numeral::Numeral;

/// A whole line of a page's furniture; matched against the line without its white space.
static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?i:",
        r"[|｜>＞»×/【】\[\]·\-—_=*~<《》]{1,6}|(?:网站|返回)?首页|设为首页|加入收藏|(?:我要)?打印(?:本页|页面|正文|此页)?|关闭(?:窗口|本页)?|打印关闭|收藏|下载(?:全文|文档)?|全屏|还原|减小|加大|放大|缩小|[大中小]|[【\[]?[大中小]{2,3}[】\]]?",
        r"|[【\[]?字[体号][:：]?[【\[大中小\]】]*(?:打印)?(?:关闭)?|分享(?:到|至)?[:：]?.{0,12}|分享到微信|微信|新浪微博|微博|朋友圈|qq(?:空间)?|返回顶部|返回(?:列表|上一页)?",
        r"|上一[篇条页].{0,60}|下一[篇条页].{0,60}|相关(?:报道|文档|链接|阅读|新闻|文章|附件|稿件)[:：]?>*|(?:编辑推荐|延伸阅读|热门推荐|猜你喜欢)[:：]?|a[-+]|.{0,6}扫一扫.{0,24}|展开>*(?:收起.{0,4})?|收起<*",
        r"|en|english|繁[體体](?:中文|版)?|简体(?:中文|版)?|无障碍(?:阅读|浏览|版)?|长者(?:模式|助手|版)|适老.{0,6}|关怀版|手机版|移动版|登录|注册|搜索|网站支持ipv6",
        r"|(?:.{0,6}首页|[^，。；]{2,12}[>＞»›][^，。；]{2,16})[>＞»›][^，。；]{2,60}|[您你]?(?:的|现在的)?(?:当前)?位置[:：].{0,60}|(?:文章|信息|稿件|新闻)?来源[:：].{0,60}|稿源[:：].{0,30}|(?:发布|上传|更新|发文|成文|印发)?(?:时间|日期)[:：].{0,30}|(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?[:：]?\d*次?",
        r"|[（(]?(?:责任)?编辑[:：].{0,20}[）)]?|[【\[]?e-?mail推荐|】|我要纠错.{0,10}|.{0,40}(?:[icp]{3}备|公网安备).{0,40}|(?:政府)?网站标识码.{0,24}|(?:主办|承办|协办)(?:单位)?[:：].{0,60}|版权所有.{0,60}|copyright.{0,80}|©.{0,60}|技术支持[:：].{0,40}",
        r"|网站地图|关于(?:我们|本站|本网)|联系我们|隐私(?:声明|保护)|法律声明|vip.{0,8}|侵权投诉|海报|共\d+页[,，]?预览\d+页|还剩.{0,6}页未读[,，]?继续阅读|继续阅读|客服|关注|/\d+|(?:[\d-]{8,10}.{0,6})?[\d.]+(?:kb|mb).{0,12}|.{2,60}\.(?:docx?|pdf|wps)|\d+页",
        r"|是否继续[?？]?|放弃|继续访问|您访问的链接即将离开.{0,60}|》*点击.{0,16}(?:专题|查看).{0,8}|publicdomain.{0,20}|false|true|https?://\S{4,300}|www\.\S{4,200}",
        r"|function\s?\w+\(.{0,200}|[（(](?:上接|下转)第.{1,4}版[）)]|[（(]此件公开发布[）)]",
        r")$"
    ))
    .expect("a valid pattern")
});

/// What a page says of its report, as `label：value`.
static METADATA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:标题|发文(?:单位|机关|机构|时间|字号)|报告人|来源URL|正文|索引号|主题(?:分类|词)|信息(?:名称|分类)|文号|上传[人者]|(?:文档)?贡献者|发布者|下载积分|文档(?:编号|页数|大小|格式)|格式|ID|有效性|公开(?:方式|范围|时限)|组配分类|体裁分类|生成日期|内容概述)[:：].{0,200}$|^\d{4}/\d{1,2}/\d{1,2}(?:\d{1,2}[:：].{0,8})?$")
        .expect("a valid pattern")
});

/// Where a free encyclopaedia's note on rights begins; it runs to the end of the page.
static LICENCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^本作品(?:是|来自|在|原文|属于|不适用)").expect("a valid pattern"));

/// What an advertisement asks its reader to do.
static CALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^广告[：:]|欢迎下载|如有侵权|侵权.{0,6}删除|格式可编辑|道客巴巴|豆丁网|百度文库|原创力文档|下载需要?\d+积分|展开阅读全文|(?:加|扫|关注|添加|搜索).{0,8}(?:微信|公众号|二维码|QQ)|微信(?:号|群)[:：]?[a-zA-Z0-9_]{4,}|进(?:入)?(?:微信|QQ|交流|学习|素材)群|免费(?:下载|素材|领取|获取)|点击.{0,8}下载|下载.{0,6}(?:全文|原文|文档)|更多.{0,12}(?:素材|范文|文稿|公文).{0,20}(?:请|欢迎|登录|尽在|关注)|(?:素材|范文|文稿).{0,6}(?:每日|实时)更新|(?:www|http)\S{0,40}(?:wenku|doc|文库)")
        .expect("a valid pattern")
});

/// What an advertisement that is a whole sentence names, and a report that speaks of a service does not.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"微信号?[:：]?[a-zA-Z0-9_]{4,}|www|http|免费|文库|素材|范文|如有侵权|欢迎下载|^广告|请(?:加|关注|扫)")
        .expect("a valid pattern")
});

/// A piece in brackets that an advertisement may be.
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"【[^【】]{4,60}】|（[^（）]{4,60}）|\([^()]{4,60}\)|\[[^\[\]]{4,60}\]").expect("a valid pattern")
});
/// An issuer, whole on its line.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\p{Han}+(?:人民政府|办公[厅室]|委员会|[局厅委部]|街道办事处|国务院)$").expect("a valid pattern")
});
/// A page that a text was copied from, in brackets.
static SOURCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[【（(\[](?:本文|文章|稿件)?来源[:：]").expect("a valid pattern"));

/// A page number alone on its line: - 1 -, — 12 —, 第3页, 第 3 页 共 10 页.
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[-—–－~]{1,3}\d{1,4}[-—–－~]{1,3}|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4})$")
        .expect("a valid pattern")
});

/// A page number in the middle of a line: 进一步- 12 -加强.
static INLINE_PAGE_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\s*[-—－]\s?(\d{1,3})\s?[-—－]\s*").expect("a valid pattern"));

/// Menus are blocks of at least so many lines, none longer than so many characters.
const MENU_LINES: usize = 6;
const MENU_CHARS: usize = 16;
/// Pages have at least so many lines.
const PAGE_LINES: usize = 5;
/// The title of a report stands in so many lines.
const HEAD_LINES: usize = 10;

/// Takes the furniture out of `lines` and lists it in `removed`.
pub fn remove(lines: Vec<Line>, removed: &mut Vec<Removed>) -> Vec<Line> {
    let mut lines = drop_inline_page_numbers(drop_inline_advertisements(lines, removed), removed);
    let mut reasons: Vec<Option<Reason>> = lines.iter().map(own_reason).collect();
    spare_words(&lines, &mut reasons);
    mark_menus(&lines, &mut reasons);
    mark_page_numbers(&lines, &mut reasons);
    mark_running_heads(&lines, &mut reasons);
    mark_titles_of_pages(&lines, &mut reasons);
    mark_licence(&lines, &mut reasons);
    let mut kept = Vec::with_capacity(lines.len());
    for (line, reason) in lines.drain(..).zip(reasons) {
        match reason {
            Some(reason) => removed.push(Removed { line: line.number, reason, text: line.text }),
            None => kept.push(line),
        }
    }
    kept
}

/// Leaves a word that a page's button could be where the sentence before goes on with it: 微信公众号、 / 微博 / 推送…
fn spare_words(lines: &[Line], reasons: &mut [Option<Reason>]) {
    for at in 1..lines.len() {
        let word = lines[at].markup == Markup::None && lines[at].chars() <= 4 && lines[at].text.chars().all(is_han);
        if word && reasons[at - 1].is_none() && lines[at - 1].text.ends_with(['，', '、']) {
            reasons[at] = None;
        }
    }
}

/// Why a line goes by its own form alone.
fn own_reason(line: &Line) -> Option<Reason> {
    if line.chars() > 220 {
        return (line.markup == Markup::Aside).then_some(Reason::Navigation);
    }
    let text = squeeze(&line.text);
    if PAGE_NUMBER.is_match(&text) {
        return Some(Reason::PageNumber);
    }
    if METADATA.is_match(&text) {
        return Some(Reason::Metadata);
    }
    // A sentence that begins as a line of the page does is no such line: 来源：县统计局的数据显示，…
    let sentence = text.contains(['。', '；']) || text.matches('，').count() > 1 || text.ends_with('，');
    if line.markup == Markup::Aside || !sentence && FURNITURE.is_match(&text) {
        return Some(Reason::Navigation);
    }
    let asks = CALL.is_match(&text) && (!ends_sentence(&text) || ADDRESS.is_match(&text));
    (line.chars() <= 80 && asks && Numeral::parse(&text).is_none()).then_some(Reason::Advertisement)
}

/// Marks blocks of short lines that hold some of a page's furniture: menus and link lists.
fn mark_menus(lines: &[Line], reasons: &mut [Option<Reason>]) {
    let mut at = 0;
    while at < lines.len() {
        let end = (at..lines.len()).find(|&k| !menu_like(&lines[k], reasons[k])).unwrap_or(lines.len());
        // Who signed, and when, stands above the furniture of the page's end.
        at = (at..end).find(|&k| !is_signature(&lines[k])).unwrap_or(end);
        let furniture = (at..end).filter(|&k| reasons[k] == Some(Reason::Navigation)).count();
        let own = (at..end).filter(|&k| reasons[k].is_none()).count();
        if end - at >= MENU_LINES && furniture > 0 && (furniture * 12 >= own) {
            // What stands behind the last of the furniture may be the head of the report that the menu leads to.
            let last = if end == lines.len() {
                end
            } else {
                (at..end).rev().find(|&k| reasons[k].is_some()).map_or(end, |k| k + 1)
            };
            reasons[at..last].iter_mut().for_each(|reason| *reason = reason.or(Some(Reason::Navigation)));
        }
        at = end.max(at) + 1;
    }
    mark_menus_again(lines, reasons);
}

/// Marks what follows a page's furniture and was found to be of its menu elsewhere in the file.
fn mark_menus_again(lines: &[Line], reasons: &mut [Option<Reason>]) {
    let of_menu = |(line, reason): (_, &Option<Reason>)| (*reason == Some(Reason::Navigation)).then_some(line);
    let known: HashSet<&str> =
        lines.iter().zip(reasons.iter()).filter_map(of_menu).map(|line: &Line| line.text.as_str()).collect();
    for at in 1..lines.len() {
        let follows = reasons[at].is_none() && reasons[at - 1] == Some(Reason::Navigation);
        if follows && menu_like(&lines[at], None) && known.contains(lines[at].text.as_str()) {
            reasons[at] = Some(Reason::Navigation);
        }
    }
}

/// Whether a line can be part of a signature: an issuer, or a date.
fn is_signature(line: &Line) -> bool {
    let text = squeeze(&line.text);
    is_date(&text) || (4..=24).contains(&text.chars().count()) && SIGNED.is_match(&text)
}

/// Whether a line could stand in a menu: short, no sentence, no number, no word of a report's head.
fn menu_like(line: &Line, reason: Option<Reason>) -> bool {
    if reason.is_some() {
        return true;
    }
    let text = squeeze(&line.text);
    text.chars().count() <= MENU_CHARS
        && line.markup == Markup::None
        && !ends_sentence(&text)
        && !text.ends_with(['：', ':', '，', '、', '。'])
        && !text.starts_with(['，', '、', '。', '—', '（', '('])
        && !text.chars().any(char::is_numeric)
        && Numeral::parse(&text).is_none()
        && Numeral::parse_lone(&text).is_none()
        && !["报告", "总结", "回顾", "各位", "附件", "解释", "结束语"].iter().any(|word| text.contains(word))
}

/// Marks bare numbers that rise by one down the file and stand inside sentences: the numbers of pages.
fn mark_page_numbers(lines: &[Line], reasons: &mut [Option<Reason>]) {
    let number =
        |line: &Line| line.text.parse::<u32>().ok().filter(|_| line.chars() <= 3 && line.markup != Markup::Row);
    let found: Vec<(usize, u32)> =
        lines.iter().enumerate().filter_map(|(at, line)| number(line).map(|number| (at, number))).collect();
    let rises = found.windows(2).all(|pair| pair[0].1 + 1 == pair[1].1 && pair[0].0 + PAGE_LINES <= pair[1].0);
    let torn = |line: &Line| !ends_sentence(&line.text) && line.chars() > 12;
    let inside = found.iter().filter(|(at, _)| *at > 0 && torn(&lines[at - 1])).count();
    if found.len() >= 3 && rises && inside * 2 >= found.len() {
        for (at, _) in found {
            reasons[at] = Some(Reason::PageNumber);
        }
    }
}

/// Marks the report's title where it stands again inside a sentence, with or without a page number: the head of a page.
fn mark_titles_of_pages(lines: &[Line], reasons: &mut [Option<Reason>]) {
    let bare =
        |line: &Line| squeeze(&line.text).trim_matches(|c: char| c.is_ascii_digit() || "-—·|".contains(c)).to_owned();
    let titled = |text: &String| {
        (6..=50).contains(&text.chars().count())
            && Numeral::parse(text).is_none()
            && ["报告", "总结", "方案", "规划", "自评"].iter().any(|word| text.ends_with(word))
    };
    let heads: HashSet<String> = lines.iter().take(HEAD_LINES).map(bare).filter(titled).collect();
    let again: Vec<usize> = (HEAD_LINES..lines.len()).filter(|&at| heads.contains(&bare(&lines[at]))).collect();
    for &at in &again {
        let inside = !ends_sentence(&lines[at - 1].text) && lines[at - 1].chars() > 12;
        let numbered = [at - 1, at + 1].iter().any(|&at| reasons.get(at) == Some(&Some(Reason::PageNumber)));
        if reasons[at].is_none() && (inside || numbered || again.len() >= 3) {
            reasons[at] = Some(Reason::RunningHead);
        }
    }
}

/// Marks lines that stand again and again inside sentences: a title printed on every page, an advertisement.
fn mark_running_heads(lines: &[Line], reasons: &mut [Option<Reason>]) {
    let mut seen: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        if reasons[at].is_none()
            && (4..=60).contains(&line.chars())
            && !ends_sentence(&line.text)
            && !line.text.contains(['，', '；', '。', '、'])
            && !line.text.starts_with(['（', '('])
            && line.markup != Markup::Row
        {
            seen.entry(&line.text).or_default().push(at);
        }
    }
    for places in seen.into_values().filter(|places| places.len() >= 3) {
        let inside = places
            .iter()
            .filter(|&&at| at > 0 && !ends_sentence(&lines[at - 1].text) && lines[at - 1].chars() > 12)
            .count();
        if inside * 2 >= places.len()
            && places.iter().all(|&at| Numeral::parse(&lines[at].text).is_none())
            && !torn_link(lines, &places)
        {
            // The first may be the title itself.
            places[1..].iter().for_each(|&at| reasons[at] = Some(Reason::RunningHead));
        }
    }
}

/// Whether a repeated line is a word that links tore out of its sentences: the words around it change but belong to it.
fn torn_link(lines: &[Line], places: &[usize]) -> bool {
    let short = lines[places[0]].chars() < 8;
    let continued = places
        .iter()
        .filter(|&&at| {
            lines.get(at + 1).is_some_and(|next| next.text.starts_with(['，', '、', '。', '；', '”', '）', '的', '和']))
        })
        .count();
    short || continued > 0
}

/// Marks all from a note on rights to the end.
fn mark_licence(lines: &[Line], reasons: &mut [Option<Reason>]) {
    let tail = lines.len().saturating_sub(90);
    if let Some(at) = (tail..lines.len()).find(|&at| LICENCE.is_match(&lines[at].text)) {
        reasons[at..].iter_mut().for_each(|reason| *reason = Some(Reason::Licence));
    }
}

/// Takes advertisements in brackets out of the middle of lines: 【更多资料请关注公众号】.
fn drop_inline_advertisements(lines: Vec<Line>, removed: &mut Vec<Removed>) -> Vec<Line> {
    let cut = |mut line: Line| {
        let found: Vec<Range<usize>> = BRACKETED.find_iter(&line.text).map(|found| found.range()).collect();
        for range in found.into_iter().rev() {
            let text = &line.text[range.clone()];
            // A source behind a figure is the report's own; one at the end or the head of a line is the page's.
            let outside = range.start == 0 || range.end == line.text.len();
            let text = &squeeze(text);
            if CALL.is_match(text) || ADDRESS.is_match(text) || outside && SOURCE.is_match(text) {
                let text = line.text[range.clone()].to_owned();
                removed.push(Removed { line: line.number, reason: Reason::Advertisement, text });
                line.text.replace_range(range, "");
            }
        }
        line
    };
    lines.into_iter().map(cut).filter(|line| !line.text.is_empty()).collect()
}

/// Takes page numbers out of the middle of lines, where at least two stand and each is greater than the one before.
fn drop_inline_page_numbers(lines: Vec<Line>, removed: &mut Vec<Removed>) -> Vec<Line> {
    let numbers: Vec<u32> =
        lines.iter().flat_map(|line| inline_page_numbers(&line.text)).map(|(_, number)| number).collect();
    if numbers.len() < 2 || numbers.windows(2).any(|pair| pair[0] >= pair[1] || pair[1] - pair[0] > 3) {
        return lines;
    }
    lines.into_iter().map(|line| without_page_numbers(line, removed)).collect()
}

/// The page numbers inside the sentences of a line: their bytes and values.
fn inline_page_numbers(text: &str) -> Vec<(Range<usize>, u32)> {
    let found = INLINE_PAGE_NUMBER.captures_iter(text).filter_map(|found| {
        let range = found.get(0)?.range();
        let before = text[..range.start].chars().next_back().is_some_and(|c| is_han(c) || "，、；。".contains(c));
        let behind = text[range.end..].chars().next().is_some_and(|c| is_han(c) || "“（".contains(c));
        (before && behind).then_some((range, found[1].parse().ok()?))
    });
    found.collect()
}

fn without_page_numbers(mut line: Line, removed: &mut Vec<Removed>) -> Line {
    let (mut text, mut at) = (String::with_capacity(line.text.len()), 0);
    for (range, _) in inline_page_numbers(&line.text) {
        text.push_str(&line.text[at..range.start]);
        at = range.end;
        let number = line.text[range].trim().to_owned();
        removed.push(Removed { line: line.number, reason: Reason::PageNumber, text: number });
    }
    text.push_str(&line.text[at..]);
    line.text = text;
    line
}
