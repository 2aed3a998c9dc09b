//! Names of the units and people that a matter speaks of.

use std::collections::HashMap;

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

impl Names {
    pub async fn of_county(db: &Db, region: &str) -> Result<Names> {
        let rows: Vec<(String, String, Option<i64>)> = db
            .all(
                "select id, name, dissolved_at from unit where region = $1 order by position, id",
                args![region],
            )
            .await?;
        let (units, gone): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.2.is_none());
        Ok(Names {
            units: units.into_iter().map(|row| (row.0, row.1)).collect(),
            gone: gone.into_iter().map(|row| (row.0, row.1)).collect(),
            people: HashMap::new(),
        })
    }

    /// With everybody who has a part in the matter.
    pub async fn of_matter(db: &Db, region: &str, matter_id: &str) -> Result<Names> {
        let people: Vec<(String, String)> = db
            .all(
                "select id, display_name from account where id in (
                     select account_id from matter_event where matter_id = $1 and account_id is not null
                     union select handler_id from assignment where matter_id = $1 and handler_id is not null
                     union select leader_id from matter where id = $1 and leader_id is not null
                     union select officer_id from matter where id = $1)",
                args![matter_id],
            )
            .await?;
        Ok(Names { people: people.into_iter().collect(), ..Names::of_county(db, region).await? })
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
