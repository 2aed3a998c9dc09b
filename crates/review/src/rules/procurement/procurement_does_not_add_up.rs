//! PR-01: the procurement of the narrative, the total, the items, their sources or quantity times price do not agree.

use budget::{BudgetDocument, BudgetTable, Column, Measure, Money, TableKind, TableRow};

use crate::checks::{Checks, Fault};
use crate::equation::Equation;
use crate::facts::columns;
use crate::figures::{Number, amounts, compact, head, tail};
use crate::halves::classes;
use crate::purchases::Purchases;
use crate::term::{Term, row_text};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PR-01",
    title: "政府采购金额加不拢",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("procurement_does_not_add_up.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    kinds(doc, out);
    let Some(table) = doc.table(TableKind::Procurement) else {
        let stated = doc.stated.procurement.as_ref();
        if let Some(amount) = stated.filter(|amount| amount.money().is_some_and(|money| money.fen() > 0)) {
            out.undecided("没有读到政府采购预算表，不能与文字核对".to_owned(), Some(&amount.place));
        }
        return;
    };
    if !out.is_whole(table) {
        return;
    }
    let purchases = Purchases::of(table);
    for row in purchases.items.iter().map(|item| item.row) {
        product(table, row, out);
        sources(table, row, out);
    }
    if let Some(total) = purchases.total {
        sources(table, total, out);
    }
    items(&purchases, out);
    words(doc, &purchases, out);
}

/// `政府采购预算 186 万元，其中货物 46 万元、工程 48 万元、服务 92 万元`
fn kinds(doc: &BudgetDocument, out: &mut Checks<'_>) {
    const KINDS: [&str; 3] = ["货物", "工程", "服务"];
    let paragraphs = doc.narrative.iter().flat_map(|section| &section.paragraphs);
    for paragraph in paragraphs.filter(|p| KINDS.iter().all(|kind| p.value.contains(kind))) {
        let text = compact(&paragraph.value);
        let Some(sentence) = text.split('。').find(|s| KINDS.iter().all(|kind| s.contains(kind))) else {
            continue;
        };
        let amounts = amounts(sentence);
        let [whole, parts @ ..] = amounts.as_slice() else { continue };
        let named = parts.iter().zip(amounts.iter().zip(KINDS)).all(|(part, (before, kind))| {
            let words = sentence[before.end..part.start].rsplit(['，', '；', '、', '：']).next();
            words.is_some_and(|words| words.contains(kind))
        });
        let of_whole = tail(&sentence[..whole.start], 14);
        let is_meant = parts.len() == KINDS.len() && named && of_whole.contains("采购");
        let sum = Money::checked_sum(parts.iter().filter_map(Number::money));
        let (true, Some(whole), Some(sum)) = (is_meant, whole.money(), sum) else { continue };
        // Each part was rounded on its own.
        let slack = 2 * parts.iter().map(Number::step).max().unwrap_or(0);
        if whole.fen().abs_diff(sum.fen()) <= slack.unsigned_abs() {
            out.pass();
            continue;
        }
        let message = format!("政府采购预算总额 {whole} 万元，货物、工程、服务之和 {sum} 万元");
        let suggestion = "核对总额和货物、工程、服务三类，改正印错的一个数";
        out.fail(Fault::new(&paragraph.place, head(sentence, 60), message, suggestion));
    }
}

/// 合计 = Σ sources.
fn sources<'a>(table: &'a BudgetTable, row: &'a TableRow, out: &mut Checks<'a>) {
    let columns = columns(table);
    let nested = columns.contains(&Column::Subtotal)
        || columns.contains(&Column::Appropriation) && columns.iter().any(|c| matches!(c, Column::Book(_)));
    let is_source = |column: &Column| {
        !matches!(column, Column::Total | Column::UnitPrice | Column::ProjectFunds | Column::Subtotal)
    };
    let right: Vec<Term<'a>> =
        columns.iter().filter(|c| is_source(c)).map(|column| Term::cell(table, row, *column)).collect();
    let left = Term::cell(table, row, Column::Total);
    // A head of another source may not have been understood, and columns within columns must not be added twice.
    if nested || right.iter().all(Term::is_blank) {
        return;
    }
    out.equate(Equation {
        left, right, formula: "合计 = Σ 各资金来源", sum: "各资金来源之和"
    });
}

fn items<'a>(purchases: &Purchases<'a>, out: &mut Checks<'a>) {
    let table = purchases.table;
    let Some(total) = purchases.total.filter(|_| !purchases.items.is_empty()) else { return };
    if let Some(row) = purchases.stranger {
        let reason = format!("政府采购预算表“{}”一行不知道是不是小计，各行不能相加", row.name.trim());
        return out.undecided(reason, Some(&row.place));
    }
    let rows: Vec<&'a TableRow> = purchases.items.iter().map(|item| item.row).collect();
    // Listed by functional code, as in Yantai.
    let rows = match classes(&rows) {
        Some(classes) => classes.into_iter().map(|at| rows[at]).collect(),
        None => rows,
    };
    let amounts =
        columns(table).into_iter().filter(|c| !matches!(c, Column::UnitPrice | Column::ProjectFunds));
    for column in amounts {
        out.equate(Equation {
            left: Term::cell(table, total, column),
            right: rows.iter().map(|row| Term::cell(table, row, column)).collect(),
            formula: "合计 = Σ 各行",
            sum: "各行之和",
        });
    }
}

fn words<'a>(doc: &'a BudgetDocument, purchases: &Purchases<'a>, out: &mut Checks<'a>) {
    let table = purchases.table;
    let Some(amount) = &doc.stated.procurement else {
        if !table.is_empty() && !doc.narrative.is_empty() {
            out.undecided("没有读到情况说明中的政府采购预算金额".to_owned(), Some(&table.place));
        }
        return;
    };
    let left = Term::Stated { what: "情况说明 政府采购预算", amount };
    let cell = |row| Term::cell(table, row, Column::Total);
    let formula = "文字 = 政府采购预算表";
    match (purchases.total, purchases.stranger) {
        (Some(total), _) => out.equate(Equation::twins(left, cell(total), formula)),
        (None, Some(_)) => {
            out.undecided("政府采购预算表没有合计行，不能与文字核对".to_owned(), Some(&table.place));
        }
        (None, None) if purchases.items.is_empty() => {
            let nil = Term::Absent { table, row: "合计", column: Column::Total };
            out.equate(Equation::twins(left, nil, formula));
        }
        (None, None) => {
            let right = purchases.items.iter().map(|item| cell(item.row)).collect();
            out.equate(Equation { left, right, formula, sum: "采购表各行之和" });
        }
    }
}

/// 数量 × 单价 = 合计, the price having been rounded before it was printed. A price in 元 beside amounts in 万元 is
/// customary.
fn product(table: &BudgetTable, row: &TableRow, out: &mut Checks<'_>) {
    let (price, total) = (row.amount(Column::UnitPrice), row.amount(Column::Total));
    let (Some(quantity), Some(price), Some(total)) =
        (&row.quantity, price.and_then(|price| price.money()), total.and_then(|total| total.money()))
    else {
        return;
    };
    if quantity.printed.is_empty() || price.fen() == 0 {
        return;
    }
    let unreadable = || format!("采购数量“{}”算不出金额", quantity.printed);
    let unit = out.facts.unit(table);
    let Some(number) = quantity.number else { return out.undecided(unreadable(), Some(&quantity.place)) };
    let (Some(exact), Some(slack)) = (number.scaled_by(price.fen()), number.scaled_by(unit).or(Some(unit)))
    else {
        return out.undecided(unreadable(), Some(&quantity.place));
    };
    let allowed = i128::from(slack / 2) + i128::from(unit / 2);
    let (exact, printed) = (i128::from(exact), i128::from(total.fen()));
    let wan = i128::from(Measure::Wan.fen() / Measure::Yuan.fen());
    let is_near = |difference: i128, scale: i128| difference.abs() <= allowed.saturating_mul(scale);
    let in_yuan = table.measure == Measure::Wan && is_near(exact - printed * wan, wan);
    if is_near(exact - printed, 1) || in_yuan {
        return out.pass();
    }
    let item = row.purchase.as_ref().map_or(row.name.trim(), |purchase| purchase.item.trim());
    let exact = i64::try_from(exact).map(budget::Money::from_fen).unwrap_or_default();
    let message = format!(
        "“{item}”数量 {} × 单价 {price} 万元 = {exact} 万元，表中合计 {total} 万元",
        quantity.printed,
        total = total
    );
    let suggestion = format!("核对数量、单价和合计；数量和单价无误的，合计应为 {exact} 万元");
    let terms = [Term::cell(table, row, Column::Total), Term::cell(table, row, Column::UnitPrice)];
    let fault = Fault::new(&row.place, row_text(row), message, suggestion);
    out.fail(fault.with_terms("数量 × 单价 = 合计", &terms));
}
