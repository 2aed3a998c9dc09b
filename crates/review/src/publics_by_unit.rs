//! The rows of units in a table of 三公经费 printed across: what they add up to, and each within itself.

use budget::{BudgetTable, Column, PublicsPart, TableRow};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::term::Term;

/// Nothing where no part is the sum of its units: units may stand under units.
pub fn check<'a>(table: &'a BudgetTable, out: &mut Checks<'a>) {
    let sums: Vec<Equation<'a>> = table.rows.iter().filter_map(|row| sum_of_units(table, row)).collect();
    let holds = |sum: &Equation<'a>| {
        let is_nil = sum.left.addend() == Some(budget::Money::ZERO);
        !is_nil && sum.weigh(out.facts).is_ok_and(|weighed| weighed.holds())
    };
    if !sums.iter().any(holds) {
        return;
    }
    sums.into_iter()
        .chain(units(table).into_iter().filter_map(|unit| sum_of_parts(table, unit)))
        .for_each(|sum| out.equate(sum));
}

fn sum_of_units<'a>(table: &'a BudgetTable, whole: &'a TableRow) -> Option<Equation<'a>> {
    let is_share = |row: &&TableRow| split(row).is_some_and(|(_, part)| part == whole.name);
    let right: Vec<Term<'a>> = table.rows.iter().filter(is_share).map(|row| share(table, row)).collect();
    let left = Term::cell(table, whole, Column::Total);
    let is_split = !whole.is_of_unit() && !right.is_empty();
    is_split.then_some(Equation { left, right, formula: "合计 = Σ 各单位", sum: "各单位之和" })
}

fn sum_of_parts<'a>(table: &'a BudgetTable, unit: &str) -> Option<Equation<'a>> {
    use PublicsPart::{OverseasTravel, Purchase, Reception, Running, Total, Vehicles};
    let row = |part| {
        let mut rows = table.rows.iter().filter(|row| split(row).is_some_and(|(name, _)| name == unit));
        rows.find(|row| split(row).and_then(|(_, name)| PublicsPart::of_label(name)) == Some(part))
    };
    let vehicles = if row(Vehicles).is_some() { vec![Vehicles] } else { vec![Purchase, Running] };
    let parts = [OverseasTravel].into_iter().chain(vehicles).chain([Reception]);
    let right: Vec<Term<'a>> = parts.filter_map(row).map(|row| share(table, row)).collect();
    let left = share(table, row(Total)?);
    let formula = "合计 = 因公出国（境）费 + 公务用车购置及运行维护费 + 公务接待费";
    Some(Equation { left, right, formula, sum: "各项之和" })
}

fn units(table: &BudgetTable) -> Vec<&str> {
    let mut units: Vec<&str> = Vec::new();
    for (unit, _) in table.rows.iter().filter_map(split) {
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    units
}

/// Unit and part.
fn split(row: &TableRow) -> Option<(&str, &str)> {
    row.name.rsplit_once(' ').filter(|_| row.is_of_unit())
}

fn share<'a>(table: &'a BudgetTable, row: &'a TableRow) -> Term<'a> {
    Term::cell(table, row, Column::OfUnit)
}
