//! 工作日历 of a year: what the notice and the county changed of plain weeks, and the form for a further day.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::Deserialize;
use supervision::WorkingCalendar;

use super::day::{self, Day};
use crate::access::Viewer;
use crate::county::County;
use crate::error::{Error, Result};
use crate::extract::{Form, Params};
use crate::layout::{self, Frame, page, percent_encoded};
use crate::procedure::rules::CountyRules;
use crate::{App, clock};

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    region: String,
    year: Option<i16>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Sent {
    #[serde(default)]
    region: String,
    day: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    reason: String,
}

#[derive(Template)]
#[template(path = "calendar/list.html")]
struct ListPage {
    frame: Frame,
    county: County,
    year: i16,
    is_announced: bool,
    n_working: i32,
    days: Vec<Named>,
    sent: Sent,
    problem: Option<String>,
}

/// A day that is not a plain weekday or weekend.
struct Named {
    date: Date,
    name: String,
    is_worked: bool,
    is_own: bool,
}

impl Named {
    fn weekday(&self) -> &'static str {
        const WORDS: [&str; 7] = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
        WORDS[usize::try_from(self.date.weekday().to_sunday_zero_offset()).unwrap_or(0)]
    }
}

impl ListPage {
    fn address(&self, year: i16) -> String {
        format!("/calendar?region={}&year={year}", percent_encoded(&self.county.name))
    }
}

pub async fn list(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    let county = County::of(&app.db, &viewer, &asked.region).await?;
    let year = asked.year.filter(|year| (2000..2100).contains(year));
    let year = year.unwrap_or_else(|| clock::civil(clock::now()).year());
    let sent = Sent { kind: "holiday".to_owned(), ..Sent::default() };
    page(&form(&app, &viewer, county, year, sent, None).await?)
}

pub async fn create(State(app): State<App>, viewer: Viewer, Form(sent): Form<Sent>) -> Result<Response> {
    let county = County::to_change(&app.db, &viewer, &sent.region).await?;
    let day =
        Day { day: sent.day.trim().to_owned(), kind: sent.kind.clone(), name: sent.name.trim().to_owned() };
    let year = day.day.get(..4).and_then(|year| year.parse().ok()).filter(|year| (2000..2100).contains(year));
    let year = year.unwrap_or_else(|| clock::civil(clock::now()).year());
    match day::set(&app, &viewer, &county.name, &day, &sent.reason, clock::now()).await {
        Ok(()) => {
            let region = percent_encoded(&county.name);
            Ok(Redirect::to(&format!("/calendar?region={region}&year={year}")).into_response())
        }
        Err(Error::Invalid(problem)) => {
            layout::refused(&form(&app, &viewer, county, year, sent, Some(problem)).await?)
        }
        Err(other) => Err(other),
    }
}

async fn form(
    app: &App,
    viewer: &Viewer,
    county: County,
    year: i16,
    sent: Sent,
    problem: Option<String>,
) -> Result<ListPage> {
    let calendar = CountyRules::of(&app.db, &county.name).await?.calendar;
    let own = day::of_year(&app.db, &county.name, year).await?;
    let first = date(year, 1, 1);
    let all: Vec<Date> = first.series(1.day()).take_while(|day| day.year() == year).collect();
    let n_working = all.iter().filter(|day| calendar.is_working_day(**day)).count();
    let days = all.into_iter().filter_map(|date| named(&calendar, &own, date)).collect();
    Ok(ListPage {
        frame: Frame::new(viewer, "procedure", "工作日历"),
        is_announced: calendar.is_announced(year),
        n_working: i32::try_from(n_working).unwrap_or_default(),
        county,
        year,
        days,
        sent,
        problem,
    })
}

fn named(calendar: &WorkingCalendar, own: &[Day], date: Date) -> Option<Named> {
    let name = calendar.festival(date)?.to_owned();
    let is_worked = calendar.kind(date).is_working();
    let is_own = own.iter().any(|day| day.day == date.to_string());
    Some(Named { date, name, is_worked, is_own })
}
