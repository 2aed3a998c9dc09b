//! The form of a source with its file. What was typed is kept whatever becomes of the file.

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;

use super::file;
use super::new::Entered;
use crate::attachments::name;
use crate::limits::MAX_SOURCE_FILE;

pub struct Upload {
    pub entered: Entered,
    /// Why the file or the form cannot be used.
    pub problem: Option<String>,
}

pub async fn receive(mut form: Multipart) -> Upload {
    let mut upload = Upload { entered: Entered::default(), problem: None };
    loop {
        match next(&mut form, &mut upload).await {
            Ok(true) => {}
            Ok(false) => return upload,
            Err(error) => {
                let told = if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
                    too_large("上传的文件")
                } else {
                    "上传中断，没有收全，请重新提交".to_owned()
                };
                upload.problem.get_or_insert(told);
                return upload;
            }
        }
    }
}

/// One part of the form; `false` after the last.
async fn next(form: &mut Multipart, upload: &mut Upload) -> Result<bool, MultipartError> {
    let Some(field) = form.next_field().await? else { return Ok(false) };
    let name = field.name().unwrap_or_default().to_owned();
    let chosen = field.file_name().map(str::to_owned);
    let Some(bytes) = whole(field).await? else {
        upload.problem.get_or_insert(too_large(&named(chosen.as_deref())));
        return Ok(true);
    };
    let typed = || String::from_utf8_lossy(&bytes).into_owned();
    let entered = &mut upload.entered;
    match name.as_str() {
        "kind" => entered.kind = typed(),
        "title" => entered.title = typed(),
        "number" => entered.number = typed(),
        "dated_on" => entered.dated_on = typed(),
        "body" => entered.body = typed(),
        // A file field that nothing was chosen in comes without name and bytes.
        "files" if chosen.as_deref().is_some_and(|name| !name.is_empty()) || !bytes.is_empty() => {
            if let Err(why) = place(entered, bytes).await {
                upload.problem.get_or_insert(named(chosen.as_deref()) + &why);
            }
        }
        _ => {}
    }
    Ok(true)
}

/// A text that was pasted is not overwritten by a file that was chosen besides.
async fn place(entered: &mut Entered, bytes: Vec<u8>) -> Result<(), String> {
    if !entered.body.trim().is_empty() {
        return Err("没有读：“全文”中已有文字，两者只用一个；请清空“全文”再选文件，或不选文件".to_owned());
    }
    let read = tokio::task::spawn_blocking(move || file::text(&bytes)).await;
    entered.body = read.unwrap_or_else(|panic| {
        tracing::error!("a file that nothing could be read of: {panic}");
        Err("读不出，请把正文粘贴到“全文”中".to_owned())
    })?;
    Ok(())
}

/// Nothing of a field that is too large. It is read to its end, since a browser that sends hears no answer.
async fn whole(mut field: Field<'_>) -> Result<Option<Vec<u8>>, MultipartError> {
    let mut bytes = Vec::new();
    let mut fits = true;
    while let Some(chunk) = field.chunk().await? {
        fits = fits && bytes.len() + chunk.len() <= MAX_SOURCE_FILE;
        if fits {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(fits.then_some(bytes))
}

fn named(chosen: Option<&str>) -> String {
    format!("文件“{}”", name::cleaned(chosen.unwrap_or_default()))
}

fn too_large(what: &str) -> String {
    format!("{what}超过 {} MB；请删去其中的图片另存后再上传，或把正文粘贴到“全文”中", MAX_SOURCE_FILE >> 20)
}
