//! 批示: a leader's written word.

use axum::extract::{Request, State};
use axum::response::Response;
use supervision::{Act, Rules};

use super::matter::Loaded;
use super::step;
use super::upload::{self, Upload};
use crate::App;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Address;

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    request: Request,
) -> Result<Response> {
    let Upload { sent, files } = upload::receive(&app, &viewer, &id, request).await?;
    let deed = |_: &Loaded, _: &Rules<'_>| Ok(Act::Instruct { text: sent.wanted("text", "批示内容")? });
    step::say(&app, &viewer, &id, ("instruction", &sent), files.alone(), &deed).await
}
