//! Brings a database to the present schema. Steps are only ever added.

use std::fmt;

use sqlx::{Executor, Row};

use super::{Db, schema};

/// The database was written by a later version of the program.
#[derive(Debug)]
pub struct NewerSchema {
    pub found: i64,
    pub known: i64,
}

impl fmt::Display for NewerSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NewerSchema { found, known } = self;
        write!(f, "数据库结构版本为 {found}，本程序只认识到 {known}；请使用新版本程序，数据未改动")
    }
}

impl std::error::Error for NewerSchema {}

pub async fn run(db: &Db) -> anyhow::Result<()> {
    match db {
        Db::Lite { write, .. } => {
            let mut tx = write.begin_with("begin immediate").await?;
            tx.execute("create table if not exists schema_version (version bigint not null)").await?;
            let found = tx.fetch_one("select coalesce(max(version), 0) from schema_version").await?.get(0);
            for (version, step) in missing(found)? {
                tx.execute(step.lite).await?;
                let note = sqlx::query("insert into schema_version (version) values ($1)").bind(version);
                tx.execute(note).await?;
            }
            tx.commit().await?;
        }
        Db::Pg(pool) => {
            let mut tx = pool.begin().await?;
            // Two servers that start together must not both migrate. The number is ours alone.
            tx.execute("select pg_advisory_xact_lock(7461283501)").await?;
            tx.execute("create table if not exists schema_version (version bigint not null)").await?;
            let found = tx.fetch_one("select coalesce(max(version), 0) from schema_version").await?.get(0);
            for (version, step) in missing(found)? {
                tx.execute(step.pg).await?;
                let note = sqlx::query("insert into schema_version (version) values ($1)").bind(version);
                tx.execute(note).await?;
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

/// The steps a database at version `found` still needs, numbered from 1.
fn missing(found: i64) -> Result<Vec<(i64, &'static schema::Step)>, NewerSchema> {
    let known = i64::try_from(schema::STEPS.len()).expect("a handful of steps");
    if found > known {
        return Err(NewerSchema { found, known });
    }
    Ok((1..).zip(schema::STEPS).filter(|(version, _)| *version > found).collect())
}
