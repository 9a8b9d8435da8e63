//! The three ways in which a text becomes terms, as tantivy asks for them.

use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::fold;
use crate::words::{Cutter, Lexicon};

/// Terms made in advance and handed out one by one.
pub struct Terms {
    /// The folded text that the ranges point into.
    text: String,
    ranges: Vec<(u32, u32)>,
    next: usize,
    token: Token,
}

impl Terms {
    fn new(text: String, ranges: Vec<(u32, u32)>) -> Self {
        Self { text, ranges, next: 0, token: Token::default() }
    }
}

impl TokenStream for Terms {
    fn advance(&mut self) -> bool {
        let Some(&(from, to)) = self.ranges.get(self.next) else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.text[from as usize..to as usize]);
        self.token.position = self.next;
        (self.token.offset_from, self.token.offset_to) = (from as usize, to as usize);
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Words as jieba cuts them, with the words inside them.
#[derive(Clone)]
pub struct Words(pub Arc<Lexicon>);

impl Tokenizer for Words {
    type TokenStream<'a> = Terms;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms {
        let folded = fold::fold(text);
        let mut ranges = Vec::with_capacity(folded.len() / 4);
        // The dictionary is loaded at the first text, so that a run that finds nothing new does without it.
        let cutter = Cutter::for_all(&self.0);
        cutter.each_word(&folded, |range| ranges.push((range.start as u32, range.end as u32)));
        Terms::new(folded, ranges)
    }
}

/// Single characters, white space left out, each at the next position.
#[derive(Clone)]
pub struct Chars;

impl Tokenizer for Chars {
    type TokenStream<'a> = Terms;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms {
        let folded = fold::fold_literal(text);
        let ranges = folded.char_indices().map(|(at, c)| (at as u32, (at + c.len_utf8()) as u32)).collect();
        Terms::new(folded, ranges)
    }
}

/// Pairs of neighbouring characters.
#[derive(Clone)]
pub struct Pairs;

impl Tokenizer for Pairs {
    type TokenStream<'a> = Terms;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms {
        let folded = fold::fold_literal(text);
        let mut before: Option<(usize, char)> = None;
        let mut ranges = Vec::with_capacity(folded.len() / 3);
        for (at, c) in folded.char_indices() {
            if let Some((start, b)) = before.replace((at, c))
                && fold::is_of_word(b)
                && fold::is_of_word(c)
            {
                ranges.push((start as u32, (at + c.len_utf8()) as u32));
            }
        }
        Terms::new(folded, ranges)
    }
}
