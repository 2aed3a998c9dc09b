//! 情况说明, by the unit.

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
    let deed = |_: &Loaded, _: &Rules<'_>| {
        Ok(Act::Explain { unit: sent.unit(), text: sent.wanted("text", "情况说明")? })
    };
    step::take(&app, &viewer, &id, ("explanation", &sent), &deed).await
}
