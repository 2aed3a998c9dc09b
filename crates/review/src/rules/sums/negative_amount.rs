//! SB-13: an amount below nil.

use budget::{BudgetDocument, Money};

use crate::checks::{Checks, Fault};
use crate::term::{column_words, row_name, row_text};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-13",
    title: "预算金额为负数",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("negative_amount.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for table in doc.tables.iter().filter(|t| !t.is_empty()) {
        let cells = table.rows.iter().flat_map(|row| row.amounts.iter().map(move |cell| (row, cell)));
        let mut is_clean = true;
        for (row, (column, amount)) in cells {
            if amount.money().is_none_or(|money| money >= Money::ZERO) {
                continue;
            }
            is_clean = false;
            let cell = format!("{} {}{}", table.kind.name(), row_name(row), column_words(*column));
            let message = format!("{cell} 为负数：{}", amount.printed);
            let suggestion = "年初预算不应有负数；核对是否多印了负号，或误用了调整表";
            out.fail(Fault::new(&amount.place, row_text(row), message, suggestion));
        }
        if is_clean {
            out.pass();
        }
    }
}
