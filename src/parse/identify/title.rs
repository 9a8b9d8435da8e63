//! The report's title: as it is printed, and as a person would cite it.

use std::sync::LazyLock;

use regex::Regex;

use super::Clues;
use super::year::years_in;
use crate::parse::line::{ends_sentence, squeeze};
use crate::report::{Place, Year};

/// How titles of papers end.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:报告|总结|总结.{1,14}(?:打算|思路|计划|安排|要点)|自评|自查|汇报|通知|通报|意见|批复|复函|函|答复|决定|决议|公告|公报|规划|纲要|计划|方案|条例|办法|规定|细则|预案|预算|决算|年报|要点|说明|命令|公示|述职)(?:（[^）]*）|\([^)]*\))?(?:摘要)?$")
        .expect("a valid pattern")
});
static LABELLED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:标题|信息名称|名称)[:：|]+(.+)$").expect("a valid pattern"));
/// A title that does not name its place.
static BARE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:[12]\d{3}年)?政府工作报告(?:（摘要）|\(摘要\))?$").expect("a valid pattern"));
/// Lines about the reading of a report: captions of photographs, datelines of agencies.
static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"摄$|记者|作《?政府工作报告|来源|www|新华社|[日报]讯|[0-9]{1,2}[:：][0-9]{2}").expect("a valid pattern")
});
/// The name of a site behind a title: _某县人民政府网.
static SITE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\s*[_|－-]\s*[^_|]{2,24}(?:网|网站|平台|门户)$").expect("a valid pattern"));
/// The column that a title stands in, or what it is called: 【工作总结】, 全文：.
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:【[^】]{2,8}】|(?:资料图|资料|全文|转载|图)?[:：|]+)").expect("a valid pattern"));
/// A line that may be the upper part of a title.
static PART: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\p{Han}\d０-９〇○、“”《》（）()]{3,40}$").expect("a valid pattern"));
/// What stands over a title and is no part of it: a meeting, a date, the head of a page.
static NO_PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"会议|大会|月.{1,3}日|审议|^信息公开$|文件$|首页|来源|[〔﹝]").expect("a valid pattern")
});
/// An issuer, a year or both: what stands on a line of its own over 工作总结.
static ISSUER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[省市县区镇乡旗盟州]|街道|[局厅部院校社会室处站所]|办事处|委员会|人民政府|年度?)$")
        .expect("a valid pattern")
});
const WORK_REPORT: &str = "政府工作报告";

/// The title as it stands over the body; else what the page calls it; else the first line.
pub fn printed(clues: &Clues<'_>) -> String {
    let head: Vec<String> = clues.head().iter().map(|line| clean(line)).collect();
    let page = page_title(clues);
    let stands = |page: &&String| {
        !BARE.is_match(page)
            && page.chars().count() > 8
            && clues.opening.iter().take(30).map(|line| squeeze(line)).collect::<String>().contains(&squeeze(page))
    };
    work_report(&head)
        .or_else(|| page.as_ref().filter(stands).cloned())
        .or_else(|| own_title(&head))
        .or(page)
        .or_else(|| head.into_iter().find(|line| !line.is_empty() && !line.ends_with(['：', ':'])))
        .unwrap_or_else(|| first_words(clues))
}

/// What the page calls the report, if it is a title.
fn page_title(clues: &Clues<'_>) -> Option<String> {
    let labelled =
        clues.metadata.iter().find_map(|line| LABELLED.captures(&squeeze(line)).map(|found| found[1].to_owned()));
    let title = clues.page_title.map(str::to_owned).or(labelled)?;
    let name = if title.contains("政府工作报告——") {
        title.split("——").next().unwrap_or_default()
    } else {
        &title
    };
    Some(clean(name)).filter(|page| TITLE.is_match(page) || page.contains(WORK_REPORT))
}

/// The line of a head that names the report to a congress: with its year, if one of them has it.
fn work_report(head: &[String]) -> Option<String> {
    if head.iter().any(|line| line.contains("关于政府工作报告的")) {
        return None;
    }
    let lines = (0..head.len()).filter(|&at| {
        let line = &head[at];
        line.contains(WORK_REPORT) && line.chars().count() <= 60 && !CAPTION.is_match(line) && !line.contains("决议")
    });
    let titles: Vec<String> = lines
        .map(|at| joined(head, at))
        .map(|line| line.split("——").next().unwrap_or_default().trim().to_owned())
        .filter(|title| title.contains(WORK_REPORT))
        .collect();
    titles.into_iter().max_by_key(|title| {
        (!years_in(title).is_empty(), title.ends_with(WORK_REPORT), std::cmp::Reverse(title.chars().count()))
    })
}

/// The line of a head that has the form of a title, with the lines above that belong to it.
fn own_title(head: &[String]) -> Option<String> {
    let fits = |&at: &usize| {
        let text = head[at].trim_start_matches('—');
        (2..=70).contains(&text.chars().count())
            && TITLE.is_match(text)
            && !text.starts_with(['（', '(', '附'])
            && !CAPTION.is_match(text)
    };
    let all: Vec<usize> = (0..head.len()).filter(fits).collect();
    // A letter that sends a paper stands over the paper's own title.
    let sends = |line: &str| {
        line.contains("关于") && ["通知", "函", "意见", "批复", "决定", "通报"].iter().any(|kind| line.ends_with(kind))
    };
    let at = all.iter().copied().max_by_key(|&at| {
        let line = &head[at];
        (!line.starts_with('—'), line.contains("报告") || sends(line))
    })?;
    Some(joined(head, at).trim_start_matches('—').to_owned()).filter(|title| title.chars().count() >= 4)
}

/// The line at `at` with those above that are the beginning of the same title: an issuer, a year, words left open.
fn joined(head: &[String], at: usize) -> String {
    let mut title = head[at].clone();
    for above in head[..at].iter().rev().take(3) {
        let part = PART.is_match(above) && !NO_PART.is_match(above);
        let room = above.chars().count() + title.chars().count() <= 70;
        if !(part && room && belongs(above, &title)) {
            break;
        }
        title.insert_str(0, above);
    }
    title
}

/// Whether a line above `title` is its beginning.
fn belongs(above: &str, title: &str) -> bool {
    let open = above.ends_with(['和', '与', '及', '、', '的']) || above.ends_with("关于") || above.ends_with("印发");
    let begun = title.starts_with(['和', '与', '及', '暨', '的']);
    let about = above.contains("关于") && !title.contains("关于");
    let bare = title.chars().count() <= 8 && !years_in(above).is_empty();
    open || begun || about || !TITLE.is_match(above) && (bare || ISSUER.is_match(above) && !is_whole(title))
}

/// Whether a title can stand without the line above it: it names its year, or its issuer and its matter.
fn is_whole(title: &str) -> bool {
    let from = title.find("关于").or_else(|| years_in(title).first().map(|&(_, at)| at));
    let kind_first = ["工作", "政府工作", "自评", "自查", "总结", "述职"].iter().any(|word| title.starts_with(word));
    from.is_some_and(|at| at > 0) && !kind_first
}

/// The title with the place and the year that it leaves to its reader.
pub fn cited(printed: String, year: Option<Year>, place: &Place) -> String {
    let own = place.chain().last().map_or("", String::as_str);
    let year = year.map(|year| format!("{year}年")).unwrap_or_default();
    if BARE.is_match(&printed) || printed.starts_with('在') && printed.ends_with(WORK_REPORT) {
        format!("{own}{year}{WORK_REPORT}")
    } else if !year.is_empty() && printed.starts_with(&year) && !place.chain().iter().any(|name| printed.contains(name))
    {
        format!("{own}{printed}")
    } else if let Some(before) = printed.strip_suffix(WORK_REPORT).filter(|before| {
        !before.is_empty() && years_in(before).is_empty() && place.chain().iter().any(|name| name == before)
    }) {
        format!("{before}{year}{WORK_REPORT}")
    } else {
        printed
    }
}

/// The first words of a text that has no title.
fn first_words(clues: &Clues<'_>) -> String {
    let section = clues.sections.first();
    let text = section.map_or("", |section| if section.text.is_empty() { &section.title } else { &section.text });
    text.lines().next().unwrap_or_default().chars().take(40).collect()
}

/// A line of the head without gaps and without the sentence mark of a caption.
fn clean(line: &str) -> String {
    let text = close_spacing(line);
    if ends_sentence(&text) || CAPTION.is_match(&text) {
        String::new()
    } else {
        let text = SITE.replace(&text, "");
        let text = LABEL.replace(&text, "");
        text.trim_matches(['《', '》', '【', '】']).to_owned()
    }
}

/// Closes a title that is set wide (政 府 工 作 报 告); other white space becomes one space.
fn close_spacing(line: &str) -> String {
    let mut out = String::new();
    let mut narrow = true;
    for part in line.split_whitespace() {
        let single = part.chars().count() <= 2;
        if !out.is_empty() && !(narrow && (single || part.starts_with('—'))) {
            out.push(' ');
        }
        out.push_str(part);
        narrow = single;
    }
    out
}
