//! 报批: the draft goes to whoever approves it.

use axum::extract::State;
use axum::response::Response;
use supervision::Act;

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
    step::take(&app, &viewer, &id, ("submission", &sent), &|_, _| Ok(Act::Submit)).await
}
