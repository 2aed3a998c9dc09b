//! The columns beside the journal: what lists filter and sort by, and when the sweep must look again. Rewritten from the
//! matter in the transaction of each event, so they cannot go stale.

pub mod assignment;

use supervision::{Asked, Colour, Matter, Request, Stage, light};

use super::journal::Entry;
use super::matter::Row;
use crate::db::{Args, Tx};
use crate::error::{Error, Result};
use crate::procedure::rules::CountyRules;
use crate::{args, clock};

pub async fn write(
    tx: &mut Tx,
    row: &Row,
    (before, state): (&Matter, &Matter),
    county: &CountyRules,
    entry: &Entry,
    now: i64,
) -> Result<()> {
    write_matter(tx, row, state, county, (entry.position, &entry.hash), now).await?;
    assignment::write(tx, row, (before, state), county, now).await
}

/// The columns as the rules now in force have them.
pub async fn rewrite(tx: &mut Tx, row: &Row, state: &Matter, county: &CountyRules, now: i64) -> Result<()> {
    write_matter(tx, row, state, county, (row.n_events, &row.head_hash), now).await?;
    assignment::write(tx, row, (&Matter::default(), state), county, now).await
}

/// 规则改变: lights and reminders of what is open are by the new rules, so the sweep looks at all of it at once.
pub async fn look_again(tx: &mut Tx, region: &str) -> Result<()> {
    tx.run("update matter set look_at = 0 where region = $1 and is_open = 1", args![region]).await?;
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
    "look_at",
    "last_feedback_at",
    "n_returns",
    "n_extensions",
    "lead_unit_id",
    "n_events",
    "head_hash",
    "changed_at",
    "is_assigned",
];

macro_rules! set_matter {
    () => {
        "update matter set stage = $1, is_open = $2, is_suspended = $3, progress = $4, issued_at = $5,
             finish_due = $6, completed_at = $7, closed_at = $8, grade = $9, yellow_after = $10, red_after = $11,
             fixed_light = $12, office_yellow_after = $13, office_red_after = $14, look_at = $15,
             last_feedback_at = $16, n_returns = $17, n_extensions = $18, lead_unit_id = $19, n_events = $20,
             head_hash = $21, changed_at = $22, is_assigned = $23,
             unit_leader_id = (select leader_id from unit where id = $19)"
    };
}

async fn write_matter(
    tx: &mut Tx,
    row: &Row,
    state: &Matter,
    county: &CountyRules,
    head: (i64, &str),
    now: i64,
) -> Result<()> {
    let values = matter_values(&row.lead_unit_id, state, county, head, now);
    tx.run(concat!(set_matter!(), " where id = $24"), [values, args![&row.id]].concat()).await?;
    Ok(())
}

/// The columns of a matter that was just drafted, and its 编号. Numbers have no gaps, so whoever registers next waits
/// until this transaction has ended: it is the last thing done.
pub async fn write_first(
    tx: &mut Tx,
    row: &Row,
    state: &Matter,
    county: &CountyRules,
    entry: &Entry,
    now: i64,
) -> Result<()> {
    let values = matter_values(&row.lead_unit_id, state, county, (entry.position, &entry.hash), now);
    tx.hold(&format!("matter-number {} {}", row.region, row.year)).await?;
    tx.run(
        concat!(
            set_matter!(),
            ", number = (select coalesce(max(other.number), 0) + 1 from matter other
                 where other.region = $25 and other.year = $26 and other.number > 0)
             where id = $24"
        ),
        [values, args![&row.id, &row.region, row.year]].concat(),
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
