//! CL-05: project expenditure booked under 行政运行 or 事业运行.

use budget::{BudgetDocument, Column};

use crate::checks::{Checks, Fault};
use crate::codes::{expenditure_items, is_general, item_name, parent_of, special_items};
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
                let elsewhere = elsewhere(doc, coded.code, name == "行政运行");
                let fault = Fault::new(&amount.place, row_text(coded.row), message, elsewhere);
                out.fail(fault);
            }
        }
    }
}

/// The items that the document has in this section before those that the list has; 一般行政管理事务 is for offices alone.
fn elsewhere(doc: &BudgetDocument, code: &str, is_office: bool) -> String {
    const MOST_NAMED: usize = 3;
    let section = parent_of(code).unwrap_or(code);
    let used = expenditure_items(doc).into_iter().map(|(_, coded)| coded);
    let used = used.filter(|coded| parent_of(coded.code) == Some(section) && !is_general(&item_name(coded)));
    let used: Vec<String> = used.map(|coded| format!("{} {}", coded.code, item_name(&coded))).collect();
    let general = budget::function().get(&format!("{section}02"));
    let general = general.filter(|entry| is_office && entry.name == "一般行政管理事务");
    let listed = general.into_iter().chain(special_items(section));
    let mut codes = used;
    for name in listed.map(|entry| format!("{} {}", entry.code, entry.name)) {
        if !codes.contains(&name) {
            codes.push(name);
        }
    }
    codes.truncate(MOST_NAMED);
    if codes.is_empty() {
        return "按用途改列同一款下的专门科目；属于运转经费的，改列基本支出".to_owned();
    }
    format!("按用途改列 {}等科目；属于运转经费的，改列基本支出", codes.join("、"))
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn suggestion(code: &str, name: &str, other: &str) -> String {
        let text = format!(
            "**支出总表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n\
             | {code} | {name} | 9.00 | 8.00 | 1.00 |\n{other}"
        );
        let report = review(&example::document(&text), &Settings::default());
        let found = report.findings.iter().find(|finding| finding.code == "CL-05");
        found.map(|finding| finding.suggestion.clone()).unwrap_or_default()
    }

    #[test]
    fn items_that_the_document_has_come_first() {
        let own = "| 2130314 | 防汛 | 4.00 |  | 4.00 |\n";
        let institution = suggestion("2130350", "事业运行", own);
        assert!(!institution.contains("2130302"), "{institution}");
        let office = suggestion("2130301", "行政运行", own);
        assert!(office.starts_with("按用途改列 2130314 防汛、2130302 一般行政管理事务"), "{office}");
        assert!(suggestion("2130301", "行政运行", "").starts_with("按用途改列 2130302"));
    }
}
