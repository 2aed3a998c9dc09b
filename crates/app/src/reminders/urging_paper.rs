//! 催办单、黄单、红单: what is printed on one, frozen when it was issued. Numbers run by year without a gap.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use supervision::{Act, Assignment, Matter, Rules, UrgingRung, reminder};

use crate::db::Tx;
use crate::error::{Error, Result};
use crate::matters::journal::{self, Entry};
use crate::matters::matter::Row;
use crate::procedure::basis;
use crate::procedure::rules::CountyRules;
use crate::{args, clock, ids};

/// 单据内容, as printed. Papers of the first counties lack what has a default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgingPaper {
    /// 发文机关
    #[serde(default)]
    pub issuer: String,
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
    /// 办理时限, as it was given
    #[serde(default)]
    pub due_span: String,
    /// 逾期工作日
    pub days_over: i32,
    /// 当前环节: in whose hands it lies
    pub stage: String,
    pub progress: u8,
    pub last_feedback_on: Option<String>,
    /// 未完成的事项
    #[serde(default)]
    pub missed: Vec<String>,
    /// 已发单据
    pub earlier: Vec<EarlierPaper>,
    /// 下一步要求
    pub demand: String,
    /// 新的时限: before the ladder's next paper
    #[serde(default)]
    pub new_limit: Option<PaperLimit>,
    /// 书面说明时限
    #[serde(default)]
    pub explanation_limit: Option<PaperLimit>,
    /// 依据
    #[serde(default)]
    pub basis: String,
    /// 抄送
    #[serde(default)]
    pub copies: Vec<String>,
    /// 联系人: 督查员
    #[serde(default)]
    pub officer: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub drafter: String,
    /// In what part the signer answers for the paper
    #[serde(default)]
    pub signed_as: String,
    /// 签发人
    pub signer: String,
}

/// 单据上的时限
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperLimit {
    pub on: String,
    pub span: String,
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
    pub matter: &'a Matter,
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
    let paper = fill(tx, row, urged, entry, county, now).await?;
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
    entry: &Entry,
    county: &CountyRules,
    now: i64,
) -> Result<UrgingPaper> {
    let assignment = urged.unit;
    let rules = county.rules();
    let (at, finish) = (clock::civil(now), assignment.dues.finish);
    let people = people(tx, row, assignment).await?;
    let Signature { drafter, signed_as, signer } = signature(tx, row, entry).await?;
    Ok(UrgingPaper {
        issuer: format!("{}人民政府督查室", row.region),
        number: next_number(tx, &row.region, now).await?,
        kind: urged.rung.word().to_owned(),
        issued_on: clock::date(now),
        matter_number: row.number(),
        title: row.title.clone(),
        requirement: row.requirement.clone(),
        unit: people.unit,
        is_lead: assignment.is_lead,
        reason: urged.reason.to_owned(),
        assigned_on: assignment.issued_at.date().to_string(),
        due_on: finish.map(|due| due.date().to_string()),
        due_span: finish.map_or_else(String::new, |due| span(&rules, assignment.issued_at, due)),
        days_over: finish.map_or(0, |due| (-rules.time.days_left(at, due)).max(0)),
        stage: assignment.stage.word().to_owned(),
        progress: assignment.progress,
        last_feedback_on: assignment.fed_back_at.map(|at| at.date().to_string()),
        missed: missed(tx, row, assignment).await?,
        earlier: earlier(tx, row, assignment).await?,
        demand: demand(urged.rung).to_owned(),
        new_limit: new_limit(urged, &rules, at),
        explanation_limit: explanation_limit(urged.rung, &rules, at),
        basis: basis::of(tx, &row.region).await?,
        copies: people.leader.map(|leader| format!("{leader}（分管县领导）")).into_iter().collect(),
        officer: people.officer,
        phone: people.phone.unwrap_or_default(),
        drafter,
        signed_as,
        signer,
    })
}

/// What comes if the matter is not done by the new limit.
fn demand(rung: UrgingRung) -> &'static str {
    match rung {
        UrgingRung::Blue => "届时仍未办结的，发黄单",
        UrgingRung::Yellow => "届时仍未办结的，发红单",
        UrgingRung::Red => "提请约谈单位主要负责人，并列入督查通报",
    }
}

fn span(rules: &Rules<'_>, from: DateTime, due: DateTime) -> String {
    let n_days = rules.time.days_left(from, due);
    if n_days > 0 { format!("{n_days}个工作日") } else { "当日".to_owned() }
}

/// The due day while it lies ahead; then the last working day before the ladder's next paper.
fn new_limit(urged: &Urged<'_>, rules: &Rules<'_>, now: DateTime) -> Option<PaperLimit> {
    let ahead = urged.unit.dues.finish.filter(|due| *due > now).map(|due| due.date());
    let next = || {
        let planned = reminder::plan(urged.matter, urged.unit, false, rules);
        let papers = planned.iter().filter(|step| step.rung.paper > Some(urged.rung) && step.at > now);
        let next = papers.map(|step| step.at.date()).min()?;
        rules.time.calendar.working_day_until(next.yesterday().ok()?).filter(|day| *day > now.date())
    };
    let on = ahead.or_else(next)?;
    Some(limit(rules, now, on))
}

/// 黄单 and 红单 ask for a word within one working day.
fn explanation_limit(rung: UrgingRung, rules: &Rules<'_>, now: DateTime) -> Option<PaperLimit> {
    let on = rules.time.calendar.add_working_days(now.date(), 1).filter(|_| rung > UrgingRung::Blue)?;
    Some(limit(rules, now, on))
}

fn limit(rules: &Rules<'_>, now: DateTime, on: Date) -> PaperLimit {
    PaperLimit { on: on.to_string(), span: span(rules, now, rules.time.closing(on)) }
}

#[derive(FromRow)]
struct People {
    unit: String,
    leader: Option<String>,
    officer: String,
    phone: Option<String>,
}

async fn people(tx: &mut Tx, row: &Row, assignment: &Assignment) -> Result<People> {
    let people = "select unit.name as unit, leader.display_name as leader, officer.display_name as officer,
             officer.phone as phone
         from unit join account officer on officer.id = $2
         left join account leader on leader.id = unit.leader_id
         where unit.id = $1";
    tx.one(people, args![&assignment.unit.0, &row.officer_id]).await?.ok_or(Error::NotFound)
}

/// The lead answers for every 办结标准, whoever supports it for the task.
async fn missed(tx: &mut Tx, row: &Row, assignment: &Assignment) -> Result<Vec<String>> {
    let texts = "select text from standard where matter_id = $1 order by position";
    let standards: Vec<(String,)> = tx.all(texts, args![&row.id]).await?;
    let standards: Vec<String> = standards.into_iter().map(|(text,)| text).collect();
    let task = vec![row.requirement.clone()];
    let missed = if assignment.is_lead { standards } else { task };
    Ok(missed.into_iter().filter(|text| !text.is_empty()).collect())
}

/// 落款
struct Signature {
    drafter: String,
    signed_as: String,
    signer: String,
}

/// Whoever urged signs. What the program sends by rule goes back to the person who assigned the matter with its limits.
async fn signature(tx: &mut Tx, row: &Row, entry: &Entry) -> Result<Signature> {
    if let Some(by) = &entry.event.by {
        let signed_as = format!("签发人（{}）", by.duty.word());
        return Ok(Signature { drafter: entry.person.clone(), signed_as, signer: signed(entry) });
    }
    let entries = journal::within(tx, &row.id).await?;
    let before = entries.iter().filter(|before| before.position < entry.position);
    let approved = before.rev().find(|before| matches!(before.event.act, Act::Approve { .. }));
    let duty = approved.and_then(|entry| entry.event.by.as_ref()).map_or("", |by| by.duty.word());
    Ok(Signature {
        drafter: "系统按规则生成".to_owned(),
        signed_as: format!("按规则自动发出，交办批准人（{duty}）"),
        signer: approved.map_or_else(String::new, signed),
    })
}

fn signed(entry: &Entry) -> String {
    let absent = entry.absent_person.as_ref().map(|absent| format!("（代{absent}）"));
    format!("{}{}", entry.person, absent.unwrap_or_default())
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
