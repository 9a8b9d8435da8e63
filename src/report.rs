//! The words of the domain: a report, its sections, and what is known of them.
//!
//! Everything else in the crate turns bytes into these values or these values into answers.
//! This module uses nothing of its siblings, so that every other one may use it.

use std::fmt;

use serde::{Deserialize, Serialize};

mod kind;

pub use kind::Kind;

/// A report's identity: the first twelve hex digits of the SHA-256 of its body without white space, so that the
/// same body read from two files is one report.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReportId(String);

impl ReportId {
    /// Takes an identity as it was printed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The identity as it is printed and stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A section's identity: its report's, a point, and its place in the report counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SectionId(String);

impl SectionId {
    /// The identity of the section that stands at `ordinal` (counted from 0) in `report`.
    pub fn of(report: &ReportId, ordinal: usize) -> Self {
        Self(format!("{report}.{ordinal}"))
    }

    /// Its place in the report, counted from 0.
    pub fn ordinal(&self) -> usize {
        self.0.rsplit_once('.').and_then(|(_, ordinal)| ordinal.parse().ok()).unwrap_or(0)
    }

    /// The identity as it is printed and stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The year that a report is *of*, in the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Year(u16);

impl Year {
    /// A year that a report can be of: 1949 to 2099.
    pub fn new(year: u16) -> Option<Self> {
        (1949..=2099).contains(&year).then_some(Self(year))
    }

    /// The number of the year.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The chain of administrative names that issued a report, large to small: 河北省 › 保定市 › 阜平县.
/// Empty where the text names none, hides it, or names one that stands in several places.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Place(Vec<String>);

impl Place {
    /// A chain of names, the largest first.
    pub fn new(chain: Vec<String>) -> Self {
        Self(chain)
    }

    /// The names, the largest first.
    pub fn chain(&self) -> &[String] {
        &self.0
    }
}

/// What the names of divisions end with; people leave it out.
const DIVISIONS: [&str; 14] = [
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "自治州",
    "自治县",
    "地区",
    "街道",
    "省",
    "市",
    "县",
    "区",
    "镇",
    "乡",
];

/// A name without the word for its division: 河北 of 河北省; `None` where fewer than two characters are left.
pub fn short_name(name: &str) -> Option<&str> {
    let stem = DIVISIONS.iter().find_map(|division| name.strip_suffix(division))?;
    (stem.chars().count() >= 2).then_some(stem)
}

impl Place {
    /// Whether a name, whole or short, stands in the chain.
    pub fn answers_to(&self, name: &str) -> bool {
        self.0.iter().any(|own| own == name || short_name(own) == Some(name))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.concat())
    }
}

/// The titles from the outermost heading to a section's own, the own last; empty for the text before the first heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HeadingPath(Vec<String>);

impl HeadingPath {
    /// A path from its titles, the outermost first.
    pub fn new(titles: Vec<String>) -> Self {
        Self(titles)
    }

    /// The titles, the outermost first.
    pub fn titles(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for HeadingPath {
    /// Draws the breadcrumb: `一年回顾 › 教师队伍`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" › "))
    }
}

/// What a section does: look back on what was done, or ahead on what is to do. A child takes its parent's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// 回顾: what was done.
    Review,
    /// 安排: what is to be done.
    Plan,
}

impl Period {
    /// Both periods.
    pub const ALL: &'static [Self] = &[Self::Review, Self::Plan];

    /// The name that JSON and the index use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Plan => "plan",
        }
    }

    /// The period of that name, if it is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|period| period.name() == name)
    }
}

/// What was odd about a report, where, and the words that show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What kind of oddity.
    pub code: Doubt,
    /// The source line that it stands on, counted from 1; 0 for the report as a whole.
    pub line: usize,
    /// The words that show it, in the report's own language.
    pub text: String,
}

/// The kinds of oddity that reading a report can meet. None of them stops the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// A number is missing in a run of headings (三、 then 五、).
    Gap,
    /// A run of numbers starts again without a new parent.
    Restart,
    /// A number stands before its run has begun.
    NoBeginning,
    /// The text stops in the middle of a sentence.
    CutOff,
    /// Characters were lost before the text came here (U+FFFD).
    LostCharacters,
    /// No heading was found.
    NoHeadings,
    /// The same body stood in the file more than once.
    RepeatedBody,
    /// The page's head names another year than the body.
    YearConflict,
    /// No year could be found.
    NoYear,
    /// The place's name stands in several places, or is hidden.
    OpenPlace,
    /// The text has hardly any sentence: a list, a table, or not a report.
    FewSentences,
}

impl Doubt {
    /// What is odd, in English and in Chinese.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Gap => ("a number is missing before", "此前缺号"),
            Self::Restart => ("the numbers start again at", "编号重新开始"),
            Self::NoBeginning => ("the numbers begin with", "编号不从一开始"),
            Self::CutOff => ("the text breaks off at", "文字在此中断"),
            Self::LostCharacters => ("characters were lost", "有字符丢失"),
            Self::NoHeadings => ("no heading was found", "没有找到标题"),
            Self::RepeatedBody => ("the body stands in the file again from", "正文在文件中重复，起于"),
            Self::YearConflict => ("the page names another year", "页面标注的年份与正文不同"),
            Self::NoYear => ("no year was found", "没有找到年份"),
            Self::OpenPlace => ("the place is hidden, or one of several of that name", "地名隐去或多地同名"),
            Self::FewSentences => ("hardly any sentence", "几乎没有成句的文字"),
        }
    }
}

/// Where the year, the place and the kind were read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The words that gave the year.
    pub year: String,
    /// The words that gave the place.
    pub place: String,
    /// The words that gave the kind.
    pub kind: String,
}

/// One heading and the text that it governs up to the next heading: the unit that is indexed and found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The section's identity.
    pub id: SectionId,
    /// 0 for the text before the first heading, 1 for the outermost headings.
    pub level: u8,
    /// The heading's number as it is printed (`（一）`); empty for an unnumbered heading.
    pub numeral: String,
    /// The heading's words, without number and closing mark.
    pub title: String,
    /// The titles from the outermost heading to this one.
    pub path: HeadingPath,
    /// Whether the section looks back or ahead.
    pub period: Option<Period>,
    /// The section's own text without its children's; paragraphs parted by `\n`, hard wraps joined.
    pub text: String,
    /// The source line of the heading, counted from 1.
    pub line: usize,
}

/// One file's report as a place issued it for a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The report's identity.
    pub id: ReportId,
    /// The title as a person would cite it.
    pub title: String,
    /// The year that the report is of.
    pub year: Option<Year>,
    /// Who issued it.
    pub place: Place,
    /// What kind of report it is.
    pub kind: Option<Kind>,
    /// The file that it was read from.
    pub file: String,
    /// Other files with the same body.
    pub copies: Vec<String>,
    /// The SHA-256 of the file's bytes, in hex.
    pub sha256: String,
    /// What was odd.
    pub warnings: Vec<Warning>,
    /// Where year, place and kind were read.
    pub evidence: Evidence,
    /// The sections in the order of the text.
    pub sections: Vec<Section>,
}
