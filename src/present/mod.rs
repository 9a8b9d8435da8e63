//! What an answer shows, computed once, and drawn as JSON or as text for a terminal.

mod hits;
mod outline;
mod snippet;
mod wrap;

pub use hits::{HitLook, HitWords, HitsView, draw_hits};
pub use outline::{OutlineView, OutlineWords, SectionLine, draw_outline};
pub use snippet::{Snippet, snippet};
