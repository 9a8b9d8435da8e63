//! A command line that cannot be read, told in one line: what was typed, and what to type instead.

use std::error::Error as _;

use clap::error::{ContextKind, ErrorKind};

use crate::error::Error;

/// What clap found wrong, as an error of ours.
pub fn read(error: &clap::Error) -> Error {
    let of = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    // clap names an option together with what it takes: `--limit <N>`.
    let option = of(ContextKind::InvalidArg).split(' ').next().unwrap_or_default().to_owned();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            unknown(&of(ContextKind::InvalidSubcommand), ("command", "命令"), &of(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument if !option.is_ascii() && option.starts_with('-') => Error::usage(
            &option,
            ("write the query in quotes, or -- before it", "请给整个检索式加引号，或在它前面写 --"),
        ),
        ErrorKind::UnknownArgument if !option.starts_with('-') => Error::usage(
            &option,
            ("not expected here; `baogao help COMMAND` tells what is", "这里不需要它；baogao help 命令 可查看用法"),
        ),
        ErrorKind::UnknownArgument => unknown(&option, ("option", "选项"), &of(ContextKind::SuggestedArg)),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => wrong_value(error, &option, &of),
        ErrorKind::MissingRequiredArgument => Error::usage(
            &of(ContextKind::InvalidArg),
            ("missing; `baogao help COMMAND` tells what a command takes", "缺少这一项；baogao help 命令 可查看用法"),
        ),
        ErrorKind::InvalidUtf8 => {
            Error::usage("baogao", ("what is typed must be valid UTF-8", "命令行文字须为有效的 UTF-8"))
        }
        kind => {
            let said = kind.to_string();
            let help = "`baogao help COMMAND` tells what a command takes";
            Error::usage(&option, (&format!("{said}; {help}"), "不能这样用；baogao help 命令 可查看用法"))
        }
    }
}

/// A value that an option does not take, or none.
fn wrong_value(error: &clap::Error, option: &str, of: &impl Fn(ContextKind) -> String) -> Error {
    let (value, values) = (of(ContextKind::InvalidValue), of(ContextKind::ValidValue));
    let given = format!("{option} {value}");
    match error.source().and_then(|source| source.downcast_ref()) {
        _ if value.is_empty() => Error::usage(option, ("give it a value", "请给出它的值")),
        Some(Error::Usage { help, .. }) => Error::Usage { given, help: help.clone() },
        _ if values.is_empty() => Error::usage(&given, ("give a number", "请给出一个数")),
        _ => Error::usage(&given, (&format!("give one of: {values}"), &format!("请给出其中之一：{values}"))),
    }
}

/// A word that is none of a kind of words, with the one that was meant if it is near.
fn unknown(given: &str, (english, chinese): (&str, &str), near: &str) -> Error {
    let (meant, meant_zh) = match near {
        "" => ("`baogao help` lists them".to_owned(), "baogao help 可列出全部".to_owned()),
        near => (format!("did you mean {near}?"), format!("是否指 {near}？")),
    };
    Error::usage(given, (&format!("no such {english}; {meant}"), &format!("没有这个{chinese}；{meant_zh}")))
}
