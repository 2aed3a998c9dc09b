//! SX-11: retirement pay as a functional and as an economic item differs.

use budget::{BudgetDocument, BudgetTable, Column, Money, TableKind};

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

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    // Without an item for the retired, as in other provinces, their pay stands under 行政运行 and the like.
    let functions = doc.table(TableKind::GeneralPublicExpenditure).filter(|table| !table.is_empty());
    let has_item = functions
        .is_none_or(|table| table.rows.iter().filter_map(|row| row.code.as_deref()).any(TWIN.is_functional));
    if has_item && functions.is_some_and(|table| may_hold_operating_costs(doc, table)) {
        let reason = "一般公共预算支出表没有分列人员经费和公用经费，离退休科目里可能有公用经费";
        return out.undecided(reason.to_owned(), functions.map(|table| &table.place));
    }
    if has_item {
        return TWIN.check(out);
    }
    let pay = doc.table(TableKind::BasicExpenditure).into_iter().flat_map(|table| &table.rows);
    let pay = pay.filter(|row| row.code.as_deref().is_some_and(|code| TWIN.economic.contains(&code)));
    if let Some(row) = pay.into_iter().next() {
        let reason = "一般公共预算支出表没有 2080501、2080502，离退休费没有可以对照的功能科目";
        out.undecided(reason.to_owned(), Some(&row.place));
    }
}

/// More is booked under the functional items than is paid to the retired, and the table does not say for what.
fn may_hold_operating_costs(doc: &BudgetDocument, functions: &BudgetTable) -> bool {
    let sum = |table: &BudgetTable, column, is_meant: &dyn Fn(&str) -> bool| {
        let rows = table.rows.iter().filter(|row| row.code.as_deref().is_some_and(is_meant));
        Money::checked_sum(rows.filter_map(|row| row.amount(column)?.money()).collect::<Vec<_>>())
    };
    let booked = sum(functions, Column::Basic, &TWIN.is_functional);
    let basic = doc.table(TableKind::BasicExpenditure);
    let paid = basic.and_then(|table| sum(table, Column::Total, &|code| TWIN.economic.contains(&code)));
    !functions.columns.contains(&Column::Personnel)
        && booked.zip(paid).is_some_and(|(booked, paid)| booked > paid && paid > Money::ZERO)
}
