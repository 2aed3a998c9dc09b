//! 本单位人员: whom a unit can name as 经办人.

use sqlx::FromRow;
use supervision::Duty;

use crate::args;
use crate::db::Db;
use crate::error::Result;

#[derive(Clone, Debug, FromRow)]
pub struct Colleague {
    pub id: String,
    pub name: String,
    duty: Option<String>,
}

impl Colleague {
    pub fn word(&self) -> &'static str {
        self.duty.as_deref().and_then(Duty::from_key).map_or("", Duty::word)
    }
}

/// Handlers first: most of the time it is one of them.
pub async fn of_unit(db: &Db, unit: &str) -> Result<Vec<Colleague>> {
    let rows = db
        .all(
            "select id, display_name as name, duty from account
             where unit_id = $1 and disabled_at is null and duty in ('handler', 'liaison', 'unit_head')
             order by case duty when 'handler' then 0 when 'liaison' then 1 else 2 end, display_name, id",
            args![unit],
        )
        .await?;
    Ok(rows)
}
