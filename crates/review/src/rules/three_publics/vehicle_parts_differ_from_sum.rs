//! TG-02: the cost of vehicles is not the sum of purchase and running, or left blank above them.

use budget::{BudgetDocument, PublicsPart};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::facts::columns;
use crate::publics::Publics;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TG-02",
    title: "公务用车费不等于购置费加运行维护费",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("vehicle_parts_differ_from_sum.md"),
    parameters: &[],
    check,
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(publics) = Publics::whole(out) else { return };
    let parts = [PublicsPart::Purchase, PublicsPart::Running];
    let printed = |part: &PublicsPart| publics.row(*part).is_some();
    if !printed(&PublicsPart::Vehicles) || !parts.iter().any(printed) {
        return;
    }
    for column in columns(publics.table) {
        out.equate(Equation {
            left: publics.term(PublicsPart::Vehicles, column),
            right: parts.iter().map(|part| publics.term(*part, column)).collect(),
            formula: "公务用车购置及运行维护费 = 公务用车购置费 + 公务用车运行维护费",
            sum: "购置费与运行维护费之和",
        });
    }
}
