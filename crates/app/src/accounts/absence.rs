//! 委托代办: who stands in for whom.

use sqlx::FromRow;
use supervision::Duty;

use crate::access::Post;
use crate::args;
use crate::db::Db;
use crate::error::Result;

#[derive(FromRow)]
struct Row {
    account_id: String,
    display_name: String,
    duty: Option<String>,
    unit_id: Option<String>,
}

/// The posts of those for whom an account stands in on a day.
pub async fn stood_in_for(db: &Db, account_id: &str, day: &str) -> Result<Vec<Post>> {
    let rows: Vec<Row> = db
        .all(
            "select account.id as account_id, display_name, duty, unit_id
             from absence join account on account.id = absence.account_id
             where substitute_id = $1 and to_on >= $2 and from_on <= $2 and withdrawn_at is null
                 and account.disabled_at is null
             order by absence.id",
            args![account_id, day],
        )
        .await?;
    let post = |row: Row| {
        let duty = Duty::from_key(row.duty.as_deref()?)?;
        Some(Post { account_id: row.account_id, person: row.display_name, duty, unit_id: row.unit_id })
    };
    Ok(rows.into_iter().filter_map(post).collect())
}
