//! CL-06: basic expenditure booked under 一般行政管理事务.

use budget::{BudgetDocument, Column};

use crate::checks::{Checks, Fault};
use crate::codes::{expenditure_items, item_name, parent_of};
use crate::locate::{Cell, positive};
use crate::term::{row_name, row_text};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "CL-06",
    title: "一般行政管理事务列了基本支出",
    severity: Severity::Warning,
    basis: basis::CODES,
    page: include_str!("basic_money_in_project_item.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (table, coded) in expenditure_items(doc) {
        if item_name(&coded) != "一般行政管理事务" {
            continue;
        }
        match positive(table, coded.row, Column::Basic) {
            Cell::Nil => out.pass(),
            Cell::Unknown(reason) => out.undecided(reason, Some(&coded.row.place)),
            Cell::Positive(amount, money) => {
                let kind = table.kind.name();
                let name = row_name(coded.row);
                let message = format!("{kind} {name} 列了基本支出 {money} 万元：这个科目反映项目支出");
                let section = parent_of(coded.code).unwrap_or(coded.code);
                let suggestion = format!("基本支出改列 {section}01 行政运行；属于专项的，改列项目支出");
                out.fail(Fault::new(&amount.place, row_text(coded.row), message, suggestion));
            }
        }
    }
}
