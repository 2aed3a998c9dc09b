//! 收件人: the people behind the parts of a rung, and the substitutes of those who are absent.

use sqlx::FromRow;
use supervision::{Assignment, Duty, Recipient};

use crate::absences::absence;
use crate::access::{Post, Role, Viewer};
use crate::args;
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::matters::matter::Row;

/// 被通知的人, and why it is them
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub account_id: String,
    pub person: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub reason: String,
    /// Holds only 分管领导: hears of late signatures once a week.
    pub is_leader: bool,
}

#[derive(FromRow)]
struct Person {
    id: String,
    display_name: String,
    email: Option<String>,
    phone: Option<String>,
}

const OF_UNIT: &str = "select id, display_name, email, phone from account
     where unit_id = $1 and duty = $2 and disabled_at is null order by id";
const OF_COUNTY: &str = "select id, display_name, email, phone from account
     where region = $1 and duty = $2 and disabled_at is null order by id";
const BY_ID: &str =
    "select id, display_name, email, phone from account where id = $1 and disabled_at is null";
const SUBSTITUTE: &str = "select account.id, display_name, email, phone
     from absence join account on account.id = absence.substitute_id
     where absence.account_id = $1 and to_on >= $2 and from_on <= $2 and withdrawn_at is null and disabled_at is null
     order by absence.id limit 1";

/// Whoever takes these parts in a matter, each person once. When a unit has nobody who could be told, the officer is.
pub async fn of(
    tx: &mut Tx,
    row: &Row,
    assignment: Option<&Assignment>,
    to: &[Recipient],
    day: &str,
) -> Result<Vec<Told>> {
    let mut told: Vec<Told> = Vec::new();
    for part in to {
        add(tx, row, assignment, *part, day, &mut told).await?;
    }
    let is_of_unit =
        |part: &Recipient| matches!(part, Recipient::Liaison | Recipient::UnitHead | Recipient::Handler);
    if told.is_empty() && to.iter().any(is_of_unit) {
        add(tx, row, assignment, Recipient::Inspector, day, &mut told).await?;
        let nobody = "；承办单位没有可以通知的人员，请联系该单位";
        told.iter_mut().for_each(|told| told.reason.push_str(nobody));
    }
    Ok(told)
}

async fn add(
    tx: &mut Tx,
    row: &Row,
    assignment: Option<&Assignment>,
    part: Recipient,
    day: &str,
    told: &mut Vec<Told>,
) -> Result<()> {
    let (people, post) = behind(tx, row, assignment, part).await?;
    for person in people {
        let substitute: Option<Person> = tx.one(SUBSTITUTE, args![&person.id, day]).await?;
        let (person, reason) = match substitute {
            Some(substitute) => {
                let reason = format!("您受{}（{post}）委托代办", person.display_name);
                (substitute, reason)
            }
            None => (person, format!("您是{post}")),
        };
        if told.iter().all(|known| known.account_id != person.id) {
            let Person { id: account_id, display_name: person, email, phone } = person;
            let is_leader = part == Recipient::FieldLeader;
            told.push(Told { account_id, person, email, phone, reason, is_leader });
        }
    }
    Ok(())
}

/// The people of a part, and what they are to the matter.
async fn behind(
    tx: &mut Tx,
    row: &Row,
    assignment: Option<&Assignment>,
    part: Recipient,
) -> Result<(Vec<Person>, String)> {
    let unit = assignment.map_or(row.lead_unit_id.as_str(), |assignment| assignment.unit.0.as_str());
    let name: Option<(String,)> = tx.one("select name from unit where id = $1", args![unit]).await?;
    let name = name.map_or_else(String::new, |name| name.0);
    let of_unit = |part: &str| format!("{name}的{part}");
    Ok(match part {
        Recipient::Liaison => (unit_people(tx, unit, Duty::Liaison).await?, of_unit("单位联络员")),
        Recipient::UnitHead => (unit_people(tx, unit, Duty::UnitHead).await?, of_unit("单位负责人")),
        Recipient::Handler => {
            let handler = assignment.and_then(|assignment| assignment.handler.as_ref());
            let handler = handler.map_or("", |person| person.0.as_str());
            let people: Vec<Person> = tx.all(BY_ID, args![handler]).await?;
            if people.is_empty() {
                // Before 签收 nobody is named yet.
                (unit_people(tx, unit, Duty::Liaison).await?, of_unit("单位联络员"))
            } else {
                (people, of_unit("经办人"))
            }
        }
        Recipient::Inspector => {
            let officer: Vec<Person> = tx.all(BY_ID, args![&row.officer_id]).await?;
            if officer.is_empty() {
                (directors(tx, row).await?, "督查室主任".to_owned())
            } else {
                (officer, "本事项的督查员".to_owned())
            }
        }
        Recipient::Director => (directors(tx, row).await?, "督查室主任".to_owned()),
        Recipient::FieldLeader => (leader(tx, row, assignment).await?, "本事项的分管领导".to_owned()),
    })
}

async fn unit_people(tx: &mut Tx, unit: &str, duty: Duty) -> Result<Vec<Person>> {
    Ok(tx.all(OF_UNIT, args![unit, duty.key()]).await?)
}

async fn directors(tx: &mut Tx, row: &Row) -> Result<Vec<Person>> {
    Ok(tx.all(OF_COUNTY, args![&row.region, Duty::Director.key()]).await?)
}

/// The leader in charge of the lead unit; for a supporting unit the matter's own, since only they may read it.
async fn leader(tx: &mut Tx, row: &Row, assignment: Option<&Assignment>) -> Result<Vec<Person>> {
    let of_lead: Option<(Option<String>,)> =
        tx.one("select leader_id from unit where id = $1", args![&row.lead_unit_id]).await?;
    let of_lead = of_lead.and_then(|row| row.0);
    let is_lead = assignment.is_none_or(|assignment| assignment.is_lead);
    let leader = if is_lead { of_lead.or(row.leader_id.clone()) } else { row.leader_id.clone().or(of_lead) };
    Ok(tx.all(BY_ID, args![leader.unwrap_or_default()]).await?)
}

/// The account as the one who looks, when what it may see is asked without it being there. `None` when it is disabled.
pub async fn viewer(db: &Db, account_id: &str, day: &str) -> Result<Option<Viewer>> {
    type Row = (String, String, Option<String>, Option<String>, Option<String>);
    let row: Option<Row> = db
        .one(
            "select display_name, role, region, duty, unit_id from account where id = $1 and disabled_at is null",
            args![account_id],
        )
        .await?;
    let Some((display_name, role, region, duty, unit_id)) = row else { return Ok(None) };
    let Some(role) = Role::from_key(&role) else { return Ok(None) };
    let account_id = account_id.to_owned();
    let stands_in_for = absence::stood_in_for(db, &account_id, day).await?;
    let own = |duty| Post { account_id: account_id.clone(), person: display_name.clone(), duty, unit_id };
    let post = duty.as_deref().and_then(Duty::from_key).map(own);
    Ok(Some(Viewer {
        account_id,
        display_name,
        role,
        region,
        post,
        stands_in_for,
        lacks_second_factor: false,
        n_unread: 0,
    }))
}
