//! 重新审核: after a change of rules or settings, stored documents are reviewed again from their stored values. A
//! document carries what it was reviewed with, so the work goes on after a restart where it stopped, and twice does
//! no harm.

use std::collections::BTreeMap;
use std::time::Duration;

use sqlx::FromRow;

use super::document::Document;
use super::related::{Position, Related};
use super::{rows, waiver};
use crate::db::Db;
use crate::error::Result;
use crate::review_event::ReviewEvent;
use crate::settings::setting::INSTALLATION;
use crate::settings::standard::{self, Standard};
use crate::{App, args, clock};

const BATCH: i64 = 50;
/// Another server, or a command, may have changed something without ringing.
const PAUSE: Duration = Duration::from_secs(60);

/// Works for as long as the program runs.
pub async fn run(app: App) {
    if let Err(error) = note_rules(&app.db, clock::now()).await {
        error.log();
    }
    loop {
        if let Err(error) = pass(&app).await {
            error.log();
        }
        let _ = tokio::time::timeout(PAUSE, app.review_bell.notified()).await;
    }
}

/// Reviews everything that is stale and gives how many that were.
pub async fn pass(app: &App) -> Result<usize> {
    let mut n_reviewed = 0;
    for region in regions(&app.db).await? {
        loop {
            let standard = Standard::of(&app.db, region.as_deref()).await?;
            let batch = stale(&app.db, region.as_deref(), &standard).await?;
            if batch.is_empty() {
                break;
            }
            n_reviewed += batch.len();
            for document in batch {
                let id = document.id.clone();
                if let Err(error) = again(app, document, &standard).await {
                    tracing::error!("document {id} could not be reviewed again");
                    error.log();
                    let failed = "update document set reviewed_with = $1 where id = $2";
                    app.db.run(failed, args![standard.failed(), id]).await?;
                }
            }
        }
    }
    Ok(n_reviewed)
}

#[derive(FromRow)]
struct Stale {
    id: String,
    series: Option<String>,
    fiscal_year: Option<i64>,
    imported_at: i64,
    reviewed_with: Option<String>,
}

async fn regions(db: &Db) -> Result<Vec<Option<String>>> {
    let rows: Vec<(Option<String>,)> =
        db.all("select distinct region from document order by 1", args![]).await?;
    Ok(rows.into_iter().map(|(region,)| region).collect())
}

async fn stale(db: &Db, region: Option<&str>, standard: &Standard) -> Result<Vec<Stale>> {
    let rows = db
        .all(
            "select id, series, fiscal_year, imported_at, reviewed_with from document
             where region is not distinct from $1 and (reviewed_with is null or reviewed_with not in ($2, $3))
             order by id limit $4",
            args![region, &standard.stamp, standard.failed(), BATCH],
        )
        .await?;
    Ok(rows)
}

/// One document. Whoever else reviewed it meanwhile has done the work.
async fn again(app: &App, stale: Stale, standard: &Standard) -> Result<()> {
    let Stale { id, series, fiscal_year, imported_at, reviewed_with } = stale;
    let document = rows::load(&app.db, &id).await?;
    let position = Position { id, series, fiscal_year, imported_at };
    let related = Related::of(&app.db, &position).await?;
    let settings = standard.settings.clone();
    let review = move || review::review_with(&document, &related.companions(), &settings);
    let report = tokio::task::spawn_blocking(review).await.map_err(anyhow::Error::from)?;
    let id = &position.id;
    let mut tx = app.db.begin().await?;
    let claimed = tx
        .run(
            "update document set reviewed_with = $1, n_passed = $2, n_failed = $3, n_undecided = $4,
                 not_applicable = $5
             where id = $6 and reviewed_with is not distinct from $7",
            args![
                &standard.stamp,
                report.n_passed,
                report.n_failed,
                report.undecided.len(),
                report.not_applicable.join(","),
                id,
                reviewed_with
            ],
        )
        .await?;
    if claimed == 0 {
        return Ok(());
    }
    rows::report::replace(&mut tx, id, &report).await?;
    waiver::settle(&mut tx, id, position.series.as_deref(), position.fiscal_year).await?;
    Ok(tx.commit().await?)
}

/// Writes into the trail that this program brought other rules.
async fn note_rules(db: &Db, now: i64) -> Result<()> {
    let last: Option<(String,)> = db
        .one(
            "select after_value from review_event where action = 'rules' order by at desc, id desc limit 1",
            args![],
        )
        .await?;
    let before = last.map(|(version,)| version);
    let after = standard::rules_version();
    if before.as_deref() == Some(after) {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    let event = ReviewEvent {
        action: "rules",
        before: before.as_deref(),
        after: Some(after),
        ..ReviewEvent::default()
    };
    event.record(&mut tx, None, now).await?;
    Ok(tx.commit().await?)
}

/// The findings shown are those of rules or settings that hold no more.
pub async fn is_stale(db: &Db, document: &Document) -> Result<bool> {
    let standard = Standard::of(db, document.region.as_deref()).await?;
    let current = [standard.failed(), standard.stamp];
    Ok(document.reviewed_with.as_ref().is_none_or(|stamp| !current.contains(stamp)))
}

/// 重新审核的进度
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub n_documents: i64,
    pub n_stale: i64,
    pub n_failed: i64,
}

impl Progress {
    /// Of a region, or of all documents.
    pub async fn of(db: &Db, region: &str) -> Result<Progress> {
        let rows: Vec<(Option<String>, Option<String>, i64)> = db
            .all(
                "select region, reviewed_with, count(*) from document where $1 = $2 or region = $1
                 group by region, reviewed_with",
                args![region, INSTALLATION],
            )
            .await?;
        let mut standards: BTreeMap<Option<String>, Standard> = BTreeMap::new();
        let mut progress = Progress::default();
        for (region, reviewed_with, n) in rows {
            if !standards.contains_key(&region) {
                standards.insert(region.clone(), Standard::of(db, region.as_deref()).await?);
            }
            let Some(standard) = standards.get(&region) else { continue };
            progress.n_documents += n;
            match reviewed_with {
                Some(stamp) if stamp == standard.stamp => {}
                Some(stamp) if stamp == standard.failed() => progress.n_failed += n,
                _ => progress.n_stale += n,
            }
        }
        Ok(progress)
    }

    pub fn n_done(&self) -> i64 {
        self.n_documents - self.n_stale
    }
}
