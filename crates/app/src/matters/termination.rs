//! 终止, by a leader.

use axum::extract::State;
use axum::response::Response;
use supervision::{Act, Rules};

use super::matter::Loaded;
use super::sent::Sent;
use super::step;
use crate::App;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::{Address, Form};

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let deed = |_: &Loaded, _: &Rules<'_>| Ok(Act::Terminate { reason: sent.prose("reason")? });
    step::take(&app, &viewer, &id, ("termination", &sent), &deed).await
}
