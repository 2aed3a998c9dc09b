//! AS-03: a part of a class is more than the class, or buildings are stated without the offices among them.

use budget::{BudgetDocument, BudgetTable, Column, Decimal, Money, TableKind, TableRow};

use crate::checks::{Checks, Fault};
use crate::holdings::{Holdings, class};
use crate::term::{Term, row_text};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "AS-03",
    title: "资产的其中项缺漏或大于上级",
    severity: Severity::Error,
    basis: basis::COMPLETE,
    page: include_str!("office_space_missing.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = doc.table(TableKind::Assets).filter(|table| !table.is_empty()) else { return };
    let holdings = Holdings { table };
    for (whole, part) in holdings.parts() {
        areas(whole, part, out);
        values(table, whole, part, out);
    }
    let Some(buildings) = holdings.class_of(&["房屋", "建筑"]).filter(|row| has_any(row)) else {
        return;
    };
    match table.rows.iter().find(|row| row.name.contains("办公用房")) {
        Some(offices) if is_stated(offices) => out.pass(),
        offices => {
            let row = offices.unwrap_or(buildings);
            // A template without the row is not its author's fault.
            let (what, most) = match offices {
                Some(_) => ("空白", Severity::Warning),
                None => ("没有列出", Severity::Hint),
            };
            let message = format!("填了房屋 {}，其中的办公用房{what}", said(buildings));
            let suggestion = "补填办公用房的面积和价值；没有办公用房的填 0";
            out.fail(Fault::new(&row.place, row_text(row), message, suggestion).at_most(most));
        }
    }
}

fn number(row: &TableRow) -> Option<Decimal> {
    row.quantity.as_ref()?.number
}

/// Anything printed, 0 and 无 included.
fn is_stated(row: &TableRow) -> bool {
    let counted = row.quantity.as_ref().is_some_and(|quantity| !quantity.printed.is_empty());
    counted || row.amount(Column::Total).is_some_and(|amount| !amount.is_blank())
}

/// More than 0, or printed in a way that may be.
fn has_any(row: &TableRow) -> bool {
    let nil = |printed: &str| ["", "0", "0.00", "无", "-", "—", "/"].contains(&printed);
    let counted = row.quantity.as_ref().is_some_and(|quantity| {
        quantity.number.map_or(!nil(&quantity.printed), |number| number > Decimal::whole(0))
    });
    counted || row.amount(Column::Total).is_some_and(|value| value.addend() != Some(Money::ZERO))
}

/// `756 平方米`, or the value where no area is printed.
fn said(row: &TableRow) -> String {
    let measure = row.name.split(['（', '(']).nth(1).map_or("", |rest| rest.trim_end_matches(['）', ')']));
    let quantity = row.quantity.as_ref().map(|q| q.printed.as_str()).filter(|printed| !printed.is_empty());
    let value = || row.amount(Column::Total).map(|amount| format!("价值 {}", amount.printed));
    quantity.map(|q| format!("{q} {measure}")).or_else(value).unwrap_or_default().trim_end().to_owned()
}

fn areas(whole: &TableRow, part: &TableRow, out: &mut Checks<'_>) {
    let (Some(all), Some(some)) = (number(whole), number(part)) else { return };
    if some <= all {
        return out.pass();
    }
    let message = format!("{} {some}，大于{} {all}", class(part), class(whole));
    out.fail(Fault::new(&part.place, row_text(part), message, "其中项不应大于上级，核对两个数量"));
}

fn values<'a>(table: &'a BudgetTable, whole: &'a TableRow, part: &'a TableRow, out: &mut Checks<'a>) {
    let [all, some] = [whole, part].map(|row| Term::cell(table, row, Column::Total));
    if some.is_blank() {
        return;
    }
    let (Some(most), Some(money)) = (all.addend(), some.addend()) else {
        let reason = some.obstacle().or_else(|| all.obstacle()).unwrap_or_default();
        return out.undecided(reason, Some(some.place()));
    };
    if money <= most {
        return out.pass();
    }
    let message = format!("{}价值 {money} 万元，大于{}价值 {most} 万元", class(part), class(whole));
    let fault = Fault::new(some.place(), row_text(part), message, "其中项不应大于上级，核对两个价值");
    out.fail(fault.with_terms("其中项 ≤ 上级", [&some, &all]));
}
