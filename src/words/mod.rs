//! Text to words, characters and pairs of characters: one way for the index and for queries.
//!
//! Texts are folded first and cut after, so that every spelling is cut alike. Words come from jieba, with every
//! dictionary word inside a longer one beside it (人民 in 中华人民共和国), which jieba's own search mode gives only in part.
//! Characters and pairs need no dictionary: what the words miss, they find.

use std::ops::Range;
use std::sync::Arc;

use jieba_rs::Jieba;

mod lexicon;
mod table;

use crate::fold::{fold, fold_char, is_of_word};
pub use lexicon::Lexicon;
pub use table::{added_words, parse_words};

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The folded word.
    pub folded: String,
    /// The bytes of the text that it was cut from, before folding.
    pub range: Range<usize>,
}

/// Cuts folded texts into words.
#[derive(Clone)]
pub struct Cutter(Arc<Jieba>);

impl Cutter {
    /// One for any text; made once for an index run.
    pub fn for_all(lexicon: &Lexicon) -> Self {
        Self(lexicon.jieba())
    }

    /// One for the text of a query, made in microseconds.
    pub fn for_query(lexicon: &Lexicon, query: &str) -> Self {
        Self(Arc::new(lexicon.jieba_for(&fold(query))))
    }

    /// Calls `each` with the byte range of every word of a folded text, and of every dictionary word inside it.
    /// What holds no letter, digit or Chinese character is no word.
    pub fn each_word(&self, folded: &str, mut each: impl FnMut(Range<usize>)) {
        let mut bounds = Vec::new();
        for token in self.0.cut(folded, true) {
            let word = token.word;
            if !word.contains(is_of_word) {
                continue;
            }
            each(token.byte_start..token.byte_end);
            bounds.clear();
            bounds.extend(word.char_indices().map(|(at, _)| at).chain([word.len()]));
            if (3..=32).contains(&(bounds.len() - 1)) {
                self.each_inner(token.byte_start, word, &bounds, &mut each);
            }
        }
    }

    /// The dictionary words of two and more characters inside a longer word.
    fn each_inner(&self, start: usize, word: &str, bounds: &[usize], each: &mut impl FnMut(Range<usize>)) {
        for (k, &from) in bounds.iter().enumerate() {
            for &to in bounds.iter().skip(k + 2) {
                if to - from < word.len() && self.0.has_word(&word[from..to]) {
                    each(start + from..start + to);
                }
            }
        }
    }

    /// Whether a folded word is in the dictionary, not made up by jieba's model for unknown words.
    pub fn knows(&self, word: &str) -> bool {
        self.0.has_word(word)
    }

    /// The words of a text, with their places in it.
    pub fn words(&self, text: &str) -> Vec<Word> {
        let folded = fold(text);
        let mut starts: Vec<(usize, usize)> =
            folded.char_indices().zip(text.char_indices()).map(|((f, _), (t, _))| (f, t)).collect();
        starts.push((folded.len(), text.len()));
        let origin = |at: usize| starts.binary_search_by_key(&at, |&(f, _)| f).map_or(text.len(), |k| starts[k].1);
        let mut out = Vec::new();
        self.each_word(&folded, |range| {
            out.push(Word { range: origin(range.start)..origin(range.end), folded: folded[range].to_owned() });
        });
        out
    }
}

/// The folded characters of a text without white space, in order.
pub fn chars(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace()).map(fold_char)
}

/// The overlapping pairs of neighbouring characters of a text, white space dropped; pairs with punctuation are left out.
pub fn pairs(text: &str) -> impl Iterator<Item = [char; 2]> {
    let mut before = None;
    chars(text).filter_map(move |c| {
        let pair = before.replace(c).map(|b| [b, c]);
        pair.filter(|pair| pair.iter().all(|&c| is_of_word(c)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_with_their_inner_words_and_places() {
        let lexicon = Lexicon::with_words(&[]);
        let text = "中華人民共和國 ２０２１年";
        let words = Cutter::for_all(&lexicon).words(text);
        let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        for word in ["中华人民共和国", "人民", "共和国", "人民共和国", "2021"] {
            assert!(folded.contains(&word), "{word} in {folded:?}");
        }
        assert_eq!(&text[words[0].range.clone()], "中華人民共和國");
    }

    #[test]
    fn pairs_skip_punctuation_and_white_space() {
        let pairs: Vec<String> = pairs("增长 9%，稳").map(|pair| pair.iter().collect()).collect();
        assert_eq!(pairs, ["增长", "长9"]);
    }
}
