//! A section as the flat fields of a tantivy document. Every field name stands here and nowhere else.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};

use crate::fold;
use crate::query::ReportHead;
use crate::report::{Report, Section, short_name};

/// The names under which the tokenizers are registered.
pub const WORDS: &str = "words";
/// See [`WORDS`].
pub const CHARS: &str = "chars";
/// See [`WORDS`].
pub const PAIRS: &str = "pairs";

/// The field that every section has and a head has not; see [`Fields::order`].
pub const ORDER: &str = "order";

/// One part of a section, indexed in three ways.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Words, without positions.
    pub words: Field,
    /// Single characters with positions.
    pub chars: Field,
    /// Pairs of characters, without positions.
    pub pairs: Field,
}

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// The section's own title.
    pub title: Part,
    /// The section's own text.
    pub text: Part,
    /// The report's title and the headings above.
    pub path: Part,
    /// The identity of the report, on each of its sections.
    pub report: Field,
    /// The identity of the report, on the one document that holds its head.
    pub head: Field,
    /// The year.
    pub year: Field,
    /// Every name in the chain of places, whole and short.
    pub place: Field,
    /// The kind.
    pub kind: Field,
    /// The period.
    pub period: Field,
    /// What sections with the same heading and text have in common.
    pub twin: Field,
    /// A number that orders sections the same in every index: the report's identity, then the place in it.
    pub order: Field,
    /// What is given back: a [`StoredSection`] or, on a head, a [`Report`] without sections.
    pub stored: Field,
}

/// What is stored of a section.
#[derive(Debug, Serialize, Deserialize)]
pub struct StoredSection {
    /// The section.
    pub section: Section,
    /// Its report.
    pub report: ReportHead,
}

impl Fields {
    /// The schema, and the fields in it.
    pub fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let mut indexed = |name: &str, tokenizer: &str, record| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
            schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
        };
        let mut part = |name: &str| Part {
            words: indexed(&format!("{name}_words"), WORDS, IndexRecordOption::WithFreqs),
            chars: indexed(&format!("{name}_chars"), CHARS, IndexRecordOption::WithFreqsAndPositions),
            pairs: indexed(&format!("{name}_pairs"), PAIRS, IndexRecordOption::WithFreqs),
        };
        let (title, text, path) = (part("title"), part("text"), part("path"));
        let fields = Self {
            title,
            text,
            path,
            report: schema.add_text_field("report", STRING),
            head: schema.add_text_field("head", STRING),
            year: schema.add_u64_field("year", INDEXED | FAST),
            place: schema.add_text_field("place", STRING | FAST),
            kind: schema.add_text_field("kind", STRING | FAST),
            period: schema.add_text_field("period", STRING | FAST),
            twin: schema.add_u64_field("twin", FAST),
            order: schema.add_u64_field(ORDER, FAST),
            stored: schema.add_bytes_field("stored", STORED),
        };
        (schema.build(), fields)
    }

    /// The documents of a report: its head, then its sections.
    pub fn documents(&self, report: &Report) -> serde_json::Result<Vec<TantivyDocument>> {
        let head = ReportHead::of(report);
        let mut documents = vec![self.head_document(report)?];
        for (ordinal, section) in report.sections.iter().enumerate() {
            documents.push(self.section_document(section, ordinal, &head)?);
        }
        Ok(documents)
    }

    fn head_document(&self, report: &Report) -> serde_json::Result<TantivyDocument> {
        let mut document = TantivyDocument::new();
        document.add_text(self.head, report.id.as_str());
        document.add_bytes(self.stored, &serde_json::to_vec(&Report { sections: Vec::new(), ..report.clone() })?);
        Ok(document)
    }

    fn section_document(
        &self,
        section: &Section,
        ordinal: usize,
        head: &ReportHead,
    ) -> serde_json::Result<TantivyDocument> {
        let mut document = TantivyDocument::new();
        let above = section.path.titles().split_last().map_or(&[][..], |(_, above)| above);
        let path = std::iter::once(&head.title).chain(above).map(String::as_str).collect::<Vec<_>>().join("\n");
        for (part, text) in [(self.title, section.title.as_str()), (self.text, &section.text), (self.path, &path)] {
            for field in [part.words, part.chars, part.pairs] {
                document.add_text(field, text);
            }
        }
        document.add_text(self.report, head.id.as_str());
        head.year.iter().for_each(|year| document.add_u64(self.year, u64::from(year.get())));
        for name in head.place.chain() {
            document.add_text(self.place, name);
            if let Some(short) = short_name(name) {
                document.add_text(self.place, short);
            }
        }
        head.kind.iter().for_each(|kind| document.add_text(self.kind, kind.name()));
        section.period.iter().for_each(|period| document.add_text(self.period, period.name()));
        document.add_u64(self.twin, twin(section));
        document.add_u64(self.order, order(head, ordinal));
        document.add_bytes(
            self.stored,
            &serde_json::to_vec(&StoredSection { section: section.clone(), report: head.clone() })?,
        );
        Ok(document)
    }

    /// The stored bytes of a document.
    pub fn stored<'d>(&self, document: &'d TantivyDocument) -> Option<&'d [u8]> {
        document.get_first(self.stored).and_then(|value| value.as_bytes())
    }
}

/// A hash of a section's heading and text, folded and without white space; the same in every version of the program.
fn twin(section: &Section) -> u64 {
    let text = format!("{}\n{}", fold::fold_literal(&section.title), fold::fold_literal(&section.text));
    Sha256::digest(text.as_bytes()).iter().take(8).fold(0, |hash, &byte| hash << 8 | u64::from(byte))
}

/// The report's identity (48 bits) and the place in it (16 bits).
fn order(head: &ReportHead, ordinal: usize) -> u64 {
    let report = u64::from_str_radix(head.id.as_str(), 16).unwrap_or(0);
    report << 16 | (ordinal as u64).min(0xffff)
}
