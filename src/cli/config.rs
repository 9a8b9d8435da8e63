//! `baogao.toml`: what options set, once and for all; what is typed wins. It is read from the folder at hand, else from
//! the user's configuration folder (`~/.config/baogao` on Linux).
//!
//! A key is the long name of an option. At the top of the file it holds for every command that has the option, in a
//! table with a command's name for that command (those of `index`, which is an option too, only at the top). The settings become the defaults of the options, so they are read and
//! checked as if they had been typed, and the help shows them.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, Command};
use etcetera::BaseStrategy;
use toml::{Table, Value};

use super::lang::Lang;
use super::usage;
use crate::error::{Error, Result};

const NAME: &str = "baogao.toml";

/// The settings, and the file that they stand in.
#[derive(Debug, Default)]
pub struct Config {
    path: PathBuf,
    settings: Table,
}

impl Config {
    /// Reads the file, if there is one; else nothing is set.
    pub fn load() -> Result<Self> {
        let user = etcetera::choose_base_strategy().map(|folders| folders.config_dir().join("baogao").join(NAME));
        for path in [Some(PathBuf::from(NAME)), user.ok()].into_iter().flatten() {
            match fs::read_to_string(&path) {
                Ok(text) => {
                    return match text.parse() {
                        Ok(settings) => Ok(Self { path, settings }),
                        Err(error) => Err(Error::Config { path, message: error.message().to_owned() }),
                    };
                }
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
                Err(source) => return Err(Error::Path { path, source }),
            }
        }
        Ok(Self::default())
    }

    /// The language that it sets.
    pub fn lang(&self) -> Option<Lang> {
        Lang::named(self.settings.get("lang")?.as_str()?)
    }

    /// Makes the settings the defaults of the options of `command`.
    ///
    /// # Errors
    /// [`Error::Usage`] for a key that is no option, or a value that the option does not take.
    pub fn put_into(&self, command: &mut Command) -> Result<()> {
        for (key, value) in &self.settings {
            let known = if let Value::Table(table) = value {
                match command.find_subcommand_mut(key) {
                    Some(command) => self.put_table(table, command)?,
                    None => false,
                }
            } else {
                let mut known = self.put(key, value, command)?;
                for command in command.get_subcommands_mut() {
                    known |= self.put(key, value, command)?;
                }
                known
            };
            if !known {
                return Err(self.wrong(key, ("no such option or command", "没有这个选项或命令")));
            }
        }
        Ok(())
    }

    fn put_table(&self, table: &Table, command: &mut Command) -> Result<bool> {
        for (key, value) in table {
            if !self.put(key, value, command)? {
                return Err(self.wrong(key, ("the command has no such option", "该命令没有这个选项")));
            }
        }
        Ok(true)
    }

    /// Sets one option, if the command has it.
    fn put(&self, key: &str, value: &Value, command: &mut Command) -> Result<bool> {
        let Some(option) = command.get_arguments().find(|option| is_option(option, key)).cloned() else {
            return Ok(false);
        };
        let text = match value {
            Value::String(text) if key == "index" => self.beside(text),
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        let id = option.get_id().clone();
        if !option.get_action().takes_values() {
            value.as_bool().ok_or_else(|| self.wrong(key, ("give true or false", "请写 true 或 false")))?;
        } else if let Err(error) =
            Command::new(NAME).arg(option).try_get_matches_from([NAME, &format!("--{key}={text}")])
        {
            return Err(usage::read(&error).within(&self.path));
        }
        *command = std::mem::take(command).mut_arg(id, |option| option.default_value(text));
        Ok(true)
    }

    /// A path as it is seen from the folder of the file.
    fn beside(&self, path: &str) -> String {
        self.path.parent().unwrap_or(Path::new("")).join(path).to_string_lossy().into_owned()
    }

    fn wrong(&self, key: &str, help: (&str, &str)) -> Error {
        Error::usage(key, help).within(&self.path)
    }
}

/// Whether an argument is the option of that long name, and one that sets something.
fn is_option(argument: &Arg, name: &str) -> bool {
    argument.get_long() == Some(name)
        && !matches!(
            argument.get_action(),
            ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong | ArgAction::Version
        )
}
