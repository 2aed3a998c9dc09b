//! 事项树: the matter above and those below, as far as the viewer may see them.

use sqlx::FromRow;
use supervision::Stage;

use super::visibility;
use crate::access::Viewer;
use crate::db::{Args, Db, Value};
use crate::error::Result;

#[derive(Clone, Debug, FromRow)]
pub struct Relative {
    pub id: String,
    year: i64,
    number: i64,
    pub title: String,
    stage: String,
    pub unit: String,
    pub progress: i64,
}

impl Relative {
    pub fn number(&self) -> String {
        format!("〔{}〕{} 号", self.year, self.number)
    }

    pub fn stage_word(&self) -> &'static str {
        Stage::from_key(&self.stage).map_or("", Stage::word)
    }
}

#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub parent: Option<Relative>,
    pub children: Vec<Relative>,
}

pub async fn of(db: &Db, viewer: &Viewer, id: &str, parent_id: Option<&str>) -> Result<Tree> {
    let parent = match parent_id {
        Some(parent) => related(db, viewer, "matter.id = $1", parent).await?.pop(),
        None => None,
    };
    Ok(Tree { parent, children: related(db, viewer, "matter.parent_id = $1", id).await? })
}

async fn related(db: &Db, viewer: &Viewer, condition: &'static str, id: &str) -> Result<Vec<Relative>> {
    let (visible, mut args): (String, Args) = visibility::visible(viewer, 2);
    args.insert(0, Value::from(id));
    // The plus keeps SQLite from walking all numbers of the county, which are in this order already.
    let sql = format!(
        "select matter.id, year, number, title, stage, unit.name as unit, progress
         from matter join unit on unit.id = matter.lead_unit_id
         where {condition} and {visible} order by +year, number limit 200"
    );
    Ok(db.built(&sql, args).await?)
}
