//! The review of a document as rows, and back.

use std::collections::HashMap;

use review::{Finding, Operand, Report, Severity, Undecided};
use sqlx::FromRow;

use super::{numbered, place_key};
use crate::db::{Args, Db, Tx};
use crate::error::Result;
use crate::{args, clock, ids};

/// A stored cause, what it is recognised by, and the waiver it is under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFinding {
    pub finding: Finding,
    /// Hash of [`Finding::statement`]; absent until the document is reviewed by a version that knows waivers.
    pub statement_hash: Option<String>,
    pub waiver: Option<Waived>,
}

/// 已豁免: by whom, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    pub id: String,
    pub person: String,
    pub at: i64,
    pub reason: String,
}

impl Waived {
    /// 已豁免：理由（李主任，2026-11-21 15:04）
    pub fn words(&self) -> String {
        format!("已豁免：{}（{}，{}）", self.reason, self.person, clock::local(self.at))
    }
}

/// Puts a new review in the place of the old one.
pub async fn replace(tx: &mut Tx, document_id: &str, report: &Report) -> sqlx::Result<()> {
    tx.run("delete from finding where document_id = $1", args![document_id]).await?;
    tx.run("delete from undecided where document_id = $1", args![document_id]).await?;
    save(tx, document_id, report).await
}

pub async fn save(tx: &mut Tx, document_id: &str, report: &Report) -> sqlx::Result<()> {
    let (mut findings, mut operands) = (Vec::new(), Vec::new());
    for cause in &report.findings {
        let cause_id = ids::new_id();
        let ordinal = findings.len();
        findings.push(finding_args(&cause_id, document_id, None, ordinal, cause));
        operands.extend(operand_args(&cause_id, cause));
        for consequence in &cause.consequences {
            let id = ids::new_id();
            let ordinal = findings.len();
            findings.push(finding_args(&id, document_id, Some(&cause_id), ordinal, consequence));
            operands.extend(operand_args(&id, consequence));
        }
    }
    let columns = [
        "id",
        "document_id",
        "parent_id",
        "ordinal",
        "code",
        "severity",
        "place",
        "excerpt",
        "message",
        "suggestion",
        "basis",
        "formula",
        "difference",
        "tolerance",
        "statement_hash",
    ];
    tx.insert_all("finding", &columns, findings).await?;
    tx.insert_all("operand", &["finding_id", "ordinal", "label", "printed", "place"], operands).await?;
    let undecided = numbered(&report.undecided, |i, u| {
        args![document_id, i, u.code, &u.reason, u.place.as_ref().map(place_key::of)]
    });
    tx.insert_all("undecided", &["document_id", "ordinal", "code", "reason", "place"], undecided).await
}

fn finding_args(id: &str, document_id: &str, parent: Option<&str>, ordinal: usize, f: &Finding) -> Args {
    args![
        id,
        document_id,
        parent,
        ordinal,
        f.code,
        f.severity.key(),
        place_key::of(&f.place),
        &f.excerpt,
        &f.message,
        &f.suggestion,
        f.basis,
        f.formula.clone(),
        f.difference,
        f.tolerance,
        ids::sha256(f.statement().as_bytes())
    ]
}

fn operand_args(finding_id: &str, finding: &Finding) -> Vec<Args> {
    numbered(&finding.operands, |i, o| args![finding_id, i, &o.label, &o.printed, place_key::of(&o.place)])
}

#[derive(FromRow)]
struct Row {
    id: String,
    parent_id: Option<String>,
    code: String,
    severity: String,
    place: String,
    excerpt: String,
    message: String,
    suggestion: String,
    formula: Option<String>,
    difference: Option<i64>,
    tolerance: Option<i64>,
    statement_hash: Option<String>,
    waiver_id: Option<String>,
    person: Option<String>,
    given_at: Option<i64>,
    reason: Option<String>,
}

impl Row {
    fn waiver(&self) -> Option<Waived> {
        let (id, person) = (self.waiver_id.clone()?, self.person.clone()?);
        Some(Waived { id, person, at: self.given_at?, reason: self.reason.clone()? })
    }
}

/// The findings by cause, each with its consequences under it, waived ones too.
pub async fn findings(db: &Db, document_id: &str) -> Result<Vec<StoredFinding>> {
    let rows: Vec<Row> = db
        .all(
            "select f.id, parent_id, f.code, severity, place, excerpt, message, suggestion, formula, difference,
                 tolerance, f.statement_hash, waiver_id, person, given_at, reason
             from finding f left join waiver w on w.id = f.waiver_id
             where f.document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    let mut operands = operands(db, document_id).await?;
    let mut causes: Vec<StoredFinding> = Vec::new();
    for row in rows {
        let own = operands.remove(&row.id).unwrap_or_default();
        let is_consequence = row.parent_id.is_some();
        let (waiver, statement_hash) = (row.waiver(), row.statement_hash.clone());
        let Some(finding) = finding(row, own)? else { continue };
        match causes.last_mut().filter(|_| is_consequence) {
            Some(cause) => cause.finding.consequences.push(finding),
            None => causes.push(StoredFinding { finding, statement_hash, waiver }),
        }
    }
    Ok(causes)
}

/// A code is stable for ever, so a stored one is among today's rules; one that is not was written by a later version.
fn finding(row: Row, operands: Vec<Operand>) -> Result<Option<Finding>> {
    let Some(rule) = review::rules().iter().find(|rule| rule.code == row.code) else {
        tracing::warn!("finding {} names the unknown rule {}", row.id, row.code);
        return Ok(None);
    };
    Ok(Some(Finding {
        code: rule.code,
        severity: Severity::from_key(&row.severity).unwrap_or(rule.severity),
        place: place_key::stored(&row.place)?,
        excerpt: row.excerpt,
        message: row.message,
        suggestion: row.suggestion,
        basis: rule.basis,
        operands,
        formula: row.formula,
        difference: row.difference,
        tolerance: row.tolerance,
        consequences: Vec::new(),
    }))
}

async fn operands(db: &Db, document_id: &str) -> Result<HashMap<String, Vec<Operand>>> {
    let rows: Vec<(String, String, String, String)> = db
        .all(
            "select o.finding_id, o.label, o.printed, o.place
             from operand o join finding f on f.id = o.finding_id
             where f.document_id = $1 order by f.ordinal, o.ordinal",
            args![document_id],
        )
        .await?;
    let mut operands: HashMap<String, Vec<Operand>> = HashMap::new();
    for (id, label, printed, place) in rows {
        let place = place_key::stored(&place)?;
        operands.entry(id).or_default().push(Operand { label, printed, place });
    }
    Ok(operands)
}

pub async fn undecided(db: &Db, document_id: &str) -> Result<Vec<Undecided>> {
    let rows: Vec<(String, String, Option<String>)> = db
        .all(
            "select code, reason, place from undecided where document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    let mut out = Vec::new();
    for (code, reason, place) in rows {
        let known = review::rules().iter().find(|rule| rule.code == code);
        let place = place.map(|p| place_key::stored(&p)).transpose()?;
        out.push(Undecided { code: known.map_or("", |rule| rule.code), reason, place });
    }
    Ok(out)
}
