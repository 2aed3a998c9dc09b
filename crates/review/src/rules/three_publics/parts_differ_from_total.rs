//! TG-01: the total of 三公经费 is not the sum of its three parts, or a row not that of its books.

use budget::{BudgetDocument, BudgetTable, Column, PublicsPart, TableKind, TableRow};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::facts::columns;
use crate::publics::{Publics, stated_name};
use crate::publics_by_unit;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TG-01",
    title: "“三公”经费合计不等于各项之和",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("parts_differ_from_total.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    if doc.table(TableKind::ThreePublics).is_none() && stated(doc, out) {
        return;
    }
    let Some(publics) = Publics::whole(out).filter(|publics| !publics.table.is_empty()) else { return };
    parts(publics, out);
    publics_by_unit::check(publics.table, out);
    for row in &publics.table.rows {
        books(publics.table, row, out);
    }
}

/// Where the table is published elsewhere, the narrative alone; false when it does not state all the parts.
fn stated<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) -> bool {
    use PublicsPart::{OverseasTravel, Purchase, Reception, Running, Total, Vehicles};
    let Some(stated) = &doc.stated.three_publics else { return false };
    let term = |part| stated.amount(part).map(|amount| Term::Stated { what: stated_name(part), amount });
    let vehicles = term(Vehicles).map(|term| vec![term]);
    let vehicles = vehicles.or_else(|| Some(vec![term(Purchase)?, term(Running)?]));
    let (Some(left), Some(overseas), Some(vehicles), Some(reception)) =
        (term(Total), term(OverseasTravel), vehicles, term(Reception))
    else {
        return false;
    };
    out.equate(Equation {
        left,
        right: [vec![overseas], vehicles, vec![reception]].concat(),
        formula: "合计 = 因公出国（境）费 + 公务用车购置及运行维护费 + 公务接待费",
        sum: "各项之和",
    });
    true
}

/// A row is the sum of its books.
fn books<'a>(table: &'a BudgetTable, row: &'a TableRow, out: &mut Checks<'a>) {
    let books = columns(table).into_iter().filter(|column| matches!(column, Column::Book(_)));
    let right: Vec<Term<'a>> = books.map(|column| Term::cell(table, row, column)).collect();
    if right.iter().all(Term::is_blank) {
        return;
    }
    let left = Term::cell(table, row, Column::Total);
    out.equate(Equation { left, right, formula: "合计 = Σ 各预算", sum: "各预算之和" });
}

fn parts<'a>(publics: Publics<'a>, out: &mut Checks<'a>) {
    use PublicsPart::{OverseasTravel, Purchase, Reception, Running, Total, Vehicles};
    let place = Some(&publics.table.place);
    if publics.row(Total).is_none() {
        let reason = match publics.stranger() {
            Some(row) => {
                format!("“三公”经费支出表另有“{}”一项，不知道合计是否包括它", row.name.trim())
            }
            None => "“三公”经费支出表没有合计行".to_owned(),
        };
        return out.undecided(reason, publics.stranger().map(|row| &row.place).or(place));
    }
    with_meetings(publics, out);
    let vehicles: &[PublicsPart] =
        if publics.row(Vehicles).is_some() { &[Vehicles] } else { &[Purchase, Running] };
    let parts = [&[OverseasTravel], vehicles, &[Reception]].concat();
    for column in columns(publics.table) {
        out.equate(Equation {
            left: publics.term(Total, column),
            right: parts.iter().map(|part| publics.term(*part, column)).collect(),
            formula: "合计 = 因公出国（境）费 + 公务用车购置及运行维护费 + 公务接待费",
            sum: "各项之和",
        });
    }
}

/// 合计 of a table that goes on with 会议费 and 培训费 covers them.
fn with_meetings<'a>(publics: Publics<'a>, out: &mut Checks<'a>) {
    let is_meeting = |row: &TableRow| ["会议", "培训"].iter().any(|word| row.name.contains(word));
    let (Some(whole), Some(named)) = (publics.whole_row(), publics.row(PublicsPart::Total)) else { return };
    if publics.stranger().is_none() || !publics.strangers().all(is_meeting) {
        return;
    }
    for column in columns(publics.table) {
        let rows = std::iter::once(named).chain(publics.strangers());
        out.equate(Equation {
            left: Term::cell(publics.table, whole, column),
            right: rows.map(|row| Term::cell(publics.table, row, column)).collect(),
            formula: "合计 = “三公”经费 + 会议费 + 培训费",
            sum: "各项之和",
        });
    }
}
