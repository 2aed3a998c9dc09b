//! 催办单、黄单、红单: what is printed on one, frozen when it was issued. Numbers run by year without a gap.

use serde::{Deserialize, Serialize};
use supervision::{Assignment, UrgingRung};

use crate::db::Tx;
use crate::error::Result;
use crate::matters::journal::Entry;
use crate::matters::matter::Row;
use crate::procedure::rules::CountyRules;
use crate::{args, clock, ids};

/// 单据内容, as printed
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgingPaper {
    pub number: String,
    pub kind: String,
    pub issued_on: String,
    pub matter_number: String,
    pub title: String,
    pub requirement: String,
    pub unit: String,
    pub is_lead: bool,
    /// 催办理由
    pub reason: String,
    pub assigned_on: String,
    pub due_on: Option<String>,
    /// 逾期工作日
    pub days_over: i32,
    /// 当前环节: in whose hands it lies
    pub stage: String,
    pub progress: u8,
    pub last_feedback_on: Option<String>,
    /// 已发单据
    pub earlier: Vec<EarlierPaper>,
    /// 下一步要求
    pub demand: String,
    /// 签发人
    pub signer: String,
}

/// 此前发出的单据
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierPaper {
    pub kind: String,
    pub number: String,
    pub issued_on: String,
}

/// 被催办的任务
#[derive(Clone, Copy, Debug)]
pub struct Urged<'a> {
    pub unit: &'a Assignment,
    pub rung: UrgingRung,
    pub reason: &'a str,
}

/// The program issues each paper of a due instant once.
pub async fn is_issued(
    tx: &mut Tx,
    matter_id: &str,
    unit_id: &str,
    rung: UrgingRung,
    due_version: i64,
) -> Result<bool> {
    let n: Option<(i64,)> = tx
        .one(
            "select count(*) from paper where matter_id = $1 and unit_id = $2 and kind = $3 and due_version = $4",
            args![matter_id, unit_id, rung.key(), due_version],
        )
        .await?;
    Ok(n.is_some_and(|n| n.0 > 0))
}

/// Keeps the paper of an urging that was just recorded.
pub async fn issue(
    tx: &mut Tx,
    row: &Row,
    urged: &Urged<'_>,
    entry: &Entry,
    county: &CountyRules,
    now: i64,
) -> Result<()> {
    let paper = fill(tx, row, urged, county, now).await?;
    let fields = serde_json::to_string(&paper).map_err(anyhow::Error::from)?;
    let by_rule = entry.event.by.is_none();
    let version = i64::from(urged.unit.setting(supervision::Timer::Finish).version);
    tx.run(
        "insert into paper (id, region, matter_id, kind, unit_id, number, due_version, fields, fields_hash, event_id,
             created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            ids::new_id(),
            &row.region,
            &row.id,
            urged.rung.key(),
            &urged.unit.unit.0,
            &paper.number,
            by_rule.then_some(version),
            &fields,
            ids::sha256(fields.as_bytes()),
            &entry.id,
            now
        ],
    )
    .await?;
    Ok(())
}

async fn fill(
    tx: &mut Tx,
    row: &Row,
    urged: &Urged<'_>,
    county: &CountyRules,
    now: i64,
) -> Result<UrgingPaper> {
    let assignment = urged.unit;
    let unit: Option<(String,)> =
        tx.one("select name from unit where id = $1", args![&assignment.unit.0]).await?;
    let rules = county.rules();
    let days_left = |due| rules.time.days_left(clock::civil(now), due);
    Ok(UrgingPaper {
        number: next_number(tx, &row.region, now).await?,
        kind: urged.rung.word().to_owned(),
        issued_on: clock::date(now),
        matter_number: row.number(),
        title: row.title.clone(),
        requirement: row.requirement.clone(),
        unit: unit.map_or_else(String::new, |unit| unit.0),
        is_lead: assignment.is_lead,
        reason: urged.reason.to_owned(),
        assigned_on: assignment.issued_at.date().to_string(),
        due_on: assignment.dues.finish.map(|due| due.date().to_string()),
        days_over: assignment.dues.finish.map_or(0, |due| (-days_left(due)).max(0)),
        stage: assignment.stage.word().to_owned(),
        progress: assignment.progress,
        last_feedback_on: assignment.fed_back_at.map(|at| at.date().to_string()),
        earlier: earlier(tx, row, assignment).await?,
        demand: demand(urged.rung).to_owned(),
        signer: "县政府督查室主任".to_owned(),
    })
}

fn demand(rung: UrgingRung) -> &'static str {
    match rung {
        UrgingRung::Blue => "请抓紧办理并反馈进展；仍未办结的，将发黄单",
        UrgingRung::Yellow => "请在 1 个工作日内书面说明原因和完成时间；仍未办结的，将发红单",
        UrgingRung::Red => "请主要负责人说明情况；提请约谈，并列入督查通报",
    }
}

async fn earlier(tx: &mut Tx, row: &Row, assignment: &Assignment) -> Result<Vec<EarlierPaper>> {
    let rows: Vec<(String, String, i64)> = tx
        .all(
            "select kind, number, created_at from paper
             where matter_id = $1 and unit_id = $2 and kind in ('blue', 'yellow', 'red') order by id",
            args![&row.id, &assignment.unit.0],
        )
        .await?;
    let word = |kind: &str| UrgingRung::from_key(kind).map_or("", UrgingRung::word).to_owned();
    let paper = |(kind, number, at): (String, String, i64)| EarlierPaper {
        kind: word(&kind),
        number,
        issued_on: clock::date(at),
    };
    Ok(rows.into_iter().map(paper).collect())
}

/// 督催〔2026〕7 号
async fn next_number(tx: &mut Tx, region: &str, now: i64) -> Result<String> {
    let year = i64::from(clock::civil(now).year());
    let last: Option<(i64,)> = tx
        .one(
            "insert into paper_number (region, year, last) values ($1, $2, 1)
             on conflict (region, year) do update set last = paper_number.last + 1 returning last",
            args![region, year],
        )
        .await?;
    Ok(format!("督催〔{year}〕{} 号", last.map_or(1, |last| last.0)))
}
