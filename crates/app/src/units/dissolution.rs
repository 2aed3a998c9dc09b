//! 撤销单位.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{edit, unit};
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::{Address, Form};
use crate::{App, clock};

#[derive(Deserialize)]
pub struct Sent {
    reason: String,
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let (county, unit) = edit::to_change(&app.db, &viewer, &id).await?;
    unit::dissolve(&app, &viewer, &unit, &sent.reason, clock::now()).await?;
    Ok(Redirect::to(&format!("/units{}", county.query())).into_response())
}
