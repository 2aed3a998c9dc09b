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

    /// What is wrong with what, without the figures: the same for two versions of a document in which an amount was
    /// changed and the fault is still there. The labels of operands keep their digits, which are codes.
    pub fn identity(&self) -> String {
        let mut parts = vec![self.code.to_owned(), words_alone(&self.message)];
        parts.extend(self.operands.iter().map(|operand| operand.label.clone()));
        parts.join("\t")
    }
}

/// A text without figures, blanks and punctuation.
fn words_alone(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// A value that entered a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    /// What it is, as the document names it: `支出总表 20131 合计`.
    pub label: String,
    pub printed: String,
    pub place: Place,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(line: u32, printed: &str, operands: Vec<Operand>) -> Finding {
        Finding {
            code: "SB-01",
            severity: Severity::Error,
            place: Place::line(line),
            excerpt: format!("201 | {printed}"),
            message: "支出总表 201 高 1.00 万元".into(),
            suggestion: String::new(),
            basis: "",
            operands,
            formula: None,
            difference: None,
            tolerance: None,
            consequences: Vec::new(),
        }
    }

    fn operand(line: u32, printed: &str) -> Vec<Operand> {
        let (label, place) = ("支出总表 201 合计".into(), Place::cell(line, 4));
        vec![Operand { label, printed: printed.into(), place }]
    }

    #[test]
    fn a_statement_moves_with_its_values_and_changes_with_them() {
        let at = |line, printed| finding(line, printed, operand(line, printed)).statement();
        assert_eq!(at(10, "6.00"), at(99, "6.00"));
        assert_ne!(at(10, "6.00"), at(10, "6.01"));
        let graver = Finding { severity: Severity::Hint, ..finding(10, "6.00", operand(10, "6.00")) };
        assert_eq!(graver.statement(), at(10, "6.00"));
        let bare = |printed| finding(10, printed, Vec::new()).statement();
        assert_ne!(bare("6.00"), bare("6.01"));
    }

    #[test]
    fn a_changed_amount_is_still_the_same_finding() {
        let first = finding(10, "6.00", operand(10, "6.00"));
        let message = "支出总表 201 高 0.50 万元。".to_owned();
        let second = Finding { message, ..finding(12, "5.50", operand(12, "5.50")) };
        assert_eq!(first.identity(), second.identity());
    }

    #[test]
    fn another_row_or_another_fault_is_another_finding() {
        let first = finding(10, "6.00", operand(10, "6.00"));
        let mut row = first.clone();
        row.operands[0].label = "支出总表 202 合计".into();
        let fault = Finding { message: "支出总表 201 没有金额".into(), ..first.clone() };
        assert_ne!(first.identity(), row.identity());
        assert_ne!(first.identity(), fault.identity());
    }
}
