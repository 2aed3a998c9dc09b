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
            let mut equations =
                vec![Equation::twins(left, right, "收支总表 财政拨款 = 财政拨款收支总表 收入")];
            // 收支总表 may print a book with what was carried over.
            if let Some(carried) = carried(balance, *source) {
                let right = vec![right, Term::cell(balance, carried, Column::Total)];
                let formula = "收支总表 财政拨款 = 财政拨款收支总表 收入 + 上年结转";
                equations.push(Equation {
                    left, right, formula, sum: "财政拨款收支总表收入加上年结转"
                });
            }
            out.equate_any(equations);
        }
    }
    let Some(revenue) = out.table(TableKind::Revenue) else { return };
    if !revenue.columns.contains(&Column::Appropriation) {
        return;
    }
    let Some(left) = total(revenue, Column::Appropriation) else {
        return out.undecided("收入总表没有合计行".to_owned(), Some(&revenue.place));
    };
    let rows = match whole_grant(summary) {
        Some(row) => vec![row],
        None => grants.iter().map(|(_, row)| *row).collect(),
    };
    if rows.is_empty() {
        let reason = "收支总表没有读到财政拨款收入的行，没有与收入总表对照";
        return out.undecided(reason.to_owned(), Some(&summary.place));
    }
    let right = rows.into_iter().map(|row| Term::cell(summary, row, Column::Total)).collect();
    let formula = "收入总表 财政拨款合计 = Σ 收支总表 财政拨款各行";
    against_revenue(Equation { left, right, formula, sum: "收支总表各项拨款之和" }, summary, revenue, out);
}

/// Unless carry-over may make the difference.
fn against_revenue<'a>(
    equation: Equation<'a>,
    summary: &BudgetTable,
    revenue: &BudgetTable,
    out: &mut Checks<'a>,
) {
    let is_more = equation.weigh(out.facts).is_ok_and(|weighed| !weighed.holds() && weighed.difference > 0);
    if is_more && carries_over(summary, revenue) {
        let reason = "有上年结转，看不出收入总表的财政拨款是否包括结转资金，没有与收支总表对照";
        return out.undecided(reason.to_owned(), Some(equation.left.place()));
    }
    out.equate(equation);
}

/// Money of the year before stands in 收支总表, and has no column of its own in 收入总表.
fn carries_over(summary: &BudgetTable, revenue: &BudgetTable) -> bool {
    let additions = Half::of(summary, Side::Revenue).additions.into_iter();
    let mut amounts = additions.filter_map(|row| row.amount(Column::Total));
    !revenue.columns.contains(&Column::Carryover)
        && amounts.any(|amount| amount.addend().is_none_or(|money| money.fen() != 0))
}

/// The grants by book: items of their own, or what stands under one row for all of them.
fn grants<'t>(table: &'t BudgetTable) -> Vec<(FundingSource, &'t TableRow)> {
    let by_source = |row: &'t TableRow| Some((FundingSource::of_label(&row.name)?, row));
    let is_grant = |(source, _): &(FundingSource, _)| matches!(source, FundingSource::Appropriation(_));
    let items = Half::of(table, Side::Revenue).items.into_iter();
    let grants: Vec<_> = items.filter_map(by_source).filter(is_grant).collect();
    let Some(whole) = whole_grant(table).filter(|_| grants.is_empty()) else { return grants };
    let below = table.side(Side::Revenue).skip_while(|row| !std::ptr::eq(*row, whole)).skip(1);
    below.map_while(by_source).take_while(is_grant).collect()
}

/// What was carried over of one book, under the carry-over of all of them.
fn carried(table: &BudgetTable, source: FundingSource) -> Option<&TableRow> {
    Half::of(table, Side::Revenue)
        .details
        .into_iter()
        .find(|row| FundingSource::of_label(&row.name) == Some(source))
}

/// `一、财政拨款收入` over the books.
fn whole_grant(table: &BudgetTable) -> Option<&TableRow> {
    let is_whole = |row: &&TableRow| {
        FundingSource::of_label(&row.name).is_none() && row.normal_name().starts_with("财政拨款")
    };
    Half::of(table, Side::Revenue).items.into_iter().find(is_whole)
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn is_found(summary: &str) -> bool {
        let text = format!(
            "**收支总表**\n| 收入 | 预算数 | 支出 | 预算数 |\n|---|---|---|---|\n\
             | 一、一般公共预算资金 | {summary} | 一、教育支出 | {summary} |\n| 二、其他收入资金 | 1.00 | 二、其他支出 | 1.00 |\n\n\
             **财政拨款收支总表**\n| 收入 | 预算数 | 支出 | 合计 |\n|---|---|---|---|\n\
             | 一、本年收入 | 7.00 | 一、本年支出 | 9.50 |\n| （一）一般公共预算资金 | 7.00 | （一）教育支出 | 9.50 |\n\
             | 二、上年结转 | 2.50 | 二、结转下年 |  |\n| （一）一般公共预算拨款 | 2.50 |  |  |\n\
             | 收入合计 | 9.50 | 支出合计 | 9.50 |\n"
        );
        let report = review(&example::document(&text), &Settings::default());
        let all = report.findings.iter().flat_map(|f| std::iter::once(f).chain(&f.consequences));
        all.into_iter().any(|finding| finding.code == "SX-06")
    }

    #[test]
    fn a_book_may_be_printed_with_its_carry_over() {
        assert!(!is_found("7.00"));
        assert!(!is_found("9.50"));
        assert!(is_found("8.00"));
    }
}
