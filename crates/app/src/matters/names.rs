//! Names of the units and people of a county, and what pages offer of them to choose.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use sqlx::FromRow;
use supervision::{Duty, PersonId, UnitId};

use crate::db::{self, Args, Db, Value};
use crate::error::Result;
use crate::{App, args};

/// A name to choose
#[derive(Clone, Debug)]
pub struct Choice {
    pub id: String,
    pub name: String,
}

/// 名称对照
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Units that are still there, in the county's order.
    pub units: Vec<Choice>,
    /// 县领导 who are there, 主要领导 first.
    pub leaders: Vec<Choice>,
    by_unit: HashMap<String, String>,
    people: HashMap<String, String>,
}

#[derive(FromRow)]
struct Named {
    id: String,
    name: String,
    /// Nothing for a unit.
    duty: Option<String>,
    gone_at: Option<i64>,
}

impl Names {
    /// As of the moment: every page of matters asks this.
    pub async fn of(app: &App, region: &str, now: i64) -> Result<Arc<Names>> {
        let read = async || Names::read(&app.db, region).await.map(Arc::new);
        app.names.of(app.moment(now), region.to_owned(), read).await
    }

    pub async fn read(db: &Db, region: &str) -> Result<Names> {
        let rows: Vec<Named> = db
            .all(
                "select id, name, null as duty, dissolved_at as gone_at, position as place, name as beside from unit
                     where region = $1
                 union all
                 select id, display_name, coalesce(duty, ''), disabled_at, case duty when 'chief_leader' then 0 else 1 end, name
                     from account where region = $1
                 order by place, beside, id",
                args![region],
            )
            .await?;
        let mut names = Names::default();
        for Named { id, name, duty, gone_at } in rows {
            let is_leader = duty.as_deref().and_then(Duty::from_key).is_some_and(Duty::is_leader);
            let (known, offered) = match duty {
                None => (&mut names.by_unit, Some(&mut names.units)),
                Some(_) => (&mut names.people, is_leader.then_some(&mut names.leaders)),
            };
            if let Some(offered) = offered.filter(|_| gone_at.is_none()) {
                offered.push(Choice { id: id.clone(), name: name.clone() });
            }
            known.insert(id, name);
        }
        Ok(names)
    }

    /// With those of the people who are of no county or of another.
    pub async fn with(self: Arc<Names>, db: &Db, people: Vec<&str>) -> Result<Arc<Names>> {
        let unknown: BTreeSet<&str> =
            people.into_iter().filter(|id| !self.people.contains_key(*id)).collect();
        if unknown.is_empty() {
            return Ok(self);
        }
        let marks = db::marks(1..=unknown.len());
        let sql = format!("select id, display_name from account where id in ({marks})");
        let args: Args = unknown.into_iter().map(Value::from).collect();
        let found: Vec<(String, String)> = db.built(&sql, args).await?;
        let mut names = Arc::unwrap_or_clone(self);
        names.people.extend(found);
        Ok(Arc::new(names))
    }

    pub fn unit(&self, unit: &UnitId) -> &str {
        self.unit_called(&unit.0)
    }

    pub fn unit_called(&self, id: &str) -> &str {
        self.by_unit.get(id).map_or("（已撤销的单位）", String::as_str)
    }

    pub fn person(&self, person: &PersonId) -> &str {
        self.people.get(&person.0).map_or("（原经办人）", String::as_str)
    }

    pub fn account(&self, id: &str) -> &str {
        self.people.get(id).map_or("", String::as_str)
    }
}
