//! 退签答复: the unit is out, or it stays with the time to sign that was left.

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
        let (unit, granted) = (sent.unit(), sent.is_granted()?);
        let assignment = loaded.state.of_unit(&unit)?;
        let sign = deadline::sign_after_refusal(&loaded.state, assignment, loaded.instant(now), &rules.time);
        let sign = sign.filter(|_| !granted);
        Ok(Act::AnswerRefusal { unit, granted, reason: sent.prose("reason")?, sign })
    };
    step::take(&app, &viewer, &id, ("refusal_answer", &sent), &deed).await
}
