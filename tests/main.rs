//! The tests through the front door: the library as a program uses it, the command line as a person does.

#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

mod architecture;
mod cli;
mod corpus;
mod engine;
mod forms;
mod robust;
mod support;
