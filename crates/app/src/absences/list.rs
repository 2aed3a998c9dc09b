//! 委托代办: one's own, and for 督查室主任 everybody's, with the form for a new one.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use serde::Deserialize;

use super::absence::{self, Absence, Person, Stored};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Form;
use crate::layout::{self, Frame, page};
use crate::{App, clock};

#[derive(Debug, Default, Deserialize)]
pub struct Sent {
    /// Empty for oneself
    #[serde(default)]
    person: String,
    substitute: String,
    from_on: String,
    to_on: String,
    #[serde(default)]
    reason: String,
}

#[derive(Template)]
#[template(path = "absences/list.html")]
struct ListPage {
    frame: Frame,
    keeps: bool,
    own_id: String,
    people: Vec<Person>,
    /// Who may stand in for oneself; for 督查室主任 everybody.
    substitutes: Vec<Person>,
    sent: Sent,
    problem: Option<String>,
    rows: Vec<Stored>,
    today: String,
}

impl ListPage {
    fn state(&self, row: &Stored) -> &'static str {
        match () {
            () if row.withdrawn_at.is_some() => "已撤回",
            () if row.to_on < self.today => "已结束",
            () if row.from_on > self.today => "未开始",
            () => "代办中",
        }
    }

    fn is_open(&self, row: &Stored) -> bool {
        row.withdrawn_at.is_none() && row.to_on >= self.today
    }
}

pub async fn list(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    let now = clock::now();
    let today = clock::date(now);
    let sent = Sent { from_on: today.clone(), to_on: today, ..Sent::default() };
    page(&form(&app, &viewer, sent, None, now).await?)
}

pub async fn create(State(app): State<App>, viewer: Viewer, Form(sent): Form<Sent>) -> Result<Response> {
    let now = clock::now();
    match save(&app, &viewer, &sent, now).await {
        Ok(()) => Ok(Redirect::to("/absences").into_response()),
        Err(Error::Invalid(problem)) => {
            layout::refused(&form(&app, &viewer, sent, Some(problem), now).await?)
        }
        Err(other) => Err(other),
    }
}

async fn save(app: &App, viewer: &Viewer, sent: &Sent, now: i64) -> Result<()> {
    let day = |text: &str| {
        let day: Option<Date> = text.trim().parse().ok();
        day.ok_or_else(|| Error::Invalid("日期请写成 2026-11-21 的样子".to_owned()))
    };
    let account_id = if sent.person.is_empty() { &viewer.account_id } else { &sent.person };
    let absence = Absence {
        account_id: account_id.clone(),
        substitute_id: sent.substitute.clone(),
        from_on: day(&sent.from_on)?,
        to_on: day(&sent.to_on)?,
        reason: sent.reason.clone(),
    };
    absence::create(app, viewer, &absence, now).await
}

async fn form(app: &App, viewer: &Viewer, sent: Sent, problem: Option<String>, now: i64) -> Result<ListPage> {
    let region = viewer.county()?;
    let people = absence::people(&app.db, region).await?;
    let keeps = absence::keeps(viewer);
    let own = people.iter().find(|person| person.id == viewer.account_id);
    let may = |person: &&Person| keeps || own.is_some_and(|own| person.may_stand_in_for(own));
    let substitutes = people.iter().filter(may).cloned().collect();
    let rows = absence::of_county(&app.db, viewer, region).await?;
    Ok(ListPage {
        frame: Frame::new(viewer, "absences", "委托代办"),
        keeps,
        own_id: viewer.account_id.clone(),
        people: if keeps { people } else { Vec::new() },
        substitutes,
        sent,
        problem,
        rows,
        today: clock::date(now),
    })
}
