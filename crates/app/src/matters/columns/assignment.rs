//! The columns of an assignment: what lists ask, and when the sweep must look at it again.

use jiff::ToSpan;
use jiff::civil::DateTime;
use supervision::{Assignment, AssignmentStage, Matter, Planned, Rules, deadline, light, reminder};

use super::{fixed, instants};
use crate::db::{Args, Tx, Value};
use crate::error::Result;
use crate::matters::matter::Row;
use crate::procedure::rules::CountyRules;
use crate::{args, clock};

/// What an event left as it was is not written: a report of one unit is no news to the reminders of the others.
pub async fn write(
    tx: &mut Tx,
    row: &Row,
    (before, state): (&Matter, &Matter),
    county: &CountyRules,
    now: i64,
) -> Result<()> {
    for (position, assignment) in state.assignments.iter().enumerate() {
        let known = before
            .assignments
            .get(position)
            .map(|known| Told::of(row, before, (position, known), county, now));
        let told = Told::of(row, state, (position, assignment), county, now);
        if known.as_ref() != Some(&told) {
            upsert(tx, told.values(known.as_ref(), now), now).await?;
        }
    }
    Ok(())
}

/// An assignment as the lists have it, and what its unit is to be reminded of.
#[derive(PartialEq)]
struct Told {
    values: Args,
    planned: Vec<Planned>,
}

impl Told {
    fn of(
        row: &Row,
        state: &Matter,
        (position, assignment): (usize, &Assignment),
        county: &CountyRules,
        now: i64,
    ) -> Told {
        let any_time = county.template(&row.template).is_some_and(|template| template.any_time);
        let planned = reminder::plan(state, assignment, any_time, &county.rules());
        let values = values((&row.id, &row.region), state, (position, assignment), county, &planned, now);
        Told { values, planned }
    }

    /// What has come with this event, perhaps while the ball lay elsewhere, is looked at without delay; the sweep knows
    /// what was sent.
    fn values(mut self, known: Option<&Told>, now: i64) -> Args {
        let come = |told: &Told| reminder::due(&told.planned, clock::civil(now));
        let known = known.map(come).unwrap_or_default();
        let is_known = |due: &Planned| {
            known.iter().any(|known| known.rung == due.rung && known.due_version == due.due_version)
        };
        if !come(&self).iter().all(is_known)
            && let Some(remind_at) = self.values.last_mut()
        {
            *remind_at = now.into();
        }
        self.values
    }
}

/// What the sweep has not looked at yet stays due.
async fn upsert(tx: &mut Tx, mut values: Args, now: i64) -> Result<()> {
    values.push(Value::from(now));
    tx.run(
        "insert into assignment (id, matter_id, region, unit_id, is_lead, stage, is_open, handler_id, plan_on, progress,
             n_returns, due_version, issued_at, signed_at, reported_at, accepted_at, sign_due, feedback_due, node_due,
             finish_due, yellow_after, red_after, fixed_light, remind_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
             $23, $24)
         on conflict (id) do update set stage = excluded.stage, is_open = excluded.is_open,
             handler_id = excluded.handler_id, plan_on = excluded.plan_on, progress = excluded.progress,
             n_returns = excluded.n_returns, due_version = excluded.due_version, signed_at = excluded.signed_at,
             reported_at = excluded.reported_at, accepted_at = excluded.accepted_at, sign_due = excluded.sign_due,
             feedback_due = excluded.feedback_due, node_due = excluded.node_due, finish_due = excluded.finish_due,
             yellow_after = excluded.yellow_after, red_after = excluded.red_after, fixed_light = excluded.fixed_light,
             remind_at = case when assignment.remind_at <= $25 then assignment.remind_at else excluded.remind_at end",
        values,
    )
    .await?;
    Ok(())
}

/// The id of an assignment follows from its place in the matter.
pub fn id(matter_id: &str, position: usize) -> String {
    format!("{matter_id}-{position}")
}

/// When the sweep must look at an assignment after an instant: at the next rung, or when the time to answer a refusal is
/// over.
pub fn next_look(
    state: &Matter,
    assignment: &Assignment,
    planned: &[Planned],
    rules: &Rules<'_>,
    now: i64,
) -> Option<i64> {
    let rung = reminder::next(planned, clock::civil(now));
    let over = refusal_over(state, assignment, rules).and_then(|over| over.checked_add(1.second()).ok());
    rung.or(over).map(clock::instant)
}

/// 退签答复期限, while a refusal waits for its answer
pub fn refusal_over(state: &Matter, assignment: &Assignment, rules: &Rules<'_>) -> Option<DateTime> {
    let is_waiting = assignment.stage == AssignmentStage::RefusalPending && !state.is_suspended();
    let since = assignment.reported_at.filter(|_| is_waiting && state.is_open())?;
    deadline::counted_day(state, since, rules.limits.refusal_answer_within, &rules.time)
}

/// The columns of an assignment, in the order of [`values`].
pub const COLUMNS: [&str; 24] = [
    "id",
    "matter_id",
    "region",
    "unit_id",
    "is_lead",
    "stage",
    "is_open",
    "handler_id",
    "plan_on",
    "progress",
    "n_returns",
    "due_version",
    "issued_at",
    "signed_at",
    "reported_at",
    "accepted_at",
    "sign_due",
    "feedback_due",
    "node_due",
    "finish_due",
    "yellow_after",
    "red_after",
    "fixed_light",
    "remind_at",
];

pub fn values(
    (matter_id, region): (&str, &str),
    state: &Matter,
    (position, assignment): (usize, &Assignment),
    county: &CountyRules,
    planned: &[Planned],
    now: i64,
) -> Args {
    let rules = county.rules();
    let turning = light::turning(state, assignment, &rules);
    let (yellow_after, red_after) = instants(turning);
    let colour = light::of(state, assignment, &rules, clock::civil(now)).colour;
    let next = next_look(state, assignment, planned, &rules, now);
    args![
        id(matter_id, position),
        matter_id,
        region,
        &assignment.unit.0,
        assignment.is_lead,
        assignment.stage.key(),
        assignment.is_open() && state.is_open(),
        assignment.handler.as_ref().map(|person| person.0.as_str()),
        assignment.plan_on.map(|day| day.to_string()),
        i64::from(assignment.progress),
        assignment.n_returns,
        assignment.due_version,
        clock::instant(assignment.issued_at),
        assignment.signed_at.map(clock::instant),
        assignment.reported_at.map(clock::instant),
        assignment.accepted_at.map(clock::instant),
        clock::instant(assignment.dues.sign),
        assignment.dues.feedback.map(clock::instant),
        assignment.next_node().map(clock::instant),
        assignment.dues.finish.map(clock::instant),
        yellow_after,
        red_after,
        fixed(colour, turning),
        next
    ]
}
