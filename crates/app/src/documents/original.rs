//! 原件下载: the file as it was brought in, byte for byte.

use axum::extract::State;
use axum::response::Response;

use super::attachment;
use super::document::Document;
use crate::App;
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Address;

const NOT_THERE: &str =
    "服务器上读不到这份原件；读出的内容和问题清单不受影响，请告知系统管理员从备份恢复原件";

pub async fn show(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    answer(&app, &viewer, &id).await
}

pub async fn answer(app: &App, viewer: &Viewer, id: &str) -> Result<Response> {
    let document = Document::by_id(&app.db, viewer, id).await?;
    let (files, hash) = (app.files.clone(), document.file_hash);
    let read = tokio::task::spawn_blocking(move || files.read(&hash)).await.map_err(anyhow::Error::from)?;
    let bytes = read.map_err(|e| Error::Disk(NOT_THERE, e))?;
    Ok(attachment::answer(&document.file_name, attachment::BYTES, bytes))
}
