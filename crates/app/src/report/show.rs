//! 县情一页.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use supervision::{Colour, Duty, Stage};

use super::counted::{self, Counted};
use super::figures::{self, Figures, Number, done, lit, open, per_mille};
use super::groups::Open;
use super::names;
use super::period::{self, Period};
use super::table::{self, COLUMNS, Table};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Params;
use crate::layout::{Frame, page};
use crate::matters::filter::Filter;
use crate::{App, clock};

/// What stands after the `?`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    year: String,
    part: String,
    sort: String,
}

#[derive(Template)]
#[template(path = "report/show.html")]
struct ShowPage {
    frame: Frame,
    as_of: String,
    scope: &'static str,
    period: Period,
    years: Vec<i16>,
    sort: String,
    open: Vec<(&'static str, Number)>,
    lights: Vec<(Colour, Number)>,
    stages: Vec<(Stage, Number)>,
    done: Vec<(&'static str, Number)>,
    share: Option<String>,
    tables: Vec<Table>,
    /// 按期率 of everybody, not only of those the viewer sees whole
    has_all_shares: bool,
}

impl ShowPage {
    /// Where each light begins on the bar, and how long it is, in per mille.
    fn bar(&self) -> Vec<(&'static str, i64, i64)> {
        let whole: i64 = self.lights.iter().map(|(_, number)| number.n).sum();
        let mut at = 0;
        let part = |(colour, number): &(Colour, Number)| {
            let length = per_mille(number.n, whole).unwrap_or(0);
            at += length;
            (colour.key(), at - length, length)
        };
        self.lights.iter().map(part).collect()
    }

    fn sorted(&self, table: &str, sort: &str) -> String {
        let Period { year, part, .. } = &self.period;
        format!("/report?year={year}&part={part}&sort={sort}#{table}")
    }

    fn is_empty(&self) -> bool {
        self.open.iter().chain(&self.done).all(|(_, number)| number.n == 0)
    }
}

pub async fn show(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    let (region, now) = (viewer.county()?, clock::now());
    let today = clock::civil(now).date();
    let period = Period::read(&asked.year, &asked.part, today)?;
    if !asked.sort.is_empty() && COLUMNS.iter().all(|(key, _)| *key != asked.sort) {
        return Err(Error::Invalid("网址中的排列方式无法识别；请回到统计页重新选择".to_owned()));
    }
    let week = week_of(today);
    let counted = counted::of(&app, &viewer, region, &period, &week, now).await?;
    let Counted { opened, closed, names, .. } = &*counted;
    let all = figures::sum(opened, closed);
    page(&ShowPage {
        frame: Frame::new(&viewer, "report", "督办统计"),
        as_of: clock::local(counted.at),
        scope: scope(&viewer),
        years: years(period.year, today.year()),
        open: open_numbers(&all, &week),
        lights: lights(&all),
        stages: stages(opened),
        done: done_numbers(&all, &period),
        share: all.share(),
        has_all_shares: names.sees_all_done,
        tables: table::all(opened, closed, names, &period)
            .into_iter()
            .map(|table| table.ordered(&asked.sort))
            .collect(),
        sort: asked.sort,
        period,
    })
}

/// Whose matters are counted, in words.
fn scope(viewer: &Viewer) -> &'static str {
    if names::sees_county(viewer) {
        "全县督办事项"
    } else if viewer.has_duty(|duty| duty == Duty::FieldLeader) {
        "您分管和批示的督办事项"
    } else if viewer.has_duty(|duty| duty == Duty::Observer) {
        "全县已办结的督办事项"
    } else {
        "您能查看的督办事项，含本单位牵头和协办的"
    }
}

/// Monday and Sunday.
fn week_of(today: Date) -> (String, String) {
    let monday = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    let monday = monday.unwrap_or(today);
    (monday.to_string(), monday.checked_add(6.days()).unwrap_or(monday).to_string())
}

/// The last five years, and the chosen one.
fn years(chosen: i16, this: i16) -> Vec<i16> {
    let mut years: Vec<i16> = (0..5).map(|ago| this - ago).collect();
    if !years.contains(&chosen) {
        years.push(chosen);
    }
    years
}

fn open_numbers(all: &Figures, week: &(String, String)) -> Vec<(&'static str, Number)> {
    let now = open(&Filter::default());
    let this_week = Filter { from: week.0.clone(), to: week.1.clone(), ..now.clone() };
    let one = || "1".to_owned();
    vec![
        ("未办结", Number::new(all.open, &now)),
        ("本周到期", Number::new(all.week, &this_week)),
        ("超过办结期限", Number::new(all.over, &Filter { over: one(), ..now.clone() })),
        ("有退回", Number::new(all.open_returned, &Filter { returned: one(), ..now.clone() })),
        ("有延期", Number::new(all.open_extended, &Filter { extended: one(), ..now })),
    ]
}

fn done_numbers(all: &Figures, period: &Period) -> Vec<(&'static str, Number)> {
    let closed = done(&Filter::default(), period);
    let one = || "1".to_owned();
    vec![
        ("办结", Number::new(all.done, &closed)),
        ("按期办结", Number::new(all.on_time, &lit(closed.clone(), "done_on_time"))),
        ("逾期办结", Number::new(all.late, &lit(closed.clone(), "done_late"))),
        ("有退回", Number::new(all.done_returned, &Filter { returned: one(), ..closed.clone() })),
        ("有延期", Number::new(all.done_extended, &Filter { extended: one(), ..closed })),
    ]
}

/// Every light that some open matter has, in the order of the ledger's words.
fn lights(all: &Figures) -> Vec<(Colour, Number)> {
    let count = |colour: Colour| match colour {
        Colour::Grey => all.grey,
        Colour::Green => all.green,
        Colour::Yellow => all.yellow,
        Colour::Red => all.red,
        Colour::DoneOnTime => all.settled[0],
        Colour::DoneLate => all.settled[1],
    };
    let now = open(&Filter::default());
    let number = |colour| (colour, Number::new(count(colour), &lit(now.clone(), colour.key())));
    Colour::ALL.iter().copied().map(number).filter(|(_, number)| number.n > 0).collect()
}

fn stages(opened: &[Open]) -> Vec<(Stage, Number)> {
    let number = |stage: Stage| {
        let n = opened.iter().filter(|group| group.stage == stage.key()).map(|group| group.n).sum();
        (stage, Number::new(n, &Filter { stage: stage.key().to_owned(), ..Filter::default() }))
    };
    Stage::ALL.iter().copied().map(number).filter(|(_, number)| number.n > 0).collect()
}
