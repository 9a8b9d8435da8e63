//! The files below the paths that a user gave, in a fixed order.

use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::error::{Error, Result};

/// A file, or a place in the folders that could not be entered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// A file.
    File(PathBuf),
    /// What could not be read: a folder without permission, a link that leads in a circle.
    Blocked(PathBuf),
}

impl Found {
    /// Its path.
    pub fn path(&self) -> &Path {
        match self {
            Found::File(path) | Found::Blocked(path) => path,
        }
    }
}

/// Every file below `roots`, by its real path, sorted; the folder of the index itself is passed over. Links are
/// followed.
///
/// A root that is gone is passed over where `known` says that files of it are in the index, so that they can be taken out.
///
/// # Errors
/// [`Error::Path`] for any other root that does not exist.
pub fn find(roots: &[PathBuf], index: &Path, known: impl Fn(&Path) -> bool) -> Result<Vec<Found>> {
    let index = fs::canonicalize(index).unwrap_or_else(|_| index.to_owned());
    let mut found = Vec::new();
    for root in roots {
        let failed = |source| Error::Path { path: root.clone(), source };
        let root_path = match fs::canonicalize(root) {
            Ok(path) => path,
            Err(_) if std::path::absolute(root).is_ok_and(|path| known(&path)) => continue,
            Err(source) => return Err(failed(source)),
        };
        let index = index.clone();
        let walk = WalkBuilder::new(&root_path)
            .standard_filters(false)
            .follow_links(true)
            .filter_entry(move |entry| entry.path() != index)
            .build();
        found.extend(walk.filter_map(|entry| match entry {
            Ok(entry) => entry.file_type().filter(fs::FileType::is_file).map(|_| Found::File(entry.into_path())),
            Err(error) => blocked(&error, &root_path),
        }));
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// The path that an error of the walk is about.
fn blocked(error: &ignore::Error, root: &Path) -> Option<Found> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(Found::Blocked(path.clone())),
        ignore::Error::Loop { child, .. } => Some(Found::Blocked(child.clone())),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => blocked(err, root),
        _ => Some(Found::Blocked(root.to_owned())),
    }
}
