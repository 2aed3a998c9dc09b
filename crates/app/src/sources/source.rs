//! 来源 as stored, who may see it, and how far its clauses are decided.

use jiff::civil::Date;
use sqlx::FromRow;
use supervision::Duty;

use super::journal;
use crate::access::{Post, Viewer};
use crate::args;
use crate::clock;
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::ids;
use crate::matters::draft::source_word;

#[derive(Clone, Debug, FromRow)]
pub struct Source {
    pub id: String,
    pub kind: String,
    pub title: String,
    pub number: Option<String>,
    pub dated_on: Option<String>,
    pub body: String,
    pub created_at: i64,
}

impl Source {
    pub fn kind(&self) -> &'static str {
        source_word(&self.kind)
    }

    /// The day from which its terms run.
    pub fn day(&self) -> Date {
        let dated = self.dated_on.as_deref().and_then(|day| day.parse().ok());
        dated.unwrap_or_else(|| clock::civil(self.created_at).date())
    }
}

/// 督查室 works on sources, 主要领导 read them; to everybody else they are not there.
pub fn region(viewer: &Viewer) -> Result<&str> {
    let region = viewer.county()?;
    let may_read = viewer.has_duty(|duty| duty.is_office() || duty == Duty::ChiefLeader);
    if may_read { Ok(region) } else { Err(Error::NotFound) }
}

/// The post in which somebody of 督查室 works on sources.
pub fn officer(viewer: &Viewer) -> Result<&Post> {
    viewer.posts().find(|post| post.duty.is_office()).ok_or(Error::NotFound)
}

pub async fn by_id(db: &Db, viewer: &Viewer, id: &str) -> Result<Source> {
    let region = region(viewer)?;
    let sql = "select id, kind, title, number, dated_on, body, created_at from source
         where id = $1 and region = $2";
    db.one(sql, args![id, region]).await?.ok_or(Error::NotFound)
}

/// 来源 and its clauses as they come in
#[derive(Clone, Debug, Default)]
pub struct NewSource {
    pub kind: String,
    pub title: String,
    pub number: Option<String>,
    pub dated_on: Option<Date>,
    pub body: String,
    pub clauses: Vec<String>,
}

pub async fn create(tx: &mut Tx, viewer: &Viewer, new: &NewSource, now: i64) -> Result<String> {
    let id = ids::new_id();
    tx.run(
        "insert into source (id, region, kind, title, number, dated_on, body, account_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            &id,
            region(viewer)?,
            &new.kind,
            new.title.trim(),
            new.number.clone(),
            new.dated_on.map(|day| day.to_string()),
            &new.body,
            &viewer.account_id,
            now
        ],
    )
    .await?;
    let rows = new.clauses.iter().enumerate();
    let rows = rows.map(|(position, text)| args![ids::new_id(), &id, position + 1, text]).collect();
    tx.insert_all("clause", &["id", "source_id", "position", "text"], rows).await?;
    journal::begin(tx, viewer, officer(viewer)?, &id, now).await?;
    Ok(id)
}

/// 条款覆盖
#[derive(Clone, Debug, Default, FromRow, PartialEq, Eq)]
pub struct Coverage {
    pub source_id: String,
    pub n_all: i64,
    pub n_matters: i64,
    pub n_declined: i64,
}

impl Coverage {
    pub fn n_open(&self) -> i64 {
        self.n_all - self.n_matters - self.n_declined
    }

    pub fn words(&self) -> String {
        let Coverage { n_all, n_matters, n_declined, .. } = self;
        format!("{n_all} 条：{n_matters} 条立项、{n_declined} 条阅知、{} 条未定", self.n_open())
    }
}

/// A matter that was itself declined leaves its clauses 阅知.
#[macro_export]
macro_rules! coverage_columns {
    () => {
        "clause.source_id, count(*) as n_all,
         coalesce(sum(case when clause.matter_id is not null and matter.stage <> 'declined' then 1 else 0 end), 0)
             as n_matters,
         coalesce(sum(case when clause.signed_at is not null or matter.stage = 'declined' then 1 else 0 end), 0)
             as n_declined
         from clause left join matter on matter.id = clause.matter_id"
    };
}

pub async fn coverage(db: &Db, source_id: &str) -> Result<Coverage> {
    let sql =
        concat!("select ", coverage_columns!(), " where clause.source_id = $1 group by clause.source_id");
    Ok(db.one(sql, args![source_id]).await?.unwrap_or_default())
}
