//! The divisions of China and the chains that their names form, from `index/places.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// The table that the program carries.
const TABLE: &str = include_str!("../../../index/places.tsv");

static PLACES: OnceLock<Places> = OnceLock::new();

/// A division: its code, whose beginning is its parent's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Division(u32);

/// All divisions by code and by name.
pub struct Places {
    names: HashMap<u32, &'static str>,
    codes: HashMap<&'static str, Vec<Division>>,
    /// Divisions under the name that they had: 清苑县 of 清苑区, 毕节地区 of 毕节市, 襄樊市 of 襄阳市.
    former: HashMap<String, Vec<Division>>,
    /// Autonomous divisions under the name by which they go: 黔东南州, 镇宁县, 镇宁自治县.
    short: HashMap<String, Vec<Division>>,
    longest: usize,
    /// The characters with which names begin, and those with which they end.
    ends: (HashSet<char>, HashSet<char>),
}

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The byte at which it starts.
    pub start: usize,
    /// The name.
    pub name: String,
    /// The divisions of that name.
    pub divisions: Vec<Division>,
}

impl Mention {
    /// The byte behind it.
    pub fn end(&self) -> usize {
        self.start + self.name.len()
    }
}

/// The table in use: the one that was put in place of it, or the one that the program carries.
pub fn places() -> &'static Places {
    PLACES.get_or_init(|| Places::read(TABLE))
}

/// Puts a table in place of the program's own, before any report is read; later calls change nothing. It stays for as
/// long as the process lives.
pub fn put_in_place(table: String) {
    PLACES.get_or_init(|| Places::read(Box::leak(table.into_boxed_str())));
}

impl Places {
    /// Reads a table of `CODE<TAB>NAME` rows, with former names behind a second tab; other rows are passed over.
    pub fn read(table: &'static str) -> Self {
        let mut places = Self {
            names: HashMap::new(),
            codes: HashMap::new(),
            former: HashMap::new(),
            short: HashMap::new(),
            longest: 0,
            ends: (HashSet::new(), HashSet::from(['县', '州', '盟'])),
        };
        for mut row in table.lines().map(|row| row.split('\t')) {
            let (Some(Ok(number)), Some(name)) = (row.next().map(str::parse), row.next()) else { continue };
            places.add(Division(number), name, row.next().unwrap_or_default());
        }
        let known = &places.codes;
        places.former.retain(|name, _| !known.contains_key(name.as_str()));
        places.short.retain(|name, _| !known.contains_key(name.as_str()));
        places
    }

    fn add(&mut self, division: Division, name: &'static str, former: &str) {
        self.names.insert(division.0, name);
        self.codes.entry(name).or_default().push(division);
        self.longest = self.longest.max(name.chars().count());
        let former = former.split_whitespace().map(str::to_owned).chain(former_names(name, division));
        for former in former {
            self.ends.0.extend(former.chars().next());
            self.former.entry(former).or_default().push(division);
        }
        for short in autonomous_names(name) {
            self.short.entry(short).or_default().push(division);
        }
        self.ends.0.extend(name.chars().next());
        self.ends.1.extend(name.chars().next_back());
    }

    /// The names of divisions in a text from left to right, the longest at each place.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let (mut out, mut k) = (Vec::new(), 0);
        while k < chars.len() {
            let found = self.longest_at(text, &chars[k..]);
            k += found.as_ref().map_or(1, |(length, _)| *length);
            out.extend(found.map(|(_, mention)| mention));
        }
        out
    }

    /// The longest name at the head of `chars`, a tail of `text`, and its length in characters.
    fn longest_at(&self, text: &str, chars: &[(usize, char)]) -> Option<(usize, Mention)> {
        let (start, first) = chars[0];
        if !self.ends.0.contains(&first) {
            return None;
        }
        (2..=chars.len().min(self.longest)).rev().find_map(|length| {
            let (at, last) = chars[length - 1];
            let end = at + last.len_utf8();
            let name = self.ends.1.contains(&last).then(|| &text[start..end])?;
            let known = self.codes.get(name);
            let others = [&self.former, &self.short].into_iter().filter_map(|names| names.get(name));
            let divisions = known.map_or_else(|| others.flatten().copied().collect(), Vec::clone);
            (!divisions.is_empty()).then(|| (length, Mention { start, name: name.to_owned(), divisions }))
        })
    }

    /// The chain of names down to a division, under which the last stands in the text as `printed`; a short name is
    /// given whole. A city without counties stands once, though it is its own county too.
    pub fn chain(&self, division: Division, printed: &str) -> Vec<String> {
        let mut chain: Vec<String> =
            division.parents().filter_map(|parent| self.names.get(&parent.0)).map(|&name| name.to_owned()).collect();
        let whole = self.names.get(&division.0).filter(|_| self.short.contains_key(printed));
        chain.push(whole.map_or(printed, |&name| name).to_owned());
        chain.dedup();
        chain
    }

    /// The names of provinces, cities and counties of three characters and more.
    pub fn county_names(&self) -> impl Iterator<Item = &'static str> {
        let mut names: Vec<&str> = self
            .names
            .iter()
            .filter(|(code, name)| Division(**code).depth() < 4 && name.chars().count() > 2)
            .map(|(_, &name)| name)
            .collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter()
    }
}

/// Whether a name is that of a town: units of other kinds (林场, 开发区) are called alike everywhere.
pub fn is_town(name: &str) -> bool {
    ["乡", "镇", "街道", "苏木", "办事处"].iter().any(|kind| name.ends_with(kind))
}

/// The names that a district or city had as a county, a city or a prefecture.
fn former_names(name: &str, division: Division) -> Vec<String> {
    let kinds: &[&str] = match (division.depth(), name.chars().next_back()) {
        (3, Some('区')) => &["县", "市", "地区"],
        (3, Some('市')) => &["县"],
        (2, Some('市')) => &["地区", "县"],
        _ => &[],
    };
    let stem = name.strip_suffix(['区', '市']).filter(|stem| stem.chars().count() >= 2);
    stem.map(|stem| kinds.iter().map(|kind| format!("{stem}{kind}")).collect()).unwrap_or_default()
}

/// The peoples after whom autonomous divisions are named, those without 族 where they stand so.
const PEOPLES: [&str; 50] = [
    "蒙古族",
    "回族",
    "藏族",
    "维吾尔",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "哈萨克",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯",
    "普米族",
    "塔吉克",
    "怒族",
    "鄂温克族",
    "德昂族",
    "保安族",
    "裕固族",
    "鄂伦春",
    "独龙族",
    "门巴族",
    "珞巴族",
    "基诺族",
    "蒙古",
];

/// The names by which an autonomous division goes: 黔东南州, 镇宁县, 镇宁自治县.
fn autonomous_names(name: &str) -> Vec<String> {
    let kinds = [("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")];
    let Some((whole, kind)) = kinds.into_iter().find(|(whole, _)| name.ends_with(whole)) else { return Vec::new() };
    let mut stem = name.trim_end_matches(whole);
    while let Some(shorter) = PEOPLES.iter().find_map(|people| stem.strip_suffix(people)) {
        stem = shorter;
    }
    if stem.chars().count() < 2 { Vec::new() } else { vec![format!("{stem}{kind}"), format!("{stem}{whole}")] }
}

impl Division {
    /// The divisions above it, the largest first.
    pub fn parents(self) -> impl Iterator<Item = Division> {
        [10_000_000, 100_000, 1000, 1].into_iter().filter_map(move |unit| self.cut(unit)).map(Division)
    }

    /// How deep it stands: 1 for a province, 2 for a city, 3 for a county, 4 for a town.
    pub fn depth(self) -> u8 {
        match self.0 {
            0..=99 => 1,
            100..=9_999 => 2,
            10_000..=999_999 => 3,
            _ => 4,
        }
    }

    /// Whether `other` is this one or stands above it.
    pub fn is_within(self, other: Division) -> bool {
        self == other || self.parents().any(|parent| parent == other)
    }

    /// The code of the parent that begins so many digits earlier, for a code of nine digits.
    fn cut(self, unit: u32) -> Option<u32> {
        let nine = match self.0 {
            0..=99 => self.0 * 10_000_000,
            100..=9_999 => self.0 * 100_000,
            10_000..=999_999 => self.0 * 1000,
            code => code,
        };
        let code = nine / unit;
        (code != self.0 && code < self.0).then_some(code)
    }
}
