//! Who works where in a county, by 督办岗位.

use std::collections::HashMap;

use sqlx::FromRow;
use supervision::Duty;

use crate::args;
use crate::db::Db;
use crate::error::Result;

#[derive(FromRow)]
struct Row {
    id: String,
    display_name: String,
    unit_id: Option<String>,
    duty: String,
}

/// The people of a county who have a duty.
pub struct People {
    by_place: HashMap<(Option<String>, Duty), Vec<String>>,
    names: HashMap<String, String>,
    /// 县领导: whom a unit may have as leader in charge, as id and name
    pub leaders: Vec<(String, String)>,
}

impl People {
    pub async fn of(db: &Db, region: &str) -> Result<People> {
        let rows: Vec<Row> = db
            .all(
                "select id, display_name, unit_id, duty from account
                 where region = $1 and duty is not null and disabled_at is null order by created_at, name",
                args![region],
            )
            .await?;
        let mut people = People { by_place: HashMap::new(), names: HashMap::new(), leaders: Vec::new() };
        for row in rows {
            let Some(duty) = Duty::from_key(&row.duty) else { continue };
            if duty.is_leader() {
                people.leaders.push((row.id.clone(), row.display_name.clone()));
            }
            people.names.insert(row.id, row.display_name.clone());
            people.by_place.entry((row.unit_id, duty)).or_default().push(row.display_name);
        }
        Ok(people)
    }

    pub fn name(&self, id: Option<&str>) -> String {
        id.and_then(|id| self.names.get(id)).cloned().unwrap_or_default()
    }

    /// The names of those with a duty in a unit, or in none.
    pub fn with(&self, unit_id: Option<&str>, duty: Duty) -> String {
        let key = (unit_id.map(str::to_owned), duty);
        self.by_place.get(&key).map_or(String::new(), |names| names.join("、"))
    }

    pub fn n(&self, unit_id: Option<&str>) -> usize {
        let of_unit = self.by_place.iter().filter(|((unit, _), _)| unit.as_deref() == unit_id);
        of_unit.map(|(_, names)| names.len()).sum()
    }
}
