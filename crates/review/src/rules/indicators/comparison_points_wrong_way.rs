//! IN-29: a comparison that asks for more of what should be less, or for less of what should be more.

use budget::{BudgetDocument, Comparison, Decimal};

use crate::checks::Checks;
use crate::direction::{Better, better};
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, value_fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-29",
    title: "比较符方向反了",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("comparison_points_wrong_way.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    // Costs are for IN-10.
    for (project, indicator) in open_indicators(doc).filter(|(_, row)| !row.is_cost()) {
        let Some(quantity) = Quantity::of(indicator) else { continue };
        let Some(better) = better(indicator, &quantity) else { continue };
        let is_ceiling = matches!(quantity.comparison, Comparison::AtMost | Comparison::LessThan);
        let (what, wanted) = match better {
            Better::Less if quantity.is_floor() => ("是下限，越多越算完成，应当越少越好", "≤"),
            Better::More if is_ceiling => ("是上限，做得越差越算完成，应当越高越好", "≥"),
            _ => {
                out.pass();
                continue;
            }
        };
        let wrong = format!("的指标值“{}”{what}", indicator.target_value.value.text);
        let written = quantity.written(comparison(better, &quantity));
        let suggestion = format!("比较符用“{wanted}”，写成“{written}”");
        out.fail(value_fault(project, indicator, &wrong, suggestion));
    }
}

fn comparison(better: Better, quantity: &Quantity) -> Comparison {
    let is_whole = quantity.sort == Sort::Share && quantity.number == Decimal::whole(100);
    match better {
        _ if quantity.number == Decimal::whole(0) || is_whole => Comparison::Equal,
        Better::Less => Comparison::AtMost,
        Better::More => Comparison::AtLeast,
    }
}
