//! Finds the right section in thousands of Chinese town reports.
//!
//! A report is a tree of sections, and a question is answered by one section with its heading path. Indexing goes one
//! way through the crate:
//!
//! 1. [`corpus`] finds the files and knows, by the hash of their bytes, which of them are new;
//! 2. [`parse`] turns a file's bytes into a [`report::Report`]: it reads the text, cleans it of what is no part of the
//!    report, recovers the outline, and finds the year, the place and the kind;
//! 3. [`words`] folds the text of each section and cuts it into words, characters and pairs of characters;
//! 4. [`engine`] keeps them in an index.
//!
//! Searching goes the other way: [`query`] reads what a person typed, the engine answers with ranked sections, and
//! [`present`] draws them. [`cli`] turns arguments into these calls and holds nothing else.

pub mod cli;
pub mod corpus;
pub mod engine;
pub mod error;
pub mod fold;
pub mod parse;
pub mod present;
pub mod query;
pub mod report;
pub mod words;
