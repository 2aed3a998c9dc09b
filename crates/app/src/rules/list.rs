//! 规则目录: every rule by family, searched and filtered, with what each found.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use review::{Rule, Severity};
use serde::Deserialize;
use sqlx::FromRow;

use super::family;
use super::search::{self, Query};
use crate::access::Viewer;
use crate::db::Db;
use crate::error::Result;
use crate::extract::Params;
use crate::layout::{Frame, page};
use crate::{App, args, visible};

/// 筛选条件, as the address carries them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    q: String,
    family: String,
    severity: String,
}

impl Filter {
    fn is_open(&self) -> bool {
        [&self.q, &self.family, &self.severity].iter().all(|asked| asked.trim().is_empty())
    }
}

#[derive(Template)]
#[template(path = "rules/list.html")]
struct ListPage {
    frame: Frame,
    filter: Filter,
    groups: Vec<Group>,
    n_rules: usize,
    n_found: usize,
}

impl ListPage {
    const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];
}

/// A family and those of its rules that were asked for.
struct Group {
    key: &'static str,
    name: &'static str,
    rows: Vec<Row>,
}

struct Row {
    rule: &'static Rule,
    hits: Hits,
}

/// How often a rule found something in what the viewer may see, consequences included.
#[derive(Clone, Copy, Debug, Default, FromRow)]
struct Hits {
    n_findings: i64,
    n_documents: i64,
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Params(filter): Params<Filter>,
) -> Result<Response> {
    let query = Query {
        text: &filter.q,
        family: filter.family.trim(),
        severity: Severity::from_key(&filter.severity),
    };
    let found = search::find(&query);
    let hits = hits(&app.db, &viewer).await?;
    page(&ListPage {
        frame: Frame::new(&viewer, "rules", "审核规则"),
        n_found: found.len(),
        groups: groups(&found, &hits),
        n_rules: review::rules().len(),
        filter,
    })
}

fn groups(found: &[&'static Rule], hits: &HashMap<String, Hits>) -> Vec<Group> {
    let group = |family: &'static review::Family| {
        let own = found.iter().filter(|rule| search::family_key(rule) == family.key);
        let row = |rule: &&'static Rule| Row { rule, hits: hits.get(rule.code).copied().unwrap_or_default() };
        Group { key: family.key, name: family.name, rows: own.map(row).collect() }
    };
    family::all().into_iter().map(group).filter(|group| !group.rows.is_empty()).collect()
}

async fn hits(db: &Db, viewer: &Viewer) -> Result<HashMap<String, Hits>> {
    #[derive(FromRow)]
    struct Counted {
        code: String,
        #[sqlx(flatten)]
        hits: Hits,
    }
    let (account, region) = viewer.scope();
    let rows: Vec<Counted> = db
        .all(
            concat!(
                "select f.code, count(*) as n_findings, count(distinct f.document_id) as n_documents
                 from finding f join document on document.id = f.document_id where ",
                visible!(),
                " group by f.code"
            ),
            args![account, region],
        )
        .await?;
    Ok(rows.into_iter().map(|row| (row.code, row.hits)).collect())
}
