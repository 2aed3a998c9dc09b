//! 拟办: a matter is registered with its plan, its closing standards and a number of its own.

use jiff::civil::Date;
use supervision::{Act, Event, Matter, PersonId, Plan, UnitId};

use super::attachment::Brought;
use super::journal;
use super::matter::{self, Loaded, Row};
use super::{attachment, columns, seal};
use crate::access::{Post, Viewer};
use crate::chain::Signer;
use crate::db::{Args, Tx};
use crate::documents::search;
use crate::error::{Error, Result};
use crate::procedure::rules::CountyRules;
use crate::{App, args, clock, draft_columns, ids, matter_columns};

/// 拟办内容, as a form or an import gives it
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub title: String,
    pub requirement: String,
    pub source_kind: String,
    pub source_title: String,
    pub source_number: Option<String>,
    pub source_on: Option<String>,
    pub clause_text: Option<String>,
    pub source_id: Option<String>,
    pub parent_id: Option<String>,
    pub template: String,
    pub lead_unit_id: String,
    pub supporting_unit_ids: Vec<String>,
    /// 批示领导, or the leader in charge
    pub leader_id: Option<String>,
    /// The source is this leader's instruction.
    pub is_instructed: bool,
    pub finish_on: Option<Date>,
    pub nodes: Vec<Date>,
    pub standards: Vec<String>,
    pub duplicates_seen: bool,
    pub unclassified: bool,
    pub project_code: Option<String>,
}

/// 来源: key and word
pub const SOURCES: [(&str, &str); 7] = [
    ("meeting", "会议纪要"),
    ("instruction", "批示件"),
    ("superior", "上级交办"),
    ("annual", "年度重点"),
    ("document", "文件部署"),
    ("inspection", "专项督查"),
    ("message", "网民留言"),
];

pub fn source_word(key: &str) -> &'static str {
    SOURCES.iter().find(|(known, _)| *known == key).map_or("", |(_, word)| word)
}

impl Draft {
    fn plan(&self) -> Plan {
        Plan {
            lead: UnitId(self.lead_unit_id.clone()),
            supporting: self.supporting_unit_ids.iter().cloned().map(UnitId).collect(),
            template: self.template.clone(),
            finish_on: self.finish_on,
            nodes: self.nodes.clone(),
            n_standards: self.standards.len(),
            instructed_by: self.leader_id.clone().filter(|_| self.is_instructed).map(PersonId),
            duplicates_seen: self.duplicates_seen,
            unclassified: self.unclassified,
        }
    }

    /// What is wrong with the draft, in words that help. A draft may be incomplete; only what could never be stored or
    /// may never be stored is refused.
    pub(super) fn problem(&self, county: &CountyRules) -> Option<&'static str> {
        let n_characters = self.title.trim().chars().count();
        if !(4..=200).contains(&n_characters) {
            return Some("事项名称为 4 至 200 个字");
        }
        if self.requirement.chars().count() > 5_000 {
            return Some("工作要求不超过 5000 字");
        }
        if source_word(&self.source_kind).is_empty() {
            return Some("请选择事项来源");
        }
        if county.template(&self.template).is_none() {
            return Some("请选择时限类型");
        }
        if !self.unclassified {
            return Some("请确认事项及附件不涉密；涉密事项不得录入本系统");
        }
        (self.standards.len() > 50).then_some("办结标准不超过 50 条，请合并或拆分事项")
    }
}

/// Registers a matter and gives its id.
pub async fn create(app: &App, viewer: &Viewer, draft: &Draft, now: i64) -> Result<String> {
    let mut tx = app.db.begin().await?;
    let id = create_in(&mut tx, app, viewer, draft, Vec::new(), now).await?;
    tx.commit().await?;
    app.changed(&id);
    Ok(id)
}

/// The same with its files, within a transaction that does more.
pub async fn create_in(
    tx: &mut Tx,
    app: &App,
    viewer: &Viewer,
    draft: &Draft,
    files: Vec<Brought>,
    now: i64,
) -> Result<String> {
    let region = viewer.county()?;
    let county = CountyRules::of(&app.db, region).await?;
    let post = drafter(viewer)?;
    if let Some(problem) = draft.problem(&county) {
        return Err(Error::Invalid(problem.to_owned()));
    }
    require_units(tx, region, draft).await?;
    let rules = county.rules();
    let event =
        Event { at: clock::civil(now), by: Some(viewer.actor(post)), act: Act::Draft { plan: draft.plan() } };
    let state = Matter::default().act(&event, &rules)?;
    let row = insert(tx, region, &viewer.account_id, draft, now).await?;
    write_texts(tx, &row.id, draft).await?;
    let signer = Signer::of(viewer, post);
    let words = seal::of_draft(draft, &files);
    let entry = journal::append(tx, row.end(), &signer, &event, &words, now).await?;
    attachment::keep(tx, &app.attachments, &row.id, (viewer, &entry), files, now).await?;
    columns::write_first(tx, &row, &state, &county, &entry, now).await?;
    Ok(row.id)
}

/// Changes a draft that is not yet submitted. Files come to those it has.
pub async fn update(
    app: &App,
    viewer: &Viewer,
    id: &str,
    draft: &Draft,
    files: Vec<Brought>,
    now: i64,
) -> Result<()> {
    let county = CountyRules::of(&app.db, &matter::region_of(&app.db, viewer, id).await?).await?;
    if let Some(problem) = draft.problem(&county) {
        return Err(Error::Invalid(problem.to_owned()));
    }
    let post = drafter(viewer)?;
    let mut tx = app.db.begin().await?;
    let loaded = matter::locked(&mut tx, id).await?;
    let at = loaded.instant(now);
    let Loaded { row, state: before, .. } = loaded;
    require_units(&mut tx, &row.region, draft).await?;
    let event = Event { at, by: Some(viewer.actor(post)), act: Act::Draft { plan: draft.plan() } };
    let state = before.act(&event, &county.rules())?;
    let signer = Signer::of(viewer, post);
    let words = seal::of_draft(draft, &files);
    let entry = journal::append(&mut tx, row.end(), &signer, &event, &words, now).await?;
    let row = Row { lead_unit_id: draft.lead_unit_id.clone(), ..row };
    rewrite(&mut tx, id, draft).await?;
    forget_texts(&mut tx, id).await?;
    write_texts(&mut tx, id, draft).await?;
    columns::write(&mut tx, &row, (&before, &state), &county, &entry, now).await?;
    attachment::keep(&mut tx, &app.attachments, id, (viewer, &entry), files, now).await?;
    tx.commit().await?;
    app.changed(id);
    Ok(())
}

fn drafter(viewer: &Viewer) -> Result<&Post> {
    viewer.posts().find(|post| post.duty.is_office()).ok_or(Error::NotFound)
}

/// Every unit named is one of the county's and still there.
async fn require_units(tx: &mut Tx, region: &str, draft: &Draft) -> Result<()> {
    for unit in std::iter::once(&draft.lead_unit_id).chain(&draft.supporting_unit_ids) {
        let known = "select count(*) from unit where id = $1 and region = $2 and dissolved_at is null";
        let n: Option<(i64,)> = tx.one(known, args![unit, region]).await?;
        if n != Some((1,)) {
            return Err(Error::Invalid("请选择牵头单位；协办单位须在单位名录中".to_owned()));
        }
    }
    Ok(())
}

async fn insert(tx: &mut Tx, region: &str, officer: &str, draft: &Draft, now: i64) -> Result<Row> {
    let year = i64::from(clock::civil(now).year());
    let id = ids::new_id();
    let sql = concat!(
        "insert into matter (id, region, year, number, ",
        draft_columns!(),
        ", officer_id, project_code, created_at, stage, is_open, n_events, head_hash, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 'drafted', 1,
             0, '', $19) returning ",
        matter_columns!()
    );
    let given = args![officer, draft.project_code.clone(), now];
    let own = args![&id, region, year, provisional(&id)];
    tx.one(sql, [own, fields(draft), given].concat()).await?.ok_or(Error::NotFound)
}

/// Below zero and nobody else's, from what is random in an id.
fn provisional(id: &str) -> i64 {
    id.get(20..).and_then(|tail| i64::from_str_radix(tail, 16).ok()).map_or(i64::MIN, |n| -n - 1)
}

/// The values of `draft_columns`.
fn fields(draft: &Draft) -> Args {
    args![
        draft.title.trim(),
        draft.requirement.trim(),
        &draft.source_kind,
        draft.source_title.trim(),
        draft.source_number.clone(),
        draft.source_on.clone(),
        draft.clause_text.clone(),
        draft.source_id.clone(),
        draft.parent_id.clone(),
        &draft.template,
        &draft.lead_unit_id,
        draft.leader_id.clone()
    ]
}

async fn rewrite(tx: &mut Tx, id: &str, draft: &Draft) -> Result<()> {
    tx.run(
        concat!(
            "update matter set (",
            draft_columns!(),
            ", project_code) = ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) where id = $14"
        ),
        [fields(draft), args![draft.project_code.clone(), id]].concat(),
    )
    .await?;
    Ok(())
}

/// Closing standards, and what a search finds.
async fn write_texts(tx: &mut Tx, id: &str, draft: &Draft) -> Result<()> {
    let rows = draft.standards.iter().enumerate().map(|(i, text)| args![id, i, text.trim()]).collect();
    tx.insert_all("standard", &["matter_id", "position", "text"], rows).await?;
    let text =
        [draft.title.as_str(), &draft.requirement, draft.clause_text.as_deref().unwrap_or("")].join(" ");
    let tokens = search::tokens(&text).join(" ");
    tx.run("insert into matter_text (matter_id, tokens) values ($1, $2)", args![id, tokens]).await?;
    Ok(())
}

async fn forget_texts(tx: &mut Tx, id: &str) -> Result<()> {
    tx.run("delete from standard where matter_id = $1", args![id]).await?;
    tx.run("delete from matter_text where matter_id = $1", args![id]).await?;
    Ok(())
}
