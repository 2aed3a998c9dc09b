//! SX-14: pension or housing contributions far from their rates.

use budget::{BudgetDocument, BudgetTable, Column, Money, TableKind};

use crate::checks::{Checks, Fault};
use crate::locate::by_unit;
use crate::term::{Term, row_text};
use crate::{Rule, Severity};

pub const RULE: Rule = Rule {
    code: "SX-14",
    title: "缴费占工资的比例不合常理",
    severity: Severity::Hint,
    basis: "《降低社会保险费率综合方案》（国办发〔2019〕13号）第一条：养老保险单位缴费比例为 16%；《关于规范和阶段性适当降低住房公积金缴存比例的通知》（建金〔2016〕74号）：缴存比例不得超过 12%",
    page: include_str!("contribution_rate_implausible.md"),
    parameters: &[],
    check,
};

/// 基本工资, 津贴补贴, 奖金, 绩效工资
const WAGES: [&str; 4] = ["30101", "30102", "30103", "30107"];

/// A contribution and the share of wages, in tenths of a per cent, within which it is plausible. The pension rate is
/// 16% of a base that differs from the budgeted wages by a little; the housing rate is at most 12%.
struct Contribution {
    code: &'static str,
    lowest: i128,
    highest: i128,
    usual: &'static str,
}

const CONTRIBUTIONS: [Contribution; 2] = [
    Contribution { code: "30108", lowest: 140, highest: 180, usual: "应在 16% 左右" },
    Contribution { code: "30113", lowest: 0, highest: 120, usual: "应不高于 12%" },
];

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = out.whole_table(TableKind::BasicExpenditure) else { return };
    if let Some(reason) = by_unit(&[table]) {
        return out.undecided(reason, Some(&table.place));
    }
    let terms: Vec<Term<'_>> = WAGES
        .iter()
        .filter_map(|code| Some(Term::cell(table, table.code_row(code)?, Column::Total)))
        .collect();
    if let Some(obstacle) = terms.iter().find_map(Term::obstacle) {
        return out.undecided(obstacle, Some(&table.place));
    }
    let wages = Money::checked_sum(terms.iter().filter_map(Term::addend)).unwrap_or_default();
    if wages <= Money::ZERO {
        return;
    }
    for contribution in &CONTRIBUTIONS {
        weigh(table, contribution, wages, &terms, out);
    }
}

fn weigh(
    table: &BudgetTable,
    contribution: &Contribution,
    wages: Money,
    terms: &[Term<'_>],
    out: &mut Checks<'_>,
) {
    let Some(row) = table.code_row(contribution.code) else { return };
    let paid = Term::cell(table, row, Column::Total);
    let Some(money) = paid.amount().and_then(budget::Amount::money) else { return };
    let (part, whole) = (i128::from(money.fen()) * 1000, i128::from(wages.fen()));
    if (contribution.lowest * whole..=contribution.highest * whole).contains(&part) {
        return out.pass();
    }
    let tenths = (part + whole / 2) / whole;
    let message = format!(
        "{} {} {money} 万元，占工资津贴奖金绩效之和 {wages} 万元的 {}.{}%，{}",
        contribution.code,
        row.name.trim(),
        tenths / 10,
        (tenths % 10).abs(),
        contribution.usual
    );
    let suggestion = "核对缴费基数和比例；基数与表列工资不同的，留存测算依据";
    let fault = Fault::new(paid.place(), row_text(row), message, suggestion);
    out.fail(fault.with_terms("缴费 ÷ (30101 + 30102 + 30103 + 30107)", std::iter::once(&paid).chain(terms)));
}
