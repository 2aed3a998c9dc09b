//! 审核通过: the next feedback gets its day, or the unit is done.

use axum::extract::State;
use axum::response::Response;
use supervision::{Act, Rules};

use super::matter::{Loaded, Said};
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
    let deed = |loaded: &Loaded, rules: &Rules<'_>| {
        let unit = sent.unit();
        let assignment = loaded.state.of_unit(&unit)?;
        let next =
            sent.optional_date("next_feedback", "下次反馈日期")?.filter(|_| !assignment.wants_completion());
        let next_feedback = next.map(|day| rules.time.closing(day));
        let nodes_met = sent.number("nodes_met").unwrap_or(assignment.nodes_met);
        Ok(Act::Accept { unit, nodes_met, next_feedback })
    };
    step::say(
        &app,
        &viewer,
        &id,
        ("acceptance", &sent),
        step::content(&sent, "opinion").map(Said::from),
        &deed,
    )
    .await
}
