//! SX-09: medical insurance as functional and as economic items differs.

use budget::BudgetDocument;

use crate::checks::Checks;
use crate::twin::Twin;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-09",
    title: "医疗保险缴费两表不同",
    severity: Severity::Warning,
    basis: basis::CLASSIFICATION,
    page: include_str!("medical_insurance_differs.md"),
    parameters: &[],
    check,
};

const TWINS: [Twin; 2] = [
    Twin {
        is_functional: |code| ["2101101", "2101102"].contains(&code),
        economic: &["30110"],
        formula: "30110 职工基本医疗保险缴费 = 2101101 + 2101102 基本支出",
    },
    Twin {
        is_functional: |code| code == "2101103",
        economic: &["30111"],
        formula: "30111 公务员医疗补助缴费 = 2101103 基本支出",
    },
];

/// Both items of basic expenditure may be booked under the insurance of the unit.
const TOGETHER: Twin = Twin {
    is_functional: |code| ["2101101", "2101102", "2101103"].contains(&code),
    economic: &["30110", "30111"],
    formula: "30110 + 30111 = 2101101 + 2101102 + 2101103 基本支出",
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    let is_one_booked = |twin: &Twin| twin.is_one_side_blank(out);
    if TWINS.iter().any(is_one_booked) && TOGETHER.agrees(out) {
        return out.pass();
    }
    for twin in &TWINS {
        twin.check(out);
    }
}
