//! 退回重办 with the list of what is missing.

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
        let (unit, defects) = (sent.unit(), sent.lines("defects")?);
        let finish_on = sent.date("finish_on", "重办期限")?;
        let dues = &loaded.state.of_unit(&unit)?.dues;
        let dues = deadline::for_rework(dues, finish_on, loaded.instant(now), &rules.time);
        Ok(Act::ReturnBack { unit, defects, dues })
    };
    step::take(&app, &viewer, &id, ("return_back", &sent), &deed).await
}
