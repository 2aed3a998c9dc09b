//! SX-03: 支出总表 is not the sum of what the books and the unit's own revenue pay for.

use std::collections::HashMap;

use budget::{BudgetDocument, BudgetTable, Column, Money, TableKind, TableRow};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::locate::{by_unit, is_grant_only, rows_by_code, shared_codes};
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-03",
    title: "支出总表与各本预算支出表之和不同",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("expenditure_differs_from_books.md"),
    parameters: &[],
    check,
};

const BOOKS: [TableKind; 3] = [
    TableKind::GeneralPublicExpenditure,
    TableKind::GovernmentFundExpenditure,
    TableKind::StateCapitalExpenditure,
];

/// Revenue that is neither grant nor carry-over.
const OWN_REVENUE: [Column; 7] = [
    Column::SpecialAccount,
    Column::Institutional,
    Column::Business,
    Column::SuperiorSubsidy,
    Column::AffiliatePayment,
    Column::OtherRevenue,
    Column::UnitFunds,
];

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(expenditure) = out.whole_table(TableKind::Expenditure) else { return };
    let Some(general) = out.whole_table(TableKind::GeneralPublicExpenditure) else { return };
    let Some(revenue) = out.whole_table(TableKind::Revenue) else { return };
    let Some(grant_only) = is_grant_only(doc) else {
        return out.undecided("收入总表没有合计行，看不出有无其他资金".to_owned(), Some(&revenue.place));
    };
    if carries_over(revenue) {
        return;
    }
    if let Some(reason) = by_unit(&[expenditure, general, revenue]) {
        return out.undecided(reason, Some(&expenditure.place));
    }
    let books: Vec<Rows<'a>> = BOOKS.iter().filter_map(|kind| doc.table(*kind)).map(Rows::of).collect();
    let (whole, own) = (Rows::of(expenditure), Rows::of(revenue));
    let total = Rows::TOTAL;
    // Rows per unit do not say which code own revenue pays for.
    let own_codes = shared_codes(revenue, expenditure);
    let by_code = shared_codes(expenditure, general);
    let by_code = by_code.into_iter().filter(|_| grant_only || !own_codes.is_empty());
    for code in by_code.chain([total]) {
        for column in [Column::Total, Column::Basic, Column::Project] {
            let mut right: Vec<Term<'a>> = books.iter().map(|book| book.cell(code, column)).collect();
            match (grant_only, column) {
                (true, _) => {}
                (false, Column::Total) => right.extend(OWN_REVENUE.map(|column| own.cell(code, column))),
                (false, _) => continue,
            }
            let formula = "支出总表 = 一般公共预算 + 政府性基金预算 + 国有资本经营预算 + 其他资金（逐科目）";
            let left = whole.cell(code, column);
            out.equate(Equation { left, right, formula, sum: "各本预算之和" });
        }
    }
}

fn carries_over(revenue: &BudgetTable) -> bool {
    let carryover = revenue.total_row().and_then(|row| row.amount(Column::Carryover));
    carryover.is_some_and(|amount| amount.addend() != Some(Money::ZERO))
}

/// A table by code, the total row included.
struct Rows<'a> {
    table: &'a BudgetTable,
    rows: HashMap<&'a str, &'a TableRow>,
}

impl<'a> Rows<'a> {
    const TOTAL: &'static str = "合计";

    fn of(table: &'a BudgetTable) -> Rows<'a> {
        let mut rows = rows_by_code(table);
        if let Some(total) = table.total_row() {
            rows.insert(Rows::TOTAL, total);
        }
        Rows { table, rows }
    }

    fn cell(&self, code: &'a str, column: Column) -> Term<'a> {
        match self.rows.get(code) {
            Some(row) => Term::cell(self.table, row, column),
            None => Term::Absent { table: self.table, row: code, column },
        }
    }
}
