//! TG-06: money for vehicles in the table of 三公经费 that neither basic expenditure nor a project holds.

use budget::{Amount, BudgetDocument, BudgetTable, Column, Money, PublicsPart, TableKind, normal_name};

use crate::checks::{Checks, Fault};
use crate::locate::no_codes;
use crate::publics::Publics;
use crate::term::Term;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TG-06",
    title: "公务用车费没有着落",
    severity: Severity::Hint,
    basis: basis::CLASSIFICATION,
    page: include_str!("vehicle_costs_without_home.md"),
    parameters: &[Parameter {
        key: "names",
        title: "项目名称里有这些字的，看作公务用车项目",
        preset: Preset::Words(&["公务用车", "公车", "车辆", "用车", "车改", "购车"]),
    }],
    check,
};

/// A part, and the items that basic expenditure books it to: by the department's classification, by the government's.
const HOMES: [(PublicsPart, [&str; 2], &str); 2] = [
    (PublicsPart::Purchase, ["31013", "50303"], "31013 公务用车购置"),
    (PublicsPart::Running, ["30231", "50208"], "30231 公务用车运行维护费"),
];

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(publics) = Publics::of(doc) else { return };
    let basic = doc.table(TableKind::BasicExpenditure);
    for (part, codes, item) in HOMES {
        let cost = publics.term(part, Column::Total);
        let Some(money) = cost.addend().filter(|money| *money > Money::ZERO) else { continue };
        let booked = basic.map(|table| booked(table, &codes));
        match booked {
            Some(Some(booked)) if booked.addend().is_some_and(|booked| booked > money) => {
                let (label, more) = (booked.label(), booked.addend().unwrap_or_default());
                let message = format!("{label} {more} 万元，大于“三公”经费表的{} {money} 万元", part.name());
                let fault = Fault::new(
                    booked.place(),
                    booked.label(),
                    message,
                    "核对两表，“三公”经费表应包括基本支出中的公务用车费",
                );
                out.fail(fault.with_terms("基本支出中的公务用车费 ≤ “三公”经费表", [&booked, &cost]));
            }
            Some(Some(booked)) if !booked.is_blank() => out.pass(),
            _ if has_project(doc, &out.words("names")) => out.pass(),
            None => {
                out.undecided("没有读到基本支出表，不知道公务用车费列在哪里".to_owned(), Some(cost.place()));
            }
            _ if basic.is_some_and(|table| no_codes(table).is_some()) => {
                let reason = basic.and_then(no_codes).unwrap_or_default();
                out.undecided(reason, Some(cost.place()));
            }
            _ if expects_projects(doc) || lists_some(doc) => {
                let reason = "没有读到项目清单，或者没有读全，不知道公务用车费列在哪里";
                out.undecided(reason.to_owned(), Some(cost.place()));
            }
            _ => {
                let message = format!(
                    "“三公”经费表有{} {money} 万元，基本支出表没有 {item}，也没有公务用车项目",
                    part.name()
                );
                let suggestion = format!("说明这笔钱列在哪里；属于基本支出的，列入 {item}");
                let excerpt = format!("{} {}", part.name(), cost.printed());
                out.fail(Fault::new(cost.place(), excerpt, message, suggestion));
            }
        }
    }
}

fn booked<'a>(table: &'a BudgetTable, codes: &[&str]) -> Option<Term<'a>> {
    codes.iter().find_map(|code| table.code_row(code)).map(|row| Term::cell(table, row, Column::Total))
}

fn has_project(doc: &BudgetDocument, words: &[&str]) -> bool {
    let listed = doc.stated.projects.iter().map(|project| project.name.as_str());
    let names = doc.projects.iter().map(|project| project.name.value.as_str()).chain(listed);
    names.map(normal_name).any(|name| words.iter().any(|word| name.contains(word)))
}

/// The forms of some projects alone, as far as the money of 项目支出 tells.
fn lists_some(doc: &BudgetDocument) -> bool {
    let total = doc.table(TableKind::Expenditure).and_then(BudgetTable::total_row);
    let spent = total.and_then(|row| row.amount(Column::Project)).and_then(Amount::money);
    let formed = doc.projects.iter().map(|project| project.budgeted.as_ref().and_then(Amount::money));
    let formed = formed.collect::<Option<Vec<_>>>().and_then(Money::checked_sum);
    doc.stated.projects.is_empty()
        && !doc.projects.is_empty()
        && formed.zip(spent).is_none_or(|(formed, spent)| formed < spent)
}

/// There are projects, and none was read.
fn expects_projects(doc: &BudgetDocument) -> bool {
    let total = doc.table(TableKind::Expenditure).and_then(BudgetTable::total_row);
    let spent = total.and_then(|row| row.amount(Column::Project)).or(doc.stated.project.as_ref());
    let spent = spent.is_none_or(|amount| amount.addend() != Some(Money::ZERO));
    spent && doc.projects.is_empty() && doc.stated.projects.is_empty()
}
