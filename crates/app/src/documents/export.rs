//! 问题清单 to take away: as a workbook for people, as JSON for programs. Both hold what the findings page shows.

use axum::extract::State;
use axum::response::Response;
use review::Undecided;

use super::document::Document;
use super::rows::report::StoredFinding;
use super::{attachment, rows, workbook};
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Address;
use crate::{App, json};

/// Everything the list prints.
pub struct FindingList {
    pub document: Document,
    pub findings: Vec<StoredFinding>,
    pub undecided: Vec<Undecided>,
}

pub async fn xlsx(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let findings = rows::report::findings(&app.db, &document.id).await?;
    let undecided = rows::report::undecided(&app.db, &document.id).await?;
    let name = file_name(&document, "xlsx");
    let list = FindingList { document, findings, undecided };
    let bytes = workbook::of(&list).map_err(anyhow::Error::from)?;
    Ok(attachment::answer(&name, attachment::XLSX, bytes))
}

pub async fn json(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let findings = rows::report::findings(&app.db, &document.id).await?;
    let findings: Vec<_> =
        findings.iter().map(|f| json::finding::Finding::stored(f, &document.file_name)).collect();
    let bytes = serde_json::to_vec_pretty(&findings).map_err(anyhow::Error::from)?;
    Ok(attachment::answer(&file_name(&document, "json"), attachment::JSON, bytes))
}

/// `问题清单-农业农村局-2025.xlsx`
fn file_name(document: &Document, extension: &str) -> String {
    let year = document.fiscal_year.map_or("年度未知".to_owned(), |year| year.to_string());
    format!("问题清单-{}-{year}.{extension}", document.department())
}
