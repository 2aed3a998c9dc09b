//! 催办单、黄单、红单 as files, printed from what was frozen when they were issued: the same words each time.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::FromRow;
use writer::papers::{
    Attestation, Consequence, Contact, EarlierUrging, TimeLimit, UrgingNotice, UrgingReason, UrgingRung,
};

use super::visibility;
use crate::access::Viewer;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::extract::Address;
use crate::reminders::urging_paper::{EarlierPaper, PaperLimit, UrgingPaper};
use crate::{App, args, ids, papers};

/// 事项 and one of its papers
#[derive(Deserialize)]
pub struct Asked {
    id: String,
    paper: String,
}

pub async fn pdf(State(app): State<App>, viewer: Viewer, Address(asked): Address<Asked>) -> Result<Response> {
    let notice = printed(&app.db, &viewer, &asked).await?;
    let name = file_name(&notice);
    app.typefaces.pdf(&name, move |fonts| notice.pdf(fonts)).await
}

pub async fn docx(
    State(app): State<App>,
    viewer: Viewer,
    Address(asked): Address<Asked>,
) -> Result<Response> {
    let notice = printed(&app.db, &viewer, &asked).await?;
    let name = file_name(&notice);
    papers::docx(&name, move || notice.docx()).await
}

fn file_name(notice: &UrgingNotice) -> String {
    format!("{}{}", notice.rung.word(), notice.number)
}

#[derive(FromRow)]
struct Stored {
    id: String,
    kind: String,
    fields: String,
    fields_hash: String,
}

async fn printed(db: &Db, viewer: &Viewer, asked: &Asked) -> Result<UrgingNotice> {
    visibility::require(db, viewer, &asked.id).await?;
    let stored: Option<Stored> = db
        .one(
            "select id, kind, fields, fields_hash from paper where id = $1 and matter_id = $2",
            args![&asked.paper, &asked.id],
        )
        .await?;
    let stored = stored.ok_or(Error::NotFound)?;
    if ids::sha256(stored.fields.as_bytes()) != stored.fields_hash {
        return Err(Error::Invalid(
            "单据内容与发出时留存的摘要不一致，没有生成文件；请联系系统管理员核查数据库".to_owned(),
        ));
    }
    let rung = rung(&stored.kind).ok_or(Error::NotFound)?;
    let paper: UrgingPaper = serde_json::from_str(&stored.fields).map_err(anyhow::Error::from)?;
    Ok(notice(&stored, rung, paper))
}

fn notice(stored: &Stored, rung: UrgingRung, paper: UrgingPaper) -> UrgingNotice {
    let due = paper.due_on.as_deref().and_then(day);
    let filled = |text: String, preset: &str| if text.is_empty() { preset.to_owned() } else { text };
    UrgingNotice {
        issuer: filled(paper.issuer, "县人民政府督查室"),
        number: paper.number,
        issued_on: day(&paper.issued_on).unwrap_or_default(),
        rung,
        card_number: paper.matter_number,
        matter_title: paper.title,
        reason: UrgingReason {
            rule: reason(&paper.reason).to_owned(),
            due: due.map(|on| TimeLimit { on, at: None, span: paper.due_span }),
            n_days_over: u32::try_from(paper.days_over).unwrap_or(0),
            held_by: paper.unit.clone(),
        },
        unit: paper.unit,
        copies: paper.copies,
        missed: paper.missed,
        earlier: paper.earlier.into_iter().filter_map(earlier).collect(),
        new_limit: paper.new_limit.and_then(limit),
        explanation_limit: paper.explanation_limit.and_then(limit),
        consequences: vec![Consequence {
            article: filled(paper.basis, "本县督办规则"),
            text: format!("{}。", paper.demand),
        }],
        contact: Contact { name: paper.officer, phone: paper.phone },
        signed_as: filled(paper.signed_as, "签发人"),
        attestation: Attestation {
            drafter: paper.drafter,
            reviewer: None,
            signer: Some(paper.signer),
            verify_code: stored.fields_hash.chars().take(12).collect(),
            content_hash: format!("SHA-256 {}", stored.fields_hash),
            snapshot: stored.id.clone(),
        },
    }
}

/// The ladder's own reason ends with the paper that comes of it, which the letter says anyway.
fn reason(words: &str) -> &str {
    let words = words.trim_end_matches(['。', '；', '，']);
    let ends = ["，发催办单", "，发黄单", "，发红单"];
    ends.into_iter().find_map(|end| words.strip_suffix(end)).unwrap_or(words)
}

pub fn rung(kind: &str) -> Option<UrgingRung> {
    match kind {
        "blue" => Some(UrgingRung::Blue),
        "yellow" => Some(UrgingRung::Yellow),
        "red" => Some(UrgingRung::Red),
        _ => None,
    }
}

fn earlier(paper: EarlierPaper) -> Option<EarlierUrging> {
    let key = supervision::UrgingRung::ALL.iter().find(|rung| rung.word() == paper.kind)?.key();
    Some(EarlierUrging { rung: rung(key)?, number: paper.number, issued_on: day(&paper.issued_on)? })
}

fn limit(limit: PaperLimit) -> Option<TimeLimit> {
    Some(TimeLimit { on: day(&limit.on)?, at: None, span: limit.span })
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}
