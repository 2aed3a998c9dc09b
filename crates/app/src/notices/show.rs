//! A notice opens its matter, and everything said of that matter until then counts as read.

use axum::extract::State;
use axum::response::Redirect;

use super::notice;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Address;
use crate::{App, clock};

pub async fn show(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Redirect> {
    let row = notice::by_id(&app.db, &viewer, &id).await?;
    notice::mark_seen(&app.db, &viewer, &row.matter_id, clock::now()).await?;
    Ok(Redirect::to(&format!("/matters/{}", row.matter_id)))
}
