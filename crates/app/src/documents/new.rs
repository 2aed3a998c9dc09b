//! 上传: one or many files; each is read, reviewed and stored by itself, and each gets its own answer.

use askama::Template;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::document::Document;
use super::store::{self, Imported};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::layout::{Frame, page};
use crate::{App, clock};

/// What became of one file, as page and script show it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Answer {
    pub file: String,
    /// `new`, `known` or `refused`
    pub outcome: &'static str,
    pub id: Option<String>,
    pub message: String,
}

#[derive(Template)]
#[template(path = "documents/new.html")]
struct NewPage {
    frame: Frame,
    answers: Vec<Answer>,
    today: String,
}

impl NewPage {
    fn of(viewer: &Viewer, answers: Vec<Answer>) -> NewPage {
        let today = clock::local(clock::now()).chars().take(10).collect();
        NewPage { frame: Frame::new(viewer, "upload", "上传材料"), answers, today }
    }
}

pub async fn new(viewer: Viewer) -> Result<Response> {
    page(&NewPage::of(&viewer, Vec::new()))
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    upload: Multipart,
) -> Result<Response> {
    let answers = receive(&app, &viewer, upload).await?;
    let wants = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if wants.starts_with("application/json") {
        return Ok(axum::Json(answers).into_response());
    }
    page(&NewPage::of(&viewer, answers))
}

/// Imports every file of an upload. A file that is refused, or a connection that breaks, leaves the files before it
/// stored.
pub async fn receive(app: &App, viewer: &Viewer, mut upload: Multipart) -> Result<Vec<Answer>> {
    let mut answers = Vec::new();
    while let Some(mut field) = upload.next_field().await.map_err(|e| broken(&e))? {
        let name = file_name(field.file_name().unwrap_or_default());
        if name.is_empty() {
            continue;
        }
        app.limits.count_upload(&viewer.account_id)?;
        answers.push(match whole(&mut field).await? {
            Some(bytes) => answer(app, viewer, name, bytes).await?,
            None => refused(name, reader::Refusal::TooLarge),
        });
    }
    if answers.is_empty() {
        return Err(Error::Invalid("没有收到文件，请先选择要上传的文件".to_owned()));
    }
    Ok(answers)
}

async fn answer(app: &App, viewer: &Viewer, name: String, bytes: Vec<u8>) -> Result<Answer> {
    let imported = store::import(app, Some(viewer), &name, bytes, clock::now()).await?;
    let (outcome, id) = match imported {
        Imported::Refused(refusal) => return Ok(refused(name, refusal)),
        Imported::New(id) => ("new", id),
        Imported::Known(id) => ("known", id),
    };
    let summary = match Document::by_id(&app.db, viewer, &id).await {
        Ok(document) => summary(&document),
        // A reviewer of another county may bring a file in and yet not see it.
        Err(Error::NotFound) => {
            let message = "已保存；材料所属区划不在您的查看范围".to_owned();
            return Ok(Answer { file: name, outcome, id: None, message });
        }
        Err(other) => return Err(other),
    };
    let known = if outcome == "known" { "此前已上传过相同内容；" } else { "" };
    Ok(Answer { file: name, outcome, id: Some(id), message: format!("{known}{summary}") })
}

fn summary(document: &Document) -> String {
    let department = document.department();
    let year = document.year();
    let kind = document.kind_name();
    let found = match document.n_findings() {
        0 => "未发现问题".to_owned(),
        _ => {
            let Document { n_errors, n_warnings, n_hints, .. } = document;
            format!("错误 {n_errors}，警告 {n_warnings}，提示 {n_hints}")
        }
    };
    format!("{department}，{year}，{kind}：{found}")
}

fn refused(file: String, refusal: reader::Refusal) -> Answer {
    Answer { file, outcome: "refused", id: None, message: refusal.to_string() }
}

/// The bytes of a file, or nothing when it is larger than any document; the rest of it is passed over.
async fn whole(field: &mut Field<'_>) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let mut is_too_large = false;
    while let Some(chunk) = field.chunk().await.map_err(|e| broken(&e))? {
        is_too_large |= bytes.len() + chunk.len() > reader::MAX_BYTES;
        if !is_too_large {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok((!is_too_large).then_some(bytes))
}

/// Browsers of old send a whole path.
fn file_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

fn broken(error: &MultipartError) -> Error {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Error::Invalid(
            "一次上传的文件合计超过 256 MB，请分几次上传；已收到的文件都已保存".to_owned(),
        );
    }
    Error::Invalid("上传中断，已收到的文件都已保存，请重新上传其余文件".to_owned())
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_name_is_only_a_name() {
        assert_eq!(file_name("C:\\资料\\预算.txt"), "预算.txt");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("a\r\nb.txt"), "ab.txt");
        assert_eq!(file_name(&"长".repeat(500)).chars().count(), 200);
    }
}
