//! 豁免 of a finding: somebody answers for it with a reason. It holds for all versions of the document in its year,
//! and ends by itself when the values that it was given for change.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use review::Finding;
use serde::Deserialize;

use super::document::Document;
use super::findings::{self, Refused};
use super::rows::report::{self, StoredFinding};
use crate::access::Viewer;
use crate::db::{Db, Tx, is_duplicate};
use crate::error::{Error, Result};
use crate::extract::{Address, Form};
use crate::review_event::ReviewEvent;
use crate::{App, args, clock, ids};

const LONGEST_REASON: usize = 500;

#[derive(Clone, Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    statement: String,
    #[serde(default)]
    reason: String,
}

/// 豁免
pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let document = waivable(&app.db, &viewer, &id).await?;
    let missing = sent.reason.trim().is_empty().then(|| "请写明豁免的理由".to_owned());
    let problem = missing.or_else(|| too_long(&sent.reason));
    if let Some(problem) = problem {
        let refused = Refused { statement: sent.statement, reason: sent.reason, problem };
        let page = findings::page_with(&app, &viewer, document, Some(refused), None).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
    }
    let given = give(&app.db, &viewer, &document, &sent, clock::now()).await;
    answer(&app, &viewer, document, given).await
}

/// 撤销豁免
pub async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    Address((id, waiver)): Address<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let document = waivable(&app.db, &viewer, &id).await?;
    if let Some(problem) = too_long(&sent.reason) {
        return Err(Error::Invalid(format!("{problem}；豁免没有撤销")));
    }
    let withdrawn = take_back(&app.db, &viewer, &document, &waiver, sent.reason.trim(), clock::now()).await;
    answer(&app, &viewer, document, withdrawn).await
}

fn too_long(reason: &str) -> Option<String> {
    let n = reason.trim().chars().count();
    (n > LONGEST_REASON).then(|| format!("理由最多 {LONGEST_REASON} 个字，现在是 {n} 个"))
}

/// An administrator answers for the documents of their region.
pub fn may_waive(viewer: &Viewer, document: &Document) -> bool {
    viewer.is_administrator() && (viewer.region.is_none() || viewer.region == document.region)
}

async fn waivable(db: &Db, viewer: &Viewer, id: &str) -> Result<Document> {
    let document = Document::by_id(db, viewer, id).await?;
    if may_waive(viewer, &document) { Ok(document) } else { Err(Error::NotFound) }
}

/// Back to the list; whoever came second sees there what the first one did.
async fn answer(app: &App, viewer: &Viewer, document: Document, done: Result<()>) -> Result<Response> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/documents/{}/findings", document.id)).into_response()),
        Err(Error::Conflict(conflict)) => {
            let page = findings::page_with(app, viewer, document, None, Some(conflict)).await?;
            Ok((StatusCode::CONFLICT, Html(page.render()?)).into_response())
        }
        Err(other) => Err(other),
    }
}

async fn give(db: &Db, viewer: &Viewer, document: &Document, sent: &Sent, now: i64) -> Result<()> {
    let known = report::findings(db, &document.id).await?;
    let known = known.iter().find(|f| f.statement_hash.as_ref() == Some(&sent.statement));
    let mut tx = db.begin().await?;
    let versions = locked(&mut tx, &document.id).await?;
    let still: Option<(Option<String>, Option<i64>)> = tx
        .one(
            "select w.person, w.given_at from finding f left join waiver w on w.id = f.waiver_id
             where f.document_id = $1 and f.statement_hash = $2 and f.parent_id is null limit 1",
            args![&document.id, &sent.statement],
        )
        .await?;
    let (Some(StoredFinding { finding, .. }), Some(waived)) = (known, still) else {
        let gone = "这条问题已经不在清单里：材料刚刚重新审核过。没有豁免任何问题，请看现在的清单";
        return Err(Error::Conflict(gone.to_owned()));
    };
    if let (Some(person), Some(at)) = waived {
        let at = clock::local(at);
        return Err(Error::Conflict(format!("{person}已于 {at} 豁免了这条问题，您的豁免没有重复登记")));
    }
    let id = insert(&mut tx, viewer, (document, &versions), finding, sent, now).await?;
    versions.settle(&mut tx).await?;
    let event = ReviewEvent {
        action: "waive",
        code: finding.code,
        after: Some(&finding.message),
        reason: sent.reason.trim(),
        ..event(document, &id)
    };
    event.record(&mut tx, Some(viewer), now).await?;
    Ok(tx.commit().await?)
}

async fn insert(
    tx: &mut Tx,
    viewer: &Viewer,
    (document, versions): (&Document, &Versions),
    finding: &Finding,
    sent: &Sent,
    now: i64,
) -> Result<String> {
    let id = ids::new_id();
    let inserted = tx
        .run(
            "insert into waiver (id, document_id, series, fiscal_year, code, statement, statement_hash, reason,
                 account_id, person, given_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            args![
                &id,
                &document.id,
                versions.series.clone(),
                versions.fiscal_year,
                finding.code,
                finding.statement(),
                &sent.statement,
                sent.reason.trim(),
                &viewer.account_id,
                &viewer.display_name,
                now
            ],
        )
        .await;
    match inserted {
        Err(e) if is_duplicate(&e) => {
            Err(Error::Conflict("另一位管理员刚刚豁免了这条问题，您的豁免没有重复登记".to_owned()))
        }
        inserted => {
            inserted?;
            Ok(id)
        }
    }
}

async fn take_back(
    db: &Db,
    viewer: &Viewer,
    document: &Document,
    waiver: &str,
    reason: &str,
    now: i64,
) -> Result<()> {
    let mut tx = db.begin().await?;
    let versions = locked(&mut tx, &document.id).await?;
    let waived: Option<(String, String)> = tx
        .one(
            "select f.code, f.message from finding f
             where f.document_id = $1 and f.waiver_id = $2 and f.parent_id is null order by f.ordinal limit 1",
            args![&document.id, waiver],
        )
        .await?;
    let withdrawn = tx
        .run("update waiver set withdrawn_at = $1 where id = $2 and withdrawn_at is null", args![now, waiver])
        .await?;
    let (Some((code, message)), 1) = (waived, withdrawn) else {
        return Err(Error::Conflict("这项豁免已经撤销，或材料已重新审核；请看现在的清单".to_owned()));
    };
    versions.settle(&mut tx).await?;
    let event = ReviewEvent {
        action: "withdraw",
        code: &code,
        before: Some(&message),
        reason,
        ..event(document, waiver)
    };
    event.record(&mut tx, Some(viewer), now).await?;
    Ok(tx.commit().await?)
}

fn event<'a>(document: &'a Document, waiver: &'a str) -> ReviewEvent<'a> {
    ReviewEvent {
        region: document.region.as_deref().unwrap_or_default(),
        item: waiver,
        document_id: Some(&document.id),
        ..ReviewEvent::default()
    }
}

/// The versions of a document, in one year.
struct Versions {
    series: Option<String>,
    fiscal_year: Option<i64>,
    ids: Vec<String>,
}

/// Nobody reviews or waives in any version until the transaction ends. Locked in one order, so that two transactions
/// never wait for each other.
async fn locked(tx: &mut Tx, document_id: &str) -> Result<Versions> {
    let found: Option<(Option<String>, Option<i64>)> =
        tx.one("select series, fiscal_year from document where id = $1", args![document_id]).await?;
    let (series, fiscal_year) = found.ok_or(Error::NotFound)?;
    let ids: Vec<(String,)> = tx
        .all(
            "select id from document where id = $1 or (series = $2 and fiscal_year = $3) order by id",
            args![document_id, series.clone(), fiscal_year],
        )
        .await?;
    let ids: Vec<String> = ids.into_iter().map(|(id,)| id).collect();
    for id in &ids {
        tx.run("update document set n_waived = n_waived where id = $1", args![id]).await?;
    }
    Ok(Versions { series, fiscal_year, ids })
}

impl Versions {
    async fn settle(&self, tx: &mut Tx) -> Result<()> {
        for id in &self.ids {
            settle(tx, id, self.series.as_deref(), self.fiscal_year).await?;
        }
        Ok(())
    }
}

/// Ties the findings of a document to the waivers in force, and counts the others. Consequences go with their cause.
pub async fn settle(tx: &mut Tx, id: &str, series: Option<&str>, fiscal_year: Option<i64>) -> Result<()> {
    tx.run(
        "update finding set waiver_id =
             (select min(w.id) from waiver w
              where w.withdrawn_at is null and w.statement_hash = finding.statement_hash
                  and (w.document_id = $1 or (w.series = $2 and w.fiscal_year = $3)))
         where document_id = $1 and parent_id is null",
        args![id, series, fiscal_year],
    )
    .await?;
    tx.run(
        "update finding set waiver_id = (select cause.waiver_id from finding cause where cause.id = finding.parent_id)
         where document_id = $1 and parent_id is not null",
        args![id],
    )
    .await?;
    tx.run(
        "update document set
             n_errors = (select count(*) from finding f where f.document_id = $1 and f.parent_id is null
                 and f.waiver_id is null and f.severity = 'error'),
             n_warnings = (select count(*) from finding f where f.document_id = $1 and f.parent_id is null
                 and f.waiver_id is null and f.severity = 'warning'),
             n_hints = (select count(*) from finding f where f.document_id = $1 and f.parent_id is null
                 and f.waiver_id is null and f.severity = 'hint'),
             n_waived = (select count(*) from finding f where f.document_id = $1 and f.parent_id is null
                 and f.waiver_id is not null)
         where id = $1",
        args![id],
    )
    .await?;
    Ok(())
}
