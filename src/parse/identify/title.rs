//! The report's title: as it is printed, and as a person would cite it.

use std::sync::LazyLock;

use regex::Regex;

use super::Clues;
use super::year::years_in;
use crate::parse::line::{ends_sentence, squeeze};
use crate::report::{Place, Year};

/// How titles of papers end.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:报告|总结|自评|自查|汇报|通知|通报|意见|批复|复函|函|答复|决定|决议|公告|公报|规划|纲要|计划|方案|条例|办法|规定|细则|预案|预算|决算|年报|要点|说明|命令|公示|述职)(?:（[^）]*）|\([^)]*\))?(?:摘要)?$")
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
const WORK_REPORT: &str = "政府工作报告";

/// The title as it stands over the body; else what the page calls it; else the first line.
pub fn printed(clues: &Clues<'_>) -> String {
    let head: Vec<String> = clues.head().iter().map(|line| clean(line)).collect();
    let labelled =
        clues.metadata.iter().find_map(|line| LABELLED.captures(&squeeze(line)).map(|found| found[1].to_owned()));
    let name = |title: &str| {
        clean(if title.contains("政府工作报告——") {
            title.split("——").next().unwrap_or_default()
        } else {
            title
        })
    };
    let page = clues
        .page_title
        .map(str::to_owned)
        .or(labelled)
        .map(|title| name(&title))
        .filter(|page| TITLE.is_match(page) || page.contains(WORK_REPORT));
    let stands = |page: &&String| {
        !BARE.is_match(page)
            && clues.opening.iter().take(30).map(|line| squeeze(line)).collect::<String>().contains(&squeeze(page))
    };
    work_report(&head)
        .or_else(|| page.as_ref().filter(stands).cloned())
        .or_else(|| own_title(&head))
        .or(page)
        .or_else(|| head.into_iter().find(|line| !line.is_empty()))
        .unwrap_or_else(|| first_words(clues))
}

/// The line of a head that names the report to a congress: with its year, if one of them has it.
fn work_report(head: &[String]) -> Option<String> {
    if head.iter().any(|line| line.contains("关于政府工作报告的")) {
        return None;
    }
    let lines = head.iter().filter(|line| {
        line.contains(WORK_REPORT) && line.chars().count() <= 60 && !CAPTION.is_match(line) && !line.contains("决议")
    });
    let titles: Vec<&str> = lines
        .map(|line| line.split("——").next().unwrap_or_default().trim())
        .filter(|title| title.contains(WORK_REPORT))
        .collect();
    let best = titles.iter().max_by_key(|title| {
        (!years_in(title).is_empty(), title.ends_with(WORK_REPORT), std::cmp::Reverse(title.chars().count()))
    })?;
    Some((*best).to_owned())
}

/// The line of a head that has the form of a title, or two lines that have it together.
fn own_title(head: &[String]) -> Option<String> {
    let fits = |text: &String| {
        (4..=70).contains(&text.chars().count())
            && TITLE.is_match(text)
            && !text.starts_with(['（', '(', '—'])
            && !CAPTION.is_match(text)
    };
    let joined = head
        .windows(2)
        .filter(|pair| !fits(&pair[0]))
        .map(<[String]>::concat)
        .find(|text| fits(text) && text.contains("关于"));
    joined.or_else(|| head.iter().filter(|line| fits(line)).max_by_key(|line| line.contains("报告")).cloned())
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
        text.trim_matches(['《', '》', '【', '】'])
            .trim_start_matches(|c| "资料全文转载图".contains(c))
            .trim_start_matches([':', '：', '|'])
            .to_owned()
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
