//! A change as its row has it, and the [`crate::chain`] of the changes of a county.

use sqlx::FromRow;

use crate::db::Tx;
use crate::{args, chain, ids};

#[derive(Clone, Debug, FromRow)]
pub struct Written {
    pub at: i64,
    pub account_id: Option<String>,
    pub person: String,
    pub region: String,
    pub subject: String,
    pub subject_id: String,
    pub action: String,
    pub before_value: Option<String>,
    pub after_value: Option<String>,
    pub reason: String,
    /// Nothing where the change is older than the chain.
    pub position: Option<i64>,
    pub hash: Option<String>,
}

impl Written {
    /// Of one county, the older ones first.
    pub const OF_REGION: &'static str = "select at, account_id, person, region, subject, subject_id, action,
             before_value, after_value, reason, position, hash
         from organisation_event where region = $1 order by coalesce(position, 0), id";

    /// Everything that the link does not name itself.
    pub fn body(&self) -> String {
        let Written { account_id, subject, subject_id, action, before_value, after_value, reason, .. } = self;
        serde_json::json!([account_id, subject, subject_id, action, before_value, after_value, reason])
            .to_string()
    }

    pub fn link(&self, before: &str) -> String {
        let position = self.position.unwrap_or(0);
        chain::link(before, &self.region, position, self.at, &self.person, None, &self.body())
    }

    /// Whether the chain goes on from there to this change.
    pub fn follows(&self, before: &str) -> bool {
        self.hash.as_deref() == Some(self.link(before).as_str())
    }

    /// What the first link builds on: the changes that are older than the chain, one over the other.
    pub fn end_of_older(older: &[Written]) -> String {
        older.iter().fold(String::new(), |before, row| row.link(&before))
    }
}

/// Where the chain of a county ends, held until the transaction does.
pub(super) async fn end(tx: &mut Tx, region: &str) -> sqlx::Result<(i64, String)> {
    let begun = "insert into organisation_chain (region, n_events, head_hash) values ($1, 0, '')
         on conflict (region) do nothing";
    tx.run(begun, args![region]).await?;
    let end = "select n_events, head_hash from organisation_chain where region = $1 for update";
    let end: (i64, String) = tx.one(end, args![region]).await?.ok_or(sqlx::Error::RowNotFound)?;
    if end.0 > 0 {
        return Ok(end);
    }
    Ok((0, Written::end_of_older(&tx.all(Written::OF_REGION, args![region]).await?)))
}

pub(super) async fn add(tx: &mut Tx, row: Written) -> sqlx::Result<()> {
    let moved = "update organisation_chain set n_events = $1, head_hash = $2 where region = $3";
    tx.run(moved, args![row.position, row.hash.clone(), &row.region]).await?;
    tx.run(
        "insert into organisation_event (id, at, account_id, person, region, subject, subject_id, action,
             before_value, after_value, reason, position, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            ids::new_id(),
            row.at,
            row.account_id,
            row.person,
            row.region,
            row.subject,
            row.subject_id,
            row.action,
            row.before_value,
            row.after_value,
            row.reason,
            row.position,
            row.hash
        ],
    )
    .await?;
    Ok(())
}
