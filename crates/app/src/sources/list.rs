//! 来源列表, the newest first, each with how far its clauses are decided.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use sqlx::FromRow;
use supervision::Duty;

use super::source::{self, Coverage};
use crate::access::Viewer;
use crate::coverage_columns;
use crate::db::{self, Db, Value};
use crate::error::Result;
use crate::extract::Params;
use crate::layout::{Frame, page};
use crate::matters::draft::source_word;
use crate::{App, args, clock};

const ROWS_A_PAGE: i64 = 25;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: String,
}

#[derive(Clone, Debug, FromRow)]
struct Row {
    id: String,
    kind: String,
    title: String,
    number: Option<String>,
    dated_on: Option<String>,
    person: String,
    created_at: i64,
}

impl Row {
    fn kind(&self) -> &'static str {
        source_word(&self.kind)
    }

    fn created(&self) -> String {
        clock::local(self.created_at)
    }
}

#[derive(Template)]
#[template(path = "sources/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    coverage: Vec<Coverage>,
    n_all: i64,
    page: i64,
    is_office: bool,
}

impl ListPage {
    fn n_pages(&self) -> i64 {
        (self.n_all + ROWS_A_PAGE - 1) / ROWS_A_PAGE
    }

    fn coverage(&self, row: &Row) -> Coverage {
        self.coverage.iter().find(|of| of.source_id == row.id).cloned().unwrap_or_default()
    }
}

pub async fn list(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    let region = source::region(&viewer)?;
    let number = asked.page.parse().ok().filter(|page| *page >= 1).unwrap_or(1);
    let rows = rows(&app.db, region, number).await?;
    page(&ListPage {
        frame: Frame::new(&viewer, "matters", "来源分解"),
        coverage: coverage(&app.db, &rows).await?,
        rows,
        n_all: app.db.number("select count(*) from source where region = $1", args![region]).await?,
        page: number,
        is_office: viewer.has_duty(Duty::is_office),
    })
}

async fn rows(db: &Db, region: &str, page: i64) -> Result<Vec<Row>> {
    let sql = "select source.id, source.kind, source.title, source.number, source.dated_on,
             account.display_name as person, source.created_at
         from source left join account on account.id = source.account_id
         where source.region = $1 order by source.created_at desc, source.id desc limit $2 offset $3";
    Ok(db.all(sql, args![region, ROWS_A_PAGE, (page - 1).saturating_mul(ROWS_A_PAGE)]).await?)
}

async fn coverage(db: &Db, rows: &[Row]) -> Result<Vec<Coverage>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let (columns, marks) = (coverage_columns!(), db::marks(1..=rows.len()));
    let sql = format!("select {columns} where clause.source_id in ({marks}) group by clause.source_id");
    Ok(db.built(&sql, rows.iter().map(|row| Value::from(&row.id)).collect()).await?)
}
