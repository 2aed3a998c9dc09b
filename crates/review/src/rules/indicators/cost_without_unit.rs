//! IN-12: a cost in numbers without 元 or 万元.

use budget::{BudgetDocument, Measure, Money};

use crate::checks::Checks;
use crate::locate::{listed_amounts, open_indicators, project_amount};
use crate::measure::{Quantity, Sort, is_ratio, subject, value_fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-12",
    title: "成本指标没有写金额单位",
    severity: Severity::Hint,
    basis: basis::INDICATORS,
    page: include_str!("cost_without_unit.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let listed = listed_amounts(doc);
    for (project, indicator) in open_indicators(doc).filter(|(_, row)| row.is_cost()) {
        let Some(quantity) = Quantity::of(indicator) else { continue };
        // A ratio without its sign is for IN-07.
        if quantity.sort != Sort::Bare || is_ratio(&subject(indicator)) {
            out.pass();
            continue;
        }
        let budget = project_amount(project, &listed).and_then(|budget| budget.amount()?.money());
        let equals = |m: &Measure| budget.is_some() && Money::from_decimal(quantity.number, *m) == budget;
        let suggestion = match [Measure::Wan, Measure::Yuan].into_iter().find(equals) {
            Some(measure) => {
                let quantity = Quantity { measure: measure.word().to_owned(), ..quantity };
                format!("与预算数相同，补上单位，写成“{}”", quantity.written(quantity.comparison))
            }
            None => "补上“元”或“万元”".to_owned(),
        };
        let wrong = format!("的指标值“{}”没有写元还是万元", indicator.target_value.value.text);
        out.fail(value_fault(project, indicator, &wrong, suggestion).of_form("成本没有写元还是万元"));
    }
}
