//! SX-05: a book's column in 财政拨款收支总表 is not the total of that book's table.

use budget::{BudgetDocument, Column, Side, TableKind};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::halves::Half;
use crate::locate::{BOOKS, total};
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-05",
    title: "财政拨款收支总表与各本预算支出表不同",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("appropriation_differs_from_books.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(balance) = out.table(TableKind::AppropriationBalance) else { return };
    let Some(this_year) = Half::of(balance, Side::Expenditure).this_year else {
        let reason = "财政拨款收支总表缺本年支出合计行".to_owned();
        return out.undecided(reason, Some(&balance.place));
    };
    let additions = Half::of(balance, Side::Revenue).additions.into_iter();
    let carried: Vec<Term<'a>> =
        additions.map(|row| Term::cell(balance, row, Column::Total)).filter(|term| !is_nil(term)).collect();
    for (book, kind) in BOOKS {
        let column = Column::Book(book);
        let Some(table) = doc.printed_table(kind).filter(|_| balance.columns.contains(&column)) else {
            continue;
        };
        let nil = Term::Absent { table, row: "合计", column: Column::Total };
        let right = match total(table, Column::Total) {
            Some(total) => total,
            None if table.is_unread() => {
                out.undecided(format!("{}没有读出表头和数据", kind.name()), Some(&table.place));
                continue;
            }
            None if table.is_empty() => nil,
            None => {
                out.undecided(format!("{}没有合计行", kind.name()), Some(&table.place));
                continue;
            }
        };
        let left = Term::cell(balance, this_year, column);
        // 当年 alone or with what was carried over: both are printed.
        if !carried.is_empty() && left.addend() != right.addend() {
            let reason = format!("有上年结转，看不出{}是否包括结转资金安排的支出，没有对照", kind.name());
            out.undecided(reason, Some(&table.place));
            continue;
        }
        out.equate(Equation::twins(left, right, "财政拨款收支总表 本年支出合计 = 各本预算支出表 合计"));
    }
}

fn is_nil(term: &Term<'_>) -> bool {
    term.addend().is_some_and(|money| money.fen() == 0)
}
