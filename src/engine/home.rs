//! The folder of an index: what it holds, which version wrote it, and who may write.
//!
//! `baogao.json` names the version and the generation, a folder beside it with the tantivy index and the dictionary
//! that it was cut by. A rebuild makes a new generation and then changes the name in `baogao.json`, so that a reader
//! sees the old index or the new one.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The version of the format; an index of another version is refused.
pub const FORMAT: u32 = 1;

const MANIFEST: &str = "baogao.json";
const LOCK: &str = "lock";
const WORDS: &str = "words.fst";
const TANTIVY: &str = "sections";
const GENERATION: &str = "generation-";
/// What a file is called before it is whole.
const PARTIAL: &str = ".baogao-";

/// What `baogao.json` says.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    format: u32,
    generation: u32,
}

/// The folder of an index.
#[derive(Debug, Clone)]
pub struct Home {
    root: PathBuf,
    generation: u32,
}

/// The right to write an index, given up when dropped or when the process ends.
pub struct Lock(#[allow(dead_code, reason = "holding the file holds the lock")] File);

impl Home {
    /// Opens the folder of an existing index.
    pub fn open(root: &Path) -> Result<Self> {
        let text = match fs::read_to_string(root.join(MANIFEST)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && is_foreign(root) => {
                return Err(Error::ForeignFolder { path: root.to_owned() });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Error::NoIndex { path: root.to_owned() });
            }
            Err(source) => return Err(Error::Path { path: root.join(MANIFEST), source }),
        };
        let manifest: Manifest = serde_json::from_str(&text).map_err(|_| Error::Format {
            path: root.to_owned(),
            found: 0,
            wanted: FORMAT,
        })?;
        if manifest.format != FORMAT {
            return Err(Error::Format { path: root.to_owned(), found: manifest.format, wanted: FORMAT });
        }
        Ok(Self { root: root.to_owned(), generation: manifest.generation })
    }

    /// Takes the right to write an index in `root`, making the folder if need be. A folder with other things in it is
    /// refused.
    pub fn lock(root: &Path) -> Result<Lock> {
        let failed = |source| Error::Path { path: root.to_owned(), source };
        if !root.join(MANIFEST).exists() && is_foreign(root) {
            return Err(Error::ForeignFolder { path: root.to_owned() });
        }
        fs::create_dir_all(root).map_err(failed)?;
        let file = File::options().create(true).truncate(false).write(true).open(root.join(LOCK)).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => Err(Error::Locked { path: root.to_owned() }),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }

    /// A new, empty generation, which [`Home::publish`] makes the index. The words are the table that it is cut by.
    /// What an earlier run that was broken off left behind goes; the index that answers stays.
    pub fn begin(root: &Path, words: &[u8], _lock: &Lock) -> Result<Self> {
        // Of whatever version: it stays until the new one is published.
        let manifest =
            fs::read(root.join(MANIFEST)).ok().and_then(|text| serde_json::from_slice::<Manifest>(&text).ok());
        let published = manifest.map(|manifest| manifest.generation);
        remove_generations(root, published);
        let number = published.map_or(1, |number| number.saturating_add(1));
        let home = Self { root: root.to_owned(), generation: number };
        let failed = |source| Error::Path { path: home.folder(), source };
        fs::create_dir_all(home.sections()).map_err(failed)?;
        fs::write(home.folder().join(WORDS), words).map_err(failed)?;
        Ok(home)
    }

    /// Makes this generation the index and deletes every other.
    pub fn publish(&self) -> Result<()> {
        let manifest = Manifest { format: FORMAT, generation: self.generation };
        let manifest = serde_json::to_vec(&manifest).unwrap_or_default();
        write_whole(&self.root.join(MANIFEST), &manifest)
            .map_err(|source| Error::Path { path: self.root.clone(), source })?;
        remove_generations(&self.root, Some(self.generation));
        Ok(())
    }

    /// The table of added words that the index was cut by.
    pub fn words(&self) -> Result<Vec<u8>> {
        fs::read(self.folder().join(WORDS)).map_err(|_| Error::Damaged { path: self.root.clone() })
    }

    /// The folder of the tantivy index.
    pub fn sections(&self) -> PathBuf {
        self.folder().join(TANTIVY)
    }

    /// A file of this generation.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// The folder that was given for the index.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn folder(&self) -> PathBuf {
        self.root.join(format!("{GENERATION}{}", self.generation))
    }
}

/// Writes a file so that a reader sees all of it or what was there before, also after a power cut.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(PARTIAL);
    // Others may read an index as the umask says.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()
}

/// Deletes every generation but `kept`. A reader may still hold one; what is left goes the next time.
fn remove_generations(root: &Path, kept: Option<u32>) {
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        if generation(&entry).is_some_and(|number| Some(number) != kept) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// The number of a generation; `None` for anything else that lies there.
fn generation(entry: &fs::DirEntry) -> Option<u32> {
    let number = entry.file_name().to_str()?.strip_prefix(GENERATION)?.parse().ok()?;
    (entry.path().join(WORDS).exists() || entry.path().join(TANTIVY).exists()).then_some(number)
}

/// Whether a folder holds something that no index does; what a first run that was broken off left is not meant.
fn is_foreign(root: &Path) -> bool {
    let own = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        name == LOCK || name.to_string_lossy().starts_with(PARTIAL) || generation(entry).is_some()
    };
    root.is_file() || fs::read_dir(root).is_ok_and(|entries| entries.flatten().any(|entry| !own(&entry)))
}
