//! The text of an uploaded file, told by its content. Whoever is refused learns what the file is and what to do.

use std::io::Cursor;

use super::docx::{self, Unread};
use super::new::LONGEST_BODY;
use crate::attachments::kind::{Kind, Unfit};

/// The end of a sentence that begins with the file's name.
pub fn text(bytes: &[u8]) -> Result<String, String> {
    if bytes.is_empty() {
        return Err("是空文件，请重新选择".to_owned());
    }
    let text = match Kind::of_content(Cursor::new(bytes)).unwrap_or(Err(Unfit::Unknown)) {
        Ok(Kind::Docx) => document(bytes)?,
        Ok(Kind::Doc) => {
            return Err("是旧版 Word 文档（.doc、.wps），请用 Word 或 WPS 打开后另存为 .docx 再上传，或把正文粘贴到“全文”中".to_owned());
        }
        Ok(Kind::Text) => plain(bytes)?,
        Ok(kind) => {
            return Err(format!("的内容是{}，请上传 .docx 或 .txt，或把正文粘贴到“全文”中", kind.word()));
        }
        // A text in an encoding without a mark is no attachment, and yet a text.
        Err(Unfit::Unknown) => plain(bytes)?,
        Err(Unfit::WebPage) => return Err("是网页，请用 Word 或 WPS 打开后另存为 .docx 再上传".to_owned()),
        Err(unfit) => return Err(unfit.why().to_owned()),
    };
    if text.trim().is_empty() {
        return Err("里没有文字；如果是扫描件或图片，请把正文录入到“全文”中".to_owned());
    }
    Ok(text)
}

fn document(bytes: &[u8]) -> Result<String, String> {
    docx::text(bytes, LONGEST_BODY * 4).map_err(|unread| {
        let why = match unread {
            Unread::Broken => "已损坏，读不出正文；请用 Word 或 WPS 打开后另存为新的 .docx 再上传",
            Unread::Swollen => "展开后大得不正常，没有读；请把正文粘贴到“全文”中",
            Unread::TooLong => "正文超过 10 万字，请分成几份上传",
        };
        why.to_owned()
    })
}

fn plain(bytes: &[u8]) -> Result<String, String> {
    reader::plain_text(bytes).map_err(|_| {
        "不是 Word 文档（.docx）或纯文本（.txt）；请另存为其中一种，或把正文粘贴到“全文”中".to_owned()
    })
}
