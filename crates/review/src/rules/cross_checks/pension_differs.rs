//! SX-07: pension contributions as a functional and as an economic item differ.

use budget::BudgetDocument;

use crate::checks::Checks;
use crate::twin::Twin;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-07",
    title: "养老保险缴费两表不同",
    severity: Severity::Warning,
    basis: basis::CLASSIFICATION,
    page: include_str!("pension_differs.md"),
    parameters: &[],
    check,
};

const TWIN: Twin = Twin {
    is_functional: |code| code == "2080505",
    economic: &["30108"],
    formula: "30108 机关事业单位基本养老保险缴费 = 2080505 基本支出",
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    TWIN.check(out);
}
