//! One pass over what has come due. It asks the indexed columns alone, takes one transaction for each matter, and may be
//! cut off or run twice anywhere: the matter's row is locked, and what was told stands in the notices.

use std::collections::{BTreeSet, HashMap};

use sqlx::FromRow;
use supervision::{Act, Assignment, Colour, Planned, deadline, light, reminder};

use super::telling::{self, Said};
use super::{recipients, urging_paper};
use crate::db::Tx;
use crate::error::Result;
use crate::matters::columns;
use crate::matters::matter::{self, Loaded};
use crate::procedure::rules::CountyRules;
use crate::{App, args, clock};

const BATCH: i64 = 200;

/// What a pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub n_matters: usize,
    pub n_notices: usize,
    pub n_failed: usize,
}

#[derive(FromRow)]
struct Due {
    at: i64,
    id: String,
    matter_id: String,
    region: String,
}

const DUE_MATTERS: &str = "select look_at as at, id, id as matter_id, region from matter
     where look_at <= $1 and (look_at, id) > ($2, $3) order by look_at, id limit $4";
const DUE_ASSIGNMENTS: &str = "select remind_at as at, id, matter_id, region from assignment
     where remind_at <= $1 and (remind_at, id) > ($2, $3) order by remind_at, id limit $4";

/// Looks at everything that is due. A matter that fails is passed over and looked at again in the next pass.
pub async fn pass(app: &App, now: i64) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut counties = HashMap::new();
    for (due, is_whole) in [(DUE_MATTERS, true), (DUE_ASSIGNMENTS, false)] {
        let mut after = (i64::MIN, String::new());
        loop {
            let batch: Vec<Due> = app.db.all(due, args![now, after.0, &after.1, BATCH]).await?;
            let Some(last) = batch.last() else { break };
            after = (last.at, last.id.clone());
            look_at(app, (batch, is_whole), &mut counties, now, &mut tally).await?;
        }
    }
    Ok(tally)
}

async fn look_at(
    app: &App,
    (batch, is_whole): (Vec<Due>, bool),
    counties: &mut HashMap<String, CountyRules>,
    now: i64,
    tally: &mut Tally,
) -> Result<()> {
    let matters: BTreeSet<(String, String)> =
        batch.into_iter().map(|due| (due.region, due.matter_id)).collect();
    for (region, id) in matters {
        if !counties.contains_key(&region) {
            counties.insert(region.clone(), CountyRules::of(&app.db, &region).await?);
        }
        let Some(county) = counties.get(&region) else { continue };
        match one(app, (&id, is_whole), county, now).await {
            Ok(n_notices) => {
                tally.n_matters += 1;
                tally.n_notices += n_notices;
            }
            Err(error) => {
                tally.n_failed += 1;
                tracing::error!("the reminders of matter {id} could not be looked at");
                error.log();
            }
        }
    }
    Ok(())
}

/// One matter, its columns too when it is looked at as a whole; gives how many notices were written.
async fn one(app: &App, (id, is_whole): (&str, bool), county: &CountyRules, now: i64) -> Result<usize> {
    let mut tx = app.db.begin().await?;
    let mut loaded = matter::locked(&mut tx, id).await?;
    let n_before = loaded.row.n_events;
    if resume(&mut tx, &loaded, county, now).await? {
        loaded = matter::locked(&mut tx, id).await?;
    }
    if answer_refusals(&mut tx, &loaded, county, now).await? {
        loaded = matter::locked(&mut tx, id).await?;
    }
    if is_whole {
        columns::rewrite(&mut tx, &loaded.row, &loaded.state, county, now).await?;
    }
    let mut n_notices = 0;
    for position in 0..loaded.state.assignments.len() {
        n_notices += remind(&mut tx, &loaded, position, county, now).await?;
    }
    tx.commit().await?;
    if loaded.row.n_events > n_before || n_notices > 0 {
        app.changed_by_rule(id);
    }
    Ok(n_notices)
}

/// 恢复办理 when the day has come
async fn resume(tx: &mut Tx, loaded: &Loaded, county: &CountyRules, now: i64) -> Result<bool> {
    let today = loaded.instant(now).date();
    if loaded.state.suspended_until.is_none_or(|until| until > today) {
        return Ok(false);
    }
    matter::act_by_rule(tx, &loaded.row.id, county, now, &|loaded, rules| {
        let dues = deadline::after_suspension(&loaded.state, loaded.instant(now), &rules.time);
        Ok(Act::Resume { dues })
    })
    .await?;
    Ok(true)
}

/// Silence means that the matter stays with the unit.
async fn answer_refusals(tx: &mut Tx, loaded: &Loaded, county: &CountyRules, now: i64) -> Result<bool> {
    let rules = county.rules();
    let at = loaded.instant(now);
    let mut has_answered = false;
    for assignment in &loaded.state.assignments {
        let over = columns::assignment::refusal_over(&loaded.state, assignment, &rules);
        if over.is_none_or(|over| over >= at) {
            continue;
        }
        has_answered = true;
        matter::act_by_rule(tx, &loaded.row.id, county, now, &|loaded, rules| {
            let stays = loaded.state.of_unit(&assignment.unit)?;
            let sign = deadline::sign_after_refusal(&loaded.state, stays, loaded.instant(now), &rules.time);
            let reason = "退签答复期限内没有答复，由原单位继续办理".to_owned();
            Ok(Act::AnswerRefusal { unit: assignment.unit.clone(), granted: false, reason, sign })
        })
        .await?;
    }
    Ok(has_answered)
}

async fn remind(
    tx: &mut Tx,
    loaded: &Loaded,
    position: usize,
    county: &CountyRules,
    now: i64,
) -> Result<usize> {
    let rules = county.rules();
    let any_time = county.template(&loaded.row.template).is_some_and(|template| template.any_time);
    let assignment = &loaded.state.assignments[position];
    let id = columns::assignment::id(&loaded.row.id, position);
    let planned = reminder::plan(&loaded.state, assignment, any_time, &rules);
    let mut n_notices = 0;
    for planned in unsent(tx, &loaded.row.id, &id, reminder::due(&planned, clock::civil(now))).await? {
        n_notices += step(tx, loaded, (&id, assignment), planned, county, now).await?;
    }
    let next = columns::assignment::next_look(&loaded.state, assignment, &planned, &rules, now);
    tx.run("update assignment set remind_at = $1 where id = $2", args![next, &id]).await?;
    Ok(n_notices)
}

/// What the notices do not know of yet; papers first, since they count as the day's message.
async fn unsent(
    tx: &mut Tx,
    matter_id: &str,
    assignment_id: &str,
    due: Vec<Planned>,
) -> Result<Vec<Planned>> {
    if due.is_empty() {
        return Ok(due);
    }
    // By the matter, as the index has them: the notices of a county are many.
    let told = "select distinct rule, due_version from notice
         where matter_id = $1 and coalesce(assignment_id, '') = $2";
    let told: Vec<(String, i64)> = tx.all(told, args![matter_id, assignment_id]).await?;
    let is_told = |planned: &Planned| {
        told.iter()
            .any(|(rule, version)| rule == planned.rung.key && *version == i64::from(planned.due_version))
    };
    let mut unsent: Vec<Planned> = due.into_iter().filter(|planned| !is_told(planned)).collect();
    unsent.sort_by_key(|planned| planned.rung.paper.is_none());
    Ok(unsent)
}

/// One rung: its paper, and whoever is to be told.
async fn step(
    tx: &mut Tx,
    loaded: &Loaded,
    (assignment_id, assignment): (&str, &Assignment),
    planned: Planned,
    county: &CountyRules,
    now: i64,
) -> Result<usize> {
    let Loaded { row, state, .. } = loaded;
    let version = i64::from(planned.due_version);
    let unit = &assignment.unit;
    if let Some(rung) = planned.rung.paper
        && !urging_paper::is_issued(tx, &row.id, &unit.0, rung, version).await?
    {
        let reason = planned.rung.word.to_owned();
        let urge = Act::Urge { unit: unit.clone(), rung, reason };
        matter::act_by_rule(tx, &row.id, county, now, &|_, _| Ok(urge.clone())).await?;
    }
    let any_time = county.template(&row.template).is_some_and(|template| template.any_time);
    let colour = light::of(state, assignment, &county.rules(), clock::civil(now)).colour;
    let told = recipients::of(tx, row, Some(assignment), planned.rung.to, &clock::date(now)).await?;
    let said = Said {
        matter_id: &row.id,
        region: &row.region,
        assignment_id: Some(assignment_id),
        rule: planned.rung.key,
        due_version: version,
        title: planned.rung.word,
        is_paper: planned.rung.paper.is_some(),
        is_pressing: any_time || matches!(colour, Colour::Yellow | Colour::Red),
        any_time,
    };
    telling::tell(tx, &said, &told, county, now).await
}
