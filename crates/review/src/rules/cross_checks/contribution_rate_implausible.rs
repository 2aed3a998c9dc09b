//! SX-14: pension or housing contributions far from their rates.

use budget::{BudgetDocument, BudgetTable, Column, Money, TableKind, TableRow};

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

/// A contribution and the share of wages, in tenths of a per cent, within which it is plausible. Published tables show
/// how far the base, last year's wages without some allowances, is from the budgeted wages: 16% for pensions print as
/// 11 to 18, 12% for housing as up to 17.
struct Contribution {
    code: &'static str,
    lowest: i128,
    highest: i128,
    usual: &'static str,
}

const CONTRIBUTIONS: [Contribution; 2] = [
    Contribution { code: "30108", lowest: 100, highest: 200, usual: "应在 16% 左右" },
    Contribution {
        code: "30113", lowest: 0, highest: 180, usual: "缴存比例不高于 12%，基数之差不至于此"
    },
];

const RATE_CUT: u16 = 2020;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = out.whole_table(TableKind::BasicExpenditure) else { return };
    if earns(doc) {
        let reason = "单位有事业收入或经营收入，工资由几种来源列支，缴费比例不能按财政拨款的工资核对";
        return out.undecided(reason.to_owned(), Some(&table.place));
    }
    if let Some(reason) = by_unit(&[table]) {
        return out.undecided(reason, Some(&table.place));
    }
    let terms: Vec<Term<'_>> = WAGES
        .iter()
        .filter_map(|code| Some(Term::cell(table, wage_row(table, code)?, Column::Total)))
        .collect();
    if let Some(obstacle) = terms.iter().find_map(Term::obstacle) {
        return out.undecided(obstacle, Some(&table.place));
    }
    let wages = Money::checked_sum(terms.iter().filter_map(Term::addend)).unwrap_or_default();
    if wages <= Money::ZERO {
        return;
    }
    // Until April 2019 the pension rate was 20%.
    let is_old = doc.fiscal_year.is_some_and(|year| year.number() < RATE_CUT);
    for contribution in CONTRIBUTIONS.iter().filter(|c| !is_old || c.code != "30108") {
        weigh(table, contribution, wages, &terms, out);
    }
}

/// Wages and contributions of whoever earns money are paid from the budget in unlike parts.
fn earns(doc: &BudgetDocument) -> bool {
    let Some(table) = doc.table(TableKind::Revenue) else { return false };
    let earned = [Column::Institutional, Column::Business];
    let rows = || table.rows.iter().flat_map(|row| &row.amounts);
    rows().any(|(column, amount)| {
        earned.contains(column) && amount.money().is_some_and(|money| money > Money::ZERO)
    })
}

/// 30102, also where its zero was lost: 3012.
fn wage_row<'a>(table: &'a BudgetTable, code: &str) -> Option<&'a TableRow> {
    let short = code.strip_prefix("3010").map(|last| format!("301{last}"));
    table.code_row(code).or_else(|| table.code_row(&short?))
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
