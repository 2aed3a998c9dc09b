//! 承办单位 as stored, and what may be done to it: set up, change, dissolve.

use serde::Deserialize;
use sqlx::FromRow;

use crate::access::Viewer;
use crate::db::{Db, Tx, is_duplicate};
use crate::error::{Error, Result};
use crate::matters::columns;
use crate::organisation_event::{self as event, By, Change, Facts, Subject};
use crate::{App, args, ids};

/// 承办单位
#[derive(Clone, Debug, FromRow)]
pub struct Unit {
    pub id: String,
    pub region: String,
    pub code: Option<String>,
    pub name: String,
    pub parent_id: Option<String>,
    /// 分管领导
    pub leader_id: Option<String>,
    pub position: i64,
}

/// A unit as a form or an import gives it; texts are as typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Sent {
    pub name: String,
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub parent: String,
    #[serde(default)]
    pub leader: String,
    #[serde(default)]
    pub position: String,
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub region: String,
}

/// The units of a county that are not dissolved, in the order of its directory.
pub async fn of_county(db: &Db, region: &str) -> Result<Vec<Unit>> {
    let units = db
        .all(
            "select id, region, code, name, parent_id, leader_id, position from unit
             where region = $1 and dissolved_at is null order by position, name",
            args![region],
        )
        .await?;
    Ok(units)
}

pub async fn by_id(db: &Db, region: &str, id: &str) -> Result<Unit> {
    let units = of_county(db, region).await?;
    units.into_iter().find(|unit| unit.id == id).ok_or(Error::NotFound)
}

pub async fn create(app: &App, viewer: &Viewer, region: &str, sent: &Sent, now: i64) -> Result<String> {
    let mut tx = app.db.begin().await?;
    let unit = checked(&mut tx, region, &ids::new_id(), sent).await?;
    insert(&mut tx, &unit, now).await?;
    let change = Change {
        region,
        subject: Subject::Unit,
        subject_id: &unit.id,
        action: "新建",
        before: None,
        after: Some(facts(&mut tx, &unit).await?),
        reason: &sent.reason,
    };
    event::record(&mut tx, &By::keeper(viewer), change, now).await?;
    tx.commit().await?;
    Ok(unit.id)
}

pub async fn update(app: &App, viewer: &Viewer, was: &Unit, sent: &Sent, now: i64) -> Result<()> {
    let mut tx = app.db.begin().await?;
    columns::hold_unit(&mut tx, &was.id).await?;
    let unit = checked(&mut tx, &was.region, &was.id, sent).await?;
    let (before, after) = (facts(&mut tx, was).await?, facts(&mut tx, &unit).await?);
    if before == after {
        return Ok(());
    }
    let saved = tx
        .run(
            "update unit set code = $1, name = $2, parent_id = $3, leader_id = $4, position = $5
             where id = $6 and dissolved_at is null",
            args![unit.code, &unit.name, unit.parent_id, unit.leader_id.clone(), unit.position, &unit.id],
        )
        .await;
    event::found(saved.map_err(taken)?)?;
    if unit.leader_id != was.leader_id {
        columns::follow_leader(&mut tx, &was.id).await?;
    }
    let change = Change {
        region: &was.region,
        subject: Subject::Unit,
        subject_id: &was.id,
        action: "修改",
        before: Some(before),
        after: Some(after),
        reason: &sent.reason,
    };
    event::record(&mut tx, &By::keeper(viewer), change, now).await?;
    tx.commit().await?;
    Ok(())
}

/// 撤销: only a unit that owes nothing, with nobody in it and none below it.
pub async fn dissolve(app: &App, viewer: &Viewer, unit: &Unit, reason: &str, now: i64) -> Result<()> {
    if reason.trim().is_empty() {
        return Err(Error::Invalid("请写明撤销的依据".to_owned()));
    }
    let mut tx = app.db.begin().await?;
    let facts = facts(&mut tx, unit).await?;
    let dissolved = "update unit set dissolved_at = $1 where id = $2 and dissolved_at is null";
    event::found(tx.run(dissolved, args![now, &unit.id]).await?)?;
    if let Some(problem) = still_needed(&mut tx, &unit.id).await? {
        return Err(Error::Invalid(problem));
    }
    let change = Change {
        region: &unit.region,
        subject: Subject::Unit,
        subject_id: &unit.id,
        action: "撤销",
        before: Some(facts),
        after: None,
        reason,
    };
    event::record(&mut tx, &By::keeper(viewer), change, now).await?;
    tx.commit().await?;
    Ok(())
}

async fn still_needed(tx: &mut Tx, id: &str) -> Result<Option<String>> {
    for (sql, what) in [
        (
            "select count(*) from unit where parent_id = $1 and dissolved_at is null",
            "个下级单位，请先撤销或改隶",
        ),
        (
            "select count(*) from account where unit_id = $1 and disabled_at is null",
            "人，请先调到其他单位或停用",
        ),
        (
            "select count(*) from matter where is_open = 1 and (lead_unit_id = $1
                 or id in (select matter_id from assignment where unit_id = $1 and is_open = 1))",
            "件在办事项，请先办结或改派",
        ),
    ] {
        let n: Option<(i64,)> = tx.one(sql, args![id]).await?;
        if let Some((n @ 1..,)) = n {
            return Ok(Some(format!("还有 {n} {what}")));
        }
    }
    Ok(None)
}

pub async fn insert(tx: &mut Tx, unit: &Unit, now: i64) -> Result<()> {
    let saved = tx
        .run(
            "insert into unit (id, region, code, name, parent_id, leader_id, position, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            args![
                &unit.id,
                &unit.region,
                unit.code.clone(),
                &unit.name,
                unit.parent_id.clone(),
                unit.leader_id.clone(),
                unit.position,
                now
            ],
        )
        .await;
    saved.map_err(taken)?;
    Ok(())
}

fn taken(error: sqlx::Error) -> Error {
    if is_duplicate(&error) {
        return Error::Invalid("单位名称或编码已在名录中，请核对".to_owned());
    }
    error.into()
}

/// What is wrong with a name, a code or a place in the order, whoever gives it.
pub fn text_problem(name: &str, code: &str, position: &str) -> Option<String> {
    let n_characters = name.trim().chars().count();
    if !(2..=60).contains(&n_characters) || name.contains(char::is_control) {
        return Some("单位名称为 2 至 60 个字".to_owned());
    }
    let is_code = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if code.trim().chars().count() > 20 || !code.trim().chars().all(is_code) {
        return Some("单位编码为不超过 20 位的字母和数字".to_owned());
    }
    let is_position =
        position.trim().is_empty() || position.trim().parse().is_ok_and(|n: i64| (0..=9999).contains(&n));
    (!is_position).then(|| "排序号为 0 至 9999 的整数".to_owned())
}

async fn checked(tx: &mut Tx, region: &str, id: &str, sent: &Sent) -> Result<Unit> {
    let problem =
        text_problem(&sent.name, &sent.code, &sent.position).or(event::reason_problem(&sent.reason));
    if let Some(problem) = problem {
        return Err(Error::Invalid(problem));
    }
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let unit = Unit {
        id: id.to_owned(),
        region: region.to_owned(),
        code: filled(&sent.code),
        name: sent.name.trim().to_owned(),
        parent_id: filled(&sent.parent),
        leader_id: filled(&sent.leader),
        position: sent.position.trim().parse().unwrap_or(0),
    };
    require_parent(tx, &unit).await?;
    if let Some(leader) = &unit.leader_id {
        let known = "select count(*) from account where id = $1 and region = $2 and disabled_at is null
                     and duty in ('chief_leader', 'field_leader')";
        let n: Option<(i64,)> = tx.one(known, args![leader, region]).await?;
        if n != Some((1,)) {
            return Err(Error::Invalid("请在本县领导中选择分管领导".to_owned()));
        }
    }
    Ok(unit)
}

/// Two levels and no more.
async fn require_parent(tx: &mut Tx, unit: &Unit) -> Result<()> {
    let Some(parent) = &unit.parent_id else { return Ok(()) };
    let known = "select count(*) from unit where id = $1 and region = $2 and dissolved_at is null
                 and parent_id is null and id <> $3";
    let n: Option<(i64,)> = tx.one(known, args![parent, &unit.region, &unit.id]).await?;
    if n != Some((1,)) {
        return Err(Error::Invalid("上级单位须是名录中的一级单位，且不是本单位".to_owned()));
    }
    let below = "select count(*) from unit where parent_id = $1 and dissolved_at is null";
    let below: Option<(i64,)> = tx.one(below, args![&unit.id]).await?;
    if below != Some((0,)) {
        return Err(Error::Invalid("本单位有下级单位，不能再设上级；名录只分两级".to_owned()));
    }
    Ok(())
}

/// A unit in the words of the trail.
pub async fn facts(tx: &mut Tx, unit: &Unit) -> Result<Facts> {
    let parent: Option<(String,)> =
        tx.one("select name from unit where id = $1", args![unit.parent_id.clone()]).await?;
    let leader: Option<(String,)> =
        tx.one("select display_name from account where id = $1", args![unit.leader_id.clone()]).await?;
    let name = |row: Option<(String,)>| row.map_or(String::new(), |(name,)| name);
    Ok(vec![
        ("单位名称", unit.name.clone()),
        ("单位编码", unit.code.clone().unwrap_or_default()),
        ("上级单位", name(parent)),
        ("分管领导", name(leader)),
        ("排序", unit.position.to_string()),
    ])
}
