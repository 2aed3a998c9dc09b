//! 规则页: what the rule checks, why, and where it found something.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use review::Rule;
use sqlx::FromRow;

use super::{family, markdown};
use crate::access::Viewer;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::extract::Address;
use crate::layout::{Frame, page};
use crate::{App, args, visible};

/// Documents that the page names; the count covers all.
const LISTED: i64 = 25;

#[derive(Template)]
#[template(path = "rules/show.html")]
struct ShowPage {
    frame: Frame,
    rule: &'static Rule,
    family: &'static str,
    text: String,
    fired: Vec<FiredRow>,
}

impl ShowPage {
    fn n_findings(&self) -> i64 {
        self.fired.first().map_or(0, |row| row.n_all)
    }

    fn n_documents(&self) -> i64 {
        self.fired.first().map_or(0, |row| row.n_documents)
    }

    fn is_cut(&self) -> bool {
        self.n_documents() > LISTED
    }
}

/// A document in which the rule found something, and the totals over all such documents.
#[derive(FromRow)]
struct FiredRow {
    id: String,
    file_name: String,
    department_name: Option<String>,
    fiscal_year: Option<i64>,
    n: i64,
    n_all: i64,
    n_documents: i64,
}

pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Address(code): Address<String>,
) -> Result<Response> {
    let rule = named(&code).ok_or(Error::NotFound)?;
    let fired = fired(&app.db, &viewer, rule.code).await?;
    let frame = Frame::new(&viewer, "rules", format!("{} {}", rule.code, rule.title));
    let family = family::name(rule);
    page(&ShowPage { frame, rule, family, text: markdown::render(rule.page), fired })
}

pub fn named(code: &str) -> Option<&'static Rule> {
    review::rules().iter().find(|rule| rule.code == code)
}

async fn fired(db: &Db, viewer: &Viewer, code: &str) -> Result<Vec<FiredRow>> {
    let (account, region) = viewer.scope();
    let rows = db
        .all(
            concat!(
                "select document.id, file_name, department_name, fiscal_year, count(*) as n,
                     cast(sum(count(*)) over () as bigint) as n_all, count(*) over () as n_documents
                 from document join finding f on f.document_id = document.id
                 where f.code = $3 and f.waiver_id is null and ",
                visible!(),
                " group by document.id, file_name, department_name, fiscal_year, imported_at
                 order by imported_at desc, document.id desc limit $4"
            ),
            args![account, region, code, LISTED],
        )
        .await?;
    Ok(rows)
}
