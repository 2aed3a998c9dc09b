//! What a county has already, as far as an import has to know it.

use std::collections::HashMap;

use sqlx::FromRow;

use crate::accounts::account::Account;
use crate::args;
use crate::db::Tx;
use crate::error::Result;
use crate::units::unit::Unit;

/// 现有的单位和人员
#[derive(Debug, Default)]
pub struct World {
    pub units: HashMap<String, Unit>,
    pub people: HashMap<String, Account>,
    /// Sign-in names of other counties and of administrators of all.
    pub foreign_names: Vec<String>,
}

#[derive(FromRow)]
struct Name {
    name: String,
}

impl World {
    pub async fn of(tx: &mut Tx, region: &str) -> Result<World> {
        let units: Vec<Unit> = tx
            .all(
                "select id, region, code, name, parent_id, leader_id, position from unit
                 where region = $1 and dissolved_at is null",
                args![region],
            )
            .await?;
        let people: Vec<Account> = tx
            .all(
                "select id, name, display_name, role, admin_role, region, unit_id, duty, phone, email, totp_since,
                     disabled_at
                 from account where region = $1",
                args![region],
            )
            .await?;
        let foreign: Vec<Name> =
            tx.all("select name from account where region is null or region <> $1", args![region]).await?;
        Ok(World {
            units: units.into_iter().map(|unit| (unit.name.clone(), unit)).collect(),
            people: people.into_iter().map(|person| (person.name.clone(), person)).collect(),
            foreign_names: foreign.into_iter().map(|name| name.name).collect(),
        })
    }

    pub fn unit_name(&self, id: Option<&str>) -> String {
        let unit = self.units.values().find(|unit| Some(unit.id.as_str()) == id);
        unit.map_or(String::new(), |unit| unit.name.clone())
    }

    pub fn person_name(&self, id: Option<&str>) -> String {
        let person = self.people.values().find(|person| Some(person.id.as_str()) == id);
        person.map_or(String::new(), |person| person.display_name.clone())
    }
}
