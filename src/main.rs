//! The door to the program: runs the command line and sets the exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    baogao::cli::run()
}
