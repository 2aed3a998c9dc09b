//! A notice as its reader sees it.

use sqlx::FromRow;

use crate::access::Viewer;
use crate::args;
use crate::clock;
use crate::db::{Args, Db};
use crate::error::{Error, Result};
use crate::matters::visibility;

#[derive(Debug, FromRow)]
pub struct Row {
    pub id: String,
    pub matter_id: String,
    pub title: String,
    pub reason: String,
    pub created_at: i64,
    pub read_at: Option<i64>,
    pub year: i64,
    pub number: i64,
    pub matter_title: String,
}

impl Row {
    pub fn number(&self) -> String {
        format!("〔{}〕{} 号", self.year, self.number)
    }

    pub fn at(&self) -> String {
        clock::local(self.created_at)
    }
}

/// The notices of a viewer on matters they may see, with further conditions; `args` begin at `$2`.
async fn visible(db: &Db, viewer: &Viewer, rest: &str, mut args: Args) -> Result<Vec<Row>> {
    args.insert(0, viewer.account_id.as_str().into());
    let (visible, more) = visibility::visible(viewer, args.len() + 1);
    args.extend(more);
    let sql = format!(
        "select notice.id, notice.matter_id, notice.title, reason, notice.created_at, read_at, year, number,
             matter.title as matter_title
         from notice join matter on matter.id = notice.matter_id
         where account_id = $1 and {visible} {rest}"
    );
    Ok(db.built(&sql, args).await?)
}

pub const PAGE: i64 = 25;

/// The newest first; one more than a page shows that there is another.
pub async fn page(db: &Db, viewer: &Viewer, is_unread: bool, page: i64) -> Result<Vec<Row>> {
    let unread = if is_unread { "and read_at is null" } else { "" };
    let rest = format!("{unread} order by notice.id desc limit $2 offset $3");
    visible(db, viewer, &rest, args![PAGE + 1, (page - 1) * PAGE]).await
}

pub async fn by_id(db: &Db, viewer: &Viewer, id: &str) -> Result<Row> {
    visible(db, viewer, "and notice.id = $2", args![id]).await?.pop().ok_or(Error::NotFound)
}

/// More unread ones than anybody counts.
pub const MANY_UNREAD: i64 = 100;

/// For the head of every page of whoever has unread ones; no further than [`MANY_UNREAD`].
pub async fn n_unread(db: &Db, viewer: &Viewer) -> Result<i64> {
    let (visible, more) = visibility::visible(viewer, 2);
    let sql = format!(
        "select count(*) from (select notice.id from notice join matter on matter.id = notice.matter_id
         where account_id = $1 and read_at is null and {visible} limit {MANY_UNREAD}) as unread"
    );
    let args = [args![&viewer.account_id], more].concat();
    let rows: Vec<(i64,)> = db.built(&sql, args).await?;
    Ok(rows.first().map_or(0, |row| row.0))
}

/// Whoever opened a matter has seen what was said of it until then.
pub async fn mark_seen(db: &Db, viewer: &Viewer, matter_id: &str, now: i64) -> Result<()> {
    db.run(
        "update notice set read_at = $1 where account_id = $2 and matter_id = $3 and read_at is null",
        args![now, &viewer.account_id, matter_id],
    )
    .await?;
    Ok(())
}

pub async fn mark_all(db: &Db, viewer: &Viewer, now: i64) -> Result<()> {
    let read = "update notice set read_at = $1 where account_id = $2 and read_at is null";
    db.run(read, args![now, &viewer.account_id]).await?;
    Ok(())
}
