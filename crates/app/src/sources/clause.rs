//! 条款: what became of each, and the draft that one proposes.

use jiff::civil::Date;
use sqlx::FromRow;

use super::decision::{Act, Decision, decided};
use super::journal;
use super::recogniser::{self, Due, Named};
use super::source::{self, Source};
use crate::access::Viewer;
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::matters::entered::Entered;
use crate::matters::names::{Choice, Names};
use crate::procedure::rules::CountyRules;
use crate::{App, args, clock};

/// 条款 with its outcome
#[derive(Clone, Debug, FromRow)]
pub struct Clause {
    pub id: String,
    pub position: i64,
    pub text: String,
    #[sqlx(flatten)]
    pub decision: Decision,
    pub matter_title: Option<String>,
    pub matter_year: Option<i64>,
    pub matter_number: Option<i64>,
    pub matter_stage: Option<String>,
    pub proposer: Option<String>,
    pub signer: Option<String>,
    pub absent: Option<String>,
}

impl Clause {
    pub fn outcome(&self) -> &'static str {
        match (self.decision.outcome.as_deref(), self.matter_stage.as_deref()) {
            (Some("matter" | "part"), Some("declined")) => "不立项（阅知）",
            (Some("matter"), _) => "立项",
            (Some("part"), _) => "并入",
            (Some("declined"), _) if self.decision.is_proposed() => "拟不立项，待主任签字",
            (Some("declined"), _) => "不立项（阅知）",
            _ => "未定",
        }
    }

    pub fn matter(&self) -> String {
        let number = self.matter_year.zip(self.matter_number);
        let number = number.map(|(year, number)| format!("〔{year}〕{number} 号")).unwrap_or_default();
        format!("{number} {}", self.matter_title.as_deref().unwrap_or_default())
    }

    /// 签字: who, for whom, when
    pub fn signature(&self) -> String {
        let signer = self.signer.as_deref().unwrap_or_default();
        let absent = self.absent.as_ref().map(|absent| format!("（代{absent}）")).unwrap_or_default();
        format!("{signer}{absent} {}", self.decision.signed_at.map(clock::local).unwrap_or_default())
    }
}

pub async fn of_source(db: &Db, source_id: &str) -> Result<Vec<Clause>> {
    let sql = "select clause.id, clause.position, clause.text, clause.outcome, clause.matter_id,
             matter.title as matter_title, matter.year as matter_year, matter.number as matter_number,
             matter.stage as matter_stage, clause.reason, clause.proposed_by, clause.signed_by, clause.signed_for,
             clause.signed_at, proposer.display_name as proposer,
             signer.display_name as signer, absent.display_name as absent
         from clause left join matter on matter.id = clause.matter_id
         left join account proposer on proposer.id = clause.proposed_by
         left join account signer on signer.id = clause.signed_by
         left join account absent on absent.id = clause.signed_for
         where clause.source_id = $1 order by clause.position";
    Ok(db.all(sql, args![source_id]).await?)
}

/// What the text itself says of unit and day
pub struct Proposal {
    pub lead: Option<Choice>,
    pub supporting: Vec<Choice>,
    pub due: Option<Date>,
}

impl Proposal {
    pub fn of(text: &str, from: Date, units: &[Choice], county: &CountyRules) -> Proposal {
        let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        let Named { lead, supporting } = recogniser::units(text, &names);
        let start = county.rules().time.opening(from);
        let due = recogniser::due(text, from).and_then(|due| match due {
            Due::On(day) => Some(day),
            Due::Within(term) => term.end(start, &county.rules().time).map(|end| end.date()),
        });
        Proposal {
            lead: lead.map(|unit| units[unit].clone()),
            supporting: supporting.into_iter().map(|unit| units[unit].clone()).collect(),
            due,
        }
    }

    pub fn words(&self) -> String {
        let lead = self.lead.as_ref().map(|unit| format!("牵头 {}", unit.name));
        let names: Vec<&str> = self.supporting.iter().map(|unit| unit.name.as_str()).collect();
        let supporting = (!names.is_empty()).then(|| format!("协办 {}", names.join("、")));
        let due = self.due.map(|due| format!("期限 {due}"));
        [lead, supporting, due].into_iter().flatten().collect::<Vec<_>>().join("；")
    }
}

/// The 拟办 form filled from a clause that is still undecided.
pub async fn entered(app: &App, viewer: &Viewer, clause_id: &str) -> Result<Entered> {
    let region = source::region(viewer)?;
    let sql = "select clause.source_id, clause.text, clause.outcome from clause
         join source on source.id = clause.source_id where clause.id = $1 and source.region = $2";
    let found: Option<(String, String, Option<String>)> = app.db.one(sql, args![clause_id, region]).await?;
    let (source_id, text, outcome) = found.ok_or(Error::NotFound)?;
    if outcome.is_some() {
        return Err(decided());
    }
    let source = source::by_id(&app.db, viewer, &source_id).await?;
    let county = CountyRules::of(&app.db, region).await?;
    let proposal = Proposal::of(&text, source.day(), &Names::read(&app.db, region).await?.units, &county);
    Ok(filled(source, text, clause_id, proposal))
}

fn filled(source: Source, text: String, clause_id: &str, proposal: Proposal) -> Entered {
    Entered {
        title: recogniser::title(&text),
        requirement: text.clone(),
        clause_text: text,
        clause_id: clause_id.to_owned(),
        template: template_of(&source.kind).to_owned(),
        source_kind: source.kind,
        source_title: source.title,
        source_number: source.number.unwrap_or_default(),
        source_on: source.dated_on.unwrap_or_default(),
        source_id: source.id,
        lead_unit_id: proposal.lead.map(|unit| unit.id).unwrap_or_default(),
        supporting: proposal.supporting.into_iter().map(|unit| unit.id).collect(),
        finish_on: proposal.due.map(|due| due.to_string()).unwrap_or_default(),
        ..Entered::default()
    }
}

/// The 时限类型 that a kind of source mostly has.
pub fn template_of(source_kind: &str) -> &'static str {
    match source_kind {
        "meeting" => "meeting",
        "instruction" => "instruction",
        "annual" => "annual",
        "message" => "lead",
        _ => "document",
    }
}

/// 立项: the clause ends with the matter that was just registered.
pub async fn end_as_matter(
    tx: &mut Tx,
    viewer: &Viewer,
    clause_id: &str,
    matter_id: &str,
    now: i64,
) -> Result<()> {
    let of_clause = "select source_id from clause where id = $1";
    let found: Option<(String,)> = tx.one(of_clause, args![clause_id]).await?;
    let (source_id,) = found.ok_or_else(decided)?;
    let act = Act::Register { clause: clause_id.to_owned(), matter: matter_id.to_owned() };
    journal::decide(tx, (viewer, source::officer(viewer)?), &source_id, clause_id, &act, now).await
}
