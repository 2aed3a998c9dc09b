//! What a county changed of the defaults, as stored: a key and a text. What equals the default is not stored.

use std::collections::HashMap;

use crate::args;
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::organisation_event::{self as event, By, Change, Facts, Subject};

/// The settings of a county by key.
#[derive(Clone, Debug, Default)]
pub struct Settings(HashMap<String, String>);

impl Settings {
    pub async fn of(db: &Db, region: &str) -> Result<Settings> {
        let rows: Vec<(String, String)> =
            db.all("select key, value from supervision_setting where region = $1", args![region]).await?;
        Ok(Settings(rows.into_iter().collect()))
    }

    pub fn insert(&mut self, key: String, value: String) {
        self.0.insert(key, value);
    }

    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }
}

/// One setting as it is to be: `None` is the default.
pub struct Wanted {
    pub key: String,
    pub value: Option<String>,
}

/// What a change is called in the trail, and why it is made.
pub struct Told<'a> {
    pub subject_id: &'a str,
    pub before: Facts,
    pub after: Facts,
    pub reason: &'a str,
}

/// Writes what is wanted and one event; nothing at all when nothing changes.
pub async fn write(
    tx: &mut Tx,
    by: &By,
    region: &str,
    wanted: Vec<Wanted>,
    told: Told<'_>,
    now: i64,
) -> Result<()> {
    if told.before == told.after {
        return Ok(());
    }
    for Wanted { key, value } in wanted {
        tx.run("delete from supervision_setting where region = $1 and key = $2", args![region, &key]).await?;
        if let Some(value) = value {
            tx.run(
                "insert into supervision_setting (region, key, value) values ($1, $2, $3)
                 on conflict (region, key) do update set value = excluded.value",
                args![region, key, value],
            )
            .await?;
        }
    }
    let change = Change {
        region,
        subject: Subject::Setting,
        subject_id: told.subject_id,
        action: "修改",
        before: Some(told.before),
        after: Some(told.after),
        reason: told.reason,
    };
    event::record(tx, by, change, now).await
}
