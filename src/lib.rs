//! baogao
pub mod engine;
pub mod error;
pub mod parse;
pub mod query;
pub mod report;
pub mod words;
