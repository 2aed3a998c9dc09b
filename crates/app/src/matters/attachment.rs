//! 附件 of a matter: the rows behind what the journal names, the list on the page, and the download. Whoever sees the matter
//! sees its attachments, and nobody else.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::DateTime;
use sqlx::FromRow;
use tokio_util::io::ReaderStream;

use super::journal::{Attached, Entry};
use super::matter::Loaded;
use super::names::Names;
use super::{days, visibility};
use crate::access::Viewer;
use crate::attachments::store::{Staged, Store};
use crate::db::Tx;
use crate::documents::attachment::disposition;
use crate::error::{Error, Result};
use crate::extract::Address;
use crate::{App, args};

const NOT_THERE: &str = "服务器上读不到这个附件；办理记录和它的校验值都在，请告知系统管理员从备份恢复附件";

/// A file that came with an act which has not happened yet.
#[derive(Debug)]
pub struct Brought {
    pub id: String,
    pub name: String,
    pub media_type: &'static str,
    pub staged: Staged,
}

impl Brought {
    /// As the journal vouches for it.
    pub fn attached(&self) -> Attached {
        let Brought { id, name, staged, .. } = self;
        Attached { id: id.clone(), name: name.clone(), size: staged.size, hash: staged.hash.clone() }
    }
}

/// Keeps the files of an entry. The bytes are in their place before the transaction ends: what is committed is there.
pub async fn keep(
    tx: &mut Tx,
    store: &Store,
    matter_id: &str,
    (viewer, entry): (&Viewer, &Entry),
    files: Vec<Brought>,
    now: i64,
) -> Result<()> {
    for Brought { id, name, media_type, staged } in files {
        tx.run(
            "insert into attachment (id, matter_id, event_id, name, media_type, size, content_hash, account_id, person,
                 created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            args![
                id,
                matter_id,
                &entry.id,
                name,
                media_type,
                i64::try_from(staged.size).unwrap_or(i64::MAX),
                &staged.hash,
                &viewer.account_id,
                &entry.person,
                now
            ],
        )
        .await?;
        let store = store.clone();
        let kept =
            tokio::task::spawn_blocking(move || store.keep(staged)).await.map_err(anyhow::Error::from)?;
        kept.map_err(|error| {
            tracing::error!("attachment not kept: {error}");
            Error::Invalid("服务器存不下附件，请告知系统管理员检查磁盘，稍后再提交".to_owned())
        })?;
    }
    Ok(())
}

/// 附件 as the page lists it
#[derive(Clone, Debug)]
pub struct Line {
    pub id: String,
    pub name: String,
    pub size: String,
    /// The first characters of the hash, for whoever compares.
    pub seal: String,
    pub hash: String,
    pub position: i64,
    pub act: &'static str,
    pub unit: String,
    pub person: String,
    pub at: String,
}

/// Everything that came with any entry, the newest first.
pub fn all(loaded: &Loaded, names: &Names, now: DateTime) -> Vec<Line> {
    loaded.entries.iter().rev().flat_map(|entry| of_entry(entry, names, now)).collect()
}

pub fn of_entry(entry: &Entry, names: &Names, now: DateTime) -> Vec<Line> {
    let unit = entry.event.act.unit().map(|unit| names.unit(unit).to_owned()).unwrap_or_default();
    let line = |attached: &Attached| Line {
        id: attached.id.clone(),
        name: attached.name.clone(),
        size: size(attached.size),
        seal: attached.hash.chars().take(8).collect(),
        hash: attached.hash.clone(),
        position: entry.position,
        act: entry.event.act.word(),
        unit: unit.clone(),
        person: entry.person.clone(),
        at: days::instant(entry.event.at, now),
    };
    entry.words.attachments.iter().map(line).collect()
}

/// `860 KB`, `3.4 MB`
pub fn size(bytes: u64) -> String {
    if bytes < 1 << 20 {
        return format!("{} KB", bytes.div_ceil(1 << 10));
    }
    let tenths = bytes.saturating_mul(10) >> 20;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[derive(FromRow)]
struct Stored {
    name: String,
    media_type: String,
    content_hash: String,
}

pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Address((matter_id, id)): Address<(String, String)>,
) -> Result<Response> {
    visibility::require(&app.db, &viewer, &matter_id).await?;
    let wanted = "select name, media_type, content_hash from attachment where id = $1 and matter_id = $2";
    let stored: Option<Stored> = app.db.one(wanted, args![id, matter_id]).await?;
    let stored = stored.ok_or(Error::NotFound)?;
    streamed(&app.attachments, &stored).await.map_err(|error| Error::Disk(NOT_THERE, error))
}

/// Saved, never shown: what a file holds was written by somebody else.
async fn streamed(store: &Store, stored: &Stored) -> std::io::Result<Response> {
    let file = tokio::fs::File::open(store.path(&stored.content_hash)?).await?;
    let size = file.metadata().await?.len();
    let plain = HeaderValue::from_static("application/octet-stream");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_str(&stored.media_type).unwrap_or(plain)),
        (header::CONTENT_LENGTH, HeaderValue::from(size)),
        (header::CONTENT_DISPOSITION, disposition(&stored.name).parse().map_err(std::io::Error::other)?),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_read_at_a_glance() {
        for (bytes, read) in [(1, "1 KB"), (880_640, "860 KB"), (3_600_000, "3.4 MB"), (50 << 20, "50.0 MB")]
        {
            assert_eq!(size(bytes), read);
        }
    }
}
