//! SX-10: unemployment, injury and other insurance as functional and as economic items differ.

use budget::{BudgetDocument, TableKind};

use crate::checks::Checks;
use crate::twin::Twin;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-10",
    title: "其他社会保障缴费两表不同",
    severity: Severity::Hint,
    basis: basis::CLASSIFICATION,
    page: include_str!("other_insurance_differs.md"),
    parameters: &[],
    check,
};

const TWIN: Twin = Twin {
    is_functional: |code| code.len() == 7 && code.starts_with("20827") || code == "2101199",
    economic: &["30112"],
    formula: "30112 其他社会保障缴费 = 20827 各项 + 2101199 基本支出",
};

/// Where nothing is booked under 20827, as in other provinces.
const OTHER: Twin = Twin {
    is_functional: |code| matches!(code, "2089999" | "2101199"),
    economic: TWIN.economic,
    formula: "30112 其他社会保障缴费 = 2089999 + 2101199 基本支出",
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let functions = doc.table(TableKind::GeneralPublicExpenditure);
    let has = |is_meant: fn(&str) -> bool| {
        functions.is_none_or(|table| table.rows.iter().filter_map(|row| row.code.as_deref()).any(is_meant))
    };
    if has(|code| code.len() == 7 && code.starts_with("20827")) {
        return TWIN.check(out);
    }
    // 2089999 may hold other money, too.
    if OTHER.agrees(out) {
        return out.pass();
    }
    let is_stated = doc
        .table(TableKind::BasicExpenditure)
        .is_some_and(|table| table.rows.iter().any(|row| row.code.as_deref() == Some("30112")));
    if is_stated || has(|code| code == "2101199") {
        let reason = "一般公共预算支出表没有 20827 各项，30112 其他社会保障缴费没有可以对照的功能科目";
        out.undecided(reason.to_owned(), functions.map(|table| &table.place));
    }
}
