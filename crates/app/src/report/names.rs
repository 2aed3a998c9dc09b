//! Who stands in the tables, by name, and of whom the viewer sees everything.

use sqlx::FromRow;
use supervision::Duty;

use super::groups::{Done, Open};
use crate::access::Viewer;
use crate::args;
use crate::db::{self, Db, Value};
use crate::error::Result;

/// A unit or a leader
#[derive(Clone, Debug)]
pub struct Name {
    pub id: String,
    pub name: String,
    /// The viewer sees all that this one has finished: a share of a part would mislead.
    pub is_seen_whole: bool,
}

/// In the order of codes and of names.
#[derive(Clone, Debug)]
pub struct Names {
    pub units: Vec<Name>,
    pub leaders: Vec<Name>,
    pub sees_county: bool,
    pub sees_all_done: bool,
}

#[derive(FromRow)]
struct Named {
    id: String,
    name: String,
    leader_id: Option<String>,
    dissolved_at: Option<i64>,
}

impl Named {
    fn shown(self, viewer: &Viewer, sees_all_done: bool) -> Name {
        let gone = if self.dissolved_at.is_some() { "（已撤销）" } else { "" };
        let is_own = viewer.posts().any(|post| {
            post.unit_id.as_ref() == Some(&self.id) || self.leader_id.as_ref() == Some(&post.account_id)
        });
        Name { id: self.id, name: self.name + gone, is_seen_whole: sees_all_done || is_own }
    }
}

impl Names {
    pub async fn of(
        db: &Db,
        viewer: &Viewer,
        region: &str,
        opened: &[Open],
        closed: &[Done],
    ) -> Result<Names> {
        let sees_county = sees_county(viewer);
        let sees_all_done = sees_county || viewer.has_duty(|duty| duty == Duty::Observer);
        let counted = |id: &str| {
            opened.iter().any(|group| group.unit_id == id) || closed.iter().any(|group| group.unit_id == id)
        };
        let units: Vec<Named> = db
            .all(
                "select id, name, leader_id, dissolved_at from unit
                 where region = $1 order by case when code is null then 1 else 0 end, code, position, name",
                args![region],
            )
            .await?;
        let units = units.into_iter().filter(|unit| unit.dissolved_at.is_none() || counted(&unit.id));
        let mut ids: Vec<&str> = opened.iter().filter_map(|group| group.leader_id.as_deref()).collect();
        ids.extend(closed.iter().filter_map(|group| group.leader_id.as_deref()));
        ids.sort_unstable();
        ids.dedup();
        let leaders = leaders(db, &ids).await?.into_iter().map(|(id, name)| {
            let is_seen_whole = sees_all_done || viewer.posts().any(|post| post.account_id == id);
            Name { id, name, is_seen_whole }
        });
        Ok(Names {
            units: units.map(|unit| unit.shown(viewer, sees_all_done)).collect(),
            leaders: leaders.collect(),
            sees_county,
            sees_all_done,
        })
    }
}

pub fn sees_county(viewer: &Viewer) -> bool {
    viewer.has_duty(|duty| matches!(duty, Duty::Inspector | Duty::Director | Duty::ChiefLeader))
}

async fn leaders(db: &Db, ids: &[&str]) -> Result<Vec<(String, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let marks = db::marks(1..=ids.len());
    let sql = format!("select id, display_name from account where id in ({marks}) order by duty, name, id");
    Ok(db.built(&sql, ids.iter().map(|id| Value::from(*id)).collect()).await?)
}
