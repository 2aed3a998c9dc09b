//! The rows of the ledger: one query for the page and for the export, and a count that stays cheap.

use std::sync::Arc;

use sqlx::FromRow;
use supervision::{Colour, Stage, Turning};

use super::draft::source_word;
use super::filter::{Condition, Filter, TURNS_RED};
use super::names::Names;
use crate::access::Viewer;
use crate::db::Db;
use crate::error::Result;
use crate::{App, clock};

pub const ROWS_A_PAGE: i64 = 25;
/// Beyond this many nobody turns pages, the workbook ends, and to count each time would take longer than all the rest of
/// the page.
pub const COUNTED: i64 = 20_000;

/// 台账的一行
#[derive(Clone, Debug, FromRow)]
pub struct Row {
    pub id: String,
    pub year: i64,
    pub number: i64,
    pub title: String,
    pub requirement: String,
    pub source_kind: String,
    pub source_title: String,
    pub source_number: Option<String>,
    pub source_on: Option<String>,
    pub lead_unit_id: String,
    pub leader_id: Option<String>,
    pub officer_id: String,
    pub stage: String,
    pub is_suspended: i64,
    pub progress: i64,
    pub issued_at: Option<i64>,
    pub finish_due: Option<i64>,
    pub completed_at: Option<i64>,
    pub last_feedback_at: Option<i64>,
    pub yellow_after: Option<i64>,
    pub red_after: Option<i64>,
    pub fixed_light: Option<String>,
}

const SELECT: &str = "select matter.id, matter.year, matter.number, matter.title, matter.requirement,
     matter.source_kind, matter.source_title, matter.source_number, matter.source_on, matter.lead_unit_id,
     matter.leader_id, matter.officer_id, matter.stage, matter.is_suspended,
     matter.progress, matter.issued_at, matter.finish_due, matter.completed_at, matter.last_feedback_at,
     matter.yellow_after, matter.red_after, matter.fixed_light from matter";

impl Row {
    pub fn number(&self) -> String {
        format!("〔{}〕{} 号", self.year, self.number)
    }

    pub fn source(&self) -> &'static str {
        source_word(&self.source_kind)
    }

    pub fn stage(&self) -> &'static str {
        if self.is_suspended != 0 {
            return "挂起";
        }
        Stage::from_key(&self.stage).map_or("", Stage::word)
    }

    pub fn light(&self, now: i64) -> Colour {
        let fixed = self.fixed_light.as_deref().and_then(Colour::from_key);
        let instant = |at: Option<i64>| at.map(clock::civil);
        let turning =
            Turning { yellow_after: instant(self.yellow_after), red_after: instant(self.red_after) };
        fixed.unwrap_or_else(|| turning.colour(clock::civil(now)))
    }

    pub fn unit<'a>(&self, names: &'a Names) -> &'a str {
        names.unit_called(&self.lead_unit_id)
    }

    pub fn leader<'a>(&self, names: &'a Names) -> &'a str {
        self.leader_id.as_ref().map_or("", |id| names.account(id))
    }

    pub fn due(&self) -> String {
        self.finish_due.map(clock::date).unwrap_or_default()
    }
}

/// 件数, exact as far as anybody counts
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(i64);

impl Count {
    pub fn words(self) -> String {
        if self.0 > COUNTED { format!("超过 {COUNTED} 件") } else { format!("共 {} 件", self.0) }
    }

    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    pub fn n_pages(self) -> i64 {
        (self.0.min(COUNTED) + ROWS_A_PAGE - 1) / ROWS_A_PAGE
    }
}

/// As of the moment: whoever turns pages or comes back to the same list has it counted once.
pub async fn count(app: &App, viewer: &Viewer, filter: &Filter, now: i64) -> Result<Count> {
    let moment = app.moment(now);
    let condition = filter.condition(&app.db, viewer, moment.start)?;
    let key = (condition.each(COUNTED + 1), condition.args.clone());
    app.ledger_counts.of(moment, key, || counted(&app.db, &condition)).await
}

async fn counted(db: &Db, condition: &Condition) -> Result<Count> {
    let sql = format!("select count(*) from ({}) as counted", condition.each(COUNTED + 1));
    let row: Option<(i64,)> = db.built(&sql, condition.args.clone()).await?.pop();
    Ok(Count(row.map_or(0, |row| row.0)))
}

/// The rows from an offset on. Those without a due day come after the others, whatever the order: the databases differ
/// in where they put nulls, and neither walks an index against its own habit.
pub async fn rows(
    db: &Db,
    viewer: &Viewer,
    filter: &Filter,
    now: i64,
    limit: i64,
    offset: i64,
) -> Result<Vec<Row>> {
    let all = filter.condition(db, viewer, now)?;
    if filter.is_newest_first() {
        return part(db, &all, "matter.year desc, matter.number desc", limit, offset).await;
    }
    let column = due_column(filter);
    let split = |test: &str| {
        let mut condition = all.clone();
        condition.require(&format!("{column} {test}"));
        condition
    };
    let direction = if filter.is_latest_first() { "desc" } else { "asc" };
    let order = format!("{column} {direction}, matter.id {direction}");
    let dated = split("is not null");
    let mut rows = part(db, &dated, &order, limit, offset).await?;
    let n_left = limit - i64::try_from(rows.len()).unwrap_or(limit);
    if n_left > 0 {
        let n_before = if rows.is_empty() && offset > 0 { counted(db, &dated).await?.0 } else { offset };
        rows.extend(part(db, &split("is null"), "matter.id desc", n_left, offset - n_before).await?);
    }
    Ok(rows)
}

/// The latest red lights lie at the end of their own index; by due day every matter of the future would be passed
/// first.
fn due_column(filter: &Filter) -> &'static str {
    let is_latest_red = filter.light == "red" && filter.is_latest_first();
    if is_latest_red { TURNS_RED } else { "matter.finish_due" }
}

async fn part(db: &Db, condition: &Condition, order: &str, limit: i64, offset: i64) -> Result<Vec<Row>> {
    let offset = offset.max(0);
    let found = || format!("matter.id in ({})", condition.ids(&format!("order by {order}"), offset + limit));
    let text = condition.only().unwrap_or_else(found);
    let sql = format!("{SELECT} where {text} order by {order} limit {limit} offset {offset}");
    Ok(db.built(&sql, condition.args.clone()).await?)
}

/// Names of whom the rows speak.
pub async fn names(app: &App, viewer: &Viewer, rows: &[Row], now: i64) -> Result<Arc<Names>> {
    let people = rows
        .iter()
        .flat_map(|row| row.leader_id.iter().chain([&row.officer_id]).map(String::as_str))
        .collect();
    Names::of(app, viewer.county()?, now).await?.with(&app.db, people).await
}
