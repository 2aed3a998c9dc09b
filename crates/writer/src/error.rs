//! What can go wrong while printing, in words for the person at the printer.

use crate::fonts::MissingFont;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    MissingFont(#[from] MissingFont),
    /// The template and the data disagree: a mistake of ours, never of the person's text.
    #[error("排版没有完成，文稿内容未受影响；请把这条消息交给系统管理员：{0}")]
    Typesetting(String),
    #[error("文件没有生成，内容未受影响；请把这条消息交给系统管理员：{0}")]
    Archive(#[from] zip::result::ZipError),
    #[error("文件没有生成，内容未受影响；请把这条消息交给系统管理员：{0}")]
    Io(#[from] std::io::Error),
    #[error("表格文件没有生成，内容未受影响；请把这条消息交给系统管理员：{0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}
