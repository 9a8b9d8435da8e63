//! `baogao.toml`: what flags set, once and for all; a flag on the command line wins. It is read from the folder at hand,
//! else from the user's configuration folder (`~/.config/baogao` on Linux).

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use etcetera::BaseStrategy;
use serde::Deserialize;

use super::lang::Lang;
use crate::error::{Error, Result};

const NAME: &str = "baogao.toml";

/// What the file may set.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The folder of the index.
    pub index: Option<PathBuf>,
    /// The language of messages.
    pub lang: Option<Lang>,
    /// How many hits a search shows.
    pub limit: Option<usize>,
}

impl Config {
    /// Reads the file, if there is one.
    pub fn load() -> Result<Self> {
        let user = etcetera::choose_base_strategy().map(|folders| folders.config_dir().join("baogao").join(NAME));
        for path in [Some(PathBuf::from(NAME)), user.ok()].into_iter().flatten() {
            match fs::read_to_string(&path) {
                Ok(text) => {
                    let wrong = |error: toml::de::Error| Error::Config { path, message: error.message().to_owned() };
                    return toml::from_str(&text).map_err(wrong);
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(source) => return Err(Error::Path { path, source }),
            }
        }
        Ok(Self::default())
    }
}
