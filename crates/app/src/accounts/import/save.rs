//! Saves the good rows: units first, then people, then who leads which unit; one event a row.

use std::collections::HashMap;

use super::lines::{Lines, PersonLine, UnitLine};
use super::verdict::{self, Report, Verdict};
use super::world::World;
use crate::access::Role;
use crate::accounts::account;
use crate::accounts::appointment::Appointment;
use crate::accounts::hash::UNBOUND;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::matters::columns;
use crate::organisation_event::{self as event, By, Change, Facts, Subject};
use crate::units::unit::{self, Unit};
use crate::{args, ids};

const REASON: &str = "从表格导入";

pub async fn save(tx: &mut Tx, by: &By, region: &str, lines: &Lines, now: i64) -> Result<Report> {
    let world = World::of(tx, region).await?;
    let report = verdict::judge(&world, lines);
    let mut saving = Saving { tx, by, region, world: &world, unit_ids: HashMap::new(), now };
    saving.unit_ids.extend(world.units.values().map(|unit| (unit.name.clone(), unit.id.clone())));
    let mut units: Vec<(&UnitLine, &Verdict)> = changed(&lines.units, &report.units).collect();
    // Parents before those below them.
    units.sort_by_key(|(line, _)| !line.parent.is_empty());
    let mut befores = Vec::new();
    for (line, verdict) in &units {
        befores.push(saving.unit(line, verdict).await?);
    }
    for (line, verdict) in changed(&lines.people, &report.people) {
        saving.person(line, verdict).await?;
    }
    for ((line, _), before) in units.into_iter().zip(befores) {
        saving.leader(line, before).await?;
    }
    Ok(report)
}

fn changed<'a, L>(lines: &'a [L], verdicts: &'a [Verdict]) -> impl Iterator<Item = (&'a L, &'a Verdict)> {
    let is_change = |verdict: &Verdict| matches!(verdict, Verdict::New | Verdict::Changed(_));
    lines.iter().zip(verdicts).filter(move |(_, verdict)| is_change(verdict))
}

struct Saving<'a> {
    tx: &'a mut Tx,
    by: &'a By,
    region: &'a str,
    world: &'a World,
    unit_ids: HashMap<String, String>,
    now: i64,
}

impl Saving<'_> {
    /// Everything but the leader, who may only come further down. Gives what the unit was.
    async fn unit(&mut self, line: &UnitLine, verdict: &Verdict) -> Result<Option<Facts>> {
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let parent_id = self.unit_ids.get(&line.parent).cloned();
        let Some(known) = self.world.units.get(&line.name).filter(|_| *verdict != Verdict::New) else {
            let unit = Unit {
                id: ids::new_id(),
                region: self.region.to_owned(),
                code: filled(&line.code),
                name: line.name.clone(),
                parent_id,
                leader_id: None,
                // Without a number the order of the sheet is the order of the directory.
                position: line.position.parse().unwrap_or(i64::from(line.row)),
            };
            unit::insert(self.tx, &unit, self.now).await?;
            self.unit_ids.insert(unit.name, unit.id);
            return Ok(None);
        };
        let before = unit::facts(self.tx, known).await?;
        self.tx
            .run(
                "update unit set parent_id = $1, code = $2, position = $3 where id = $4",
                args![
                    parent_id.or(known.parent_id.clone()),
                    filled(&line.code).or(known.code.clone()),
                    line.position.parse().unwrap_or(known.position),
                    &known.id
                ],
            )
            .await?;
        Ok(Some(before))
    }

    async fn leader(&mut self, line: &UnitLine, before: Option<Facts>) -> Result<()> {
        let id = self.unit_ids.get(&line.name).cloned().ok_or(Error::NotFound)?;
        if !line.leader.is_empty() {
            columns::hold_unit(self.tx, &id).await?;
            self.tx
                .run(
                    "update unit set leader_id = (select max(id) from account where region = $1 and display_name = $2
                         and duty in ('chief_leader', 'field_leader') and disabled_at is null)
                     where id = $3",
                    args![self.region, &line.leader, &id],
                )
                .await?;
            columns::follow_leader(self.tx, &id).await?;
        }
        let unit: Option<Unit> = self
            .tx
            .one(
                "select id, region, code, name, parent_id, leader_id, position from unit where id = $1",
                args![&id],
            )
            .await?;
        let after = unit::facts(self.tx, &unit.ok_or(Error::NotFound)?).await?;
        let change = Change {
            region: self.region,
            subject: Subject::Unit,
            subject_id: &id,
            action: if before.is_some() { "修改" } else { "新建" },
            before,
            after: Some(after),
            reason: REASON,
        };
        event::record(self.tx, self.by, change, self.now).await
    }

    async fn person(&mut self, line: &PersonLine, verdict: &Verdict) -> Result<()> {
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let unit_id = self.unit_ids.get(&line.unit).cloned();
        let known = self.world.people.get(line.sign_in_name()).filter(|_| *verdict != Verdict::New);
        let was = match known {
            Some(known) => known.appointment(),
            None => Appointment::new(&line.display_name, Role::Officer, Some(self.region.to_owned())),
        };
        let is = Appointment {
            display_name: line.display_name.clone(),
            unit_id: unit_id.or(was.unit_id.clone()),
            duty: verdict::duty_of(&line.duty).or(was.duty),
            phone: filled(&line.phone).or(was.phone.clone()),
            email: filled(&line.email).or(was.email.clone()),
            ..was.clone()
        };
        if let Some(known) = known {
            account::appoint(self.tx, self.by, &known.id, &was, &is, REASON, self.now).await?;
            return Ok(());
        }
        let (id, name) = (ids::new_id(), line.sign_in_name());
        account::insert(self.tx, &id, name, UNBOUND.to_owned(), &is, self.now).await?;
        let facts = is.facts(self.tx).await?;
        let after = std::iter::once(("登录名", name.to_owned())).chain(facts).collect();
        account::record(self.tx, self.by, &id, &is, ("导入", None, Some(after)), self.now).await
    }
}
