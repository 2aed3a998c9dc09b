//! 办结 with its grade, by 督查室主任.

use axum::extract::State;
use axum::response::Response;
use supervision::{Act, Grade, Rules};

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
        let grade = Grade::from_key(sent.text("grade"));
        let grade = grade.ok_or_else(|| Error::Invalid("请选择办结等次".to_owned()))?;
        Ok(Act::Complete { grade })
    };
    step::say(&app, &viewer, &id, ("completion", &sent), step::content(&sent, "opinion"), &deed).await
}
