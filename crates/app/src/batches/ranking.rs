//! What a batch says: its totals, its documents in order, the causes that weigh most in each, the rules that fire.

use std::collections::HashMap;

use review::{Rule, Severity};
use sqlx::FromRow;

use super::filter::{Filter, window};
use crate::access::Viewer;
use crate::db::{self, Db, Value};
use crate::document_columns;
use crate::documents::document::Document;
use crate::error::Result;

/// How many causes stand beside a document.
const GRAVEST: i64 = 3;
/// How many documents one statement asks causes for; SQLite allows far more marks, nobody needs them at once.
const AT_ONCE: usize = 500;

/// 合计 over the whole batch, whatever page is shown.
#[derive(Clone, Debug, Default, FromRow)]
pub struct Totals {
    pub n_documents: i64,
    pub n_departments: i64,
    pub n_with_errors: i64,
    pub n_without_findings: i64,
    pub n_errors: i64,
    pub n_warnings: i64,
    pub n_hints: i64,
    pub n_undecided: i64,
    pub n_passed: i64,
}

pub async fn totals(db: &Db, viewer: &Viewer, filter: &Filter) -> Result<Totals> {
    let sums = ["n_errors", "n_warnings", "n_hints", "n_undecided", "n_passed"]
        .map(|column| format!("cast(coalesce(sum({column}), 0) as bigint) as {column}"));
    let sql = format!(
        "select count(*) as n_documents,
             count(distinct coalesce(region, '') || '/' || coalesce(department_name, document.id)) as n_departments,
             count(case when n_errors > 0 then 1 end) as n_with_errors,
             count(case when n_errors + n_warnings + n_hints = 0 then 1 end) as n_without_findings,
             {} {}",
        sums.join(", "),
        filter.source()
    );
    Ok(db.built(&sql, filter.args(viewer)?).await?.pop().unwrap_or_default())
}

/// The documents of a page, or all of them.
pub async fn documents(
    db: &Db,
    viewer: &Viewer,
    filter: &Filter,
    n_rows: i64,
    page: i64,
) -> Result<Vec<Document>> {
    let sql = format!(
        "select {} {} order by {}, document.id desc limit $8 offset $9",
        document_columns!(),
        filter.source(),
        filter.order()
    );
    let args = filter.args(viewer)?.into_iter().chain(window(n_rows, page));
    Ok(db.built(&sql, args.collect()).await?)
}

/// A cause as the ranking names it.
#[derive(Clone, Debug, FromRow)]
pub struct Cause {
    pub document_id: String,
    /// Counted from 1, as on the page of findings.
    pub number: i64,
    pub code: String,
    severity: String,
    pub message: String,
}

impl Cause {
    pub fn severity(&self) -> Severity {
        Severity::from_key(&self.severity).unwrap_or(Severity::Hint)
    }

    /// The beginning of the message, as much as a line holds.
    pub fn headline(&self) -> String {
        const LONGEST: usize = 60;
        let headline: String = self.message.chars().take(LONGEST).collect();
        if headline.len() < self.message.len() { format!("{headline}…") } else { headline }
    }
}

/// 最要紧的问题 of these documents, which the viewer may see, by document.
pub async fn gravest(db: &Db, documents: &[Document]) -> Result<HashMap<String, Vec<Cause>>> {
    let mut causes: HashMap<String, Vec<Cause>> = HashMap::new();
    for some in documents.chunks(AT_ONCE) {
        let marks = db::marks(2..=some.len() + 1);
        // Findings are stored gravest first.
        let sql = format!(
            "select document_id, number, code, severity, message from (
                 select document_id, code, severity, message, waiver_id,
                     row_number() over (partition by document_id order by ordinal) as number,
                     row_number() over (partition by document_id, waiver_id is null order by ordinal) as rank
                 from finding where parent_id is null and document_id in ({marks})) f
             where waiver_id is null and rank <= $1 order by document_id, number"
        );
        let ids = some.iter().map(|document| Value::from(&document.id));
        let rows: Vec<Cause> =
            db.built(&sql, std::iter::once(Value::from(GRAVEST)).chain(ids).collect()).await?;
        for cause in rows {
            causes.entry(cause.document_id.clone()).or_default().push(cause);
        }
    }
    Ok(causes)
}

/// A rule with what it found in the batch, without what was waived or follows from another finding.
#[derive(Debug)]
pub struct Fired {
    pub rule: &'static Rule,
    pub n_findings: i64,
    pub n_documents: i64,
}

/// 查出最多的规则, the first `n_rows` of them.
pub async fn fired(db: &Db, viewer: &Viewer, filter: &Filter, n_rows: i64) -> Result<Vec<Fired>> {
    let sql = format!(
        "select f.code, count(*), count(distinct f.document_id) from finding f
         join (select document.id {}) batch on batch.id = f.document_id
         where f.parent_id is null and f.waiver_id is null
         group by f.code order by 2 desc, 1 limit $8",
        filter.source()
    );
    let mut args = filter.args(viewer)?;
    args.push(Value::from(n_rows));
    let rows: Vec<(String, i64, i64)> = db.built(&sql, args).await?;
    let fired = |(code, n_findings, n_documents): (String, i64, i64)| {
        review::rule(&code).map(|rule| Fired { rule, n_findings, n_documents })
    };
    Ok(rows.into_iter().filter_map(fired).collect())
}
