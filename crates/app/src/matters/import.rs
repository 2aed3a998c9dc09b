//! 导入: rows of a workbook become drafts and nothing more. First every row is judged and shown; then the good ones are
//! registered. A row that came in before is known again.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::draft::Draft;
use super::import_sheet::{self, SheetRow};
use super::new::require_office;
use super::{draft, import_row};
use crate::access::Viewer;
use crate::db::Tx;
use crate::documents::attachment;
use crate::error::{Error, Result};
use crate::extract::Form;
use crate::layout::{Frame, page};
use crate::{App, args, clock};

/// Five hundred rows of long texts; a workbook unfolds to much more than it weighs.
const LARGEST: usize = 5 << 20;

/// 逐行核对的结果
pub struct Judged {
    pub row: SheetRow,
    pub outcome: Outcome,
}

pub enum Outcome {
    Ready(Box<Draft>),
    /// Registered now, or known from before: the matter
    Done(String),
    Known(String),
    Wrong(String),
}

impl Judged {
    fn class(&self) -> &'static str {
        match self.outcome {
            Outcome::Ready(_) | Outcome::Done(_) => "ok",
            Outcome::Known(_) => "neutral",
            Outcome::Wrong(_) => "error",
        }
    }

    fn word(&self) -> &'static str {
        match self.outcome {
            Outcome::Ready(_) => "可以导入",
            Outcome::Done(_) => "已登记",
            Outcome::Known(_) => "此前已登记",
            Outcome::Wrong(_) => "需要修改",
        }
    }

    fn problem(&self) -> &str {
        if let Outcome::Wrong(problem) = &self.outcome { problem } else { "" }
    }

    fn matter(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Done(id) | Outcome::Known(id) => Some(id),
            _ => None,
        }
    }
}

#[derive(Template)]
#[template(path = "matters/import.html")]
struct ImportPage {
    frame: Frame,
    judged: Vec<Judged>,
    /// The rows, to be sent back when they are to be saved
    rows: String,
    is_saved: bool,
}

impl ImportPage {
    fn of(viewer: &Viewer, judged: Vec<Judged>, is_saved: bool) -> Result<ImportPage> {
        let rows: Vec<&SheetRow> = judged.iter().map(|judged| &judged.row).collect();
        let rows = serde_json::to_string(&rows).map_err(anyhow::Error::from)?;
        Ok(ImportPage { frame: Frame::new(viewer, "matters", "导入台账"), judged, rows, is_saved })
    }

    fn n(&self, class: &str) -> usize {
        self.judged.iter().filter(|judged| judged.class() == class).count()
    }
}

pub async fn new(viewer: Viewer) -> Result<Response> {
    require_office(&viewer)?;
    page(&ImportPage::of(&viewer, Vec::new(), false)?)
}

pub async fn blank(viewer: Viewer) -> Result<Response> {
    require_office(&viewer)?;
    let bytes = import_sheet::blank().map_err(anyhow::Error::from)?;
    Ok(attachment::answer("督办事项导入模板.xlsx", attachment::XLSX, bytes))
}

/// Judges every row of an uploaded workbook. Nothing is saved.
pub async fn preview(State(app): State<App>, viewer: Viewer, upload: Multipart) -> Result<Response> {
    require_office(&viewer)?;
    app.limits.count_upload(&viewer.account_id)?;
    let bytes = received(upload).await?;
    let rows = tokio::task::spawn_blocking(move || import_sheet::rows(bytes));
    let rows = rows.await.map_err(anyhow::Error::from)??;
    let judged = import_row::judge(&app.db, &viewer, rows).await?;
    page(&ImportPage::of(&viewer, judged, false)?)
}

async fn received(mut upload: Multipart) -> Result<Vec<u8>> {
    let broken = |_| Error::Invalid("上传中断，没有导入，请重新上传".to_owned());
    while let Some(field) = upload.next_field().await.map_err(broken)? {
        if field.file_name().is_none_or(str::is_empty) {
            continue;
        }
        let bytes = field.bytes().await.map_err(broken)?;
        if bytes.len() > LARGEST {
            return Err(Error::Invalid("文件超过 5 MB，没有导入；请分成几个文件".to_owned()));
        }
        return Ok(bytes.to_vec());
    }
    Err(Error::Invalid("没有收到文件，请先选择要导入的 .xlsx 文件".to_owned()))
}

#[derive(Debug, Deserialize)]
pub struct Sent {
    rows: String,
    #[serde(default)]
    unclassified: String,
}

/// Registers the rows that can be, all of them or none.
pub async fn create(State(app): State<App>, viewer: Viewer, Form(sent): Form<Sent>) -> Result<Response> {
    require_office(&viewer)?;
    if sent.unclassified.is_empty() {
        return Err(Error::Invalid("请确认事项不涉密后再导入，没有导入；涉密事项不得录入本系统".to_owned()));
    }
    let rows: Vec<SheetRow> = serde_json::from_str(&sent.rows)
        .map_err(|_| Error::Invalid("导入内容不完整，没有导入，请重新上传文件".to_owned()))?;
    if rows.len() > import_sheet::MOST_ROWS {
        return Err(Error::Invalid("一次导入的行数太多，没有导入".to_owned()));
    }
    let judged = import_row::judge(&app.db, &viewer, rows).await?;
    let saved = save(&app, &viewer, judged).await?;
    Ok(page(&ImportPage::of(&viewer, saved, true)?)?.into_response())
}

async fn save(app: &App, viewer: &Viewer, judged: Vec<Judged>) -> Result<Vec<Judged>> {
    let now = clock::now();
    let mut tx = app.db.begin().await?;
    let mut saved = Vec::with_capacity(judged.len());
    for Judged { row, outcome } in judged {
        let outcome = match outcome {
            Outcome::Ready(draft) => register(app, &mut tx, viewer, &row, &draft, now).await?,
            other => other,
        };
        saved.push(Judged { row, outcome });
    }
    tx.commit().await?;
    for id in saved.iter().filter_map(Judged::matter) {
        app.changed(id);
    }
    Ok(saved)
}

/// The same row may have come in from another browser meanwhile.
async fn register(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    row: &SheetRow,
    draft: &Draft,
    now: i64,
) -> Result<Outcome> {
    let (region, key) = (viewer.county()?, import_row::key(row));
    let known = "select matter_id from matter_import where region = $1 and row_key = $2";
    if let Some((id,)) = tx.one(known, args![region, &key]).await? {
        return Ok(Outcome::Known(id));
    }
    let id = draft::create_in(tx, app, viewer, draft, Vec::new(), now).await?;
    let remember = "insert into matter_import (region, row_key, matter_id) values ($1, $2, $3)";
    tx.run(remember, args![region, key, &id]).await?;
    Ok(Outcome::Done(id))
}
