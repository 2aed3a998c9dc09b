//! 重启: the lead, and whoever else is asked again, get a new day.

use axum::extract::State;
use axum::response::Response;
use supervision::{Act, Assignment, AssignmentStage, Rules, UnitDues, deadline};

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
        let reason = sent.prose("reason")?;
        let finish_on = sent.date("finish_on", "新的办结期限")?;
        let is_asked = |a: &&Assignment| a.is_lead || sent.all("again").any(|unit| unit == a.unit.0);
        let in_it = loaded.state.assignments.iter().filter(|a| a.stage != AssignmentStage::Withdrawn);
        let at = loaded.instant(now);
        let dues = |a: &Assignment| UnitDues {
            unit: a.unit.clone(),
            dues: deadline::for_rework(&a.dues, finish_on, at, &rules.time),
        };
        Ok(Act::Reopen { reason, dues: in_it.filter(is_asked).map(dues).collect() })
    };
    step::take(&app, &viewer, &id, ("reopening", &sent), &deed).await
}
