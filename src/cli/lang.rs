//! The two languages that messages come in.

use std::ffi::OsString;
use std::path::Path;

use clap::ValueEnum;

use crate::corpus::Summary;
use crate::present::{HitWords, OutlineWords};
use crate::report::Doubt;

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// Chinese
    Zh,
}

impl Lang {
    /// The language of the locale: Chinese where it says so, else English.
    pub fn of_locale() -> Self {
        match sys_locale::get_locale() {
            Some(locale) if locale.to_ascii_lowercase().starts_with("zh") => Self::Zh,
            _ => Self::En,
        }
    }

    /// The language of that name, as `--lang` takes it.
    pub fn named(name: &str) -> Option<Self> {
        <Self as ValueEnum>::from_str(name, false).ok()
    }

    /// The language that a command line asks for, before all of it is read.
    pub fn typed(typed: &[OsString]) -> Option<Self> {
        let name = typed.iter().enumerate().rev().find_map(|(at, word)| match word.to_str()? {
            "--lang" => typed.get(at + 1)?.to_str(),
            word => word.strip_prefix("--lang="),
        });
        Self::named(name?)
    }

    /// One of two texts.
    pub fn pick<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            Self::En => english,
            Self::Zh => chinese,
        }
    }

    /// How to see what was refused.
    pub fn ledger_hint(self, index: &Path) -> String {
        let command = format!("baogao --index {} ledger --refused", index.display());
        match self {
            Self::En => format!("`{command}` lists what was refused, and why"),
            Self::Zh => format!("运行 {command} 可查看未收录的文件及原因"),
        }
    }

    /// What a run over files did.
    pub fn summary(self, done: &Summary) -> String {
        let Summary { new, changed, unchanged, duplicates, refused, removed } = done;
        match self {
            Self::En => format!(
                "{new} new, {changed} changed, {unchanged} unchanged, {removed} removed; {duplicates} with the same body as another, {refused} refused"
            ),
            Self::Zh => format!(
                "新增 {new}，更改 {changed}，未变 {unchanged}，移除 {removed}；与他文件正文相同 {duplicates}，未收录 {refused}"
            ),
        }
    }
}

impl HitWords for Lang {
    fn opening(&self) -> String {
        self.pick("(opening)", "（篇首）").to_owned()
    }

    fn copies(&self, count: usize) -> String {
        match self {
            Self::En => format!("the same text in {count} more"),
            Self::Zh => format!("另有 {count} 处文字相同"),
        }
    }

    fn total(&self, total: usize, shown: usize, took_ms: f64) -> String {
        match self {
            Self::En => format!("{total} sections, {shown} shown, {took_ms:.1} ms"),
            Self::Zh => format!("共 {total} 节，显示 {shown} 条，{took_ms:.1} 毫秒"),
        }
    }
}

impl OutlineWords for Lang {
    fn open(&self) -> &'static str {
        self.pick("undetermined", "未定")
    }

    fn removed(&self) -> &'static str {
        self.pick("taken out", "已剔除")
    }

    fn doubt(&self, code: Doubt) -> &'static str {
        let (english, chinese) = code.words();
        self.pick(english, chinese)
    }
}
