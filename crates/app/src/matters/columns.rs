//! The columns beside the journal: what lists filter and sort by, and when the sweep must look again. Rewritten from the
//! matter in the transaction of each event, so they cannot go stale.

use jiff::ToSpan;
use jiff::civil::DateTime;
use supervision::{
    Asked, Assignment, AssignmentStage, Colour, DeadlineTemplate, Matter, Planned, Request, Rules, Stage,
    deadline, light, reminder,
};

use super::journal::Entry;
use super::matter::Row;
use crate::db::{Args, Tx};
use crate::error::{Error, Result};
use crate::procedure::rules::CountyRules;
use crate::{args, clock};

pub async fn write(
    tx: &mut Tx,
    row: &Row,
    state: &Matter,
    county: &CountyRules,
    entry: &Entry,
    now: i64,
) -> Result<()> {
    write_matter(tx, row, state, county, entry, now).await?;
    let any_time =
        county.template(&row.template).is_some_and(|template: &DeadlineTemplate| template.any_time);
    for (position, assignment) in state.assignments.iter().enumerate() {
        write_assignment(tx, row, state, (position, assignment), county, any_time, now).await?;
    }
    Ok(())
}

/// A light that no instant moves, as its column has it.
fn fixed(colour: Colour, turning: supervision::Turning) -> Option<&'static str> {
    let is_fixed = matches!(colour, Colour::Grey | Colour::DoneOnTime | Colour::DoneLate);
    (is_fixed && turning == supervision::Turning::default()).then(|| colour.key())
}

fn instants(turning: supervision::Turning) -> (Option<i64>, Option<i64>) {
    (turning.yellow_after.map(clock::instant), turning.red_after.map(clock::instant))
}

/// The computed columns of a matter, in the order of [`matter_values`].
pub const MATTER: [&str; 23] = [
    "stage",
    "is_open",
    "is_suspended",
    "progress",
    "issued_at",
    "finish_due",
    "completed_at",
    "closed_at",
    "grade",
    "yellow_after",
    "red_after",
    "fixed_light",
    "office_yellow_after",
    "office_red_after",
    "resume_at",
    "last_feedback_at",
    "n_returns",
    "n_extensions",
    "lead_unit_id",
    "n_events",
    "head_hash",
    "changed_at",
    "is_assigned",
];

async fn write_matter(
    tx: &mut Tx,
    row: &Row,
    state: &Matter,
    county: &CountyRules,
    entry: &Entry,
    now: i64,
) -> Result<()> {
    let values = matter_values(&row.lead_unit_id, state, county, (entry.position, &entry.hash), now);
    tx.run(
        "update matter set stage = $1, is_open = $2, is_suspended = $3, progress = $4, issued_at = $5,
             finish_due = $6, completed_at = $7, closed_at = $8, grade = $9, yellow_after = $10, red_after = $11,
             fixed_light = $12, office_yellow_after = $13, office_red_after = $14, resume_at = $15,
             last_feedback_at = $16, n_returns = $17, n_extensions = $18, lead_unit_id = $19, n_events = $20,
             head_hash = $21, changed_at = $22, is_assigned = $23,
             unit_leader_id = (select leader_id from unit where id = $19)
         where id = $24",
        [values, args![&row.id]].concat(),
    )
    .await?;
    Ok(())
}

/// A unit as nobody else can change its leader, nor register a matter of it, until the transaction ends.
pub async fn hold_unit(tx: &mut Tx, unit_id: &str) -> Result<()> {
    let held: Option<(String,)> =
        tx.one("select id from unit where id = $1 for update", args![unit_id]).await?;
    held.map(|_| ()).ok_or(Error::NotFound)
}

/// 分管领导 beside each matter that the unit leads, after the unit's own has changed.
pub async fn follow_leader(tx: &mut Tx, unit_id: &str) -> Result<()> {
    let leader = "update matter set unit_leader_id = (select leader_id from unit where id = $1)
         where lead_unit_id = $1";
    tx.run(leader, args![unit_id]).await?;
    Ok(())
}

/// `head` is how many events the journal has, and the hash of the last.
pub fn matter_values(
    drafted_unit: &str,
    state: &Matter,
    county: &CountyRules,
    head: (i64, &str),
    now: i64,
) -> Args {
    let rules = county.rules();
    let lead = state.lead();
    let turning = lead.map(|lead| light::turning(state, lead, &rules)).unwrap_or_default();
    let colour = light::of_matter(state, &rules, clock::civil(now)).colour;
    let (yellow_after, red_after) = instants(turning);
    let (office_yellow, office_red) = instants(light::office_turning(state, &rules));
    let stage = state.stage.unwrap_or(Stage::Drafted);
    let is_open = stage.is_open() || matches!(stage, Stage::Drafted | Stage::AwaitingApproval);
    let resume_on = state.suspended_until.map(|day| clock::instant(rules.time.opening(day)));
    args![
        stage.key(),
        is_open,
        state.is_suspended(),
        lead.map_or(0, |lead| i64::from(lead.progress)),
        state.issued_at.map(clock::instant),
        lead.and_then(|lead| lead.dues.finish).map(clock::instant),
        state.completed_at.map(clock::instant),
        state.closed_at.map(clock::instant),
        state.grade.map(supervision::Grade::key),
        yellow_after,
        red_after,
        fixed(colour, turning),
        office_yellow,
        office_red,
        resume_on,
        state.assignments.iter().filter_map(|a| a.fed_back_at).max().map(clock::instant),
        state.assignments.iter().map(|a| i64::from(a.n_returns)).sum::<i64>(),
        state.requests.iter().filter(|asked| is_extension(asked)).count(),
        lead.map_or(drafted_unit, |lead| lead.unit.0.as_str()),
        head.0,
        head.1,
        now,
        lead.is_some()
    ]
}

/// 延期 that was granted
fn is_extension(asked: &Asked) -> bool {
    matches!(asked.request, Request::Extension { .. }) && asked.decided.is_some_and(|(granted, _)| granted)
}

/// The id of an assignment follows from its place in the matter.
pub fn assignment_id(matter_id: &str, position: usize) -> String {
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

async fn write_assignment(
    tx: &mut Tx,
    row: &Row,
    state: &Matter,
    (position, assignment): (usize, &Assignment),
    county: &CountyRules,
    any_time: bool,
    now: i64,
) -> Result<()> {
    let mut values =
        assignment_values(&row.id, &row.region, state, (position, assignment), county, any_time, now);
    // What has come, perhaps while the ball lay elsewhere, is looked at without delay; the sweep knows what was sent.
    let planned = reminder::plan(state, assignment, any_time, &county.rules());
    if !reminder::due(&planned, clock::civil(now)).is_empty()
        && let Some(remind_at) = values.last_mut()
    {
        *remind_at = now.into();
    }
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
             yellow_after = excluded.yellow_after, red_after = excluded.red_after,
             fixed_light = excluded.fixed_light, remind_at = excluded.remind_at",
        values,
    )
    .await?;
    Ok(())
}

/// The columns of an assignment, in the order of [`assignment_values`].
pub const ASSIGNMENT: [&str; 24] = [
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

pub fn assignment_values(
    matter_id: &str,
    region: &str,
    state: &Matter,
    (position, assignment): (usize, &Assignment),
    county: &CountyRules,
    any_time: bool,
    now: i64,
) -> Args {
    let rules = county.rules();
    let turning = light::turning(state, assignment, &rules);
    let (yellow_after, red_after) = instants(turning);
    let colour = light::of(state, assignment, &rules, clock::civil(now)).colour;
    let planned = reminder::plan(state, assignment, any_time, &rules);
    let next = next_look(state, assignment, &planned, &rules, now);
    args![
        assignment_id(matter_id, position),
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
