//! The dictionary as a table that is mapped, not parsed: jieba's own words, compiled into the program, and the words
//! that people added, compiled into the index when it was built.
//!
//! Loading jieba's dictionary takes longer than a search may. A query is therefore cut by a jieba that knows only the
//! words that stand in the query, with the frequencies and the total of the whole: it cuts the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use fst::{IntoStreamer, Map, Streamer};
use jieba_rs::Jieba;

use crate::fold::fold;

/// jieba's dictionary, folded, made by `build.rs` from `index/dict.txt`.
static DICTIONARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dict.fst"));
/// A word that no text holds (private characters). In the table of added words its frequency is the total of all; in a
/// small dictionary it stands for all words that are left out.
const BALLAST: &str = "\u{f8ff}\u{f8fe}";

/// A frequency beyond this says nothing more.
const MOST: u64 = 1_000_000_000;

/// All words that texts are cut by, with their frequencies.
pub struct Lexicon {
    base: Map<&'static [u8]>,
    own: Map<Vec<u8>>,
    total: u64,
    /// A jieba that knows every word; made at the first call for it.
    jieba: OnceLock<Arc<Jieba>>,
}

impl Lexicon {
    /// Adds words to jieba's dictionary; each gets the frequency beside it, or one that makes it be cut as one word.
    pub fn with_words(added: &[(String, Option<u64>)]) -> Self {
        let base = base();
        let mut own: BTreeMap<String, u64> = BTreeMap::new();
        let (mut jieba, mut total) = full(&base);
        for (word, count) in added {
            let word = fold(word);
            let before = own.get(&word).copied().or_else(|| base.get(&word)).unwrap_or(0);
            let count = jieba.add_word(&word, count.map(|count| count.min(MOST) as usize), None) as u64;
            total = total - before + count;
            own.insert(word, count);
        }
        own.insert(BALLAST.to_owned(), total);
        Self { base, own: Map::from_iter(own).unwrap_or_default(), total, jieba: OnceLock::from(Arc::new(jieba)) }
    }

    /// Opens the table of added words that [`Lexicon::own_table`] gave; `None` if these bytes are no such table.
    pub fn open(own: Vec<u8>) -> Option<Self> {
        let own = Map::new(own).ok()?;
        Some(Self { base: base(), total: own.get(BALLAST)?, own, jieba: OnceLock::new() })
    }

    /// The table of added words, to be kept with the index that was cut by it.
    pub fn own_table(&self) -> &[u8] {
        self.own.as_fst().as_bytes()
    }

    /// A jieba that knows every word; takes a tenth of a second the first time.
    pub fn jieba(&self) -> Arc<Jieba> {
        self.jieba.get_or_init(|| Arc::new(self.load())).clone()
    }

    fn load(&self) -> Jieba {
        let (mut jieba, _) = full(&self.base);
        let mut words = self.own.into_stream();
        while let Some((word, count)) = words.next() {
            if let Some(word) = std::str::from_utf8(word).ok().filter(|&word| word != BALLAST) {
                jieba.add_word(word, Some(count as usize), None);
            }
        }
        jieba
    }

    /// A jieba that cuts `folded`, and only that, as [`Lexicon::jieba`] does.
    pub fn jieba_for(&self, folded: &str) -> Jieba {
        let mut jieba = Jieba::empty();
        let mut known = 0;
        for (word, count) in self.words_in(folded) {
            if !jieba.has_word(word) {
                jieba.add_word(word, Some(count as usize), None);
                known += count;
            }
        }
        jieba.add_word(BALLAST, Some(self.total.saturating_sub(known) as usize), None);
        jieba
    }

    /// Every word of the dictionary that stands in `folded`, as often as it stands there.
    fn words_in<'t>(&self, folded: &'t str) -> Vec<(&'t str, u64)> {
        let mut out = Vec::new();
        for (at, _) in folded.char_indices() {
            let rest = &folded[at..];
            for len in prefixes(self.base.as_fst(), rest).into_iter().chain(prefixes(self.own.as_fst(), rest)) {
                let word = &rest[..len];
                out.extend(self.own.get(word).or_else(|| self.base.get(word)).map(|count| (word, count)));
            }
        }
        out
    }
}

/// The lengths in bytes of the words that `text` begins with.
fn prefixes<D: AsRef<[u8]>>(words: &fst::raw::Fst<D>, text: &str) -> Vec<usize> {
    let mut node = words.root();
    let mut lengths = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        let Some(next) = node.find_input(byte) else { break };
        node = words.node(node.transition_addr(next));
        if node.is_final() {
            lengths.push(at + 1);
        }
    }
    lengths
}

fn base() -> Map<&'static [u8]> {
    Map::new(DICTIONARY).expect("build.rs compiles the dictionary")
}

/// jieba with its own dictionary, and the total of the frequencies.
fn full(base: &Map<&'static [u8]>) -> (Jieba, u64) {
    let mut jieba = Jieba::empty();
    let (mut total, mut words) = (0, base.stream());
    let mut lines = String::with_capacity(base.len() * 16);
    while let Some((word, count)) = words.next() {
        if let Ok(word) = std::str::from_utf8(word) {
            // Writing to a string cannot fail.
            let _ = writeln!(lines, "{word} {count}");
            total += count;
        }
    }
    jieba.load_dict(&mut lines.as_bytes()).expect("every line is a word and a number");
    (jieba, total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_dictionary_cuts_as_the_whole_one() {
        let added = [("双减".to_owned(), None), ("教管办".to_owned(), Some(3)), ("镇中心小学".to_owned(), None)];
        let lexicon = Lexicon::with_words(&added);
        let reopened = Lexicon::open(lexicon.own_table().to_vec()).expect("a table");
        let whole = reopened.jieba();
        for text in [
            "双减工作由教管办牵头，镇中心小学教师队伍建设",
            "中华人民共和国国务院政府工作报告2021年gdp增长6.8%",
            "南京市长江大桥的和服装饰品生产线王予波省长",
            "",
        ] {
            assert_eq!(reopened.jieba_for(text).cut(text, true), whole.cut(text, true), "{text}");
        }
        assert!(whole.cut("落实双减政策", true).iter().any(|word| word.word == "双减"));
    }
}
