//! 恢复办理 before the day has come: what was left is left again.

use axum::extract::State;
use axum::response::Response;
use supervision::{Act, Rules, deadline};

use super::matter::Loaded;
use super::sent::Sent;
use super::step;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::{Address, Form};
use crate::{App, clock};

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let now = clock::now();
    let deed = |loaded: &Loaded, rules: &Rules<'_>| {
        let dues = deadline::after_suspension(&loaded.state, loaded.instant(now), &rules.time);
        Ok(Act::Resume { dues })
    };
    step::take(&app, &viewer, &id, ("resumption", &sent), &deed).await
}
