//! Writes the fictional county in bulk: the same rows that the verbs write one by one.

use std::collections::HashMap;

use jiff::civil::DateTime;
use supervision::{Assignment, Event, reminder};

use super::cast::{Cast, Unit, id};
use super::life::{Life, Step};
use crate::db::{Args, Db, Tx};
use crate::documents::search;
use crate::error::Result;
use crate::matters::{columns, journal};
use crate::procedure::rules::CountyRules;
use crate::{args, chain, clock};

pub async fn write_cast(db: &Db, cast: &Cast, password_hash: &str, now: i64) -> Result<()> {
    let mut tx = db.begin().await?;
    let people = cast.people.iter().map(|person| {
        args![
            &person.id,
            &person.login,
            &person.name,
            password_hash,
            "officer",
            &cast.region,
            now,
            person.duty.key()
        ]
    });
    let columns = ["id", "name", "display_name", "password_hash", "role", "region", "created_at", "duty"];
    tx.insert_all("account", &columns, people.collect()).await?;
    let units = cast
        .units
        .iter()
        .enumerate()
        .map(|(i, unit)| args![&unit.id, &cast.region, &unit.name, &cast.people[unit.leader].id, i, now]);
    let columns = ["id", "region", "name", "leader_id", "position", "created_at"];
    tx.insert_all("unit", &columns, units.collect()).await?;
    for person in &cast.people {
        let Some(unit) = person.unit else { continue };
        let bound = "update account set unit_id = $1 where id = $2";
        tx.run(bound, args![&cast.units[unit].id, &person.id]).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The last number of each year.
#[derive(Default)]
pub struct Numbers(HashMap<i16, i64>);

impl Numbers {
    fn next(&mut self, year: i16) -> i64 {
        let last = self.0.entry(year).or_default();
        *last += 1;
        *last
    }
}

pub async fn write_lives(
    db: &Db,
    cast: &Cast,
    county: &CountyRules,
    lives: &[Life],
    numbers: &mut Numbers,
    until: i64,
) -> Result<()> {
    let mut rows = Rows::default();
    for life in lives {
        rows.add(cast, county, life, numbers, until)?;
    }
    let mut tx = db.begin().await?;
    rows.write(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

#[derive(Default)]
struct Rows {
    matters: Vec<Args>,
    standards: Vec<Args>,
    texts: Vec<Args>,
    assignments: Vec<Args>,
    events: Vec<Args>,
}

const MATTER: [&str; 18] = [
    "id",
    "region",
    "year",
    "number",
    "title",
    "requirement",
    "source_kind",
    "source_title",
    "source_number",
    "source_on",
    "clause_text",
    "template",
    "leader_id",
    "officer_id",
    "created_at",
    "source_id",
    "parent_id",
    "unit_leader_id",
];

const EVENT: [&str; 10] =
    ["id", "matter_id", "position", "at", "account_id", "person", "act", "unit_id", "body", "hash"];

impl Rows {
    fn add(
        &mut self,
        cast: &Cast,
        county: &CountyRules,
        life: &Life,
        numbers: &mut Numbers,
        until: i64,
    ) -> Result<()> {
        let head = self.add_events(cast, life)?;
        let start = life.entries.first().map_or(DateTime::MIN, |step| step.event.at);
        let texts = &life.texts;
        let is_lead = |unit: &&Unit| life.state.lead().is_some_and(|lead| lead.unit.0 == unit.id);
        let lead = cast.units.iter().find(is_lead).unwrap_or(&cast.units[life.lead]);
        let leader = &cast.people[lead.leader].id;
        let given = args![
            &life.id,
            &cast.region,
            i64::from(start.year()),
            numbers.next(start.year()),
            &texts.title,
            &texts.requirement,
            life.source,
            &texts.source_title,
            &texts.source_number,
            &life.source_on,
            &texts.clause,
            life.template,
            &cast.people[life.leader].id,
            &cast.people[life.officer].id,
            clock::instant(start),
            None::<String>,
            None::<String>,
            leader
        ];
        let drafted_unit = &cast.units[life.lead].id;
        let n_events = i64::try_from(life.entries.len()).unwrap_or(i64::MAX);
        let computed = columns::matter_values(drafted_unit, &life.state, county, (n_events, &head), until);
        self.matters.push([given, computed].concat());
        let standards = texts.standards.iter().enumerate();
        self.standards.extend(standards.map(|(i, text)| args![&life.id, i, text]));
        let tokens = search::tokens(&[texts.title.as_str(), &texts.requirement, &texts.clause].join(" "));
        self.texts.push(args![&life.id, tokens.join(" ")]);
        let any_time = county.template(life.template).is_some_and(|template| template.any_time);
        let of = |at: (usize, &Assignment)| {
            let planned = reminder::plan(&life.state, at.1, any_time, &county.rules());
            columns::assignment::values((&life.id, &cast.region), &life.state, at, county, &planned, until)
        };
        self.assignments.extend(life.state.assignments.iter().enumerate().map(of));
        Ok(())
    }

    /// Gives the hash of the last.
    fn add_events(&mut self, cast: &Cast, life: &Life) -> Result<String> {
        let mut head = String::new();
        let mut random = fastrand::Rng::with_seed(seed(&life.id));
        for (position, step) in (1i64..).zip(&life.entries) {
            let Step { event, by, words } = step;
            let person = by.map(|by| &cast.people[by]);
            let name = person.map_or("系统", |person| person.name.as_str());
            let body = journal::body(event, words)?;
            let at = clock::instant(event.at);
            head = chain::link(&head, &life.id, position, at, name, None, &body);
            let Event { act, .. } = event;
            self.events.push(args![
                format!("{:012x}{}", at, &id(&mut random)[..20]),
                &life.id,
                position,
                at,
                person.map(|person| person.id.as_str()),
                name,
                act.key(),
                act.unit().map(|unit| unit.0.as_str()),
                body,
                &head
            ]);
        }
        Ok(head)
    }

    async fn write(self, tx: &mut Tx) -> Result<()> {
        tx.insert_all("matter", &[&MATTER[..], &columns::MATTER].concat(), self.matters).await?;
        tx.insert_all("standard", &["matter_id", "position", "text"], self.standards).await?;
        tx.insert_all("matter_text", &["matter_id", "tokens"], self.texts).await?;
        tx.insert_all("assignment", &columns::assignment::COLUMNS, self.assignments).await?;
        tx.insert_all("matter_event", &EVENT, self.events).await?;
        Ok(())
    }
}

/// The identifiers of a matter's events follow from its own.
fn seed(id: &str) -> u64 {
    u64::from_str_radix(&id[..16], 16).unwrap_or_default()
}
