//! The command line: what was typed becomes calls. One file a command.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

mod config;
mod export;
mod index;
mod lang;
mod ledger;
mod list;
mod outline;
mod search;
mod shell;
mod show;
mod usage;

use crate::error::{Error, Result};
use crate::parse::identify::places;
use config::Config;
use lang::Lang;

/// Where the index lies inside a folder that has `index/`, unless `--index` says otherwise.
const DEFAULT_INDEX: &str = "index/built";

/// Finds the right section in thousands of Chinese town reports.
#[derive(Debug, Parser)]
#[command(name = "baogao", version, about, after_help = EXAMPLES, arg_required_else_help = true)]
struct Args {
    /// The folder of the index [default: index/built inside a folder that has index/, else in the user's data folder]
    #[arg(long, value_name = "DIR", global = true)]
    index: Option<PathBuf>,
    /// The language of messages [default: that of the locale]
    #[arg(long, value_name = "LANG", global = true)]
    lang: Option<Lang>,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  baogao search 教师队伍建设                 search the sample reports (indexed at the first search)
  baogao --index my index ~/reports          index a folder of your own, or bring its index up to date
  baogao --index my search '\"双减\" 落实'     a literal string and a word
  baogao outline report.txt                  the heading tree of one file
  baogao --index my ledger --refused         the files that could not be read, and why";

#[derive(Debug, Subcommand)]
enum Command {
    /// Index the reports in files and folders, or bring the index up to date with them
    Index(index::IndexArgs),
    /// Find sections, the best first, with their heading path
    Search(search::SearchArgs),
    /// Print a section, or a whole report, by its id
    Show(show::ShowArgs),
    /// Show the heading tree of one file
    Outline(outline::OutlineArgs),
    /// List the reports of the index by place and year
    List(list::ListArgs),
    /// Print every section of the index, one JSON object a line
    Export(export::ExportArgs),
    /// Show what became of every file: indexed, duplicate, or refused and why
    Ledger(ledger::LedgerArgs),
    /// Print the completions for a shell
    Completions(shell::CompletionsArgs),
    /// Print the manual page
    Man,
}

/// What every command needs.
struct Context {
    /// The folder of the index.
    index: PathBuf,
    /// Whether that folder is the default one, so that the sample reports may fill it.
    is_default: bool,
    /// The language of messages.
    lang: Lang,
    /// The columns of the terminal that is written to, if it is one.
    width: Option<usize>,
}

/// How a command ended well.
enum Status {
    /// Done; for a search, something was found.
    Done,
    /// Nothing was found.
    Nothing,
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let typed: Vec<OsString> = env::args_os().collect();
    let config = Config::load();
    let of_config = || config.as_ref().ok().and_then(Config::lang);
    let lang = Lang::typed(&typed).or_else(of_config).unwrap_or_else(Lang::of_locale);
    match config.and_then(|config| read(typed, &config)).and_then(|args| start(args, lang)) {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::Nothing) => ExitCode::from(1),
        Err(Error::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let message = lang.pick(&error.to_string(), &error.chinese()).replace('\n', " ");
            // Nobody is left to tell if standard error is closed.
            let _ = writeln!(io::stderr(), "{}{message}", lang.pick("error: ", "错误："));
            ExitCode::from(2)
        }
    }
}

/// What was typed, with the settings of `config` where it says nothing. Help and version are printed at once.
fn read(typed: Vec<OsString>, config: &Config) -> Result<Args> {
    let mut command = Args::command();
    config.put_into(&mut command)?;
    let read = command.try_get_matches_from(typed).and_then(|matches| Args::from_arg_matches(&matches));
    read.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            error.exit()
        }
        _ => usage::read(&error),
    })
}

fn start(args: Args, lang: Lang) -> Result<Status> {
    let is_default = args.index.is_none();
    let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    let context = Context { is_default, index: args.index.unwrap_or_else(default_index), lang, width };
    dispatch(args.command, &context)
}

/// The index of the folder at hand if it has `index/`, else that of the user.
fn default_index() -> PathBuf {
    use etcetera::BaseStrategy;
    if Path::new("index").is_dir() {
        return DEFAULT_INDEX.into();
    }
    match etcetera::choose_base_strategy() {
        Ok(folders) => folders.data_dir().join("baogao").join("built"),
        Err(_) => DEFAULT_INDEX.into(),
    }
}

/// A table that lies beside the folder of the index, and so in place of the program's own, if one does.
fn beside(index: &Path, name: &str) -> Result<Option<String>> {
    let path = index.parent().unwrap_or(Path::new("")).join(name);
    match fs::read_to_string(&path) {
        Ok(table) => Ok(Some(table)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Path { path, source }),
    }
}

/// Takes the table of places beside the index, if one lies there, before reports are read.
fn take_places(index: &Path) -> Result<()> {
    beside(index, "places.tsv").map(|table| table.into_iter().for_each(places::put_in_place))
}

fn dispatch(command: Command, context: &Context) -> Result<Status> {
    let mut out = io::BufWriter::new(anstream::stdout());
    let status = match command {
        Command::Index(args) => index::run(&args, context, &mut out),
        Command::Search(args) => search::run(&args, context, &mut out),
        Command::Show(args) => show::run(&args, context, &mut out),
        Command::Outline(args) => outline::run(&args, context, &mut out),
        Command::List(args) => list::run(&args, context, &mut out),
        Command::Completions(args) => Ok(shell::completions(&args, &mut out)),
        Command::Man => shell::man(&mut out),
        Command::Export(args) => export::run(&args, context, &mut out),
        Command::Ledger(args) => ledger::run(&args, context, &mut out),
    }?;
    out.flush()?;
    Ok(status)
}

/// Writes a value as one line of JSON.
fn json_line(value: &impl serde::Serialize, out: &mut dyn Write) -> Result<()> {
    serde_json::to_writer(&mut *out, value).map_err(io::Error::from)?;
    Ok(writeln!(out)?)
}
