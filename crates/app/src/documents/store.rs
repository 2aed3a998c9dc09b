//! Import: a file becomes rows in one transaction, or nothing at all. The same content is stored once.

use budget::{Located, RegionCode};
use reader::{Reading, Refusal};
use review::Report;

use super::related::{self, Position, Related};
use super::{rows, waiver};
use crate::access::Viewer;
use crate::db::{Db, Tx, is_duplicate};
use crate::error::{Error, Result};
use crate::settings::standard::Standard;
use crate::{App, args, ids};

const NOT_KEPT: &str = "服务器的磁盘写不进去，这份文件没有保存，此前的文件都已保存；请告知系统管理员检查磁盘空间和权限，然后重新上传";

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    New(String),
    /// The same content was there already, under this document.
    Known(String),
    Refused(Refusal),
}

/// The division of files that name none.
#[derive(Clone, Debug)]
pub struct AssumedRegion {
    pub name: String,
    pub code: RegionCode,
}

/// Reads, reviews and stores a file. `viewer` is nobody on the command line, which needs no grant.
pub async fn import(
    app: &App,
    viewer: Option<&Viewer>,
    file_name: &str,
    bytes: Vec<u8>,
    now: i64,
) -> Result<Imported> {
    import_assuming(app, viewer, file_name, bytes, None, now).await
}

pub async fn import_assuming(
    app: &App,
    viewer: Option<&Viewer>,
    file_name: &str,
    bytes: Vec<u8>,
    region: Option<&AssumedRegion>,
    now: i64,
) -> Result<Imported> {
    let hash = ids::sha256(&bytes);
    if let Some(id) = known(app, viewer, &hash).await? {
        return Ok(Imported::Known(id));
    }
    let (name, region) = (file_name.to_owned(), region.cloned());
    let worked = tokio::task::spawn_blocking(move || (read(&name, &bytes, region), bytes));
    let (reading, bytes) = worked.await.map_err(anyhow::Error::from)?;
    let reading = match reading {
        Ok(reading) => reading,
        Err(refusal) => return Ok(Imported::Refused(refusal)),
    };
    let reviewed = reviewed(&app.db, reading, now).await?;
    app.files.keep(&bytes).map_err(|e| Error::Disk(NOT_KEPT, e))?;
    let file = File { name: file_name, hash: &hash, n_bytes: bytes.len() };
    match save(app, viewer, &file, &reviewed, now).await {
        // Somebody stored the same content between our look and our write.
        Err(Error::Conflict(_)) => {
            let id = known(app, viewer, &hash).await?;
            id.map(Imported::Known).ok_or(Error::NotFound)
        }
        saved => Ok(Imported::New(saved?)),
    }
}

fn read(name: &str, bytes: &[u8], region: Option<AssumedRegion>) -> std::result::Result<Reading, Refusal> {
    let mut reading = reader::read(name, bytes)?;
    let document = &mut reading.document;
    if let Some(assumed) = region.filter(|_| document.region.is_none()) {
        document.region = Some(assumed.name);
        document.region_code = Some(assumed.code);
    }
    Ok(reading)
}

/// A reading with its review, and where it will stand among the documents.
struct Reviewed {
    position: Position,
    reading: Reading,
    report: Report,
    stamp: String,
}

/// With the settings of its region, held against the documents stored before.
async fn reviewed(db: &Db, reading: Reading, now: i64) -> Result<Reviewed> {
    let document = &reading.document;
    let position = Position {
        id: ids::new_id(),
        series: related::series(document),
        fiscal_year: document.fiscal_year.map(|year| i64::from(year.number())),
        imported_at: now,
    };
    let Standard { settings, stamp } = Standard::of(db, document.region.as_deref()).await?;
    let related = Related::of(db, &position).await?;
    let review = move || {
        let report = review::review_with(&reading.document, &related.companions(), &settings);
        (reading, report)
    };
    let (reading, report) = tokio::task::spawn_blocking(review).await.map_err(anyhow::Error::from)?;
    Ok(Reviewed { position, reading, report, stamp })
}

struct File<'a> {
    name: &'a str,
    hash: &'a str,
    n_bytes: usize,
}

/// The document with this content. Whoever holds the content may see what we say of it.
async fn known(app: &App, viewer: Option<&Viewer>, hash: &str) -> Result<Option<String>> {
    let found: Option<(String,)> =
        app.db.one("select id from document where file_hash = $1", args![hash]).await?;
    let Some((id,)) = found else { return Ok(None) };
    if let Some(viewer) = viewer {
        let mut tx = app.db.begin().await?;
        grant(&mut tx, &id, viewer).await?;
        tx.commit().await?;
    }
    Ok(Some(id))
}

async fn grant(tx: &mut Tx, document_id: &str, viewer: &Viewer) -> Result<()> {
    tx.run(
        "insert into document_access (document_id, account_id) values ($1, $2) on conflict do nothing",
        args![document_id, &viewer.account_id],
    )
    .await?;
    Ok(())
}

async fn save(
    app: &App,
    viewer: Option<&Viewer>,
    file: &File<'_>,
    reviewed: &Reviewed,
    now: i64,
) -> Result<String> {
    let Reviewed { position: Position { id, series, fiscal_year, .. }, reading, report, .. } = reviewed;
    let mut tx = app.db.begin().await?;
    let head = head(&mut tx, viewer, file, reviewed, now).await;
    match head {
        Err(e) if is_duplicate(&e) => {
            return Err(Error::Conflict("同一文件已经导入".to_owned()));
        }
        other => other?,
    }
    rows::save(&mut tx, id, reading, report).await?;
    waiver::settle(&mut tx, id, series.as_deref(), *fiscal_year).await?;
    super::search::index(&mut tx, id, &reading.document).await?;
    if let Some(viewer) = viewer {
        grant(&mut tx, id, viewer).await?;
    }
    // Next year's document is now held against this one.
    let next_year = "update document set reviewed_with = null where series = $1 and fiscal_year = $2";
    let n_stale = tx.run(next_year, args![series.clone(), fiscal_year.map(|year| year + 1)]).await?;
    tx.commit().await?;
    if n_stale > 0 {
        app.review_bell.notify_one();
    }
    Ok(id.clone())
}

/// The counts by severity follow when the waivers are known.
async fn head(
    tx: &mut Tx,
    viewer: Option<&Viewer>,
    file: &File<'_>,
    reviewed: &Reviewed,
    now: i64,
) -> sqlx::Result<()> {
    let Reviewed { position, reading, report, stamp } = reviewed;
    let document = &reading.document;
    let place = |text: &Option<Located<String>>| text.as_ref().map(|t| rows::place_key::of(&t.place));
    tx.run(
        "insert into document (id, file_hash, file_name, n_bytes, kind, fiscal_year, region, region_code,
             department_code, department_code_place, department_name, department_name_place, imported_by, imported_at,
             n_errors, n_warnings, n_hints, n_passed, n_failed, n_undecided, not_applicable, series, reviewed_with)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, 0, 0, $15, $16, $17, $18, $19, $20)",
        args![
            &position.id,
            file.hash,
            file.name,
            file.n_bytes,
            document.kind.key(),
            document.fiscal_year.map(|y| y.number()),
            document.region.clone(),
            document.region_code.as_ref().map(|c| c.as_str()),
            document.department.code.as_ref().map(|c| c.value.as_str()),
            place(&document.department.code),
            document.department.name.as_ref().map(|n| n.value.as_str()),
            place(&document.department.name),
            viewer.map(|v| v.account_id.as_str()),
            now,
            report.n_passed,
            report.n_failed,
            report.undecided.len(),
            report.not_applicable.join(","),
            position.series.clone(),
            stamp
        ],
    )
    .await?;
    Ok(())
}
