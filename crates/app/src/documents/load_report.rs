//! The stored review of a document, put together again as [`review`] values.

use std::collections::HashMap;

use review::{Finding, Operand, Severity, Undecided};
use sqlx::FromRow;

use super::place_key;
use crate::args;
use crate::db::Db;
use crate::error::Result;

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
}

/// The findings by cause, each with its consequences under it.
pub async fn findings(db: &Db, document_id: &str) -> Result<Vec<Finding>> {
    let rows: Vec<Row> = db
        .all(
            "select id, parent_id, code, severity, place, excerpt, message, suggestion, formula, difference, tolerance
             from finding where document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    let mut operands = operands(db, document_id).await?;
    let mut causes: Vec<Finding> = Vec::new();
    for row in rows {
        let own = operands.remove(&row.id).unwrap_or_default();
        let is_consequence = row.parent_id.is_some();
        let Some(finding) = finding(row, own)? else { continue };
        match causes.last_mut().filter(|_| is_consequence) {
            Some(cause) => cause.consequences.push(finding),
            None => causes.push(finding),
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
