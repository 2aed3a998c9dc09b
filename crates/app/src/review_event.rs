//! 审核留痕: who decided what about the review, when and why. Written in the transaction of the change itself and
//! never altered.

use crate::access::Viewer;
use crate::db::Tx;
use crate::{args, ids};

/// One event to be recorded.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReviewEvent<'a> {
    /// Empty for the whole installation.
    pub region: &'a str,
    /// `set`, `reset`, `rules`, `waive` or `withdraw`
    pub action: &'static str,
    pub code: &'a str,
    pub item: &'a str,
    pub document_id: Option<&'a str>,
    pub before: Option<&'a str>,
    pub after: Option<&'a str>,
    pub reason: &'a str,
}

impl ReviewEvent<'_> {
    /// Without a viewer the program itself acts.
    pub async fn record(&self, tx: &mut Tx, viewer: Option<&Viewer>, now: i64) -> sqlx::Result<()> {
        tx.run(
            "insert into review_event (id, at, account_id, person, region, action, code, item, document_id,
                 before_value, after_value, reason)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            args![
                ids::new_id(),
                now,
                viewer.map(|viewer| viewer.account_id.as_str()),
                viewer.map_or("系统", |viewer| viewer.display_name.as_str()),
                self.region,
                self.action,
                self.code,
                self.item,
                self.document_id,
                self.before,
                self.after,
                self.reason
            ],
        )
        .await?;
        Ok(())
    }
}
