//! All reports of a user: the files that hold them, what became of each, and how the index is kept the same as they.

mod files;
mod ledger;
mod sync;

pub use files::{Found, find};
pub use ledger::{Entry, Ledger, Outcome, State};
pub use sync::{Progress, Summary, Sync, read_report};
