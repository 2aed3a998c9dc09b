//! 台账 to print: the rows of the page with what their journals say, as PDF and as DOCX.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;
use supervision::{Act, Colour, Duty, Matter, Rules, UnitId, UrgingRung, light};
use writer::papers::{LastFeedback, Ledger, LedgerRow, LightMark};

use super::filter::Filter;
use super::journal::{self, Entry};
use super::ledger_rows::{self, Row};
use super::names::Names;
use super::{export, urging_notice};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Params;
use crate::procedure::rules::CountyRules;
use crate::{App, clock, papers};

/// A thousand rows are some hundred pages, and take the typesetter seconds. Nobody reads more on paper.
const AT_MOST: usize = 1_000;

const NAME: &str = "督办台账";

pub async fn pdf(State(app): State<App>, viewer: Viewer, Params(filter): Params<Filter>) -> Result<Response> {
    let ledger = filled(&app, &viewer, &filter, clock::now()).await?;
    app.typefaces.pdf(NAME, move |fonts| ledger.pdf(fonts)).await
}

pub async fn docx(
    State(app): State<App>,
    viewer: Viewer,
    Params(filter): Params<Filter>,
) -> Result<Response> {
    let ledger = filled(&app, &viewer, &filter, clock::now()).await?;
    papers::docx(NAME, move || ledger.docx()).await
}

async fn filled(app: &App, viewer: &Viewer, filter: &Filter, now: i64) -> Result<Ledger> {
    let (db, region) = (&app.db, viewer.county()?);
    let limit = i64::try_from(AT_MOST).unwrap_or(i64::MAX) + 1;
    let rows = ledger_rows::rows(db, viewer, filter, now, limit, 0).await?;
    if rows.len() > AT_MOST {
        return Err(Error::Invalid(format!(
            "符合条件的事项超过 {AT_MOST} 件，没有生成 PDF 和 Word；请按单位、状态或期限缩小范围，分几次生成，\
             或者导出 Excel（最多 {} 件）",
            export::AT_MOST
        )));
    }
    let condition = filter.condition(db, viewer, now)?;
    let ids = condition.ids("", limit);
    let journals = journal::of_several(db, &ids, condition.args).await?;
    let names = ledger_rows::names(app, viewer, &rows, now).await?;
    let county = CountyRules::of(db, region).await?;
    let is_office = viewer.has_duty(Duty::is_office);
    let office = format!("{region}人民政府督查室");
    Ok(Ledger {
        title: format!("{region}{NAME}"),
        issuer: if is_office { office } else { format!("导出人：{}", viewer.display_name) },
        filter: export::words(filter, &names),
        as_of: clock::civil(now),
        rows: printed(&rows, &journals, &names, &county.rules(), now),
    })
}

fn printed(
    rows: &[Row],
    journals: &HashMap<String, Vec<Entry>>,
    names: &Names,
    rules: &Rules<'_>,
    now: i64,
) -> Vec<LedgerRow> {
    let entries = |row: &Row| journals.get(&row.id).map_or(&[][..], Vec::as_slice);
    rows.iter().map(|row| line(row, entries(row), names, rules, now)).collect()
}

fn line(row: &Row, entries: &[Entry], names: &Names, rules: &Rules<'_>, now: i64) -> LedgerRow {
    let state = Matter::of(entries.iter().map(|entry| &entry.event));
    let lead = state.lead();
    let colour = row.light(now);
    let shown = light::of_matter(&state, rules, clock::civil(now));
    let is_told = matches!(colour, Colour::Yellow | Colour::Red) && shown.colour == colour;
    let day = |at: Option<i64>| at.map(|at| clock::civil(at).date());
    let feedback = last_feedback(entries);
    let due_on = day(row.finish_due);
    let issued_due = issued_due(entries, lead.map(|lead| &lead.unit)).or(due_on);
    let is_extended = lead.is_some_and(|lead| lead.n_extensions > 0);
    LedgerRow {
        number: row.number(),
        source: [row.source(), &row.source_title].join(" ").trim().to_owned(),
        title: row.title.clone(),
        lead_unit: row.unit(names).to_owned(),
        supporting_units: supporting(&state, names),
        leader: row.leader_id.as_ref().map(|id| names.account(id).to_owned()),
        issued_on: day(row.issued_at),
        signed_on: lead.and_then(|lead| lead.signed_at).map(|at| at.date()),
        due_on: if is_extended { issued_due } else { due_on },
        extended_to: due_on.filter(|_| is_extended),
        stage: row.stage().to_owned(),
        progress: u8::try_from(row.progress).ok(),
        light: mark(colour),
        light_reason: is_told.then(|| shown.reason.word().to_owned()),
        last_feedback: feedback.map(|(entry, text)| LastFeedback { on: entry.event.at.date(), text }),
        problems: feedback_problems(entries),
        n_urgings: lead.map_or(0, |lead| u32::try_from(lead.urged.len()).unwrap_or(u32::MAX)),
        urging_rung: lead
            .and_then(|lead| lead.urged.iter().map(|(rung, _)| *rung).max())
            .map(UrgingRung::key)
            .and_then(urging_notice::rung),
        n_returns: lead.map_or(0, |lead| lead.n_returns),
        closed_on: day(row.completed_at),
        grade: state.grade.map(|grade| grade.word().to_owned()),
        closure_number: None,
        archive_number: None,
        budget_link: None,
        budget_amount: None,
    }
}

fn supporting(state: &Matter, names: &Names) -> Vec<String> {
    let planned = state.plan.iter().flat_map(|plan| &plan.supporting);
    planned.map(|unit| names.unit(unit).to_owned()).collect()
}

/// 办结期限 as it was given at 交办, before it was extended.
fn issued_due(entries: &[Entry], lead: Option<&UnitId>) -> Option<jiff::civil::Date> {
    let dues = entries.iter().rev().find_map(|entry| match &entry.event.act {
        Act::Approve { dues } => Some(dues),
        _ => None,
    })?;
    let of_lead = dues.iter().find(|of| Some(&of.unit) == lead)?;
    of_lead.dues.finish.map(|due| due.date())
}

fn last_feedback(entries: &[Entry]) -> Option<(&Entry, String)> {
    let last = entries.iter().rev().find(|entry| matches!(entry.event.act, Act::GiveFeedback { .. }))?;
    Some((last, last.words.content.clone()))
}

fn feedback_problems(entries: &[Entry]) -> Option<String> {
    let (last, _) = last_feedback(entries)?;
    Some(last.words.problems.clone()).filter(|text| !text.is_empty())
}

fn mark(colour: Colour) -> LightMark {
    match colour {
        Colour::Grey => LightMark::Grey,
        Colour::Green => LightMark::Green,
        Colour::Yellow => LightMark::Yellow,
        Colour::Red => LightMark::Red,
        Colour::DoneOnTime => LightMark::Done,
        Colour::DoneLate => LightMark::DoneLate,
    }
}
