//! CL-09: a code that a spreadsheet took for a number and shortened.

use budget::{BudgetDocument, CodeTree};

use crate::checks::{Checks, Fault};
use crate::codes::{Coded, coded_rows, coded_tables, zero_lost};
use crate::term::{row_name, row_text};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "CL-09",
    title: "科目编码丢了前导零",
    severity: Severity::Warning,
    basis: basis::CODES,
    page: include_str!("leading_zeros_lost.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (table, tree) in coded_tables(doc) {
        let mut class = None;
        for coded in coded_rows(doc, table) {
            if tree.fits(coded.code) {
                class = coded.code.get(..3);
                out.pass();
            } else if let Some(whole) = whole(tree, &coded, class) {
                let name = row_name(coded.row);
                let message = format!("{} {name} 的编码丢了零，应为 {whole}", table.kind.name());
                let suggestion = format!("编码改为 {whole}，并把编码列设为文本格式后重新导出");
                out.fail(Fault::new(&coded.row.place, row_text(coded.row), message, suggestion));
            }
        }
    }
}

/// 30102 of `3012`, or of `2` under class 301.
fn whole(tree: CodeTree, coded: &Coded<'_>, class: Option<&str>) -> Option<String> {
    let name = coded.row.normal_name();
    if coded.code.len() == 1 {
        let joined = format!("{}{}", class?, coded.code);
        return zero_lost(tree, &joined, &name);
    }
    zero_lost(tree, coded.code, &name)
}
