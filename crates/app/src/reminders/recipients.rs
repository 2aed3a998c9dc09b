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

/// Somebody who may be told, with the substitute of the day.
#[derive(Clone, Debug, FromRow)]
struct Person {
    id: String,
    display_name: String,
    email: Option<String>,
    phone: Option<String>,
    duty: Option<String>,
    unit_id: Option<String>,
    /// In charge of the lead unit
    leader_id: Option<String>,
    /// Of the assignment
    unit_name: Option<String>,
    substitute_id: Option<String>,
    substitute_name: Option<String>,
    substitute_email: Option<String>,
    substitute_phone: Option<String>,
}

// Every act asks this, so it is one question: the people of the unit, the named ones, the directors and the leader of the
// lead unit. One substitute a day: the first arranged.
const PEOPLE: &str =
    "select account.id, account.display_name, account.email, account.phone, account.duty, account.unit_id,
         (select leader_id from unit where id = $6) as leader_id,
         (select name from unit where id = $1) as unit_name,
         substitute.id as substitute_id, substitute.display_name as substitute_name,
         substitute.email as substitute_email, substitute.phone as substitute_phone
     from account left join account substitute on substitute.id = (
         select absence.substitute_id from absence join account stands_in on stands_in.id = absence.substitute_id
         where absence.account_id = account.id and to_on >= $7 and from_on <= $7 and withdrawn_at is null
             and stands_in.disabled_at is null
         order by absence.id limit 1)
     where account.disabled_at is null and account.id in (
         select id from account where unit_id = $1 and duty in ('liaison', 'unit_head')
         union select id from account where id in ($2, $3, $4)
         union select id from account where region = $5 and duty = 'director'
         union select leader_id from unit where id = $6)
     order by account.id";

/// Whoever takes these parts in a matter, each person once. When a unit has nobody who could be told, the officer is.
pub async fn of(
    tx: &mut Tx,
    row: &Row,
    assignment: Option<&Assignment>,
    to: &[Recipient],
    day: &str,
) -> Result<Vec<Told>> {
    let parts = Parts::read(tx, row, assignment, day).await?;
    let mut told: Vec<Told> = Vec::new();
    for part in to {
        parts.add(*part, &mut told);
    }
    let is_of_unit =
        |part: &Recipient| matches!(part, Recipient::Liaison | Recipient::UnitHead | Recipient::Handler);
    if told.is_empty() && to.iter().any(is_of_unit) {
        parts.add(Recipient::Inspector, &mut told);
        let nobody = "；承办单位没有可以通知的人员，请联系该单位";
        told.iter_mut().for_each(|told| told.reason.push_str(nobody));
    }
    Ok(told)
}

/// Who could take which part in a matter.
struct Parts<'a> {
    row: &'a Row,
    assignment: Option<&'a Assignment>,
    unit: &'a str,
    people: Vec<Person>,
}

impl<'a> Parts<'a> {
    async fn read(
        tx: &mut Tx,
        row: &'a Row,
        assignment: Option<&'a Assignment>,
        day: &str,
    ) -> Result<Parts<'a>> {
        let unit = assignment.map_or(row.lead_unit_id.as_str(), |assignment| assignment.unit.0.as_str());
        let handler = assignment.and_then(|assignment| assignment.handler.as_ref());
        let args = args![
            unit,
            handler.map(|person| person.0.as_str()),
            &row.officer_id,
            row.leader_id.clone(),
            &row.region,
            &row.lead_unit_id,
            day
        ];
        Ok(Parts { row, assignment, unit, people: tx.all(PEOPLE, args).await? })
    }

    fn add(&self, part: Recipient, told: &mut Vec<Told>) {
        let (people, post) = self.behind(part);
        for person in people {
            let fresh = person.told(&post, part == Recipient::FieldLeader);
            if told.iter().all(|known| known.account_id != fresh.account_id) {
                told.push(fresh);
            }
        }
    }

    /// The people of a part, and what they are to the matter.
    fn behind(&self, part: Recipient) -> (Vec<&Person>, String) {
        let unit = self.people.first().and_then(|person| person.unit_name.as_deref()).unwrap_or_default();
        let of_unit = |part: &str| format!("{unit}的{part}");
        match part {
            Recipient::Liaison => (self.of_unit(Duty::Liaison), of_unit("单位联络员")),
            Recipient::UnitHead => (self.of_unit(Duty::UnitHead), of_unit("单位负责人")),
            Recipient::Handler => {
                let handler = self.assignment.and_then(|assignment| assignment.handler.as_ref());
                let people = self.named(handler.map(|person| person.0.as_str()));
                if people.is_empty() {
                    // Before 签收 nobody is named yet.
                    (self.of_unit(Duty::Liaison), of_unit("单位联络员"))
                } else {
                    (people, of_unit("经办人"))
                }
            }
            Recipient::Inspector => {
                let officer = self.named(Some(&self.row.officer_id));
                if officer.is_empty() {
                    (self.directors(), "督查室主任".to_owned())
                } else {
                    (officer, "本事项的督查员".to_owned())
                }
            }
            Recipient::Director => (self.directors(), "督查室主任".to_owned()),
            Recipient::FieldLeader => (self.leader(), "本事项的分管领导".to_owned()),
        }
    }

    fn of_unit(&self, duty: Duty) -> Vec<&Person> {
        let is_meant = |person: &&Person| person.has(duty) && person.unit_id.as_deref() == Some(self.unit);
        self.people.iter().filter(is_meant).collect()
    }

    fn directors(&self) -> Vec<&Person> {
        self.people.iter().filter(|person| person.has(Duty::Director)).collect()
    }

    fn named(&self, id: Option<&str>) -> Vec<&Person> {
        self.people.iter().filter(|person| Some(person.id.as_str()) == id).collect()
    }

    /// The leader in charge of the lead unit; for a supporting unit the matter's own, since only they may read it.
    fn leader(&self) -> Vec<&Person> {
        let of_lead = self.named(self.people.first().and_then(|person| person.leader_id.as_deref()));
        let own = self.named(self.row.leader_id.as_deref());
        let is_lead = self.assignment.is_none_or(|assignment| assignment.is_lead);
        let (first, second) = if is_lead { (of_lead, own) } else { (own, of_lead) };
        if first.is_empty() { second } else { first }
    }
}

impl Person {
    fn has(&self, duty: Duty) -> bool {
        self.duty.as_deref() == Some(duty.key())
    }

    /// This person, or whoever stands in.
    fn told(&self, post: &str, is_leader: bool) -> Told {
        let Person { display_name, substitute_id, substitute_name, .. } = self;
        if let (Some(id), Some(name)) = (substitute_id, substitute_name) {
            return Told {
                account_id: id.clone(),
                person: name.clone(),
                email: self.substitute_email.clone(),
                phone: self.substitute_phone.clone(),
                reason: format!("您受{display_name}（{post}）委托代办"),
                is_leader,
            };
        }
        Told {
            account_id: self.id.clone(),
            person: display_name.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            reason: format!("您是{post}"),
            is_leader,
        }
    }
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
