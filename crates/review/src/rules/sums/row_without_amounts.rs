//! SB-11: a code is listed without any amount.

use budget::{Amount, BudgetDocument, Column, Money, TableKind, TableRow};

use crate::checks::{Checks, Fault};
use crate::evidence::is_tree;
use crate::term::{row_name, row_text};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-11",
    title: "列出科目而没有任何金额",
    severity: Severity::Warning,
    basis: basis::ACCURATE,
    page: include_str!("row_without_amounts.md"),
    parameters: &[],
    check,
};

/// So many blank rows are the template's list of codes.
const MANY: usize = 5;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for table in doc.tables.iter().filter(|t| is_tree(t.kind)) {
        let kind: TableKind = table.kind;
        if table.has_unread_column() {
            let reason = format!("{}有一栏的表头没有认出，不能判断哪些行没有金额", kind.name());
            out.undecided(reason, Some(&table.place));
            continue;
        }
        let is_blank = |row: &&TableRow| row.amounts.iter().all(|(_, amount)| Amount::is_blank(amount));
        let coded = || table.rows.iter().filter(|row| row.code.is_some());
        let n_blank = coded().filter(is_blank).count();
        if n_blank >= MANY {
            let reason = format!("{}有 {n_blank} 个科目没有金额，像是照模板列了全部科目", kind.name());
            out.undecided(reason, Some(&table.place));
            continue;
        }
        let blank: Vec<&str> = coded().filter(is_blank).filter_map(|row| row.code.as_deref()).collect();
        for row in coded() {
            if !is_blank(&row) || goes_along(row, &blank) || is_of_projects(row, kind, doc) {
                out.pass();
                continue;
            }
            let message = format!("{} {} 列在表中，但各栏都没有金额", kind.name(), row_name(row));
            let suggestion = "没有预算的科目删去这一行；漏填的补填金额";
            out.fail(Fault::new(&row.place, row_text(row), message, suggestion));
        }
    }
}

/// Below a row without any amount, which tells it.
fn goes_along(row: &TableRow, blank: &[&str]) -> bool {
    let Some(code) = row.code.as_deref() else { return false };
    blank.iter().any(|above| above.len() < code.len() && code.starts_with(above))
}

/// An item of projects alone: systems print every functional item, and every economic one, in the table of 基本支出.
fn is_of_projects(row: &TableRow, kind: TableKind, doc: &BudgetDocument) -> bool {
    let Some(code) = row.code.as_deref().filter(|_| kind == TableKind::BasicExpenditure) else {
        return false;
    };
    let is_money = |amount: &Amount| amount.money().is_some_and(|money| money != Money::ZERO);
    let tables = [TableKind::GeneralPublicExpenditure, TableKind::Expenditure];
    // Printed by function and by economic items, both are of one kind.
    let printed = doc.tables.iter().filter(|table| tables.contains(&table.kind) && !table.is_unread());
    let rows = printed.filter_map(|table| table.code_row(code));
    let mut rows = rows.filter(|row| row.amount(Column::Project).is_some_and(is_money));
    rows.any(|row| !row.amount(Column::Basic).is_some_and(is_money))
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn n_found(project: &str) -> usize {
        let text = format!(
            "**一般公共预算财政拨款支出表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n\
             | 2130301 | 行政运行 | 9.00 | 9.00 |  |\n| 2130306 | 水利工程运行与维护 | {project} |  | {project} |\n\n\
             **一般公共预算财政拨款基本支出表**\n| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |\n|---|---|---|---|---|\n\
             | 2130301 | 行政运行 | 9.00 | 9.00 |  |\n| 2130306 | 水利工程运行与维护 |  |  |  |\n"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().filter(|finding| finding.code == "SB-11").count()
    }

    #[test]
    fn an_item_of_projects_alone_has_no_basic_expenditure() {
        assert_eq!(n_found("4.00"), 0);
        assert_eq!(n_found("0.00"), 1);
    }

    #[test]
    fn so_has_an_economic_item_of_projects_alone() {
        let found = |project: &str| {
            let text = format!(
                "**一般公共预算财政拨款支出表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n\
                 | 2130301 | 行政运行 | 9.00 | 9.00 |  |\n\n\
                 **一般公共预算财政拨款支出表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n\
                 | 30201 | 办公费 | 9.00 | 9.00 |  |\n| 30226 | 劳务费 | {project} |  | {project} |\n\n\
                 **一般公共预算财政拨款基本支出表**\n| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |\n|---|---|---|---|---|\n\
                 | 30201 | 办公费 | 9.00 |  | 9.00 |\n| 30226 | 劳务费 |  |  |  |\n"
            );
            let report = review(&example::document(&text), &Settings::default());
            report.findings.iter().filter(|finding| finding.code == "SB-11").count()
        };
        assert_eq!(found("4.00"), 0);
        assert_eq!(found("0.00"), 1);
    }
}
