//! SX-06: grants in 收支总表, 财政拨款收支总表 and 收入总表 differ.

use budget::{BudgetDocument, BudgetTable, Column, FundingSource, Side, TableKind, TableRow};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::halves::Half;
use crate::locate::total;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-06",
    title: "财政拨款收入各表不同",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("appropriation_income_differs.md"),
    parameters: &[],
    check,
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(summary) = out.whole_table(TableKind::RevenueAndExpenditure) else { return };
    let grants = grants(summary);
    if let Some(balance) = out.table(TableKind::AppropriationBalance) {
        let others = self::grants(balance);
        for (source, row) in &grants {
            let Some((_, other)) = others.iter().find(|(s, _)| s == source) else { continue };
            let left = Term::cell(summary, row, Column::Total);
            let right = Term::cell(balance, other, Column::Total);
            out.equate(Equation::twins(left, right, "收支总表 财政拨款 = 财政拨款收支总表 收入"));
        }
    }
    let Some(revenue) = out.table(TableKind::Revenue) else { return };
    if !revenue.columns.contains(&Column::Appropriation) {
        return;
    }
    let Some(left) = total(revenue, Column::Appropriation) else {
        return out.undecided("收入总表没有合计行".to_owned(), Some(&revenue.place));
    };
    let right = grants.iter().map(|(_, row)| Term::cell(summary, row, Column::Total)).collect();
    let formula = "收入总表 财政拨款合计 = Σ 收支总表 财政拨款各行";
    out.equate(Equation { left, right, formula, sum: "收支总表各项拨款之和" });
}

fn grants(table: &BudgetTable) -> Vec<(FundingSource, &TableRow)> {
    let items = Half::of(table, Side::Revenue).items.into_iter();
    let named = items.filter_map(|row| Some((FundingSource::of_label(&row.name)?, row)));
    named.filter(|(source, _)| matches!(source, FundingSource::Appropriation(_))).collect()
}
