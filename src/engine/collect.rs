//! Every match of a query with what ranking and folding need of it: one pass over the index, so that totals are exact.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::fields::ORDER;

/// A matching section.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    /// Its score.
    pub score: Score,
    /// Where it is stored.
    pub address: DocAddress,
    /// What sections with the same heading and text have in common.
    pub twin: u64,
    /// What orders equals the same in every index.
    pub order: u64,
    /// The year of its report, 0 where none is known.
    pub year: u64,
}

impl Match {
    /// The better first; of equals the newer, then the one that stands first by identity.
    pub fn rank(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then(other.year.cmp(&self.year)).then(self.order.cmp(&other.order))
    }
}

/// Collects all matches.
pub struct Matches;

/// Collects the matches of one of tantivy's segments.
pub struct OfSegment {
    ordinal: SegmentOrdinal,
    twin: Column<u64>,
    order: Column<u64>,
    year: Column<u64>,
    matches: Vec<Match>,
}

impl Collector for Matches {
    type Fruit = Vec<Match>;
    type Child = OfSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<OfSegment> {
        let fast = segment.fast_fields();
        Ok(OfSegment {
            ordinal,
            twin: fast.u64("twin")?,
            order: fast.u64(ORDER)?,
            year: fast.u64("year")?,
            matches: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Match>>) -> tantivy::Result<Vec<Match>> {
        Ok(fruits.into_iter().flatten().collect())
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = Vec<Match>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let first = |column: &Column<u64>| column.first(doc).unwrap_or(0);
        let address = DocAddress::new(self.ordinal, doc);
        self.matches.push(Match {
            score,
            address,
            twin: first(&self.twin),
            order: first(&self.order),
            year: first(&self.year),
        });
    }

    fn harvest(self) -> Vec<Match> {
        self.matches
    }
}

/// A match, and the others that are folded into it.
pub struct Folded {
    /// The best of them.
    pub best: Match,
    /// The rest, in the order of their rank.
    pub copies: Vec<Match>,
}

/// The page of hits from `offset` on, the best first; with `fold`, twins are one hit.
pub fn page(mut matches: Vec<Match>, offset: usize, limit: usize, fold: bool) -> Vec<Folded> {
    let wanted = offset.saturating_add(limit);
    let mut sorted = wanted.saturating_mul(4).saturating_add(64);
    loop {
        sort_head(&mut matches, sorted);
        let head = &matches[..sorted.min(matches.len())];
        let chosen = leaders(head, wanted, fold);
        if chosen.len() >= wanted || head.len() == matches.len() {
            let best: Vec<Match> = chosen.into_iter().skip(offset).collect();
            let mut copies = if fold { copies(&matches, &best) } else { HashMap::new() };
            let folded = |best: Match| Folded { best, copies: copies.remove(&best.twin).unwrap_or_default() };
            return best.into_iter().map(folded).collect();
        }
        sorted = sorted.saturating_mul(8);
    }
}

/// Puts the best `count` matches in order at the head.
fn sort_head(matches: &mut [Match], count: usize) {
    if count < matches.len() {
        matches.select_nth_unstable_by(count, Match::rank);
        matches[..count].sort_unstable_by(Match::rank);
    } else {
        matches.sort_unstable_by(Match::rank);
    }
}

/// The first `wanted` matches, twins passed over where they are folded.
fn leaders(ranked: &[Match], wanted: usize, fold: bool) -> Vec<Match> {
    let mut seen = HashSet::new();
    ranked.iter().filter(|found| !fold || seen.insert(found.twin)).take(wanted).copied().collect()
}

/// For each of `best` the other matches with its heading and text, in the order of their rank.
fn copies(matches: &[Match], best: &[Match]) -> HashMap<u64, Vec<Match>> {
    let mut copies: HashMap<u64, Vec<Match>> = best.iter().map(|found| (found.twin, Vec::new())).collect();
    let shown: HashSet<DocAddress> = best.iter().map(|found| found.address).collect();
    for found in matches.iter().filter(|found| !shown.contains(&found.address)) {
        if let Some(copies) = copies.get_mut(&found.twin) {
            copies.push(*found);
        }
    }
    for copies in copies.values_mut() {
        copies.sort_unstable_by(Match::rank);
    }
    copies
}
