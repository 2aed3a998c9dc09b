//! 督办卡 of a matter: filled from the journal as it was at 交办, with the signature that came later.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::{Date, DateTime};
use sqlx::FromRow;
use supervision::{Act, DeadlineTemplate, Dues, Event, UnitDues};
use writer::papers::{
    Attestation, CardAcknowledgement, CardInstruction, CardSource, Contact, SupervisionCard, TimeLimit,
};

use super::draft::source_word;
use super::journal::Entry;
use super::matter::{self, Loaded};
use crate::access::Viewer;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::extract::Address;
use crate::procedure::rules::CountyRules;
use crate::{App, args, papers};

pub async fn pdf(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    let card = filled(&app.db, &viewer, &id).await?;
    let name = format!("督办卡{}", card.number);
    app.typefaces.pdf(&name, move |fonts| card.pdf(fonts)).await
}

pub async fn docx(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    let card = filled(&app.db, &viewer, &id).await?;
    let name = format!("督办卡{}", card.number);
    papers::docx(&name, move || card.docx()).await
}

/// The issue that is in force: the last one, where a matter was drafted anew.
fn issue(loaded: &Loaded) -> Option<(&Entry, &[UnitDues])> {
    loaded.entries.iter().rev().find_map(|entry| match &entry.event.act {
        Act::Approve { dues } => Some((entry, dues.as_slice())),
        _ => None,
    })
}

async fn filled(db: &Db, viewer: &Viewer, id: &str) -> Result<SupervisionCard> {
    let loaded = matter::by_id(db, viewer, id).await?;
    let county = CountyRules::of(db, &loaded.row.region).await?;
    let (entry, dues) = issue(&loaded)
        .ok_or_else(|| Error::Invalid("事项还没有批准交办，没有督办卡；批准后再打印".to_owned()))?;
    let facts = Facts::of(db, &loaded).await?;
    let lead = dues.iter().find(|of| of.unit.0 == facts.lead_id).map(|of| &of.dues);
    let dues = lead.ok_or(Error::NotFound)?;
    Ok(card(&loaded, &county, entry, dues, facts))
}

fn card(loaded: &Loaded, county: &CountyRules, entry: &Entry, dues: &Dues, facts: Facts) -> SupervisionCard {
    let row = &loaded.row;
    let at = entry.event.at;
    let limit = |due: DateTime| limit(at, due, county);
    let template = county.template(&row.template);
    let drafter = loaded.entries.first().map_or_else(String::new, |first| first.person.clone());
    let is_urgent = |template: &&DeadlineTemplate| template.key.contains("urgent");
    SupervisionCard {
        issuer: format!("{}人民政府督查室", row.region),
        number: row.number(),
        issued_on: at.date(),
        urgency: template.filter(is_urgent).map(|template| template.word.chars().take(2).collect()),
        title: row.title.clone(),
        source: CardSource {
            kind: source_word(&row.source_kind).to_owned(),
            document_number: joined(&row.source_title, row.source_number.as_deref()),
            dated: row.source_on.as_deref().and_then(|day| day.parse::<Date>().ok()),
            clause: row.clause_text.clone(),
        },
        instruction: instruction(loaded, at),
        requirement: row.requirement.clone(),
        closing_standards: facts.standards,
        lead_unit: facts.lead,
        supporting_units: facts.supporting,
        leader: facts.leader,
        sign_limit: limit(dues.sign),
        feedback_limit: dues.feedback.map(limit),
        finish_limit: dues.finish.map(limit),
        feedback_cycle: template
            .and_then(|template| template.cycle)
            .map_or_else(|| "按时限反馈".to_owned(), supervision::Cycle::word),
        linked_project: None,
        linked_indicator: None,
        contact: Contact { name: facts.officer, phone: facts.phone },
        attachments: brought(loaded, entry),
        acknowledgement: acknowledgement(loaded, &facts.handler),
        attestation: Attestation {
            drafter,
            reviewer: None,
            signer: Some(entry.person.clone()),
            verify_code: entry.hash.chars().take(12).collect(),
            content_hash: format!("SM3 {}", entry.hash),
            snapshot: entry.id.clone(),
        },
    }
}

fn joined(title: &str, number: Option<&str>) -> Option<String> {
    let parts: Vec<&str> =
        [title, number.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("　"))
}

fn limit(from: DateTime, due: DateTime, county: &CountyRules) -> TimeLimit {
    let n_days = county.rules().time.days_left(from, due);
    let span = if n_days > 0 { format!("{n_days}个工作日") } else { "当日".to_owned() };
    TimeLimit { on: due.date(), at: Some(due.time()), span }
}

/// 批示 that was written before the matter was issued.
fn instruction(loaded: &Loaded, issued: DateTime) -> Option<CardInstruction> {
    let before = loaded.entries.iter().filter(|entry| entry.event.at <= issued);
    before.rev().find_map(|entry| match &entry.event.act {
        Act::Instruct { text } => Some(CardInstruction {
            leader: entry.person.clone(),
            given_on: Some(entry.event.at.date()),
            text: text.clone(),
        }),
        _ => None,
    })
}

/// What had come with the matter when it was issued.
fn brought(loaded: &Loaded, issue: &Entry) -> Vec<String> {
    let before = loaded.entries.iter().filter(|entry| entry.position <= issue.position);
    before.flat_map(|entry| &entry.words.attachments).map(|attached| attached.name.clone()).collect()
}

fn acknowledgement(loaded: &Loaded, handler: &str) -> Option<CardAcknowledgement> {
    let lead = loaded.state.lead()?;
    loaded.entries.iter().rev().find_map(|entry| match &entry.event {
        Event { at, act: Act::Acknowledge { unit, plan_on, .. }, .. } if *unit == lead.unit => {
            let person = entry.person.clone();
            Some(CardAcknowledgement { person, at: *at, handler: handler.to_owned(), planned_on: *plan_on })
        }
        _ => None,
    })
}

/// What the card says beyond the journal.
struct Facts {
    lead_id: String,
    lead: String,
    supporting: Vec<String>,
    leader: Option<String>,
    officer: String,
    phone: String,
    handler: String,
    standards: Vec<String>,
}

#[derive(FromRow)]
struct People {
    lead: String,
    leader: Option<String>,
    officer: String,
    phone: Option<String>,
    handler: Option<String>,
}

impl Facts {
    async fn of(db: &Db, loaded: &Loaded) -> Result<Facts> {
        let id = &loaded.row.id;
        let people: People = db
            .one(
                "select lead.name as lead, leader.display_name as leader, officer.display_name as officer,
                     officer.phone as phone, handler.display_name as handler
                 from matter join unit lead on lead.id = matter.lead_unit_id
                 join account officer on officer.id = matter.officer_id
                 left join account leader on leader.id = matter.leader_id
                 left join assignment on assignment.matter_id = matter.id and assignment.is_lead = 1
                     and assignment.stage <> 'withdrawn'
                 left join account handler on handler.id = assignment.handler_id
                 where matter.id = $1",
                args![id],
            )
            .await?
            .ok_or(Error::NotFound)?;
        let supporting = texts(
            db,
            "select unit.name from assignment join unit on unit.id = assignment.unit_id
             where matter_id = $1 and is_lead = 0 and stage <> 'withdrawn' order by unit.position",
            id,
        );
        let standards = texts(db, "select text from standard where matter_id = $1 order by position", id);
        let (supporting, standards) = (supporting.await?, standards.await?);
        Ok(Facts {
            lead_id: loaded.row.lead_unit_id.clone(),
            lead: people.lead,
            supporting,
            leader: people.leader,
            officer: people.officer,
            phone: people.phone.unwrap_or_default(),
            handler: people.handler.unwrap_or_default(),
            standards,
        })
    }
}

async fn texts(db: &Db, sql: &'static str, id: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = db.all(sql, args![id]).await?;
    Ok(rows.into_iter().map(|(text,)| text).collect())
}
