//! 登记: a new matter, from nothing, from a clause of a source, or beneath another matter.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use supervision::Duty;

use super::draft::{self, Draft};
use super::entered::Entered;
use super::form::FormPage;
use super::upload::{self, Files, Upload};
use super::{matter, submitting};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Params;
use crate::sources::{clause, source};
use crate::{App, clock};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    clause: String,
    parent: String,
}

pub async fn new(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    require_office(&viewer)?;
    let entered = if asked.clause.is_empty() {
        beneath(&app, &viewer, &asked.parent).await?
    } else {
        clause::entered(&app, &viewer, &asked.clause).await?
    };
    FormPage::of(&app, &viewer, None, entered).await?.answer()
}

pub fn require_office(viewer: &Viewer) -> Result<()> {
    viewer.county()?;
    if viewer.has_duty(Duty::is_office) { Ok(()) } else { Err(Error::NotFound) }
}

/// 子事项: the source of the matter above is its own, too.
async fn beneath(app: &App, viewer: &Viewer, parent: &str) -> Result<Entered> {
    if parent.is_empty() {
        return Ok(Entered::default());
    }
    let row = matter::by_id(&app.db, viewer, parent).await?.row;
    Ok(Entered {
        parent_id: row.id,
        source_kind: row.source_kind,
        source_title: row.source_title,
        source_number: row.source_number.unwrap_or_default(),
        source_on: row.source_on.unwrap_or_default(),
        template: row.template,
        leader_id: row.leader_id.unwrap_or_default(),
        ..Entered::default()
    })
}

pub async fn create(State(app): State<App>, viewer: Viewer, request: Request) -> Result<Response> {
    require_office(&viewer)?;
    let Upload { sent, files } = upload::receive_from(&app, &viewer, request).await?;
    let entered = Entered::of(&sent);
    let form = async || FormPage::of(&app, &viewer, None, entered.clone()).await;
    if entered.step == "check" {
        return form().await?.checked(&app, &viewer).await?.answer();
    }
    if let Some(problem) = submitting::problem(&entered) {
        return form().await?.checked(&app, &viewer).await?.refuse(problem);
    }
    match register(&app, &viewer, &entered, files).await {
        Ok(id) if entered.step == "submit" => submitting::submit(&app, &viewer, &id, entered.clone()).await,
        Ok(id) => Ok(Redirect::to(&format!("/matters/{id}")).into_response()),
        Err(Error::Invalid(problem) | Error::Conflict(problem)) => form().await?.refuse(problem),
        Err(other) => Err(other),
    }
}

/// The matter above and the source are ones that the viewer sees.
pub async fn require_related(app: &App, viewer: &Viewer, draft: &Draft) -> Result<()> {
    if let Some(parent) = &draft.parent_id {
        matter::by_id(&app.db, viewer, parent).await?;
    }
    if let Some(source) = &draft.source_id {
        source::by_id(&app.db, viewer, source).await?;
    }
    Ok(())
}

/// The matter with its files and the end of its clause, together or not at all.
async fn register(app: &App, viewer: &Viewer, entered: &Entered, files: Files) -> Result<String> {
    let (now, files) = (clock::now(), files.brought()?);
    let draft = entered.draft()?;
    require_related(app, viewer, &draft).await?;
    let mut tx = app.db.begin().await?;
    let id = draft::create_in(&mut tx, app, viewer, &draft, files, now).await?;
    if !entered.clause_id.is_empty() {
        clause::end_as_matter(&mut tx, viewer, &entered.clause_id, &id, now).await?;
    }
    tx.commit().await?;
    app.changed(&id);
    Ok(id)
}
