//! 问题: one finding, with everything needed to check it.

use budget::Place;

use crate::Severity;

/// 问题: what is wrong, where, why and what to do. Findings that follow from a wrong cell hang under the finding that
/// names the cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Code of the rule.
    pub code: &'static str,
    pub severity: Severity,
    pub place: Place,
    /// 原文: the printed text at the place.
    pub excerpt: String,
    pub message: String,
    pub suggestion: String,
    /// 依据: document and clause.
    pub basis: &'static str,
    /// Every value that entered the check.
    pub operands: Vec<Operand>,
    /// 算式, in the words of the table: `类 = Σ 款`.
    pub formula: Option<String>,
    /// Left side minus right side, in 分.
    pub difference: Option<i64>,
    /// The difference still put down to rounding, in 分.
    pub tolerance: Option<i64>,
    /// 连带: the findings that this cause explains.
    pub consequences: Vec<Finding>,
}

impl Finding {
    /// What was found, as a text that stays the same for as long as the values do: the code, every operand with what
    /// is printed for it (the printed text at the place where there is none), and the message.
    pub fn statement(&self) -> String {
        let mut lines = vec![self.code.to_owned()];
        lines.extend(self.operands.iter().map(|operand| format!("{}\t{}", operand.label, operand.printed)));
        if self.operands.is_empty() {
            lines.push(self.excerpt.clone());
        }
        lines.push(self.message.clone());
        lines.join("\n")
    }
}

/// A value that entered a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    /// What it is, as the document names it: `支出总表 20131 合计`.
    pub label: String,
    pub printed: String,
    pub place: Place,
}
