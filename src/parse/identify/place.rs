//! Who issued a report: the chain of administrative names that its own text supports.
//!
//! A name counts only where issuers stand: in the title, on the lines of meeting and speaker, in the first sentences.
//! A name that stands in several places is settled by the names around it, or stays open; so does a hidden one (XX镇).

use std::cell::LazyCell;
use std::sync::LazyLock;

use regex::Regex;

use super::Clues;
use super::places::{Division, Mention, Places, places};
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
/// of the head, the first sentences, what the page says.
fn evidence<'a>(title: &str, clues: &'a Clues<'_>) -> impl Iterator<Item = String> + 'a {
    let head = clues.head();
    let names = |line: &&&str| line.contains("会议") || ISSUER.is_match(line);
    let issuers: Vec<String> = head.iter().filter(names).map(|line| squeeze(line)).collect();
    let others: Vec<String> =
        head.iter().filter(|line| !line.contains("来源") && !line.contains("记者")).map(|line| squeeze(line)).collect();
    let titled = squeeze(title).split("关于").next().unwrap_or_default().to_owned();
    issuers.into_iter().chain([titled]).chain(others).chain(sentences(clues)).chain(metadata(clues))
}

/// What a piece of evidence says.
enum Settled {
    Place(Place),
    Open(String),
    Nothing,
}

/// The deepest place that a piece of evidence names, where the text settles which of that name it is.
fn settle(evidence: &str, context: &LazyCell<Vec<Mention>, impl FnOnce() -> Vec<Mention>>, table: &Places) -> Settled {
    let mentions = table.mentions(evidence);
    let depth = |mention: &Mention| mention.divisions.iter().map(|division| division.depth()).max();
    let Some(deepest) = mentions.iter().max_by_key(|m| (depth(m), std::cmp::Reverse(m.start))) else {
        return Settled::Nothing;
    };
    let near: Vec<&Mention> = mentions.iter().filter(|m| *m != deepest).collect();
    let around = || context.iter().filter(|m| m.name != deepest.name).collect::<Vec<_>>();
    match only(&deepest.divisions, &near).or_else(|| only(&deepest.divisions, &around())) {
        Some(division) => Settled::Place(Place::new(table.chain(division, &deepest.name))),
        None => Settled::Open(deepest.name.clone()),
    }
}

/// The only division of a name, or the only one for which most of the other names stand.
fn only(divisions: &[Division], names: &[&Mention]) -> Option<Division> {
    if let [division] = divisions {
        return Some(*division);
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
