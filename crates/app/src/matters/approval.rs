//! 立项交办: the dues are computed, shown beforehand, and frozen when the matter is issued.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::DateTime;
use supervision::{Act, Plan, Rules, UnitDues, deadline};

use super::matter::{Loaded, Said};
use super::sent::Sent;
use super::step;
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::{Address, Form};
use crate::procedure::rules::CountyRules;
use crate::{App, clock};

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let county = CountyRules::of(&app.db, viewer.county()?).await?;
    let now = clock::now();
    let deed = |loaded: &Loaded, _: &Rules<'_>| {
        let without = || Error::Invalid("须有办结期限；长期事项须有节点，请退回拟办补充".to_owned());
        let plan = loaded.state.plan.as_ref().ok_or_else(without)?;
        let dues = dues(plan, &county, loaded.instant(now)).ok_or_else(without)?;
        Ok(Act::Approve { dues })
    };
    step::say(&app, &viewer, &id, ("approval", &sent), step::content(&sent, "opinion").map(Said::from), &deed)
        .await
}

/// What issuing the plan at an instant would set for every unit.
pub fn dues(plan: &Plan, county: &CountyRules, at: DateTime) -> Option<Vec<UnitDues>> {
    let template = county.template(&plan.template)?;
    let dues = deadline::at_issue(plan, template, at, &county.rules().time)?;
    Some(plan.units().map(|unit| UnitDues { unit: unit.clone(), dues: dues.clone() }).collect())
}
