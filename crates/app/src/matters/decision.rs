//! 申请答复: granted with the dues it sets anew, or not.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::{Date, DateTime};
use supervision::{Act, Asked, Dues, Request, Rules, UnitDues, deadline};

use super::matter::Loaded;
use super::sent::{self, Sent};
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
        let request = sent.number("request").unwrap_or(usize::MAX);
        let (granted, reason) = (sent.is_granted()?, sent.prose("reason")?);
        let asked = loaded.state.requests.get(request).filter(|_| granted);
        let dues = asked.map(|asked| set_anew(loaded, asked, &sent, &county, loaded.instant(now)));
        Ok(Act::Decide { request, granted, reason, dues: dues.transpose()?.unwrap_or_default() })
    };
    step::take(&app, &viewer, &id, ("decision", &sent), &deed).await
}

/// The dues that follow from granting a request.
fn set_anew(
    loaded: &Loaded,
    asked: &Asked,
    sent: &Sent,
    county: &CountyRules,
    at: DateTime,
) -> Result<Vec<UnitDues>> {
    let time = county.rules().time;
    let old = &loaded.state.of_unit(&asked.unit)?.dues;
    let (unit, dues) = match &asked.request {
        Request::Suspension { .. } => return Ok(Vec::new()),
        Request::Extension { to, .. } => (asked.unit.clone(), deadline::extended(old, *to, &time)),
        Request::Adjustment { .. } => {
            let finish = sent.optional_date("finish_on", "新的办结期限")?.map(|day| time.closing(day));
            let nodes: Vec<DateTime> = nodes(sent)?.into_iter().map(|day| time.closing(day)).collect();
            (asked.unit.clone(), Dues { finish, nodes, ..old.clone() })
        }
        Request::Reassignment { to, .. } => (to.clone(), taken_over(loaded, sent, county, at)?),
    };
    Ok(vec![UnitDues { unit, dues }])
}

/// The new unit starts as if the matter were issued to it now, with the day that the office names.
fn taken_over(loaded: &Loaded, sent: &Sent, county: &CountyRules, at: DateTime) -> Result<Dues> {
    let missing = || Error::Invalid("改派须写明新单位的办结期限".to_owned());
    let mut plan = loaded.state.plan.clone().ok_or_else(missing)?;
    plan.finish_on = sent.optional_date("finish_on", "新单位的办结期限")?;
    plan.nodes.retain(|node| *node > at.date());
    if plan.finish_on.is_none() && plan.nodes.is_empty() {
        return Err(missing());
    }
    let template = county.template(&plan.template).ok_or_else(missing)?;
    deadline::at_issue(&plan, template, at, &county.rules().time).ok_or_else(missing)
}

fn nodes(sent: &Sent) -> Result<Vec<Date>> {
    let words = sent.text("nodes").split_whitespace();
    let mut days = words
        .map(|word| {
            let wrong = || Error::Invalid(format!("节点“{word}”不是日期，请写成 2026-11-30，用空格隔开"));
            sent::day(word).ok_or_else(wrong)
        })
        .collect::<Result<Vec<Date>>>()?;
    days.sort_unstable();
    Ok(days)
}
