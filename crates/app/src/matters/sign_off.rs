//! 签发: the head of the unit signs what is reported.

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
    step::take(&app, &viewer, &id, ("sign_off", &sent), &|_, _| Ok(Act::SignOff { unit: sent.unit() })).await
}
