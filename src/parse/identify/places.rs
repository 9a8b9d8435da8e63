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
    /// Counties that became cities or districts, under the name that they had: 清苑县 of 清苑区.
    former: HashMap<String, Vec<Division>>,
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
    /// Reads a table of `CODE<TAB>NAME` rows; other rows are passed over.
    pub fn read(table: &'static str) -> Self {
        let mut places = Self {
            names: HashMap::new(),
            codes: HashMap::new(),
            former: HashMap::new(),
            longest: 0,
            ends: (HashSet::new(), HashSet::from(['县'])),
        };
        for (code, name) in table.lines().filter_map(|row| row.split_once('\t')) {
            let Ok(number) = code.parse() else { continue };
            places.names.insert(number, name);
            places.codes.entry(name).or_default().push(Division(number));
            places.longest = places.longest.max(name.chars().count());
            places.ends.0.extend(name.chars().next());
            places.ends.1.extend(name.chars().next_back());
            if let Some(stem) =
                name.strip_suffix(['区', '市']).filter(|stem| code.len() == 6 && stem.chars().count() >= 2)
            {
                places.former.entry(format!("{stem}县")).or_default().push(Division(number));
            }
        }
        let known = &places.codes;
        places.former.retain(|name, _| !known.contains_key(name.as_str()));
        places
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
            let divisions = self.codes.get(name).or_else(|| self.former.get(name))?;
            Some((length, Mention { start, name: name.to_owned(), divisions: divisions.clone() }))
        })
    }

    /// The chain of names down to a division, under which the last stands in the text as `printed`.
    pub fn chain(&self, division: Division, printed: &str) -> Vec<String> {
        let mut chain: Vec<String> =
            division.parents().filter_map(|parent| self.names.get(&parent.0)).map(|&name| name.to_owned()).collect();
        chain.push(printed.to_owned());
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
