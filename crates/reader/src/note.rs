//! What a reading gives beside values.

use std::fmt;

use budget::{BudgetDocument, Place};

/// The outcome of reading a file: what it says and what stayed unclear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub document: BudgetDocument,
    pub notes: Vec<Note>,
}

/// 阅读说明: something that could not be placed or read, with where it stands and what follows from that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub place: Place,
    pub message: String,
}

/// Why a file was not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Empty,
    TooLarge,
    /// Neither text nor a format we read.
    UnknownFormat,
    /// Readable, but no part of a budget document was found in it.
    NotABudget,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refusal::Empty => "文件是空的，没有内容可读；请检查是否选错文件",
            Refusal::TooLarge => "文件超过 64 MB，不像一份部门预算材料；请只上传正文文件",
            Refusal::UnknownFormat => "文件不是可识别的文本；目前能读纯文本（UTF-8、GB18030、UTF-16）",
            Refusal::NotABudget => "没有找到预算表、绩效目标表或情况说明，不是部门预算材料",
        })
    }
}

impl std::error::Error for Refusal {}
