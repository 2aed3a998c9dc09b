//! Names of the units and people that a matter speaks of.

use std::collections::HashMap;

use sqlx::FromRow;
use supervision::{PersonId, UnitId};

use crate::args;
use crate::db::Db;
use crate::error::Result;

/// 名称对照
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Units of the county that are still there, in the county's order.
    pub units: Vec<(String, String)>,
    gone: HashMap<String, String>,
    people: HashMap<String, String>,
}

#[derive(FromRow)]
struct Named {
    is_unit: i64,
    id: String,
    name: String,
    dissolved_at: Option<i64>,
}

impl Names {
    pub async fn of_county(db: &Db, region: &str) -> Result<Names> {
        Names::of_matter(db, region, "").await
    }

    /// With everybody who has a part in the matter.
    pub async fn of_matter(db: &Db, region: &str, matter_id: &str) -> Result<Names> {
        let rows: Vec<Named> = db
            .all(
                "select cast(1 as bigint) as is_unit, id, name, dissolved_at, position from unit where region = $2
                 union all
                 select cast(0 as bigint), id, display_name, null, 0 from account where id in (
                     select account_id from matter_event where matter_id = $1 and account_id is not null
                     union select handler_id from assignment where matter_id = $1 and handler_id is not null
                     union select leader_id from matter where id = $1 and leader_id is not null
                     union select officer_id from matter where id = $1)
                 order by position, id",
                args![matter_id, region],
            )
            .await?;
        let mut names = Names::default();
        for Named { is_unit, id, name, dissolved_at } in rows {
            match (is_unit, dissolved_at) {
                (0, _) => drop(names.people.insert(id, name)),
                (_, None) => names.units.push((id, name)),
                (_, Some(_)) => drop(names.gone.insert(id, name)),
            }
        }
        Ok(names)
    }

    pub fn unit(&self, unit: &UnitId) -> &str {
        let known = self.units.iter().find(|(id, _)| *id == unit.0).map(|(_, name)| name);
        known.or_else(|| self.gone.get(&unit.0)).map_or("（已撤销的单位）", String::as_str)
    }

    pub fn person(&self, person: &PersonId) -> &str {
        self.people.get(&person.0).map_or("（原经办人）", String::as_str)
    }

    pub fn account(&self, id: &str) -> &str {
        self.people.get(id).map_or("", String::as_str)
    }
}
