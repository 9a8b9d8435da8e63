//! Bytes to lines: the encoding is found, the format told by content and name, and markup turned into lines.
//!
//! A guess that yields garbage is refused, never indexed.

use std::path::Path;

use super::clean::junk;
use super::line::Line;

pub mod encoding;
mod html;
mod markdown;

/// The largest file that is read, in bytes; a report is a thousandth of it.
pub const MAX_BYTES: u64 = 64 << 20;

/// Why a file's bytes give no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// No bytes, or only white space.
    Empty,
    /// Bytes of another format than text; its name.
    Binary(&'static str),
    /// Text in no encoding that gives Chinese.
    Garbage,
    /// More bytes than [`MAX_BYTES`].
    TooLarge,
}

/// What a file holds, before anything is taken out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The lines, the empty ones left out.
    pub lines: Vec<Line>,
    /// The title that the page's markup gives.
    pub page_title: Option<String>,
    /// Whether characters were lost on the way (U+FFFD), or stand in a font of their own.
    pub lossy: bool,
}

/// The formats of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Plain,
    Markdown,
    Html,
}

/// The extensions of names that are read.
pub const EXTENSIONS: [&str; 8] = ["txt", "text", "md", "markdown", "html", "htm", "shtml", "xhtml"];

/// Whether a name ends as a format does that is read.
pub fn is_supported(path: &Path) -> bool {
    extension(path).is_some_and(|ext| EXTENSIONS.contains(&ext.as_str()))
}

/// Reads the bytes of the file called `path`; the name only tells the format.
///
/// # Errors
/// [`Unreadable`] where the bytes give no text.
pub fn read(bytes: &[u8], path: &Path) -> Result<Source, Unreadable> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let decoded = encoding::decode(bytes)?;
    let text = junk::unify_breaks(&decoded.text);
    let (lines, page_title) = match format(&text, path) {
        Format::Plain => (junk::lines(&text), None),
        Format::Markdown => (markdown::lines(&text), None),
        Format::Html => html::lines(&text),
    };
    if lines.is_empty() {
        return Err(Unreadable::Empty);
    }
    let lossy = decoded.lossy || text.contains(junk::is_private);
    Ok(Source { lines, page_title, lossy })
}

/// The format of a text, by its first words, then by its name.
fn format(text: &str, path: &Path) -> Format {
    let head: String =
        text.trim_start_matches('\u{feff}').trim_start().chars().take(200).collect::<String>().to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.starts_with(tag)) {
        return Format::Html;
    }
    match extension(path).as_deref() {
        Some("html" | "htm" | "shtml" | "xhtml") => Format::Html,
        Some("md" | "markdown") => Format::Markdown,
        _ => Format::Plain,
    }
}

fn extension(path: &Path) -> Option<String> {
    path.extension().map(|ext| ext.to_string_lossy().to_ascii_lowercase())
}
