//! A query as tantivy runs it: what must match, and what is summed to the score.
//!
//! A section answers when it holds every literal and enough of the words, as strings: a match never depends on how a
//! text was cut. The score is the sum of BM25 over words, characters and pairs, in title, text and path.

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, Occur, PhraseQuery, Query as Tantivy,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::fields::{self, Fields, Part};
use crate::fold;
use crate::query::{Clause, Filter, Query};
use crate::words::{self, Cutter, Word};

/// What a match in each part of a section weighs against one in its text. The sum with these weights is the one
/// measured on `../shared/retrieval` and on the project's own topics.
const TITLE_WEIGHT: f32 = 1.6;
const PATH_WEIGHT: f32 = 0.4;
/// What the three ways of cutting weigh against each other.
const WORD_WEIGHT: f32 = 1.0;
const CHAR_WEIGHT: f32 = 0.5;
const PAIR_WEIGHT: f32 = 1.0;
/// Of the words of a keyword with more than two of them, so many of a hundred must stand in a section.
const ENOUGH_OF_KEYWORD: usize = 60;
/// Words that ask and say nothing of what is asked for.
const ASKING: [&str; 30] = [
    "什么",
    "哪里",
    "哪些",
    "哪个",
    "哪种",
    "哪儿",
    "哪年",
    "哪一",
    "怎么",
    "怎样",
    "怎么样",
    "如何",
    "为什么",
    "为何",
    "多少",
    "多大",
    "多长",
    "几个",
    "几种",
    "是否",
    "有没有",
    "是不是",
    "谁",
    "吗",
    "呢",
    "何时",
    "何地",
    "什么样",
    "什么时候",
    "有关",
];

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
    let asked = Asked::read(&query.clauses, cutter);
    let scored: Vec<Box<dyn Tantivy>> = asked.texts.iter().flat_map(|text| scored(fields, text, cutter)).collect();
    let build = |needed| matching(fields, &asked, &query.filter, needed, &scored);
    let each = asked.keywords.iter().map(|keyword| keyword.clause(fields, keyword.enough)).collect();
    let any: Vec<Box<dyn Tantivy>> = asked.keywords.iter().map(|keyword| keyword.clause(fields, 1)).collect();
    let relaxed = (!any.is_empty()).then(|| build(vec![silent(Box::new(BooleanQuery::union(any)))]));
    Plan { query: build(each), relaxed, terms: asked.terms() }
}

/// The clauses of a query by what they ask for; strings are folded, and none is empty.
struct Asked<'q> {
    literals: Vec<String>,
    titles: Vec<String>,
    without: Vec<String>,
    /// The words as they were typed.
    texts: Vec<&'q str>,
    keywords: Vec<Keyword>,
}

impl<'q> Asked<'q> {
    fn read(clauses: &'q [Clause], cutter: &Cutter) -> Self {
        let folded = |pick: fn(&Clause) -> Option<&str>| -> Vec<String> {
            clauses.iter().filter_map(pick).map(fold::fold_literal).filter(|text| !text.is_empty()).collect()
        };
        let texts: Vec<&str> = clauses
            .iter()
            .filter_map(|clause| if let Clause::Words(text) = clause { Some(text.as_str()) } else { None })
            .collect();
        let keywords = texts.iter().flat_map(|text| text.split_whitespace()).map(|text| Keyword::read(text, cutter));
        Self {
            literals: folded(|clause| if let Clause::Literal(text) = clause { Some(text) } else { None }),
            titles: folded(|clause| if let Clause::Title(text) = clause { Some(text) } else { None }),
            without: folded(|clause| if let Clause::Without(text) = clause { Some(text) } else { None }),
            keywords: keywords.filter(|keyword| keyword.words.iter().any(|any| !any.is_empty())).collect(),
            texts,
        }
    }

    /// The words and literals, the longest first.
    fn terms(&self) -> Vec<String> {
        let words = self.keywords.iter().flat_map(|keyword| keyword.words.iter().flatten());
        let mut terms: Vec<String> = self.literals.iter().chain(words).cloned().collect();
        terms.sort_by_key(|term| std::cmp::Reverse(term.chars().count()));
        terms
    }
}

/// The sections that hold what is asked for and what is `needed`, within the filter, with the sum of `scored`. Where
/// only the filter or what must not stand narrows the answer, all others answer; where nothing is asked, none.
fn matching(
    fields: &Fields,
    asked: &Asked<'_>,
    filter: &Filter,
    needed: Vec<Box<dyn Tantivy>>,
    scored: &[Box<dyn Tantivy>],
) -> Box<dyn Tantivy> {
    let literals = asked.literals.iter().map(|text| literal(fields, text, true));
    let titles = asked.titles.iter().map(|text| boosted(string(fields.title, text), TITLE_WEIGHT));
    let mut must: Vec<Box<dyn Tantivy>> = literals.chain(titles).chain(needed).collect();
    let narrowed = narrowed(fields, filter);
    match (must.is_empty(), narrowed.is_empty() && asked.without.is_empty()) {
        (true, true) => return Box::new(EmptyQuery),
        (true, false) => must.push(silent(Box::new(ExistsQuery::new(fields::ORDER.to_owned(), false)))),
        (false, _) => {}
    }
    let must = must.into_iter().chain(narrowed).map(|clause| (Occur::Must, clause));
    let not = asked.without.iter().map(|text| (Occur::MustNot, literal(fields, text, true)));
    let should = scored.iter().map(|clause| (Occur::Should, clause.box_clone()));
    Box::new(BooleanQuery::new(must.chain(not).chain(should).collect()))
}

/// A run of a query's text without white space. Of a question, any word or pair of characters will do; the ranking
/// tells the good from the rest.
struct Keyword {
    /// Its words; of a word that is in no dictionary the pairs, any of which will do.
    words: Vec<Vec<String>>,
    /// How many of the words a section must hold.
    enough: usize,
}

impl Keyword {
    fn read(text: &str, cutter: &Cutter) -> Self {
        let mut all = units(cutter.words(text));
        let asking = |word: &str| ASKING.contains(&word) || word.starts_with(['几', '哪']);
        let asks = text.ends_with(['?', '？', '吗', '呢']) || all.iter().any(|word| asking(word));
        all.retain(|word| !asking(word));
        if all.iter().any(|word| word.chars().count() > 1) {
            all.retain(|word| word.chars().count() > 1);
        }
        if asks {
            all.extend(words::pairs(text).map(String::from_iter).filter(|pair| !asking(pair)));
            return Self { words: vec![all.into_iter().collect()], enough: 1 };
        }
        let words: Vec<Vec<String>> = all.into_iter().map(|word| alternatives(word, cutter)).collect();
        let enough = match words.len() {
            count @ 0..=2 => count,
            count => (count * ENOUGH_OF_KEYWORD).div_ceil(100),
        };
        Self { words, enough }
    }

    /// The sections that hold `enough` of the words.
    fn clause(&self, fields: &Fields, enough: usize) -> Box<dyn Tantivy> {
        let each = self.words.iter().map(|any| -> Box<dyn Tantivy> {
            Box::new(BooleanQuery::union(any.iter().map(|word| literal(fields, word, false)).collect()))
        });
        silent(Box::new(BooleanQuery::union_with_minimum_required_clauses(each.collect(), enough)))
    }
}

/// The words that a text is made of: of the cut, and where dictionary words make up a longer word, those (教师 队伍 建设
/// of 教师队伍建设), for sections speak of one matter in many turns.
fn units(words: Vec<Word>) -> BTreeSet<String> {
    let (mut out, mut words) = (BTreeSet::new(), words.into_iter().peekable());
    while let Some(whole) = words.next() {
        let mut inner = Vec::new();
        while let Some(word) = words.next_if(|word| word.range.end <= whole.range.end) {
            inner.push(word);
        }
        inner.sort_by_key(|word| (word.range.start, std::cmp::Reverse(word.range.end)));
        let (mut made, mut end) = (Vec::new(), whole.range.start);
        for word in inner {
            if word.range.start == end {
                end = word.range.end;
                made.push(word.folded);
            }
        }
        out.extend(if end == whole.range.end && !made.is_empty() { made } else { vec![whole.folded] });
    }
    out
}

/// What a section may hold in place of a word.
fn alternatives(word: String, cutter: &Cutter) -> Vec<String> {
    if word.chars().count() < 3 || cutter.knows(&word) || !word.chars().all(fold::is_han) {
        return vec![word];
    }
    words::pairs(&word).map(String::from_iter).collect()
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
        [a, b] if fold::is_of_word(a) && fold::is_of_word(b) => term(part.pairs, text),
        _ => {
            let phrase = PhraseQuery::new(
                chars.iter().map(|c| Term::from_field_text(part.chars, c.encode_utf8(&mut [0; 4]))).collect(),
            );
            let pairs =
                words::pairs(text).map(|pair| (Occur::Must, silent(term(part.pairs, &String::from_iter(pair)))));
            Box::new(BooleanQuery::new(pairs.chain([(Occur::Must, Box::new(phrase) as Box<dyn Tantivy>)]).collect()))
        }
    }
}

/// The clauses that are summed to the score of a text of words.
fn scored(fields: &Fields, text: &str, cutter: &Cutter) -> Vec<Box<dyn Tantivy>> {
    let words: BTreeSet<String> = cutter.words(text).into_iter().map(|word| word.folded).collect();
    let chars: BTreeSet<String> = words::chars(text).filter(|&c| fold::is_of_word(c)).map(String::from).collect();
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
