//! 退回重办 with the list of what is missing.

use axum::extract::{Request, State};
use axum::response::Response;
use supervision::{Act, Rules, deadline};

use super::matter::Loaded;
use super::step;
use super::upload::{self, Upload};
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Address;
use crate::{App, clock};

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    request: Request,
) -> Result<Response> {
    let Upload { sent, files } = upload::receive(&app, &viewer, &id, request).await?;
    let now = clock::now();
    let deed = |loaded: &Loaded, rules: &Rules<'_>| {
        let (unit, defects) = (sent.unit(), sent.lines("defects")?);
        let finish_on = sent.date("finish_on", "重办期限")?;
        let dues = &loaded.state.of_unit(&unit)?.dues;
        let dues = deadline::for_rework(dues, finish_on, loaded.instant(now), &rules.time);
        Ok(Act::ReturnBack { unit, defects, dues })
    };
    step::say(&app, &viewer, &id, ("return_back", &sent), files.alone(), &deed).await
}
