//! SX-12: pension contributions without occupational annuity.

use budget::{Amount, BudgetDocument, BudgetTable, Column, Money, TableKind};

use crate::checks::{Checks, Fault};
use crate::locate::no_codes;
use crate::term::row_text;
use crate::{Rule, Severity};

pub const RULE: Rule = Rule {
    code: "SX-12",
    title: "有养老保险缴费而没有职业年金",
    severity: Severity::Hint,
    basis: "《机关事业单位职业年金办法》（国办发〔2015〕18号）第二条、第四条：参加机关事业单位养老保险的单位应当建立职业年金，单位缴费按工资总额的 8%",
    page: include_str!("occupational_annuity_missing.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let kinds = [TableKind::GeneralPublicExpenditure, TableKind::Expenditure];
    let Some(table) = kinds.iter().find_map(|kind| doc.table(*kind)) else { return };
    if !has_money(table, "2080505") || !out.is_whole(table) {
        return;
    }
    let basic = doc.table(TableKind::BasicExpenditure);
    if let Some(reason) = doc.printed_table(TableKind::BasicExpenditure).and_then(no_codes)
        && !has_money(table, "2080506")
    {
        return out.undecided(reason, Some(&table.place));
    }
    let is_explained = doc.narrative.iter().any(|section| section.text().contains("职业年金"));
    if has_money(table, "2080506") || basic.is_some_and(|t| has_money(t, "30109")) || is_explained {
        return out.pass();
    }
    let Some(row) = table.code_row("2080505") else { return };
    let Some(money) = row.amount(Column::Total).and_then(Amount::money) else { return };
    let message =
        format!("安排养老保险缴费 {money} 万元，没有职业年金（功能科目 2080506、经济科目 30109 都没有金额）");
    let suggestion = "核实职业年金是否漏编；采用记账方式暂不实缴的，在情况说明中写明";
    out.fail(Fault::new(&row.place, row_text(row), message, suggestion));
}

fn has_money(table: &BudgetTable, code: &str) -> bool {
    let amount = table.code_row(code).and_then(|row| row.amount(Column::Total)?.money());
    amount.is_some_and(|money| money > Money::ZERO)
}
