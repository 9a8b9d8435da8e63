//! The report's title: as it is printed, and as a person would cite it.

use std::sync::LazyLock;

use regex::Regex;

use super::Clues;
use crate::parse::line::{ends_sentence, squeeze};
use crate::report::{Place, Year};

/// How titles of papers end.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:报告|总结|自评|自查|汇报|通知|通报|意见|批复|复函|函|答复|决定|决议|公告|公报|规划|纲要|计划|方案|条例|办法|规定|细则|预案|预算|决算|年报|要点|说明|命令|公示|述职)(?:（[^）]*）|\([^)]*\))?(?:摘要)?$")
        .expect("a valid pattern")
});
static LABELLED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:标题|信息名称|名称)[:：|]+(.+)$").expect("a valid pattern"));
/// A title that names neither place nor year.
static BARE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^政府工作报告(?:（摘要）|\(摘要\))?$").expect("a valid pattern"));

/// The title as it stands over the body; else what the page calls it; else the first line.
pub fn printed(clues: &Clues<'_>) -> String {
    let head = clues.head();
    let lines: Vec<String> = head.iter().map(|line| clean(line)).collect();
    let fits = |text: &String| (4..=70).contains(&text.chars().count()) && TITLE.is_match(text) && !text.starts_with(['（', '(']);
    let joined = lines.windows(2).map(|pair| pair.concat()).find(|text| fits(text) && (text.contains("关于") || text.contains("——")));
    let full = lines.iter().filter(|line| fits(line) && !line.starts_with('—')).max_by_key(|line| (!BARE.is_match(line), line.contains("报告")));
    let labelled = clues.metadata.iter().find_map(|line| LABELLED.captures(&squeeze(line)).map(|found| clean(&found[1])));
    let page = clues.page_title.map(clean).or(labelled);
    let opening: String = clues.opening.iter().take(30).map(|line| squeeze(line)).collect();
    let stands = page.clone().filter(|page| TITLE.is_match(page) && !BARE.is_match(page) && opening.contains(&squeeze(page)));
    if let Some(page) = stands {
        return page;
    }
    full.filter(|line| !BARE.is_match(line))
        .cloned()
        .or_else(|| page.clone().filter(|_| lines.is_empty() || full.is_none()).filter(|text| TITLE.is_match(text)))
        .or(joined)
        .or_else(|| full.cloned())
        .or(page)
        .or_else(|| lines.into_iter().find(|line| !line.is_empty()))
        .unwrap_or_else(|| first_words(clues))
}

/// The title with place and year where it names neither.
pub fn cited(printed: String, year: Option<Year>, place: &Place) -> String {
    let bare = BARE.is_match(&printed) || printed.starts_with("——") || printed.starts_with("在");
    match (bare, year) {
        (true, Some(year)) if !place.is_open() => format!("{}{year}年政府工作报告", place.chain().last().map_or("", String::as_str)),
        (true, Some(year)) if printed.contains("政府工作报告") => format!("{year}年政府工作报告"),
        _ => printed,
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
    let spaced = line.split_whitespace().all(|part| part.chars().count() <= 2);
    let text = if spaced { squeeze(line) } else { line.split_whitespace().collect::<Vec<_>>().join(" ") };
    if ends_sentence(&text) { String::new() } else { text.trim_matches(['《', '》', '【', '】']).to_owned() }
}
