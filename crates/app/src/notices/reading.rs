//! 全部标为已读.

use axum::extract::State;
use axum::response::Redirect;

use super::notice;
use crate::access::Viewer;
use crate::error::Result;
use crate::{App, clock};

pub async fn create(State(app): State<App>, viewer: Viewer) -> Result<Redirect> {
    notice::mark_all(&app.db, &viewer, clock::now()).await?;
    Ok(Redirect::to("/notices"))
}
