//! A finding of the review.

use serde::Serialize;
use utoipa::ToSchema;

use super::place::Place;
use super::present;
use crate::clock;
use crate::documents::rows::report::{self, StoredFinding};

/// 审核问题
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Finding {
    #[serde(flatten)]
    pub body: Body,
    /// 连带: what this cause explains.
    pub consequences: Vec<Body>,
    /// 已豁免; always `null` for a file that is not in the database.
    pub waived: Option<Waived>,
}

/// 豁免: who answers for the finding, and why
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Waived {
    pub by: String,
    /// RFC 3339
    pub at: String,
    pub reason: String,
}

/// What every finding says, a consequence too.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Body {
    pub code: &'static str,
    /// `error`, `warning` or `hint`
    pub severity: &'static str,
    pub file: String,
    pub place: Place,
    pub excerpt: Option<String>,
    pub message: String,
    pub suggestion: Option<String>,
    pub basis: &'static str,
    pub operands: Vec<Operand>,
    /// 算式, in the words of the table.
    pub formula: Option<String>,
    /// Left side minus right side, in yuan.
    pub difference: Option<String>,
    /// The difference still put down to rounding, in yuan.
    pub tolerance: Option<String>,
}

/// A value that entered the check.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Operand {
    pub label: String,
    pub printed: Option<String>,
    pub place: Place,
}

impl Finding {
    pub fn new(finding: &review::Finding, file: &str) -> Finding {
        let consequences = finding.consequences.iter().map(|c| Body::new(c, file)).collect();
        Finding { body: Body::new(finding, file), consequences, waived: None }
    }

    pub fn stored(stored: &StoredFinding, file: &str) -> Finding {
        let waived = |w: &report::Waived| Waived {
            by: w.person.clone(),
            at: clock::iso(w.at),
            reason: w.reason.clone(),
        };
        Finding { waived: stored.waiver.as_ref().map(waived), ..Finding::new(&stored.finding, file) }
    }
}

impl Body {
    fn new(finding: &review::Finding, file: &str) -> Body {
        let yuan = |fen| budget::Money::from_fen(fen).yuan();
        Body {
            code: finding.code,
            severity: finding.severity.key(),
            file: file.to_owned(),
            place: Place::from(&finding.place),
            excerpt: present(&finding.excerpt),
            message: finding.message.clone(),
            suggestion: present(&finding.suggestion),
            basis: finding.basis,
            operands: finding.operands.iter().map(Operand::from).collect(),
            formula: finding.formula.clone(),
            difference: finding.difference.map(yuan),
            tolerance: finding.tolerance.map(yuan),
        }
    }
}

impl From<&review::Operand> for Operand {
    fn from(operand: &review::Operand) -> Operand {
        Operand {
            label: operand.label.clone(),
            printed: present(&operand.printed),
            place: Place::from(&operand.place),
        }
    }
}
