//! SB-11: a code is listed without any amount.

use budget::{Amount, BudgetDocument, TableKind, TableRow};

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
        for row in coded() {
            if !is_blank(&row) {
                out.pass();
                continue;
            }
            let message = format!("{} {} 列在表中，但各栏都没有金额", kind.name(), row_name(row));
            let suggestion = "没有预算的科目删去这一行；漏填的补填金额";
            out.fail(Fault::new(&row.place, row_text(row), message, suggestion));
        }
    }
}
