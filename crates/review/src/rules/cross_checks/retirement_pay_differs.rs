//! SX-11: retirement pay as a functional and as an economic item differs.

use budget::{BudgetDocument, BudgetTable, Column, Money, TableKind};

use crate::checks::Checks;
use crate::twin::RETIREMENT as TWIN;
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

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    // Without an item for the retired, as in other provinces, their pay stands under 行政运行 and the like.
    let functions = doc.table(TableKind::GeneralPublicExpenditure).filter(|table| !table.is_empty());
    let has_item = functions
        .is_none_or(|table| table.rows.iter().filter_map(|row| row.code.as_deref()).any(TWIN.is_functional));
    if has_item && functions.is_some_and(|table| may_hold_operating_costs(doc, table)) {
        let reason = "一般公共预算支出表没有分列人员经费和公用经费，离退休科目里可能有公用经费";
        return out.undecided(reason.to_owned(), functions.map(|table| &table.place));
    }
    if has_item && functions.is_some_and(|table| may_stand_elsewhere(doc, table) == Some(true)) {
        let reason =
            "对个人和家庭的补助或行政事业单位养老支出中还有别的科目，离退休费可能部分列在那里，没有对照";
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

/// The difference is no more than what stands under the items that may hold the same money: 抚恤金, 生活补助, 医疗费补助,
/// 奖励金 and 其他对个人和家庭的补助 of the retired; 其他行政事业单位养老支出, and 提租补贴 and 购房补贴 paid to them. Or it is
/// just their 公务员医疗补助. Mostly it is a part of one of them: of sixty published budgets twelve are so.
fn may_stand_elsewhere(doc: &BudgetDocument, functions: &BudgetTable) -> Option<bool> {
    const ECONOMIC: [&str; 6] = ["30303", "30304", "30305", "30307", "30309", "30399"];
    const FUNCTIONAL: [&str; 4] = ["2080503", "2080599", "2210202", "2210203"];
    let basic = doc.table(TableKind::BasicExpenditure)?;
    let column = column(functions);
    let booked = sum(functions, column, &TWIN.is_functional)?;
    let paid = sum(basic, Column::Total, &|code| TWIN.economic.contains(&code))?;
    let gap = booked.checked_sub(paid).filter(|gap| *gap != Money::ZERO)?;
    let size = Money::from_fen(gap.fen().saturating_abs());
    if gap > Money::ZERO {
        return Some(sum(basic, Column::Total, &|code| ECONOMIC.contains(&code))? >= size);
    }
    let medical = sum(functions, column, &|code| code == "2101103")?;
    Some(medical == size || sum(functions, column, &|code| FUNCTIONAL.contains(&code))? >= size)
}

/// Beside 人员经费, 公用经费 of the retired stands under the same functional item.
fn column(functions: &BudgetTable) -> Column {
    if functions.columns.contains(&Column::Personnel) { Column::Personnel } else { Column::Basic }
}

fn sum(table: &BudgetTable, column: Column, is_meant: &dyn Fn(&str) -> bool) -> Option<Money> {
    let rows = table.rows.iter().filter(|row| row.code.as_deref().is_some_and(is_meant));
    Money::checked_sum(rows.filter_map(|row| row.amount(column)?.money()).collect::<Vec<_>>())
}

/// More is booked under the functional items than is paid to the retired, and the table does not say for what.
fn may_hold_operating_costs(doc: &BudgetDocument, functions: &BudgetTable) -> bool {
    let booked = sum(functions, Column::Basic, &TWIN.is_functional);
    let basic = doc.table(TableKind::BasicExpenditure);
    let paid = basic.and_then(|table| sum(table, Column::Total, &|code| TWIN.economic.contains(&code)));
    !functions.columns.contains(&Column::Personnel)
        && booked.zip(paid).is_some_and(|(booked, paid)| booked > paid && paid > Money::ZERO)
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn is_found(functions: &str, items: &str) -> bool {
        let text = format!(
            "**一般公共预算财政拨款支出表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 人员经费 | 公用经费 | 项目支出 |\n\
             |---|---|---|---|---|---|---|\n| 2080501 | 行政单位离退休 | 12.00 | 12.00 | 12.00 | | |\n{functions}\n\
             **一般公共预算财政拨款基本支出表**\n| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n{items}"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().any(|finding| finding.code == "SX-11")
    }

    #[test]
    fn other_items_may_hold_the_money_of_the_retired() {
        let subsidy = "| 30305 | 生活补助 | 2.50 |\n";
        assert!(is_found("", "| 30302 | 退休费 | 10.00 |\n"));
        assert!(!is_found("", &format!("| 30302 | 退休费 | 10.00 |\n{subsidy}")));
        assert!(is_found("", &format!("| 30302 | 退休费 | 9.00 |\n{subsidy}")), "too little to explain it");
        let bonus = "| 30309 | 奖励金 | 2.00 |\n";
        assert!(!is_found("", &format!("| 30302 | 退休费 | 10.00 |\n{bonus}")));
        let housing = "| 2210203 | 购房补贴 | 4.00 | 4.00 | 4.00 | | |\n";
        assert!(!is_found(housing, "| 30302 | 退休费 | 15.00 |\n"));
        let medical = "| 2101103 | 公务员医疗补助 | 3.00 | 3.00 | 3.00 | | |\n";
        assert!(!is_found(medical, "| 30302 | 退休费 | 15.00 |\n"));
        assert!(is_found(medical, "| 30302 | 退休费 | 14.00 |\n"));
        let others = "| 2080599 | 其他行政事业单位养老支出 | 6.00 | 6.00 | 6.00 | | |\n";
        assert!(is_found("", "| 30302 | 退休费 | 15.00 |\n"));
        assert!(!is_found(others, "| 30302 | 退休费 | 15.00 |\n"));
    }
}
