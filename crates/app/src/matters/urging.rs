//! 人工催办.

use axum::extract::State;
use axum::response::Response;
use supervision::{Act, Rules, UrgingRung};

use super::matter::Loaded;
use super::sent::Sent;
use super::step;
use crate::App;
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::{Address, Form};

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let deed = |_: &Loaded, _: &Rules<'_>| {
        let rung = UrgingRung::from_key(sent.text("rung"));
        let rung = rung.ok_or_else(|| Error::Invalid("请选择催办单的种类".to_owned()))?;
        Ok(Act::Urge { unit: sent.unit(), rung, reason: sent.prose("reason")? })
    };
    step::take(&app, &viewer, &id, ("urging", &sent), &deed).await
}
