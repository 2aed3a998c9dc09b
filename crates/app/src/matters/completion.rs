//! 办结 with its grade, by 督查室主任.

use axum::extract::{Request, State};
use axum::response::Response;
use supervision::{Act, Grade, Rules};

use super::matter::Loaded;
use super::step;
use super::upload::{self, Upload};
use crate::App;
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Address;

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    request: Request,
) -> Result<Response> {
    let Upload { sent, files } = upload::receive(&app, &viewer, &id, request).await?;
    let deed = |_: &Loaded, _: &Rules<'_>| {
        let grade = Grade::from_key(sent.text("grade"));
        let grade = grade.ok_or_else(|| Error::Invalid("请选择办结等次".to_owned()))?;
        Ok(Act::Complete { grade })
    };
    let said = files.with(step::content(&sent, "opinion"));
    step::say(&app, &viewer, &id, ("completion", &sent), said, &deed).await
}
