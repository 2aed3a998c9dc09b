//! AS-01: the total of assets is not the sum of its classes.

use budget::{BudgetDocument, Column, TableKind, TableRow};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::holdings::Holdings;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "AS-01",
    title: "资产总额不等于各类资产之和",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("assets_differ_from_total.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = doc.table(TableKind::Assets).filter(|table| !table.is_empty()) else { return };
    if !out.is_whole(table) {
        return;
    }
    let holdings = Holdings { table };
    let Some(total) = holdings.total() else {
        return out.undecided("固定资产占用情况表没有资产总额行".to_owned(), Some(&table.place));
    };
    let classes = holdings.classes();
    let cell = |row: &'a TableRow| Term::cell(table, row, Column::Total);
    let has_rest = classes.iter().any(|row| row.name.contains("其他"));
    let equation = Equation {
        left: cell(total),
        right: classes.into_iter().map(cell).collect(),
        formula: "资产总额 = 房屋 + 车辆 + 设备 + 其他固定资产",
        sum: "各类资产之和",
    };
    // Without a class for the rest, the others need not be all.
    let falls_short = equation.weigh(out.facts).is_ok_and(|w| !w.holds() && w.difference > 0);
    if falls_short && !has_rest {
        let reason = "固定资产占用情况表没有“其他固定资产”一行，不知道各类是否齐全".to_owned();
        return out.undecided(reason, Some(&table.place));
    }
    out.equate(equation);
}
