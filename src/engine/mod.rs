//! The one seam to an index: reports go in, hits come out, and nothing of the machine behind it shows.

use crate::error::Result;
use crate::query::{Hits, Query};
use crate::report::{Report, ReportId};

mod collect;
mod embedded;
mod fields;
mod home;
mod plan;
mod tokenize;

pub use embedded::Embedded;
pub use home::{FORMAT, Home, write_whole};

/// An index of sections. `tests/engine.rs` holds what every implementation keeps to.
pub trait Engine: Send + Sync {
    /// Puts the reports `put` in, each in place of the one with its identity, and takes those of `gone` out;
    /// identities that are not there are passed over. One commit: readers see all of it or nothing. Idempotent; durable
    /// and visible on return; on an error the index is as it was before.
    fn update(&self, put: &[Report], gone: &[ReportId]) -> Result<()>;

    /// Answers a query. The total is exact.
    fn search(&self, query: &Query) -> Result<Hits>;

    /// The report of that identity, with all its sections in order.
    fn report(&self, id: &ReportId) -> Result<Option<Report>>;

    /// The identities of all reports, sorted.
    fn reports(&self) -> Result<Vec<ReportId>>;
}
