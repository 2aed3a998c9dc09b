//! 撤回委托.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::absence;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Address;
use crate::{App, clock};

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
) -> Result<Response> {
    absence::withdraw(&app, &viewer, &id, clock::now()).await?;
    Ok(Redirect::to("/absences").into_response())
}
