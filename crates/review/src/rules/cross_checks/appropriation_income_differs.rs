//! SX-06: grants in 收支总表, 财政拨款收支总表 and 收入总表 differ.

use budget::{Amount, BudgetDocument, BudgetTable, Column, FundingSource, Money, Side, TableKind, TableRow};

use crate::checks::Checks;
use crate::equation::{Equation, Weighed};
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
    let books: Vec<&TableRow> = grants.iter().map(|(_, row)| *row).collect();
    // Books with a number of their own stand beside 财政拨款收入, those without one below it.
    let sums = match whole_grant(summary) {
        Some(row) => vec![vec![row], [vec![row], books].concat()],
        None => vec![books],
    };
    if sums.iter().all(Vec::is_empty) {
        let reason = "收支总表没有读到财政拨款收入的行，没有与收入总表对照";
        return out.undecided(reason.to_owned(), Some(&summary.place));
    }
    let sums = sums.into_iter().map(|rows| {
        let right = rows.into_iter().map(|row| Term::cell(summary, row, Column::Total)).collect();
        let formula = "收入总表 财政拨款合计 = Σ 收支总表 财政拨款各行";
        Equation { left, right, formula, sum: "收支总表各项拨款之和" }
    });
    against_revenue(sums.collect(), summary, revenue, out);
}

/// Unless carry-over may make the difference.
fn against_revenue<'a>(
    equations: Vec<Equation<'a>>,
    summary: &BudgetTable,
    revenue: &BudgetTable,
    out: &mut Checks<'a>,
) {
    let weighed: Vec<_> = equations.iter().filter_map(|equation| equation.weigh(out.facts).ok()).collect();
    let is_more = |weighed: &Weighed| {
        weighed.difference > 0 && may_be_carried_over(summary, revenue, Money::from_fen(weighed.difference))
    };
    if let Some(first) = equations.first()
        && !weighed.iter().any(|weighed| weighed.holds())
        && weighed.first().is_some_and(is_more)
    {
        let reason = "有上年结转，看不出收入总表的财政拨款是否包括结转资金，没有与收支总表对照";
        return out.undecided(reason.to_owned(), Some(first.left.place()));
    }
    out.equate_any(equations);
}

/// As much money of the year before stands in 收支总表, and has no column of its own in 收入总表.
fn may_be_carried_over(summary: &BudgetTable, revenue: &BudgetTable, money: Money) -> bool {
    let additions = Half::of(summary, Side::Revenue).additions.into_iter();
    let amounts = additions.filter_map(|row| row.amount(Column::Total)).map(Amount::addend);
    let sum = amounts.collect::<Option<Vec<_>>>().map(Money::checked_sum);
    !revenue.columns.contains(&Column::Carryover) && sum.is_none_or(|sum| sum.is_some_and(|sum| money <= sum))
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
    fn no_more_may_be_carried_over_than_there_is() {
        let ends = |grant: &str| {
            let text = format!(
                "**收支总表**\n| 收入 | 预算数 | 支出 | 预算数 |\n|---|---|---|---|\n\
                 | 一、财政拨款收入 | 7.00 | 一、教育支出 | 7.50 |\n| 本年收入合计 | 7.00 | 本年支出合计 | 7.50 |\n\
                 | 上年结转 | 0.50 |  |  |\n| 收入总计 | 7.50 | 支出总计 | 7.50 |\n\n\
                 **收入总表**\n| 科目名称 | 合计 | 财政拨款收入 |\n|---|---|---|\n| 合计 | {grant} | {grant} |\n"
            );
            let report = review(&example::document(&text), &Settings::default());
            let all = report.findings.iter().flat_map(|f| std::iter::once(f).chain(&f.consequences));
            let n_found = all.filter(|finding| finding.code == "SX-06").count();
            (n_found, report.undecided.iter().filter(|undecided| undecided.code == "SX-06").count())
        };
        assert_eq!(ends("7.00").0, 0);
        assert_eq!((ends("7.50").0, ends("70.00").0), (0, 1));
        assert!(ends("7.50").1 > ends("7.00").1);
    }

    #[test]
    fn a_book_may_be_printed_with_its_carry_over() {
        assert!(!is_found("7.00"));
        assert!(!is_found("9.50"));
        assert!(is_found("8.00"));
    }
}
