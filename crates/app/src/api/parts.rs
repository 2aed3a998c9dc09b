//! The parts of a document, each loaded alone.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Asked, Refused, Result};
use crate::App;
use crate::access::Viewer;
use crate::documents::document::Document;
use crate::documents::rows;
use crate::extract::Address;
use crate::json::document::Note;
use crate::json::finding::Finding;
use crate::json::place::Place;
use crate::json::project::Project;
use crate::json::table::Table;

/// 无法判断 a check that lacked a value
#[derive(Debug, Serialize, ToSchema)]
pub struct Undecided {
    code: &'static str,
    reason: String,
    place: Option<Place>,
}

/// 各表 The tables with their rows
#[utoipa::path(get, path = "/documents/{id}/tables", operation_id = "tables", tag = "documents",
    params(("id" = String, Path)),
    responses((status = 200, description = "各表 tables", body = [Table]), Refused))]
pub async fn tables(
    State(app): State<App>,
    Asked(viewer): Asked<Viewer>,
    Asked(Address(id)): Asked<Address<String>>,
) -> Result<Json<Vec<Table>>> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let tables = rows::tables::load(&app.db, &document.id).await?;
    Ok(Json(tables.iter().map(Table::from).collect()))
}

/// 项目 The projects with their indicators
#[utoipa::path(get, path = "/documents/{id}/projects", operation_id = "projects", tag = "documents",
    params(("id" = String, Path)),
    responses((status = 200, description = "项目 projects", body = [Project]), Refused))]
pub async fn projects(
    State(app): State<App>,
    Asked(viewer): Asked<Viewer>,
    Asked(Address(id)): Asked<Address<String>>,
) -> Result<Json<Vec<Project>>> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let projects = rows::projects::all(&app.db, &document.id).await?;
    Ok(Json(projects.iter().map(Project::from).collect()))
}

/// 问题 The findings by cause, as `duji check --format json`
#[utoipa::path(get, path = "/documents/{id}/findings", operation_id = "findings", tag = "documents",
    params(("id" = String, Path)),
    responses((status = 200, description = "问题 findings", body = [Finding]), Refused))]
pub async fn findings(
    State(app): State<App>,
    Asked(viewer): Asked<Viewer>,
    Asked(Address(id)): Asked<Address<String>>,
) -> Result<Json<Vec<Finding>>> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let findings = rows::report::findings(&app.db, &document.id).await?;
    Ok(Json(findings.iter().map(|f| Finding::stored(f, &document.file_name)).collect()))
}

/// 无法判断的检查 Checks that could not be decided
#[utoipa::path(get, path = "/documents/{id}/undecided", operation_id = "undecided", tag = "documents",
    params(("id" = String, Path)),
    responses((status = 200, description = "无法判断 undecided checks", body = [Undecided]), Refused))]
pub async fn undecided(
    State(app): State<App>,
    Asked(viewer): Asked<Viewer>,
    Asked(Address(id)): Asked<Address<String>>,
) -> Result<Json<Vec<Undecided>>> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let undecided = rows::report::undecided(&app.db, &document.id).await?;
    Ok(Json(undecided.into_iter().map(Undecided::from).collect()))
}

/// 阅读说明 What the reader found unclear
#[utoipa::path(get, path = "/documents/{id}/notes", operation_id = "notes", tag = "documents",
    params(("id" = String, Path)),
    responses((status = 200, description = "阅读说明 notes", body = [Note]), Refused))]
pub async fn notes(
    State(app): State<App>,
    Asked(viewer): Asked<Viewer>,
    Asked(Address(id)): Asked<Address<String>>,
) -> Result<Json<Vec<Note>>> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let notes = rows::texts::notes(&app.db, &document.id).await?;
    Ok(Json(notes.iter().map(Note::from).collect()))
}

impl From<review::Undecided> for Undecided {
    fn from(undecided: review::Undecided) -> Undecided {
        let review::Undecided { code, reason, place } = undecided;
        Undecided { code, reason, place: place.as_ref().map(Place::from) }
    }
}
