//! 情况说明, by the unit.

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
    let deed = |_: &Loaded, _: &Rules<'_>| {
        Ok(Act::Explain { unit: sent.unit(), text: sent.wanted("text", "情况说明")? })
    };
    step::say(&app, &viewer, &id, ("explanation", &sent), files.alone(), &deed).await
}
