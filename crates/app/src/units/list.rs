//! 承办单位名录: two levels, the leader in charge of each unit, and its people by duty.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use supervision::Duty;

use super::people::People;
use super::unit::{self, Unit};
use crate::App;
use crate::access::Viewer;
use crate::county::County;
use crate::error::Result;
use crate::extract::Params;
use crate::layout::{Frame, page};

#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    region: String,
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "units/list.html")]
struct ListPage {
    frame: Frame,
    county: County,
    q: String,
    rows: Vec<Row>,
    n_units: usize,
    without_unit: Vec<(&'static str, String)>,
}

struct Row {
    id: String,
    name: String,
    code: String,
    is_second: bool,
    leader: String,
    /// 督查室 and 监督部门 beside the three duties that have columns of their own
    others: String,
    heads: String,
    liaisons: String,
    handlers: String,
    n_people: usize,
}

impl Row {
    fn of(unit: &Unit, people: &People) -> Row {
        let with = |duty| people.with(Some(&unit.id), duty);
        let others = [Duty::Director, Duty::Inspector, Duty::Observer, Duty::ChiefLeader, Duty::FieldLeader];
        let others =
            others.map(|duty| (duty.word(), with(duty))).into_iter().filter(|(_, names)| !names.is_empty());
        Row {
            id: unit.id.clone(),
            name: unit.name.clone(),
            code: unit.code.clone().unwrap_or_default(),
            is_second: unit.parent_id.is_some(),
            leader: people.name(unit.leader_id.as_deref()),
            others: others.map(|(word, names)| format!("{word} {names}")).collect::<Vec<_>>().join("；"),
            heads: with(Duty::UnitHead),
            liaisons: with(Duty::Liaison),
            handlers: with(Duty::Handler),
            n_people: people.n(Some(&unit.id)),
        }
    }

    fn holds(&self, q: &str) -> bool {
        let texts =
            [&self.name, &self.code, &self.leader, &self.others, &self.heads, &self.liaisons, &self.handlers];
        texts.iter().any(|text| text.contains(q))
    }
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Params(filter): Params<Filter>,
) -> Result<Response> {
    let county = County::of(&app.db, &viewer, &filter.region).await?;
    let units = unit::of_county(&app.db, &county.name).await?;
    let people = People::of(&app.db, &county.name).await?;
    let q = filter.q.trim().to_owned();
    let mut rows: Vec<Row> = on_two_levels(&units).into_iter().map(|unit| Row::of(unit, &people)).collect();
    rows.retain(|row| row.holds(&q));
    let without_unit = Duty::ALL.map(|duty| (duty.word(), people.with(None, duty)));
    let without_unit =
        without_unit.into_iter().filter(|(_, names)| !names.is_empty() && q.is_empty()).collect();
    let frame = Frame::new(&viewer, "units", "承办单位名录");
    page(&ListPage { frame, county, q, rows, n_units: units.len(), without_unit })
}

/// Each unit of the first level, and those below it.
fn on_two_levels(units: &[Unit]) -> Vec<&Unit> {
    let first = units.iter().filter(|unit| unit.parent_id.is_none());
    first
        .flat_map(|unit| {
            let below = units.iter().filter(|below| below.parent_id.as_ref() == Some(&unit.id));
            std::iter::once(unit).chain(below)
        })
        .collect()
}
