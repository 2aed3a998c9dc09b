//! SX-10: unemployment, injury and other insurance as functional and as economic items differ.

use budget::BudgetDocument;

use crate::checks::Checks;
use crate::twin::Twin;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-10",
    title: "其他社会保障缴费两表不同",
    severity: Severity::Hint,
    basis: basis::CLASSIFICATION,
    page: include_str!("other_insurance_differs.md"),
    parameters: &[],
    check,
};

const TWIN: Twin = Twin {
    is_functional: |code| code.len() == 7 && code.starts_with("20827") || code == "2101199",
    economic: &["30112"],
    formula: "30112 其他社会保障缴费 = 20827 各项 + 2101199 基本支出",
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    TWIN.check(out);
}
