//! Who issued a report: the chain of administrative names that its own text supports.
//!
//! A name counts only where issuers stand: in the title, on the lines of meeting and speaker, in the first sentences.
//! A name that stands in several places is settled by the names around it, or stays open; so does a hidden one (XX镇).

use std::cell::LazyCell;
use std::sync::LazyLock;

use regex::Regex;

use super::Clues;
use super::places::{Division, Mention, Places, is_town, places};
use crate::parse::line::squeeze;
use crate::report::Place;

/// Papers of the state, which no division issued.
static NATIONAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[12]\d{3}年)?(?:中华人民共和国|国务院|第.{1,4}届全国人民代表大会|全国人民代表大会|中共中央|全国人大)",
    )
    .expect("a valid pattern")
});
/// Names that were taken out: XX镇, 某镇, ××县, *镇.
static HIDDEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:[XxＸ×*＊○]{1,4}|某)\s*(?:省|市|县|区|镇|乡|街道)").expect("a valid pattern"));
/// Lines and sentences in which the issuer names itself.
static ISSUER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:人民代表大会|人民政府|政府工作报告|代表.{0,20}政府|[党]委|发文(?:单位|机关)|报告人|[镇乡]长|街道办|履行|自评)").expect("a valid pattern")
});

/// A town behind the name of its county, before the words that follow an issuer's name.
static TOWN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\p{Han}{1,4}?[^乡县城各]?(?:镇|乡|街道))(?:办事处|人民政府|政府|党委|党工委|人大|关于|第|教育|履行|工作|自评|[12二][0-9〇○零]|$)").expect("a valid pattern")
});

/// What was found.
pub struct Found {
    /// The chain; empty where nothing is sure.
    pub place: Place,
    /// The words that gave it.
    pub evidence: String,
    /// The name that stayed open.
    pub open: Option<String>,
}

/// Finds who issued the report with that printed title.
pub fn place(title: &str, clues: &Clues<'_>) -> Found {
    if is_national(title, clues) {
        return Found { place: Place::default(), evidence: title.to_owned(), open: None };
    }
    let hidden = HIDDEN.find(title).or_else(|| clues.opening.iter().take(3).find_map(|line| HIDDEN.find(line)));
    if let Some(hidden) = hidden {
        return Found { place: Place::default(), evidence: String::new(), open: Some(hidden.as_str().to_owned()) };
    }
    let context = LazyCell::new(|| context(clues));
    let mut open = None;
    for evidence in evidence(title, clues) {
        match settle(&evidence, &context, places()) {
            Settled::Place(place) => return Found { place, evidence: evidence.chars().take(60).collect(), open: None },
            Settled::Open(name) => open = open.or(Some(name)),
            Settled::Nothing => {}
        }
    }
    Found { place: Place::default(), evidence: String::new(), open }
}

/// Whether the state itself issued the paper, or its congress heard the report.
fn is_national(title: &str, clues: &Clues<'_>) -> bool {
    let national = |text: &str| NATIONAL.is_match(&squeeze(text));
    let congress = |line: &&str| {
        let line = squeeze(line);
        line.trim_start_matches('—').starts_with("在第") && line.contains("全国人民代表大会")
    };
    national(title) || clues.page_title.is_some_and(national) || clues.head().iter().any(congress)
}

/// Where issuers stand, in the order in which they are believed: the lines of meeting and speaker, the title, the rest
/// of the head, the first sentences, the signature, what the page says. The one who is addressed issued nothing.
fn evidence<'a>(title: &str, clues: &'a Clues<'_>) -> impl Iterator<Item = String> + 'a {
    let addressed = |line: &&str| line.trim_end().ends_with(['：', ':']);
    let head: Vec<&str> = clues.head().into_iter().filter(|line| !addressed(line)).collect();
    let names = |line: &&&str| line.contains("会议") || ISSUER.is_match(line);
    let issuers: Vec<String> = head.iter().filter(names).map(|line| squeeze(line)).collect();
    let others: Vec<String> =
        head.iter().filter(|line| !line.contains("来源") && !line.contains("记者")).map(|line| squeeze(line)).collect();
    let titled = squeeze(title).split("关于").next().unwrap_or_default().to_owned();
    let said = issuers.into_iter().chain([titled]).chain(others).chain(sentences(clues));
    said.chain(clues.signature().map(squeeze)).chain(metadata(clues))
}

/// What a piece of evidence says.
enum Settled {
    Place(Place),
    Open(String),
    Nothing,
}

/// The deepest place that a piece of evidence names, where the text settles which of that name it is.
fn settle(evidence: &str, context: &LazyCell<Vec<Mention>, impl FnOnce() -> Vec<Mention>>, table: &Places) -> Settled {
    let all = table.mentions(evidence);
    let mentions: Vec<Mention> = (0..all.len()).filter(|&at| is_placed(&all, at)).map(|at| all[at].clone()).collect();
    let depth = |mention: &Mention| mention.divisions.iter().map(|division| division.depth()).max();
    let Some(deepest) = mentions.iter().max_by_key(|m| (depth(m), std::cmp::Reverse(m.start))) else {
        return Settled::Nothing;
    };
    let near: Vec<&Mention> = mentions.iter().filter(|m| *m != deepest).collect();
    let around = || context.iter().filter(|m| m.name != deepest.name).collect::<Vec<_>>();
    let only = |mention: &Mention| {
        let near: Vec<&Mention> = near.iter().copied().filter(|m| *m != mention).collect();
        only(&mention.divisions, &near).or_else(|| only(&mention.divisions, &around()))
    };
    // A town that the county before it has no more: the text knows better than the table.
    if let Some((county, town)) = near.iter().find_map(|m| Some((*m, unknown_town(m, deepest, evidence)?))) {
        let chain = only(county).map(|division| table.chain(division, &county.name));
        return chain.map_or_else(
            || Settled::Open(county.name.clone()),
            |chain| Settled::Place(Place::new(chain.into_iter().chain([town.clone()]).collect())),
        );
    }
    match only(deepest) {
        Some(division) => {
            let town = town_behind(deepest, evidence).filter(|_| division.depth() == 3);
            let chain = table.chain(division, &deepest.name);
            Settled::Place(Place::new(chain.into_iter().chain(town).collect()))
        }
        None => Settled::Open(deepest.name.clone()),
    }
}

/// Whether a name says where it is: that of a unit (林场, 林业局) does so only behind the county that has it.
fn is_placed(mentions: &[Mention], at: usize) -> bool {
    let mention = &mentions[at];
    let unit = mention.divisions.iter().all(|division| division.depth() == 4) && !is_town(&mention.name);
    let before = at.checked_sub(1).map(|before| &mentions[before]).filter(|before| before.end() == mention.start);
    !unit || before.is_some_and(|county| holds(county, mention))
}

/// Whether a division of one name lies in one of the other.
fn holds(outer: &Mention, inner: &Mention) -> bool {
    inner.divisions.iter().any(|inner| outer.divisions.iter().any(|&outer| inner.is_within(outer)))
}

/// The town that stands behind a county, where the table has no town of that name there.
fn unknown_town(county: &Mention, town: &Mention, evidence: &str) -> Option<String> {
    let is_county = county.divisions.iter().any(|division| division.depth() >= 2);
    let apart = is_county && county.end() == town.start && is_town(&town.name) && !holds(county, town);
    apart.then(|| town_behind(county, evidence).unwrap_or_else(|| town.name.clone()))
}

/// A town that is named behind a county and that the table does not know.
fn town_behind(county: &Mention, evidence: &str) -> Option<String> {
    TOWN.captures(&evidence[county.end()..]).map(|found| found[1].to_owned())
}

/// The only division of a name, or the only one for which most of the other names stand.
fn only(divisions: &[Division], names: &[&Mention]) -> Option<Division> {
    // A city without counties is its own county.
    if let Some(outer) = divisions.iter().find(|outer| divisions.iter().all(|division| division.is_within(**outer))) {
        return Some(*outer);
    }
    let weight = |division: Division| {
        names.iter().filter(|m| m.divisions.iter().any(|&other| other != division && division.is_within(other))).count()
    };
    let best = divisions.iter().map(|&division| weight(division)).max()?;
    let mut held = divisions.iter().filter(|&&division| weight(division) == best);
    let first = held.next()?;
    (best > 0 && held.next().is_none()).then_some(*first)
}

/// The names in the head and in the first paragraphs, which settle a name that stands in several places.
fn context(clues: &Clues<'_>) -> Vec<Mention> {
    let lines = clues.opening.iter().copied().chain(clues.metadata.iter().copied()).chain(clues.page_title);
    let body = clues.sections.iter().flat_map(|section| section.text.lines()).take(60);
    lines.chain(body).flat_map(|line| places().mentions(&line.chars().take(1200).collect::<String>())).collect()
}

/// The first sentences, up to the issuer's own name.
fn sentences<'a>(clues: &'a Clues<'_>) -> impl Iterator<Item = String> + 'a {
    clues
        .prose()
        .flat_map(|text| text.split(['。', '！']))
        .take(4)
        .filter(|sentence| ISSUER.is_match(sentence))
        .map(|sentence| squeeze(sentence).chars().take(60).collect())
}

/// What the page says of the issuer.
fn metadata<'a>(clues: &'a Clues<'_>) -> impl Iterator<Item = String> + 'a {
    clues.metadata.iter().copied().chain(clues.page_title).map(squeeze).filter(|line| ISSUER.is_match(line))
}
