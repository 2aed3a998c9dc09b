//! SX-08: the housing fund as a functional and as an economic item differs.

use budget::BudgetDocument;

use crate::checks::Checks;
use crate::twin::Twin;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-08",
    title: "住房公积金两表不同",
    severity: Severity::Warning,
    basis: basis::CLASSIFICATION,
    page: include_str!("housing_fund_differs.md"),
    parameters: &[],
    check,
};

const TWIN: Twin = Twin {
    is_functional: |code| code == "2210201",
    economic: &["30113"],
    formula: "30113 住房公积金 = 2210201 基本支出",
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    TWIN.check(out);
}
