//! `baogao completions` and `baogao man`: what a shell and `man` want to know of the commands.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Status;
use crate::error::Result;

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Prints the completions for a shell.
pub fn completions(args: &CompletionsArgs, out: &mut dyn Write) -> Status {
    clap_complete::generate(args.shell, &mut super::Args::command(), "baogao", &mut { out });
    Status::Done
}

/// Prints the manual page.
pub fn man(out: &mut dyn Write) -> Result<Status> {
    clap_mangen::Man::new(super::Args::command()).render(&mut { out })?;
    Ok(Status::Done)
}
