//! AS-02: the narrative states another total of assets than the table prints.

use budget::{BudgetDocument, Column, TableKind};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::holdings::Holdings;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "AS-02",
    title: "固定资产金额的文字与表不一致",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("assets_differ_from_text.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = doc.table(TableKind::Assets) else {
        if let Some(amount) = doc.stated.assets.as_ref().filter(|_| out.facts.expects_tables()) {
            out.undecided("没有读到固定资产占用情况表，不能与文字核对".to_owned(), Some(&amount.place));
        }
        return;
    };
    let Some(amount) = &doc.stated.assets else {
        if !table.is_empty() && !doc.narrative.is_empty() {
            out.undecided("没有读到情况说明中的固定资产金额".to_owned(), Some(&table.place));
        }
        return;
    };
    let total = Holdings { table }.total();
    let printed = match total {
        Some(total) => Term::cell(table, total, Column::Total),
        None if table.is_empty() => Term::Absent { table, row: "资产总额", column: Column::Total },
        None => return out.undecided("固定资产占用情况表没有资产总额行".to_owned(), Some(&table.place)),
    };
    let stated = Term::Stated { what: "情况说明 固定资产金额", amount };
    out.equate(Equation::twins(stated, printed, "文字 = 固定资产占用情况表 资产总额"));
}
