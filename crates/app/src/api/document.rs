//! One document: its head, everything it says, the file itself.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use super::answer::{Asked, Refused, Result};
use super::documents::Head;
use crate::access::Viewer;
use crate::db::Db;
use crate::documents::document::Document;
use crate::documents::{original, rows};
use crate::extract::Address;
use crate::{App, args, json};

/// 材料及其数量 a document and how much it holds
#[derive(Debug, Serialize, ToSchema)]
pub struct Whole {
    #[serde(flatten)]
    head: Head,
    counts: Counts,
}

/// 数量 counts
#[derive(Debug, FromRow, Serialize, ToSchema)]
pub struct Counts {
    tables: i64,
    table_rows: i64,
    projects: i64,
    indicators: i64,
    /// 问题，不含连带和已豁免的 findings by cause, without those waived
    findings: i64,
    /// 连带问题 findings that follow from a cause
    consequences: i64,
    undecided: i64,
    notes: i64,
}

/// 材料概况 Head and counts of a document
#[utoipa::path(get, path = "/documents/{id}", operation_id = "document", tag = "documents",
    params(("id" = String, Path)),
    responses((status = 200, description = "概况 head and counts", body = Whole), Refused))]
pub async fn show(
    State(app): State<App>,
    Asked(viewer): Asked<Viewer>,
    Asked(Address(id)): Asked<Address<String>>,
) -> Result<Json<Whole>> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let counts = counts(&app.db, &document.id).await?;
    Ok(Json(Whole { head: Head::from(&document), counts }))
}

/// 读出的全部内容 Everything the document says, as `duji read --format json`
#[utoipa::path(get, path = "/documents/{id}/reading", operation_id = "reading", tag = "documents",
    params(("id" = String, Path)),
    responses((status = 200, description = "全部内容 everything", body = json::document::Document), Refused))]
pub async fn reading(
    State(app): State<App>,
    Asked(viewer): Asked<Viewer>,
    Asked(Address(id)): Asked<Address<String>>,
) -> Result<Json<json::document::Document>> {
    let head = Document::by_id(&app.db, &viewer, &id).await?;
    let document = rows::load(&app.db, &head.id).await?;
    let reading = reader::Reading { document, notes: rows::texts::notes(&app.db, &head.id).await? };
    Ok(Json(json::document::Document::new(&reading, &head.file_name)))
}

/// 原件 The file as it was brought in
#[utoipa::path(get, path = "/documents/{id}/original", operation_id = "original", tag = "documents",
    params(("id" = String, Path)),
    responses(
        (status = 200, description = "原件 the file", content_type = "application/octet-stream", body = Vec<u8>),
        Refused
    ))]
pub async fn original(
    State(app): State<App>,
    Asked(viewer): Asked<Viewer>,
    Asked(Address(id)): Asked<Address<String>>,
) -> Result<Response> {
    Ok(original::answer(&app, &viewer, &id).await?)
}

async fn counts(db: &Db, document_id: &str) -> Result<Counts> {
    let counts = db
        .one(
            "select
                 (select count(*) from budget_table where document_id = $1) as tables,
                 (select count(*) from table_row r join budget_table t on t.id = r.table_id
                  where t.document_id = $1) as table_rows,
                 (select count(*) from project where document_id = $1) as projects,
                 (select count(*) from indicator i join project p on p.id = i.project_id
                  where p.document_id = $1) as indicators,
                 (select count(*) from finding where document_id = $1 and parent_id is null
                  and waiver_id is null) as findings,
                 (select count(*) from finding where document_id = $1 and parent_id is not null
                  and waiver_id is null) as consequences,
                 (select count(*) from undecided where document_id = $1) as undecided,
                 (select count(*) from note where document_id = $1) as notes",
            args![document_id],
        )
        .await?;
    Ok(counts.ok_or(crate::error::Error::NotFound)?)
}
