//! TX-02: expenditure in the narrative differs from 支出总表 or the table of basic expenditure.

use std::collections::HashMap;

use budget::{
    Amount, BudgetDocument, BudgetTable, CodeEntry, Column, Located, Measure, Money, Side, TableKind,
};

use crate::checks::{Checks, Fault};
use crate::equation::Equation;
use crate::figures::{Number, amounts, compact, head};
use crate::halves::Half;
use crate::locate::total;
use crate::stated_items::{StatedItem, writes_whole};
use crate::term::Term;
use crate::words::sentence_with;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-02",
    title: "情况说明的支出与表不同",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("stated_expenditure_differs_from_tables.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    items(doc, out);
    parts_told(doc, out);
    let stated = &doc.stated;
    let Some(whole) = &stated.expenditure else { return };
    let whole = said("情况说明 支出预算", whole);
    let basic = stated.basic.as_ref().map(|amount| said("情况说明 基本支出", amount));
    let project = stated.project.as_ref().map(|amount| said("情况说明 项目支出", amount));
    let expenditure = totalled(TableKind::Expenditure, whole, out);
    compare_total(doc, whole, expenditure, out);
    match expenditure {
        Some(table) => {
            let is_even = adds_up(whole, basic, project);
            for (left, column) in [(basic, Column::Basic), (project, Column::Project)] {
                if let Some(left) = left {
                    if is_even && is_shifted(left, table, column, out) {
                        out.pass();
                        continue;
                    }
                    compare(left, table, column, "支出说明 = 支出总表合计行", out);
                }
            }
        }
        // Without the table, the figures can still be held against one another.
        None => add_up(
            Some(whole),
            [basic, project],
            "支出预算 = 基本支出 + 项目支出",
            "基本支出与项目支出之和",
            out,
        ),
    }
    parts_of_basic(doc, basic, out);
}

fn said<'a>(what: &'a str, amount: &'a Amount) -> Term<'a> {
    Term::Stated { what, amount }
}

/// Whether the two parts make up the whole as the text prints them.
fn adds_up(whole: Term<'_>, basic: Option<Term<'_>>, project: Option<Term<'_>>) -> bool {
    let sum = || basic?.addend()?.checked_add(project?.addend()?);
    sum().is_some() && sum() == whole.addend()
}

/// A part that is off by its last digit, so that the sum comes out: mended alone, it would break the sum.
fn is_shifted(left: Term<'_>, table: &BudgetTable, column: Column, out: &Checks<'_>) -> bool {
    let Some(right) = total(table, column) else { return false };
    let equation = Equation::twins(left, right, "");
    equation
        .weigh(out.facts)
        .is_ok_and(|weighed| !weighed.holds() && equation.is_truncated(weighed, out.facts))
}

/// The table, when it has a total row; else a record of what is missing.
fn totalled<'a>(kind: TableKind, left: Term<'a>, out: &mut Checks<'a>) -> Option<&'a BudgetTable> {
    let table = out.table(kind)?;
    if table.total_row().is_none() {
        out.undecided(format!("{}没有合计行", kind.name()), Some(left.place()));
        return None;
    }
    Some(table)
}

/// The total may include what is carried over to the next year, as only 收支总表 does.
fn compare_total<'a>(
    doc: &'a BudgetDocument,
    whole: Term<'a>,
    expenditure: Option<&'a BudgetTable>,
    out: &mut Checks<'a>,
) {
    let mut totals: Vec<Term<'a>> =
        expenditure.and_then(|table| total(table, Column::Total)).into_iter().collect();
    if let Some(summary) = doc.table(TableKind::RevenueAndExpenditure) {
        let half = Half::of(summary, Side::Expenditure);
        let rows = half.total.into_iter().chain(half.this_year);
        totals.extend(rows.map(|row| Term::cell(summary, row, Column::Total)));
    }
    let twins = totals.into_iter().map(|right| Equation::twins(whole, right, "支出说明 = 支出总表 合计"));
    out.equate_any(twins.collect());
}

fn compare<'a>(
    left: Term<'a>,
    table: &'a BudgetTable,
    column: Column,
    formula: &'static str,
    out: &mut Checks<'a>,
) {
    if !table.columns.contains(&column) {
        let reason = format!("{}没有读到“{}”栏", table.kind.name(), column.name());
        return out.undecided(reason, Some(left.place()));
    }
    if let Some(right) = total(table, column) {
        out.equate(Equation::twins(left, right, formula));
    }
}

fn parts_of_basic<'a>(doc: &'a BudgetDocument, basic: Option<Term<'a>>, out: &mut Checks<'a>) {
    let stated = &doc.stated;
    let personnel = stated.personnel.as_ref().map(|amount| said("情况说明 人员经费", amount));
    let operating = stated.operating.as_ref().map(|amount| said("情况说明 公用经费", amount));
    let Some(first) = personnel.or(operating) else { return };
    let Some(table) = totalled(TableKind::BasicExpenditure, first, out) else {
        let sum = "人员经费与公用经费之和";
        return add_up(basic, [personnel, operating], "基本支出 = 人员经费 + 公用经费", sum, out);
    };
    // The table is one of the general public budget; basic expenditure may have other sources.
    let whole = doc.table(TableKind::Expenditure).and_then(|expenditure| total(expenditure, Column::Basic));
    let general = total(table, Column::Total);
    let differs = whole.zip(general).is_some_and(|(a, b)| a.addend() != b.addend());
    if differs && basic.is_some_and(|basic| general.is_some_and(|g| g.addend() != basic.addend())) {
        let reason = "基本支出不全由一般公共预算安排，人员经费、公用经费不能与基本支出表对照";
        return out.undecided(reason.to_owned(), Some(first.place()));
    }
    for (left, column) in [(personnel, Column::Personnel), (operating, Column::Operating)] {
        if let Some(left) = left {
            compare(left, table, column, "支出说明 = 基本支出表合计行", out);
        }
    }
}

fn add_up<'a>(
    whole: Option<Term<'a>>,
    parts: [Option<Term<'a>>; 2],
    formula: &'static str,
    sum: &'static str,
    out: &mut Checks<'a>,
) {
    if let (Some(left), [Some(a), Some(b)]) = (whole, parts) {
        out.equate(Equation { left, right: vec![a, b], formula, sum });
    }
}

/// `农林水支出（类）水利（款）水土保持（项）：2025年预算数为42.00万元`
fn items<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let mut items: HashMap<&str, Vec<StatedItem<'_>>> = HashMap::new();
    for section in &doc.narrative {
        let found = section.paragraphs.iter().filter_map(|p| StatedItem::of(p, doc.fiscal_year));
        let found: Vec<StatedItem<'_>> = found.collect();
        let is_in_wan = |item: &StatedItem<'_>| item.amount.rounded() == Measure::Wan.fen();
        let is_whole = found.len() > 1 && found.iter().all(is_in_wan) || writes_whole(section);
        for item in found {
            let item = if is_whole { item.in_whole_wan() } else { item };
            items.entry(item.entry.code.as_str()).or_default().push(item);
        }
    }
    let mut items: Vec<StatedItem<'_>> = items
        .into_values()
        // Stated twice, by unit or by kind of expenditure: neither is the whole.
        .filter_map(|mut stated| stated.pop().filter(|_| stated.is_empty()))
        .collect();
    items.sort_by(|a, b| a.paragraph.place.cmp(&b.paragraph.place));
    for item in items {
        weigh(doc, &item, out);
    }
}

fn weigh(doc: &BudgetDocument, item: &StatedItem<'_>, out: &mut Checks<'_>) {
    let Some(stated) = item.amount.money() else { return };
    match item.differs_from(doc) {
        Some(false) => out.pass(),
        None => {}
        Some(true) => {
            let found = item.printed(doc);
            let is_of_all = |found: &(TableKind, Money)| found.0 == TableKind::Expenditure;
            if !is_of_general(item) && has_other_money(doc) && !found.iter().any(is_of_all) {
                let reason = "单位另有一般公共预算以外的资金，支出总表没有读到这个科目，不能对照".to_owned();
                return out.undecided(reason, Some(&item.paragraph.place));
            }
            let Some((kind, printed)) = found.into_iter().next() else { return };
            let CodeEntry { code, name, .. } = item.entry;
            let stated =
                if item.amount.unit == "万元" { item.amount.value.to_string() } else { stated.to_string() };
            let message = format!("情况说明 {code} {name} {stated} 万元，{} {printed} 万元", kind.name());
            let suggestion = "核对原始数据，改正印错的一处";
            let fault =
                Fault::new(&item.paragraph.place, head(&item.paragraph.value, 50), message, suggestion);
            let is_rounded = printed.fen().abs_diff(item.amount.money().unwrap_or_default().fen()) * 2
                <= item.amount.rounded().unsigned_abs();
            out.fail(if is_rounded { fault.at_most(Severity::Hint) } else { fault });
        }
    }
}

/// Whether the sentence says that it speaks of the money that 财政 appropriates.
fn is_of_general(item: &StatedItem<'_>) -> bool {
    ["财政拨款", "一般公共预算"].iter().any(|book| item.paragraph.value.contains(book))
}

/// The unit spends more than 财政 appropriates to it.
fn has_other_money(doc: &BudgetDocument) -> bool {
    let revenue = doc.table(TableKind::Revenue).and_then(|table| total(table, Column::Total));
    let general =
        doc.table(TableKind::GeneralPublicExpenditure).and_then(|table| total(table, Column::Total));
    let whole = revenue.and_then(|term| term.addend());
    whole.zip(general.and_then(|term| term.addend())).is_some_and(|(whole, general)| whole > general)
}

/// 人员经费 and 公用经费 of a section on basic expenditure, where the sentence on the whole does not tell them.
fn parts_told(doc: &BudgetDocument, out: &mut Checks<'_>) {
    let Some(table) = doc.table(TableKind::BasicExpenditure) else { return };
    let whole = doc.table(TableKind::Expenditure).and_then(|table| total(table, Column::Basic)?.addend());
    let general = total(table, Column::Total).and_then(|term| term.addend());
    // With money from other sources, the text may speak of either.
    let stated = &doc.stated;
    let told = stated.basic.as_ref().and_then(Amount::money);
    if whole.or(told).is_some_and(|whole| Some(whole) != general) {
        return;
    }
    let parts = [
        ("人员经费", Column::Personnel, &stated.personnel),
        ("公用经费", Column::Operating, &stated.operating),
    ];
    for (name, column, known) in parts {
        let printed = total(table, column).and_then(|term| term.amount()?.money());
        let Some(printed) = printed.filter(|_| known.is_none() || stated.expenditure.is_none()) else {
            continue;
        };
        let told = told_of_basic(doc, name);
        let is_same = |number: &Number| {
            number
                .money()
                .is_some_and(|m| m.fen().abs_diff(printed.fen()) < number.coarse_step().unsigned_abs())
        };
        match told.as_slice() {
            [] => {}
            told if told.iter().any(|(_, number)| is_same(number)) => out.pass(),
            [(paragraph, number), rest @ ..] if rest.iter().all(|(_, n)| n.money() == number.money()) => {
                let Some(said) = number.money() else { continue };
                let message =
                    format!("情况说明 {name} {said} 万元，{}合计行 {printed} 万元", table.kind.name());
                let excerpt = sentence_with(&paragraph.value, name);
                out.fail(Fault::new(&paragraph.place, excerpt, message, "核对原始数据，改正印错的一处"));
            }
            // Of several amounts nothing says which is the whole.
            _ => {}
        }
    }
}

/// `基本支出552.12万元。其中：人员经费483.72万元`: the name at the start of a clause, and the amount right behind it.
fn told_of_basic<'a>(doc: &'a BudgetDocument, name: &str) -> Vec<(&'a Located<String>, Number)> {
    let mut found = Vec::new();
    for section in doc.narrative.iter().filter(|section| !section.title.contains("解释")) {
        let mut is_on_basic = section.title.contains("基本支出");
        for paragraph in &section.paragraphs {
            let text = compact(&paragraph.value);
            is_on_basic |= text.contains("基本支出") && text.contains("万元");
            let Some(at) = text.find(name).filter(|_| is_on_basic) else { continue };
            let (before, rest) =
                (&text[..at], text[at + name.len()..].trim_start_matches(['为', '共', '：']));
            let is_clause = before.is_empty() || before.ends_with(['，', '。', '；', '：', '、', '）', '.']);
            let number = amounts(rest).into_iter().next().filter(|number| number.start == 0);
            if let Some(number) = number.filter(|_| is_clause && !before.contains("上年")) {
                found.push((paragraph, number));
            }
        }
    }
    found
}
