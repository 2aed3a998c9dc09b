//! Failed sign-ins, counted in the database so that a lock holds on every server.

use crate::db::Db;
use crate::error::Result;
use crate::{args, ids};

const LOCK_WINDOW: i64 = 15 * 60_000;
const FAILURES_OF_NAME: i64 = 5;
/// An office shares one address, so the limit is wider than for one name.
const FAILURES_OF_ADDRESS: i64 = 50;

/// Counts an attempt as failed before the password is looked at, so that many at once are as many as one after the
/// other. `None`: there were too many.
pub async fn begin(db: &Db, name: &str, address: &str, now: i64) -> Result<Option<String>> {
    // A name can be as long as the form allows; the count needs no more than its beginning.
    let name: String = name.chars().take(64).collect();
    if n_failures(db, &name, address, now).await?.is_too_many(0) {
        return Ok(None);
    }
    let attempt = ids::new_id();
    let mut tx = db.begin().await?;
    tx.run("delete from failed_sign_in where at <= $1", args![now - LOCK_WINDOW]).await?;
    tx.run(
        "insert into failed_sign_in (id, name, address, at) values ($1, $2, $3, $4)",
        args![&attempt, &name, address, now],
    )
    .await?;
    tx.commit().await?;
    if n_failures(db, &name, address, now).await?.is_too_many(1) {
        forget(db, &attempt).await?;
        return Ok(None);
    }
    Ok(Some(attempt))
}

pub async fn forget(db: &Db, attempt: &str) -> Result<()> {
    db.run("delete from failed_sign_in where id = $1", args![attempt]).await?;
    Ok(())
}

struct Failures {
    of_name: i64,
    of_address: i64,
}

impl Failures {
    /// `own` attempts among them are still undecided.
    fn is_too_many(&self, own: i64) -> bool {
        self.of_name - own >= FAILURES_OF_NAME || self.of_address - own >= FAILURES_OF_ADDRESS
    }
}

async fn n_failures(db: &Db, name: &str, address: &str, now: i64) -> Result<Failures> {
    let since = now - LOCK_WINDOW;
    let of_name = "select count(*) from failed_sign_in where name = $1 and at > $2";
    let of_address = "select count(*) from failed_sign_in where address = $1 and at > $2";
    Ok(Failures {
        of_name: db.number(of_name, args![name, since]).await?,
        of_address: db.number(of_address, args![address, since]).await?,
    })
}
