//! The engine inside the program: tantivy on a local folder.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::collector::DocSetCollector;
use tantivy::directory::MmapDirectory;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::store::Compressor;
use tantivy::{
    DocAddress, Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, TantivyError,
    Term,
};

use super::collect::{self, Matches};
use super::fields::{self, Fields, StoredSection};
use super::home::{Home, Lock};
use super::{Engine, plan, tokenize};
use crate::error::{Error, Result};
use crate::query::{Hit, Hits, Query};
use crate::report::{Report, ReportId};
use crate::words::{Cutter, Lexicon};

/// Memory that tantivy may fill before it writes, for all its threads.
const WRITER_BYTES: usize = 160 << 20;
/// Threads that tantivy indexes with.
const WRITER_THREADS: usize = 2;

/// A tantivy index in a folder.
pub struct Embedded {
    home: Home,
    fields: Fields,
    lexicon: Arc<Lexicon>,
    reader: IndexReader,
    writer: Option<Mutex<IndexWriter>>,
    _lock: Option<Lock>,
}

impl Embedded {
    /// Opens an index to search in.
    pub fn open(root: &Path) -> Result<Self> {
        // A rebuild may take a generation away between the reading of its name and of its files; then there is a new one.
        let home = Home::open(root)?;
        Self::load(home, None).or_else(|_| Self::load(Home::open(root)?, None))
    }

    /// Opens an index to write in, or makes one that is cut by `lexicon`; `rebuild` makes a new one beside the old,
    /// which answers until [`Embedded::publish`].
    pub fn writable(root: &Path, lexicon: impl FnOnce() -> Lexicon, rebuild: bool) -> Result<Self> {
        let lock = Home::lock(root)?;
        match Home::open(root) {
            Ok(home) if !rebuild => Self::load(home, Some(lock)),
            Err(Error::NoIndex { .. }) => {
                let engine = Self::create(root, lexicon(), lock)?;
                // The first run publishes at once, so that what it commits stays if it is broken off.
                engine.publish()?;
                Ok(engine)
            }
            Ok(_) => Self::create(root, lexicon(), lock),
            Err(Error::Format { .. } | Error::Damaged { .. }) if rebuild => Self::create(root, lexicon(), lock),
            Err(error) => Err(error),
        }
    }

    /// Makes a newly built index the one that answers.
    pub fn publish(&self) -> Result<()> {
        self.home.publish()
    }

    /// The folder of the index.
    pub fn home(&self) -> &Home {
        &self.home
    }

    fn create(root: &Path, lexicon: Lexicon, lock: Lock) -> Result<Self> {
        let home = Home::begin(root, lexicon.own_table(), &lock)?;
        let failed = |error: TantivyError| index_error(root, &error);
        let directory = MmapDirectory::open(home.sections()).map_err(|error| failed(error.into()))?;
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(tantivy::store::ZstdCompressor::default()),
            ..IndexSettings::default()
        };
        Index::builder().schema(Fields::schema().0).settings(settings).open_or_create(directory).map_err(failed)?;
        Self::with_lexicon(home, lexicon, Some(lock))
    }

    fn load(home: Home, lock: Option<Lock>) -> Result<Self> {
        let lexicon = Lexicon::open(home.words()?).ok_or_else(|| Error::Damaged { path: home.root().to_owned() })?;
        Self::with_lexicon(home, lexicon, lock)
    }

    fn with_lexicon(home: Home, lexicon: Lexicon, lock: Option<Lock>) -> Result<Self> {
        let lexicon = Arc::new(lexicon);
        let failed = |error: TantivyError| index_error(home.root(), &error);
        let index = Index::open_in_dir(home.sections()).map_err(|_| Error::Damaged { path: home.root().to_owned() })?;
        index.tokenizers().register(fields::CHARS, tokenize::Chars);
        index.tokenizers().register(fields::PAIRS, tokenize::Pairs);
        let writer = match lock {
            Some(_) => {
                index.tokenizers().register(fields::WORDS, tokenize::Words(lexicon.clone()));
                Some(Mutex::new(index.writer_with_num_threads(WRITER_THREADS, WRITER_BYTES).map_err(failed)?))
            }
            None => None,
        };
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(failed)?;
        Ok(Self { fields: Fields::schema().1, home, lexicon, reader, writer, _lock: lock })
    }

    /// What failed, with the folder.
    fn failed(&self, error: &dyn std::fmt::Display) -> Error {
        index_error(self.home.root(), error)
    }

    /// Runs a change, commits it, and shows it to readers; takes all of it back if any of it fails.
    fn change(&self, run: impl FnOnce(&IndexWriter) -> Result<()>) -> Result<()> {
        let failed = |error: TantivyError| self.failed(&error);
        let Some(writer) = &self.writer else {
            return Err(Error::Index { path: self.home.root().to_owned(), message: "opened to be read only".into() });
        };
        let mut writer: MutexGuard<'_, IndexWriter> = writer.lock().unwrap_or_else(PoisonError::into_inner);
        let done = run(&writer).and_then(|()| writer.commit().map_err(failed));
        if let Err(error) = done {
            // The first error tells more than one of the rollback.
            let _ = writer.rollback();
            return Err(error);
        }
        self.reader.reload().map_err(failed)
    }

    fn delete(&self, writer: &IndexWriter, id: &ReportId) {
        for field in [self.fields.report, self.fields.head] {
            writer.delete_term(Term::from_field_text(field, id.as_str()));
        }
    }

    /// The stored bytes at an address, read as `T`.
    fn stored<T: serde::de::DeserializeOwned>(&self, searcher: &Searcher, address: DocAddress) -> Result<T> {
        let document: TantivyDocument = searcher.doc(address).map_err(|error| self.failed(&error))?;
        let bytes = self.fields.stored(&document).unwrap_or_default();
        serde_json::from_slice(bytes).map_err(|error| Error::Index {
            path: self.home.root().to_owned(),
            message: format!("damaged section: {error}"),
        })
    }

    /// The addresses of all documents with that term.
    fn with_term(&self, searcher: &Searcher, term: Term) -> Result<Vec<DocAddress>> {
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = searcher.search(&query, &DocSetCollector).map_err(|error| self.failed(&error))?;
        Ok(found.into_iter().collect())
    }

    fn hit(&self, searcher: &Searcher, folded: &collect::Folded) -> Result<Hit> {
        let stored: StoredSection = self.stored(searcher, folded.best.address)?;
        let copies = folded
            .copies
            .iter()
            .map(|copy| self.stored::<StoredSection>(searcher, copy.address).map(|stored| stored.section.id));
        Ok(Hit {
            score: folded.best.score,
            section: stored.section,
            report: stored.report,
            copies: copies.collect::<Result<_>>()?,
        })
    }
}

impl Engine for Embedded {
    fn update(&self, put: &[Report], gone: &[ReportId]) -> Result<()> {
        self.change(|writer| {
            for id in gone.iter().chain(put.iter().map(|report| &report.id)) {
                self.delete(writer, id);
            }
            for report in put {
                let documents = self.fields.documents(report).map_err(|error| self.failed(&error))?;
                for document in documents {
                    writer.add_document(document).map_err(|error| self.failed(&error))?;
                }
            }
            Ok(())
        })
    }

    fn search(&self, query: &Query) -> Result<Hits> {
        let searcher = self.reader.searcher();
        let cutter = Cutter::for_query(&self.lexicon, &query.text);
        let plan = plan::plan(&self.fields, query, &cutter);
        let run =
            |query: &dyn tantivy::query::Query| searcher.search(query, &Matches).map_err(|error| self.failed(&error));
        let mut matches = run(&*plan.query)?;
        if let (true, Some(relaxed)) = (matches.is_empty(), &plan.relaxed) {
            matches = run(&**relaxed)?;
        }
        let total = matches.len();
        let page = collect::page(matches, query.offset, query.limit, query.fold);
        let hits = page.iter().map(|folded| self.hit(&searcher, folded)).collect::<Result<_>>()?;
        Ok(Hits { total, hits, terms: plan.terms })
    }

    fn report(&self, id: &ReportId) -> Result<Option<Report>> {
        let searcher = self.reader.searcher();
        let Some(&head) = self.with_term(&searcher, Term::from_field_text(self.fields.head, id.as_str()))?.first()
        else {
            return Ok(None);
        };
        let mut report: Report = self.stored(&searcher, head)?;
        let sections = self.with_term(&searcher, Term::from_field_text(self.fields.report, id.as_str()))?;
        let stored = sections
            .into_iter()
            .map(|address| self.stored::<StoredSection>(&searcher, address).map(|stored| stored.section));
        report.sections = stored.collect::<Result<_>>()?;
        report.sections.sort_by_key(|section| section.id.ordinal());
        Ok(Some(report))
    }

    fn reports(&self) -> Result<Vec<ReportId>> {
        let searcher = self.reader.searcher();
        let mut ids = std::collections::BTreeSet::new();
        for segment in searcher.segment_readers() {
            let failed = |error: TantivyError| self.failed(&error);
            let index = segment.inverted_index(self.fields.head).map_err(failed)?;
            let mut terms = index.terms().stream().map_err(|error| failed(error.into()))?;
            while let Some((bytes, _)) = terms.next() {
                ids.insert(String::from_utf8_lossy(bytes).into_owned());
            }
        }
        let mut held = Vec::new();
        for id in ids {
            if !self.with_term(&searcher, Term::from_field_text(self.fields.head, &id))?.is_empty() {
                held.push(ReportId::new(id));
            }
        }
        Ok(held)
    }
}

impl Drop for Embedded {
    /// Waits for merges that run in the background, so that the folder is at rest.
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            let writer = writer.into_inner().unwrap_or_else(PoisonError::into_inner);
            // Merges are only housekeeping; what was committed stands without them.
            let _ = writer.wait_merging_threads();
        }
    }
}

fn index_error(root: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::Index { path: root.to_owned(), message: error.to_string() }
}
