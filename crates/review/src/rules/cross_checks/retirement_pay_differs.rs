//! SX-11: retirement pay as a functional and as an economic item differs.

use budget::BudgetDocument;

use crate::checks::Checks;
use crate::twin::Twin;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-11",
    title: "离退休费两表不同",
    severity: Severity::Warning,
    basis: basis::CLASSIFICATION,
    page: include_str!("retirement_pay_differs.md"),
    parameters: &[],
    check,
};

const TWIN: Twin = Twin {
    is_functional: |code| ["2080501", "2080502"].contains(&code),
    economic: &["30301", "30302"],
    formula: "30301 离休费 + 30302 退休费 = 2080501 + 2080502 基本支出",
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    TWIN.check(out);
}
