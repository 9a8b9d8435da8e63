//! The one error of the crate. Every variant names the file, folder or query that failed and what to do about it, in
//! one line, in the language that its reader speaks.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// What can fail.
#[derive(Debug, Error)]
pub enum Error {
    /// A path that does not exist, or cannot be read.
    #[error("{}: {source}; give a file or folder that can be read", path.display())]
    Path {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A folder without a file that could be a report.
    #[error("{}: no report in this folder; files ending in .txt, .md or .html are read", path.display())]
    NoReports {
        /// The folder.
        path: PathBuf,
    },
    /// A file that gives no report.
    #[error("{}: {}", path.display(), reason.english())]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: Refusal,
    },
    /// No index where one is needed.
    #[error("{}: no index here; run `baogao --index {} index FOLDER` first", path.display(), path.display())]
    NoIndex {
        /// The index folder.
        path: PathBuf,
    },
    /// A folder with files that are none of an index.
    #[error("{}: not an index of baogao and not empty; choose another folder for --index", path.display())]
    ForeignFolder {
        /// The folder.
        path: PathBuf,
    },
    /// An index that another version of the program wrote.
    #[error("{}: index format {found}, this program reads {wanted}; rebuild it with `baogao --index {} index --rebuild FOLDER`", path.display(), path.display())]
    Format {
        /// The index folder.
        path: PathBuf,
        /// The version it carries.
        found: u32,
        /// The version that this program reads.
        wanted: u32,
    },
    /// An index that another run is writing.
    #[error("{}: another run is writing this index; wait for it to end, or choose another folder for --index", path.display())]
    Locked {
        /// The index folder.
        path: PathBuf,
    },
    /// Reading or writing the index failed.
    #[error("{}: {message}; check the disk, then run the command again (what was committed still answers)", path.display())]
    Index {
        /// The index folder.
        path: PathBuf,
        /// What failed.
        message: String,
    },
    /// An index whose files are missing or broken.
    #[error("{}: damaged index; rebuild it with `baogao --index {} index --rebuild FOLDER`", path.display(), path.display())]
    Damaged {
        /// The index folder.
        path: PathBuf,
    },
    /// An id that is none of a report or section in the index.
    #[error("{id}: no report or section of that id; search prints the ids")]
    UnknownId {
        /// The id.
        id: String,
    },
    /// A configuration that is not TOML.
    #[error("{}: {message}; write one `option = value` a line, and [COMMAND] above those of one command", path.display())]
    Config {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        message: String,
    },
    /// A part of the command line that cannot be read.
    #[error("{given}: {}", help.0)]
    Usage {
        /// The part, as it was given.
        given: String,
        /// What to give instead, in English and in Chinese.
        help: (String, String),
    },
    /// The run was broken off.
    #[error("interrupted: {done} files done, the rest not; run the same command again to go on")]
    Interrupted {
        /// How many files were done and committed.
        done: usize,
    },
    /// Queries could not be read.
    #[error("standard input: {0}; give one query a line")]
    Input(io::Error),
    /// Output could not be written.
    #[error("output: {0}")]
    Output(#[from] io::Error),
}

/// Why a file gives no report. It stands in the ledger, and in [`Error::Refused`] where the file was asked for alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why", content = "of")]
pub enum Refusal {
    /// No bytes, or only white space.
    Empty,
    /// Bytes of another format.
    Binary,
    /// Text in no known encoding.
    Garbage,
    /// More than the program reads.
    TooLarge,
    /// A format that is not read yet.
    Unsupported,
    /// The system does not let it be read.
    Unreadable,
    /// It was written to while it was read.
    Changing,
    /// Its name is no text that could be stored and shown again.
    Name,
    /// It is a folder where a file is wanted.
    Folder,
    /// Reading it failed in the program itself.
    Fault,
}

impl Refusal {
    /// The reason, with what to do.
    pub fn english(self) -> &'static str {
        match self {
            Self::Empty => "empty; nothing to read",
            Self::Binary => "not text but another format under this name; save it as text or HTML",
            Self::Garbage => "no known encoding gives readable text; save it as UTF-8",
            Self::TooLarge => "larger than 64 MiB; split it into its reports",
            Self::Unsupported => "this format is not read yet; save it as text or HTML",
            Self::Unreadable => "cannot be read; check its permissions",
            Self::Changing => "changed while it was read; run again when it is complete",
            Self::Name => "its name is not valid UTF-8; rename it",
            Self::Folder => "a folder; give one file, or index the folder",
            Self::Fault => "reading it failed inside the program; please report this file",
        }
    }

    /// The reason in Chinese.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Empty => "空文件，没有内容",
            Self::Binary => "扩展名虽是文本，内容却是其他格式；请另存为文本或网页",
            Self::Garbage => "按任何已知编码都读不出文字；请另存为 UTF-8",
            Self::TooLarge => "超过 64 MiB；请按报告拆分",
            Self::Unsupported => "暂不支持这种格式；请另存为文本或网页",
            Self::Unreadable => "无法读取；请检查权限",
            Self::Changing => "读取过程中文件有变动；写完后请再运行一次",
            Self::Name => "文件名不是有效的 UTF-8；请改名",
            Self::Folder => "这是文件夹；请给出一个文件，或用 index 为文件夹建立索引",
            Self::Fault => "程序内部读取失败；请反馈这个文件",
        }
    }
}

impl From<crate::parse::read::Unreadable> for Refusal {
    fn from(why: crate::parse::read::Unreadable) -> Self {
        use crate::parse::read::Unreadable;
        match why {
            Unreadable::Empty => Self::Empty,
            Unreadable::Binary(_) => Self::Binary,
            Unreadable::Garbage => Self::Garbage,
            Unreadable::TooLarge => Self::TooLarge,
        }
    }
}

impl Error {
    /// A part of the command line that cannot be read, and what to give instead, in English and in Chinese.
    pub fn usage(given: &str, (english, chinese): (&str, &str)) -> Self {
        Self::Usage { given: given.to_owned(), help: (english.to_owned(), chinese.to_owned()) }
    }

    /// The same, found in a file in place of the command line.
    #[must_use]
    pub fn within(self, path: &Path) -> Self {
        match self {
            Self::Usage { given, help } => Self::Usage { given: format!("{}: {given}", path.display()), help },
            error => error,
        }
    }

    /// The message in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Path { path, source } => {
                format!("{}：{}；请给出可以读取的文件或文件夹", path.display(), said(source))
            }
            Self::NoReports { path } => format!("{}：文件夹里没有报告；可读 .txt、.md、.html 文件", path.display()),
            Self::Refused { path, reason } => format!("{}：{}", path.display(), reason.chinese()),
            Self::NoIndex { path } => {
                format!("{0}：这里没有索引；请先运行 baogao --index {0} index 文件夹", path.display())
            }
            Self::ForeignFolder { path } => {
                format!("{}：不是 baogao 的索引，且不是空文件夹；请为 --index 另选文件夹", path.display())
            }
            Self::Format { path, found, wanted } => {
                format!(
                    "{0}：索引格式为 {found}，本程序读取 {wanted}；请用 baogao --index {0} index --rebuild 文件夹 重建",
                    path.display()
                )
            }
            Self::Locked { path } => {
                format!("{}：另一个进程正在写这个索引；请等它结束，或为 --index 另选文件夹", path.display())
            }
            Self::Index { path, message } => {
                format!("{}：{message}；请检查磁盘后再运行（已提交的内容仍可检索）", path.display())
            }
            Self::Damaged { path } => {
                format!("{0}：索引已损坏；请用 baogao --index {0} index --rebuild 文件夹 重建", path.display())
            }
            Self::UnknownId { id } => format!("{id}：没有这个编号的报告或小节；检索结果中列有编号"),
            Self::Config { path, message } => {
                format!("{}：{message}；每行写一项“选项 = 值”，某个命令的选项写在 [命令] 之下", path.display())
            }
            Self::Usage { given, help } => format!("{given}：{}", help.1),
            Self::Interrupted { done } => format!("已中断：{done} 个文件已完成，其余未处理；再运行同一命令即可继续"),
            Self::Input(source) => format!("标准输入：{}；请每行给出一个查询", said(source)),
            Self::Output(source) => format!("输出失败：{}", said(source)),
        }
    }
}

/// What the system said, in Chinese where it is one of the common things.
fn said(error: &io::Error) -> Cow<'static, str> {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹".into(),
        io::ErrorKind::PermissionDenied => "没有权限".into(),
        io::ErrorKind::StorageFull => "磁盘已满".into(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘只读".into(),
        io::ErrorKind::NotADirectory => "不是文件夹".into(),
        io::ErrorKind::IsADirectory => "是文件夹".into(),
        _ => error.to_string().into(),
    }
}

/// The result of everything that can fail here.
pub type Result<T> = std::result::Result<T, Error>;
