//! A query as tantivy runs it: what must match, and what is summed to the score.
//!
//! A section answers when it holds every literal and enough of the words, as strings: a match never depends on how a
//! text was cut. The score is the sum of BM25 over words, characters and pairs, in title, text and path.

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query as Tantivy, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::fields::{Fields, Part};
use crate::query::{Clause, Filter, Query};
use crate::words::{self, Cutter};

/// What a match in each part of a section weighs against one in its text. The sum with these weights is the one
/// measured on `../shared/retrieval` and on the project's own topics.
const TITLE_WEIGHT: f32 = 1.6;
const PATH_WEIGHT: f32 = 0.4;
/// What the three ways of cutting weigh against each other.
const WORD_WEIGHT: f32 = 1.0;
const CHAR_WEIGHT: f32 = 0.5;
const PAIR_WEIGHT: f32 = 1.0;
/// Of a query's words at least so many of a hundred must stand in a section.
const ENOUGH: usize = 50;

/// A query ready to run.
pub struct Plan {
    /// The query.
    pub query: Box<dyn Tantivy>,
    /// The same with one word enough, for when nothing has most of them; `None` where it would be the same.
    pub relaxed: Option<Box<dyn Tantivy>>,
    /// The folded words and literals, the longest first.
    pub terms: Vec<String>,
}

/// Plans a query.
pub fn plan(fields: &Fields, query: &Query, cutter: &Cutter) -> Plan {
    let literals: Vec<String> = query.clauses.iter().filter_map(|clause| if let Clause::Literal(text) = clause { Some(words::fold_literal(text)) } else { None }).filter(|text| !text.is_empty()).collect();
    let texts: Vec<&str> = query.clauses.iter().filter_map(|clause| if let Clause::Words(text) = clause { Some(text.as_str()) } else { None }).collect();
    let wanted = wanted(&texts, cutter);
    let build = |enough: usize| {
        let mut clauses: Vec<(Occur, Box<dyn Tantivy>)> = Vec::new();
        literals.iter().for_each(|text| clauses.push((Occur::Must, literal(fields, text, true))));
        if !wanted.is_empty() {
            let each: Vec<Box<dyn Tantivy>> = wanted.iter().map(|word| literal(fields, word, false)).collect();
            clauses.push((Occur::Must, silent(Box::new(BooleanQuery::union_with_minimum_required_clauses(each, enough)))));
        }
        if clauses.is_empty() {
            return Box::new(EmptyQuery) as Box<dyn Tantivy>;
        }
        texts.iter().for_each(|text| clauses.extend(scored(fields, text, cutter).into_iter().map(|clause| (Occur::Should, clause))));
        clauses.extend(narrowed(fields, &query.filter).into_iter().map(|clause| (Occur::Must, clause)));
        Box::new(BooleanQuery::new(clauses))
    };
    let enough = (wanted.len() * ENOUGH).div_ceil(100).max(wanted.len().min(2));
    let mut terms: Vec<String> = literals.iter().cloned().chain(wanted.iter().cloned()).collect();
    terms.sort_by_key(|term| std::cmp::Reverse(term.chars().count()));
    Plan { query: build(enough), relaxed: (enough > 1).then(|| build(1)), terms }
}

/// The words that a query wants: its cut without the words inside words; single characters only where it has no
/// longer words.
fn wanted(texts: &[&str], cutter: &Cutter) -> Vec<String> {
    let mut all = BTreeSet::new();
    for text in texts {
        let mut end = 0;
        for word in cutter.words(text) {
            if word.range.end > end {
                end = word.range.end;
                all.insert(words::fold_literal(&word.folded));
            }
        }
    }
    let longer: Vec<String> = all.iter().filter(|word| word.chars().count() > 1).cloned().collect();
    if longer.is_empty() { all.into_iter().collect() } else { longer }
}

/// A string that must stand in a title or a text; scored where it is a literal of the query.
fn literal(fields: &Fields, text: &str, scores: bool) -> Box<dyn Tantivy> {
    let parts = [(fields.title, TITLE_WEIGHT), (fields.text, 1.0), (fields.path, PATH_WEIGHT)];
    let parts = if scores { &parts[..2] } else { &parts[..] };
    let any = parts.iter().map(|&(part, weight)| (Occur::Should, boosted(string(part, text), weight))).collect();
    Box::new(BooleanQuery::new(any))
}

/// A string in one part: one character or one pair as a term, a longer one as a phrase of characters.
fn string(part: Part, text: &str) -> Box<dyn Tantivy> {
    let chars: Vec<char> = text.chars().collect();
    match chars[..] {
        [_] => term(part.chars, text),
        [a, b] if a.is_alphanumeric() && b.is_alphanumeric() => term(part.pairs, text),
        _ => {
            let phrase = PhraseQuery::new(chars.iter().map(|c| Term::from_field_text(part.chars, c.encode_utf8(&mut [0; 4]))).collect());
            let pairs = words::pairs(text).map(|pair| (Occur::Must, silent(term(part.pairs, &String::from_iter(pair)))));
            Box::new(BooleanQuery::new(pairs.chain([(Occur::Must, Box::new(phrase) as Box<dyn Tantivy>)]).collect()))
        }
    }
}

/// The clauses that are summed to the score of a text of words.
fn scored(fields: &Fields, text: &str, cutter: &Cutter) -> Vec<Box<dyn Tantivy>> {
    let words: BTreeSet<String> = cutter.words(text).into_iter().map(|word| word.folded).collect();
    let chars: BTreeSet<String> = words::chars(text).filter(|c| c.is_alphanumeric()).map(String::from).collect();
    let pairs: BTreeSet<String> = words::pairs(text).map(String::from_iter).collect();
    let mut out = Vec::new();
    for (part, weight) in [(fields.title, TITLE_WEIGHT), (fields.text, 1.0), (fields.path, PATH_WEIGHT)] {
        out.extend(words.iter().map(|word| boosted(term(part.words, word), weight * WORD_WEIGHT)));
        out.extend(chars.iter().map(|c| boosted(term(part.chars, c), weight * CHAR_WEIGHT)));
        out.extend(pairs.iter().map(|pair| boosted(term(part.pairs, pair), weight * PAIR_WEIGHT)));
    }
    out
}

/// The filters.
fn narrowed(fields: &Fields, filter: &Filter) -> Vec<Box<dyn Tantivy>> {
    let exact = |field: Field, name: &str| silent(term(field, name));
    let years = filter.years.map(|(first, last)| {
        let year = |year: crate::report::Year| Term::from_field_u64(fields.year, u64::from(year.get()));
        silent(Box::new(RangeQuery::new(Bound::Included(year(first)), Bound::Included(year(last)))))
    });
    let place = filter.place.as_deref().map(|name| exact(fields.place, name));
    let kind = filter.kind.map(|kind| exact(fields.kind, kind.name()));
    let period = filter.period.map(|period| exact(fields.period, period.name()));
    [years, place, kind, period].into_iter().flatten().collect()
}

fn term(field: Field, text: &str) -> Box<dyn Tantivy> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Tantivy>, weight: f32) -> Box<dyn Tantivy> {
    if (weight - 1.0).abs() < f32::EPSILON { query } else { Box::new(BoostQuery::new(query, weight)) }
}

/// A query that matches and adds nothing to the score.
fn silent(query: Box<dyn Tantivy>) -> Box<dyn Tantivy> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
