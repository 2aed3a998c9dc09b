//! OP-02: the parts named after 机关运行经费 do not add up to it.

use budget::{BudgetDocument, Money};

use crate::checks::{Checks, Fault};
use crate::equation::Equation;
use crate::locate::ends_with_others;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "OP-02",
    title: "机关运行经费的构成加不上",
    severity: Severity::Warning,
    basis: basis::RUNNING_COSTS,
    page: include_str!("running_cost_parts_differ_from_total.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(amount) = &doc.stated.running_costs else { return };
    let parts = &doc.stated.running_cost_parts;
    let Some((_, last)) = parts.last() else { return };
    let left = Term::Stated { what: "情况说明 机关运行经费", amount };
    let right: Vec<Term<'a>> =
        parts.iter().map(|(name, amount)| Term::Stated { what: name.as_str(), amount }).collect();
    let sum = right.iter().try_fold(Money::ZERO, |sum, term| sum.checked_add(term.addend()?));
    let equation =
        Equation { left, right, formula: "机关运行经费 = Σ 所列各项", sum: "所列各项之和" };
    let falls_short = sum.zip(left.addend()).filter(|(sum, whole)| sum < whole);
    let holds = equation.weigh(out.facts).is_ok_and(|weighed| weighed.holds());
    let Some((sum, whole)) = falls_short.filter(|_| !holds) else { return out.equate(equation) };
    if ends_with_others(doc, last) {
        let reason = "机关运行经费的构成以“等”结束，没有列全，不能相加核对";
        return out.undecided(reason.to_owned(), Some(&last.place));
    }
    // “主要用于” may name only the largest parts.
    let rest = whole.checked_sub(sum).unwrap_or_default();
    let message = format!("机关运行经费 {whole} 万元，所列各项只有 {sum} 万元，少 {rest} 万元");
    let suggestion = format!("补列其余 {rest} 万元的用途；确实只列主要用途的，在末尾写“等”");
    let excerpt = format!("机关运行经费 {}", amount.printed);
    let fault = Fault::new(&amount.place, excerpt, message, suggestion).at_most(Severity::Hint);
    out.fail(fault.with_terms(equation.formula, equation.terms()));
}
