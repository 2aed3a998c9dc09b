//! CL-05: project expenditure booked under 行政运行 or 事业运行.

use budget::{BudgetDocument, Column};

use crate::checks::{Checks, Fault};
use crate::codes::{expenditure_items, item_name, parent_of, special_items};
use crate::locate::{Cell, positive};
use crate::term::{row_name, row_text};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "CL-05",
    title: "运行类科目列了项目支出",
    severity: Severity::Warning,
    basis: basis::CODES,
    page: include_str!("project_money_in_running_item.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (table, coded) in expenditure_items(doc) {
        let name = item_name(&coded);
        if name != "行政运行" && name != "事业运行" {
            continue;
        }
        match positive(table, coded.row, Column::Project) {
            Cell::Nil => out.pass(),
            Cell::Unknown(reason) => out.undecided(reason, Some(&coded.row.place)),
            Cell::Positive(amount, money) => {
                let message = format!(
                    "{} {} 列了项目支出 {money} 万元：{name}反映基本支出",
                    table.kind.name(),
                    row_name(coded.row)
                );
                let fault = Fault::new(&amount.place, row_text(coded.row), message, elsewhere(coded.code));
                out.fail(fault);
            }
        }
    }
}

fn elsewhere(code: &str) -> String {
    const MOST_NAMED: usize = 3;
    let section = parent_of(code).unwrap_or(code);
    let general = budget::function().get(&format!("{section}02"));
    let general = general.filter(|entry| entry.name == "一般行政管理事务");
    let codes: Vec<String> = general
        .into_iter()
        .chain(special_items(section))
        .take(MOST_NAMED)
        .map(|entry| format!("{} {}", entry.code, entry.name))
        .collect();
    if codes.is_empty() {
        return "按用途改列同一款下的专门科目；属于运转经费的，改列基本支出".to_owned();
    }
    format!("按用途改列 {}等科目；属于运转经费的，改列基本支出", codes.join("、"))
}
