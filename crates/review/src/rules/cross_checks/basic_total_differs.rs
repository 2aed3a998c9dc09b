//! SX-04: the total of 基本支出表 is not the basic expenditure of the expenditure tables.

use budget::{BudgetDocument, BudgetTable, Column, TableKind};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::locate::{is_grant_only, total};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-04",
    title: "基本支出表合计与支出表的基本支出不同",
    severity: Severity::Error,
    basis: basis::BREAKDOWN,
    page: include_str!("basic_total_differs.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(basic) = out.table(TableKind::BasicExpenditure) else { return };
    let mut kinds = vec![TableKind::GeneralPublicExpenditure];
    let general_only =
        [TableKind::GovernmentFundExpenditure, TableKind::StateCapitalExpenditure].iter().all(|kind| {
            doc.printed_table(*kind).is_none_or(|table| table.is_empty() && !table.has_unread_column())
        });
    if general_only && is_grant_only(doc) == Some(true) {
        kinds.push(TableKind::Expenditure);
    }
    for kind in kinds {
        let Some(table) = out.table(kind) else { continue };
        let (Some(left), Some(right)) = (total(table, Column::Basic), total(basic, Column::Total)) else {
            out.undecided(
                format!("{}或{}没有合计行", table.kind.name(), basic.kind.name()),
                Some(&basic.place),
            );
            continue;
        };
        // `基本支出预算表` of a department with other money may be of all of it.
        if kind == TableKind::GeneralPublicExpenditure
            && left.addend() < right.addend()
            && !is_of_book(basic)
            && is_grant_only(doc) != Some(true)
        {
            let reason = "基本支出表没有写明是一般公共预算的，像是包括其他资金，没有对照".to_owned();
            out.undecided(reason, Some(&basic.place));
            continue;
        }
        out.equate(Equation::twins(left, right, "支出表 基本支出合计 = 基本支出表 合计"));
    }
}

/// The title names the budget.
fn is_of_book(table: &BudgetTable) -> bool {
    ["一般公共预算", "公共预算", "财政拨款"].iter().any(|word| table.title.contains(word))
}
