//! 修改拟办: until the draft is submitted.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use supervision::Stage;

use super::entered::Entered;
use super::form::FormPage;
use super::matter::{self, Loaded};
use super::new::{require_office, require_related};
use super::upload::{self, Files, Upload};
use super::{draft, submitting};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Address;
use crate::{App, clock};

pub async fn edit(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    require_office(&viewer)?;
    let loaded = matter::by_id(&app.db, &viewer, &id).await?;
    require_draft(&loaded)?;
    let entered = Entered::of_matter(&app.db, &loaded).await?;
    FormPage::of(&app, &viewer, Some(id), entered).await?.answer()
}

fn require_draft(loaded: &Loaded) -> Result<()> {
    match loaded.state.stage {
        Some(Stage::Drafted) => Ok(()),
        stage => Err(Error::Invalid(format!(
            "事项现为“{}”，只有拟办时可以修改；没有改动任何内容",
            stage.map_or("", Stage::word)
        ))),
    }
}

pub async fn update(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    request: Request,
) -> Result<Response> {
    require_office(&viewer)?;
    require_draft(&matter::by_id(&app.db, &viewer, &id).await?)?;
    let Upload { sent, files } = upload::receive(&app, &viewer, &id, request).await?;
    let entered = Entered::of(&sent);
    let form = FormPage::of(&app, &viewer, Some(id.clone()), entered.clone()).await?;
    if entered.step == "check" {
        return form.checked(&app, &viewer).await?.answer();
    }
    if let Some(problem) = submitting::problem(&entered) {
        return form.checked(&app, &viewer).await?.refuse(problem);
    }
    match save(&app, &viewer, &id, &entered, files).await {
        Ok(()) if entered.step == "submit" => submitting::submit(&app, &viewer, &id, entered).await,
        Ok(()) => Ok(Redirect::to(&format!("/matters/{id}")).into_response()),
        Err(Error::Invalid(problem) | Error::Conflict(problem)) => form.refuse(problem),
        Err(other) => Err(other),
    }
}

async fn save(app: &App, viewer: &Viewer, id: &str, entered: &Entered, files: Files) -> Result<()> {
    let files = files.brought()?;
    let draft = entered.draft()?;
    require_related(app, viewer, &draft).await?;
    draft::update(app, viewer, id, &draft, files, clock::now()).await
}
