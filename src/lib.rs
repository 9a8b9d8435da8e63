//! baogao
pub mod parse;
pub mod report;
