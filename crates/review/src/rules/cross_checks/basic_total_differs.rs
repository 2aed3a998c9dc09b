//! SX-04: the total of 基本支出表 is not the basic expenditure of the expenditure tables.

use budget::{Amount, BudgetBook, BudgetDocument, BudgetTable, Column, Money, TableKind};

use crate::checks::{Checks, Fault};
use crate::equation::{Equation, Weighed};
use crate::locate::{is_grant_only, total};
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-04",
    title: "基本支出表合计与支出表的基本支出不同",
    severity: Severity::Error,
    basis: basis::BREAKDOWN,
    page: include_str!("basic_total_differs.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(basic) = out.table(TableKind::BasicExpenditure) else { return };
    let mut kinds = vec![TableKind::GeneralPublicExpenditure];
    let general_only =
        [TableKind::GovernmentFundExpenditure, TableKind::StateCapitalExpenditure].iter().all(|kind| {
            doc.printed_table(*kind).is_none_or(|table| table.is_empty() && !table.has_unread_column())
        });
    if general_only && is_grant_only(doc) == Some(true) {
        kinds.push(TableKind::Expenditure);
    }
    for kind in kinds {
        let Some(table) = out.table(kind) else { continue };
        let (Some(left), Some(right)) = (total(table, Column::Basic), total(basic, Column::Total)) else {
            out.undecided(
                format!("{}或{}没有合计行", table.kind.name(), basic.kind.name()),
                Some(&basic.place),
            );
            continue;
        };
        // `基本支出预算表` of a department with other money may be of all of it.
        if kind == TableKind::GeneralPublicExpenditure
            && !is_of_book(basic)
            && is_grant_only(doc) != Some(true)
            && may_be_of_other_money(doc, left, right)
        {
            let reason = "基本支出表没有写明是一般公共预算的，像是包括其他资金，没有对照".to_owned();
            out.undecided(reason, Some(&basic.place));
            continue;
        }
        let equation = Equation::twins(left, right, "支出表 基本支出合计 = 基本支出表 合计");
        match equation.weigh(out.facts) {
            Ok(weighed) if !weighed.holds() && is_rounded(&equation, weighed, out) => {
                let message = format!("{}，像是四舍五入的尾差", equation.message(weighed));
                let excerpt = format!("{} {}", left.label(), left.printed());
                let suggestion = "核对原始数据：两表逐行四舍五入后相加，合计会差在末位；统一其中一个";
                let fault = Fault::new(left.place(), excerpt, message, suggestion);
                let fault = fault.with_terms(equation.formula, equation.terms());
                out.fail(fault.at_most(Severity::Hint));
            }
            _ => out.equate(equation),
        }
    }
}

/// One in the last digit: each table adds up its own rounded rows.
fn is_rounded(equation: &Equation<'_>, weighed: Weighed, out: &Checks<'_>) -> bool {
    let unit = equation.terms().map(|term| term.unit(out.facts)).max().unwrap_or_default();
    weighed.difference.unsigned_abs() <= unit.unsigned_abs()
}

/// No more than the department has beside its grant, where that is known.
fn may_be_of_other_money(doc: &BudgetDocument, left: Term<'_>, right: Term<'_>) -> bool {
    let surplus = right.addend().zip(left.addend()).and_then(|(right, left)| right.checked_sub(left));
    let other = other_money(doc);
    surplus.is_some_and(|surplus| surplus > Money::ZERO && other.is_none_or(|other| surplus <= other))
}

fn other_money(doc: &BudgetDocument) -> Option<Money> {
    let row = doc.table(TableKind::Revenue)?.total_row()?;
    let money = |column| row.amount(column).and_then(Amount::addend);
    let grant = money(Column::Appropriation).or_else(|| money(Column::Book(BudgetBook::GeneralPublic)))?;
    money(Column::Total)?.checked_sub(grant)
}

/// The title names the budget.
fn is_of_book(table: &BudgetTable) -> bool {
    ["一般公共预算", "公共预算", "财政拨款"].iter().any(|word| table.title.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::{Settings, Severity, example, review};

    fn severity(basic: &str) -> Option<Severity> {
        let text = format!(
            "**一般公共预算财政拨款支出表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n\
             |  | 合计 | 9.25 | 9.25 |  |\n\n\
             **一般公共预算财政拨款基本支出表**\n| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n|  | 合计 | {basic} |\n"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().find(|finding| finding.code == "SX-04").map(|finding| finding.severity)
    }

    #[test]
    fn one_in_the_last_digit_is_rounding() {
        assert_eq!(severity("9.25"), None);
        assert_eq!(severity("9.24"), Some(Severity::Hint));
        assert_eq!(severity("9.23"), Some(Severity::Error));
    }
}
