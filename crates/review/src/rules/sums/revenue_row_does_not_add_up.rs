//! SB-05: a row of the revenue table whose sources do not add up.

use budget::{BudgetDocument, Column, TableKind};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-05",
    title: "收入行内合计与小计、结转或各来源之和不符",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("revenue_row_does_not_add_up.md"),
    parameters: &[],
    check,
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = out.table(TableKind::Revenue) else { return };
    let frame = [Column::Total, Column::Subtotal, Column::Carryover];
    let sources: Vec<Column> = table.columns.iter().copied().filter(|c| !frame.contains(c)).collect();
    // 项目 and 预算数 alone: the sources are the rows, which SB-09's sums are for.
    if sources.is_empty() {
        return;
    }
    let states = |column: &Column| {
        table.rows.iter().any(|row| row.amount(*column).is_some_and(|amount| !amount.is_blank()))
    };
    if !table.is_empty() && !sources.iter().any(states) && table.columns.contains(&Column::Subtotal) {
        let reason = "收入总表没有读到任何来源的金额，没有求和".to_owned();
        return out.undecided(reason, Some(&table.place));
    }
    let has_subtotal = table.columns.contains(&Column::Subtotal);
    for row in &table.rows {
        let cells =
            |columns: &[Column]| columns.iter().map(|c| Term::cell(table, row, *c)).collect::<Vec<_>>();
        let total = Term::cell(table, row, Column::Total);
        if !has_subtotal {
            let right = cells(&[sources.as_slice(), &[Column::Carryover]].concat());
            out.equate(Equation {
                left: total,
                right,
                formula: "合计 = Σ 各来源 + 上年结转",
                sum: "各来源之和",
            });
            continue;
        }
        let right = cells(&[Column::Subtotal, Column::Carryover]);
        out.equate(Equation {
            left: total, right, formula: "合计 = 小计 + 上年结转", sum: "小计加上年结转"
        });
        let left = Term::cell(table, row, Column::Subtotal);
        let right = cells(&sources);
        out.equate(Equation { left, right, formula: "小计 = Σ 各来源", sum: "各来源之和" });
    }
}
