//! 委托代办 as stored: who stands in for whom, and the rules of it.

use jiff::ToSpan;
use jiff::civil::Date;
use sqlx::FromRow;
use supervision::Duty;

use crate::access::{Post, Viewer};
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::organisation_event::{self as event, By, Change, Facts, Subject};
use crate::{App, args, clock, ids};

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

/// 委托 as a form gives it
#[derive(Clone, Debug)]
pub struct Absence {
    pub account_id: String,
    pub substitute_id: String,
    pub from_on: Date,
    pub to_on: Date,
    pub reason: String,
}

/// Somebody who may be absent or stand in.
#[derive(Clone, Debug, FromRow)]
pub struct Person {
    pub id: String,
    pub display_name: String,
    pub duty: String,
    pub unit_id: Option<String>,
    pub unit: Option<String>,
}

impl Person {
    pub fn duty(&self) -> Option<Duty> {
        Duty::from_key(&self.duty)
    }

    /// 县水利局 单位负责人 钱局长
    pub fn title(&self) -> String {
        let duty = self.duty().map_or("", Duty::word);
        format!(
            "{}（{}{duty}）",
            self.display_name,
            self.unit.as_deref().map(|u| format!("{u} ")).unwrap_or_default()
        )
    }

    /// What the absent person may see, the substitute will see: so they are of the same kind, and of the same unit where
    /// the duty is that of a unit.
    pub fn may_stand_in_for(&self, absent: &Person) -> bool {
        let (Some(mine), Some(theirs)) = (self.duty(), absent.duty()) else { return false };
        let is_alike = match theirs {
            duty if duty.is_of_unit() => mine.is_of_unit() && self.unit_id == absent.unit_id,
            duty if duty.is_office() => mine.is_office(),
            duty if duty.is_leader() => mine.is_leader(),
            _ => mine == theirs && self.unit_id == absent.unit_id,
        };
        is_alike && self.id != absent.id
    }
}

/// Everybody of a county who has a duty.
pub async fn people(db: &Db, region: &str) -> Result<Vec<Person>> {
    let people = db
        .all(
            "select account.id, display_name, duty, unit_id, unit.name as unit
             from account left join unit on unit.id = account.unit_id
             where account.region = $1 and duty is not null and disabled_at is null
             order by unit.position, unit.name, account.created_at, account.name",
            args![region],
        )
        .await?;
    Ok(people)
}

/// Sets a substitute. The absent person does it, or 督查室主任.
pub async fn create(app: &App, viewer: &Viewer, absence: &Absence, now: i64) -> Result<()> {
    let region = viewer.county()?.to_owned();
    if absence.account_id != viewer.account_id && !keeps(viewer) {
        return Err(Error::NotFound);
    }
    if let Some(problem) = problem(absence, clock::civil(now).date()) {
        return Err(Error::Invalid(problem));
    }
    let people = people(&app.db, &region).await?;
    let known = |id: &str| people.iter().find(|person| person.id == id);
    let absent = known(&absence.account_id).ok_or(Error::NotFound)?;
    let substitute = known(&absence.substitute_id).filter(|person| person.may_stand_in_for(absent));
    let Some(substitute) = substitute else {
        return Err(Error::Invalid(NOT_ALIKE.to_owned()));
    };
    let mut tx = app.db.begin().await?;
    require_free(&mut tx, absence).await?;
    let id = ids::new_id();
    insert(&mut tx, viewer, &id, absence, now).await?;
    let after = Some(facts(absent, substitute, absence));
    record(&mut tx, viewer, &region, &id, ("委托", None, after), &absence.reason, now).await?;
    tx.commit().await?;
    Ok(())
}

const NOT_ALIKE: &str =
    "请重新选择代办人：单位人员由本单位的人代办，督查室由督查室的人代办，县领导由县领导代办";

fn problem(absence: &Absence, today: Date) -> Option<String> {
    let last = absence.from_on.checked_add(90.days()).ok();
    if absence.from_on < today {
        return Some("开始日期不能早于今天".to_owned());
    }
    if absence.to_on < absence.from_on {
        return Some("结束日期不能早于开始日期".to_owned());
    }
    if last.is_none_or(|last| absence.to_on > last) {
        return Some("一次委托最长 90 天；长期离岗请由管理员调整岗位".to_owned());
    }
    event::reason_problem(&absence.reason)
}

/// No overlap and no chains: on none of these days is the absent person absent already or somebody's substitute, nor
/// the substitute absent.
async fn require_free(tx: &mut Tx, absence: &Absence) -> Result<()> {
    // Two absences that would make a chain together wait for each other here, always in the same order.
    let mut both = [&absence.account_id, &absence.substitute_id];
    both.sort();
    for id in both {
        tx.run("update account set unit_id = unit_id where id = $1", args![id]).await?;
    }
    let days = || args![absence.from_on.to_string(), absence.to_on.to_string()];
    for (sql, id, problem) in [
        (
            "select count(*) from absence where account_id = $3 and from_on <= $2 and to_on >= $1 and withdrawn_at is null",
            &absence.account_id,
            "这些天里已有委托，请先撤回原来的委托",
        ),
        (
            "select count(*) from absence where substitute_id = $3 and from_on <= $2 and to_on >= $1 and withdrawn_at is null",
            &absence.account_id,
            "这些天里本人正代别人办理，不能再转委托；请先撤回那一项委托",
        ),
        (
            "select count(*) from absence where account_id = $3 and from_on <= $2 and to_on >= $1 and withdrawn_at is null",
            &absence.substitute_id,
            "代办人这些天里也不在岗，请另选代办人",
        ),
    ] {
        let n: Option<(i64,)> = tx.one(sql, [days(), args![id]].concat()).await?;
        if n != Some((0,)) {
            return Err(Error::Invalid(problem.to_owned()));
        }
    }
    Ok(())
}

async fn insert(tx: &mut Tx, viewer: &Viewer, id: &str, absence: &Absence, now: i64) -> Result<()> {
    tx.run(
        "insert into absence (id, account_id, substitute_id, from_on, to_on, reason, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            id,
            &absence.account_id,
            &absence.substitute_id,
            absence.from_on.to_string(),
            absence.to_on.to_string(),
            absence.reason.trim(),
            &viewer.account_id,
            now
        ],
    )
    .await?;
    Ok(())
}

/// One absence with its names.
#[derive(Clone, Debug, FromRow)]
pub struct Stored {
    pub id: String,
    pub account_id: String,
    pub substitute_id: String,
    pub absent: String,
    pub substitute: String,
    pub from_on: String,
    pub to_on: String,
    pub reason: String,
    pub creator: String,
    pub withdrawn_at: Option<i64>,
}

/// The absences of a county that this viewer has to do with, the latest first.
pub async fn of_county(db: &Db, viewer: &Viewer, region: &str) -> Result<Vec<Stored>> {
    let own = (!keeps(viewer)).then(|| viewer.account_id.clone());
    let rows = db
        .all(
            "select absence.id, absence.account_id, substitute_id, absent.display_name as absent,
                 substitute.display_name as substitute, from_on, to_on, reason, creator.display_name as creator,
                 withdrawn_at
             from absence join account absent on absent.id = absence.account_id
                 join account substitute on substitute.id = substitute_id
                 join account creator on creator.id = created_by
             where absent.region = $1 and ($2 is null or absence.account_id = $2 or substitute_id = $2)
             order by absence.from_on desc, absence.id desc limit 200",
            args![region, own],
        )
        .await?;
    Ok(rows)
}

/// 撤回, any time: by the absent person, the substitute or 督查室主任.
pub async fn withdraw(app: &App, viewer: &Viewer, id: &str, now: i64) -> Result<()> {
    let region = viewer.county()?.to_owned();
    let seen = of_county(&app.db, viewer, &region).await?;
    let absence = seen.into_iter().find(|absence| absence.id == id).ok_or(Error::NotFound)?;
    let mut tx = app.db.begin().await?;
    let withdrawn = "update absence set withdrawn_at = $1 where id = $2 and withdrawn_at is null";
    if tx.run(withdrawn, args![now, id]).await? == 0 {
        return Err(Error::Conflict("这项委托已经撤回".to_owned()));
    }
    let before = vec![
        ("不在岗", absence.absent),
        ("代办人", absence.substitute),
        ("自", absence.from_on),
        ("至", absence.to_on),
    ];
    record(&mut tx, viewer, &region, id, ("撤回委托", Some(before), None), "", now).await?;
    tx.commit().await?;
    Ok(())
}

/// 督查室主任 sets and sees everybody's.
pub fn keeps(viewer: &Viewer) -> bool {
    viewer.has_duty(|duty| duty == Duty::Director)
}

fn facts(absent: &Person, substitute: &Person, absence: &Absence) -> Facts {
    vec![
        ("不在岗", absent.title()),
        ("代办人", substitute.title()),
        ("自", absence.from_on.to_string()),
        ("至", absence.to_on.to_string()),
    ]
}

async fn record(
    tx: &mut Tx,
    viewer: &Viewer,
    region: &str,
    id: &str,
    (action, before, after): (&'static str, Option<Facts>, Option<Facts>),
    reason: &str,
    now: i64,
) -> Result<()> {
    let change = Change { region, subject: Subject::Absence, subject_id: id, action, before, after, reason };
    event::record(tx, &By::keeper(viewer), change, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str, duty: Duty, unit: Option<&str>) -> Person {
        Person {
            id: id.to_owned(),
            display_name: id.to_owned(),
            duty: duty.key().to_owned(),
            unit_id: unit.map(str::to_owned),
            unit: unit.map(str::to_owned),
        }
    }

    #[test]
    fn a_substitute_is_of_the_same_kind() {
        let head = person("head", Duty::UnitHead, Some("water"));
        let liaison = person("liaison", Duty::Liaison, Some("water"));
        let stranger = person("stranger", Duty::UnitHead, Some("finance"));
        let director = person("director", Duty::Director, Some("office"));
        let inspector = person("inspector", Duty::Inspector, Some("office"));
        let (chief, leader) =
            (person("chief", Duty::ChiefLeader, None), person("leader", Duty::FieldLeader, None));
        for (substitute, absent, may) in [
            (&liaison, &head, true),
            (&stranger, &head, false),
            (&head, &head, false),
            (&inspector, &director, true),
            (&leader, &chief, true),
            (&director, &chief, false),
            (&director, &head, false),
        ] {
            assert_eq!(substitute.may_stand_in_for(absent), may, "{} for {}", substitute.id, absent.id);
        }
        assert_eq!(liaison.title(), "liaison（water 单位联络员）");
    }
}
