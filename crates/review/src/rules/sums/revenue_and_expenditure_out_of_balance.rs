//! SB-09: 收支总表 does not add up or does not balance; 收入总表 or 支出总表 of one column does not add up.

use budget::{BudgetDocument, TableKind};

use crate::checks::Checks;
use crate::halves::balance;
use crate::ladder::Ladder;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-09",
    title: "收支总表加不上或收支不平",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("revenue_and_expenditure_out_of_balance.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    if let Some(table) = out.table(TableKind::RevenueAndExpenditure) {
        balance(table, out);
    }
    for table in doc.tables.iter() {
        if let Some(ladder) = Ladder::of(table)
            && out.is_whole(table)
        {
            ladder.add_up(out);
        }
    }
}
