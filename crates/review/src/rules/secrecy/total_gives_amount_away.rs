//! SE-07: a redacted amount that anyone can work out.

use std::collections::HashMap;

use budget::{Amount, BudgetDocument, Column, Figure, Money, Project, TableKind, normal_name};

use crate::checks::{Checks, Fault};
use crate::codes::coded_tables;
use crate::term::{column_words, row_name};
use crate::tree::Tree;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SE-07",
    title: "隐去的金额可以推算出来",
    severity: Severity::Error,
    basis: basis::SECRECY,
    page: include_str!("total_gives_amount_away.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let total = total(doc);
    let printed = printed_elsewhere(doc);
    let all_have_forms = doc.stated.projects.len() <= doc.projects.len();
    let of_forms = total
        .filter(|_| all_have_forms)
        .and_then(|total| only_unknown(total, doc.projects.iter().map(|p| p.budgeted.as_ref())));
    let listed = doc.stated.projects.iter().map(|listed| Some(&listed.amount));
    let of_list = total.and_then(|total| only_unknown(total, listed));
    let is_given = |amount: &Amount, found: Option<&Amount>| found.is_some_and(|f| std::ptr::eq(f, amount));
    for project in &doc.projects {
        let name = project.name.value.trim();
        let redacted = [("预算数", &project.budgeted), ("其中财政资金", &project.fiscal)];
        let redacted = redacted.into_iter().filter_map(|(what, amount)| Some((what, amount.as_ref()?)));
        let redacted: Vec<_> = redacted.filter(|(_, amount)| is_redacted(amount)).collect();
        if redacted.is_empty() && project.secrecy.is_redacted() {
            out.pass();
        }
        for (what, amount) in redacted {
            let source = if let Some(place) = printed.get(&normal_name(name)) {
                Some(format!("{place}照印"))
            } else if is_given(amount, of_forms) {
                Some("可以用项目支出合计减去其余各项目算出".to_owned())
            } else {
                within_form(project, amount)
            };
            report(amount, &format!("项目“{name}”{what}"), source, out);
        }
    }
    for listed in doc.stated.projects.iter().filter(|listed| is_redacted(&listed.amount)) {
        let source = is_given(&listed.amount, of_list);
        let source = source.then(|| "可以用项目支出合计减去清单其余各项算出".to_owned());
        report(&listed.amount, &format!("项目清单“{}”的金额", listed.name.trim()), source, out);
    }
    cells(doc, out);
}

fn report<'a>(amount: &'a Amount, what: &str, source: Option<String>, out: &mut Checks<'a>) {
    let Some(source) = source else { return out.pass() };
    let message = format!("{what}已隐去，但{source}");
    let suggestion = "把隐去的各项合并成一个数列示，或者合计、分项一并隐去，使未知数不止一个";
    out.fail(Fault::new(&amount.place, amount.printed.clone(), message, suggestion));
}

fn is_redacted(amount: &Amount) -> bool {
    matches!(amount.figure, Figure::Redacted(_))
}

/// 项目支出合计, of 支出总表 or as the narrative states it.
fn total(doc: &BudgetDocument) -> Option<Money> {
    let table = || doc.table(TableKind::Expenditure)?.total_row()?.amount(Column::Project)?.money();
    table().or_else(|| doc.stated.project.as_ref()?.money())
}

/// The redacted amount that is the only unknown of a sum.
fn only_unknown<'a>(total: Money, parts: impl Iterator<Item = Option<&'a Amount>>) -> Option<&'a Amount> {
    let mut unknown = None;
    let mut rest = total;
    for part in parts {
        let part = part?;
        match part.addend() {
            Some(money) => rest = rest.checked_sub(money)?,
            None if is_redacted(part) && unknown.is_none() => unknown = Some(part),
            None => return None,
        }
    }
    unknown.filter(|_| rest > Money::ZERO)
}

/// Where the amounts of projects stand beside the forms, by name.
fn printed_elsewhere(doc: &BudgetDocument) -> HashMap<String, &'static str> {
    let listed = doc.stated.projects.iter().filter(|listed| listed.amount.money().is_some());
    let listed = listed.map(|listed| (normal_name(&listed.name), "情况说明的项目清单"));
    let procured = doc.table(TableKind::Procurement).into_iter().flat_map(|table| &table.rows);
    let procured =
        procured.filter(|row| row.amount(Column::ProjectFunds).is_some_and(|a| a.money().is_some()));
    procured.map(|row| (normal_name(&row.name), "政府采购预算表")).chain(listed).collect()
}

/// 预算数 = 财政资金 + 其他资金 with one of them unknown.
fn within_form(project: &Project, amount: &Amount) -> Option<String> {
    let is_this = |other: &Option<Amount>| other.as_ref().is_some_and(|other| std::ptr::eq(other, amount));
    let known = |amount: &Option<Amount>| amount.as_ref().is_none_or(|amount| amount.addend().is_some());
    let stated = |amount: &Option<Amount>| amount.as_ref().is_some_and(|amount| amount.money().is_some());
    let (budgeted, fiscal, other) = (&project.budgeted, &project.fiscal, &project.other);
    let given = is_this(budgeted) && stated(fiscal) && known(other)
        || is_this(fiscal) && stated(budgeted) && known(other);
    given.then(|| "同一张表的其他金额照印，可以算出".to_owned())
}

/// Cells of tables by code: a parent with one redacted child.
fn cells<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (table, _) in coded_tables(doc) {
        let cells = table.rows.iter().flat_map(|row| &row.amounts);
        if !cells.into_iter().any(|(_, amount)| is_redacted(amount)) {
            continue;
        }
        let tree = Tree::of(table);
        let tops = table.total_row().map(|row| (row, tree.tops.as_slice()));
        let nodes = tree.nodes().map(|(node, children)| (tree.row(node), children));
        for (parent, children) in nodes.chain(tops) {
            for &column in &table.columns {
                let Some(total) = parent.amount(column).and_then(Amount::money) else { continue };
                let parts = children.iter().filter_map(|child| tree.row(*child).amount(column));
                let Some(amount) = only_unknown(total, parts.map(Some)) else { continue };
                let owner = children.iter().map(|child| tree.row(*child));
                let mut owner =
                    owner.filter(|row| row.amount(column).is_some_and(|a| std::ptr::eq(a, amount)));
                let name = owner.next().map(row_name).unwrap_or_default();
                let what = format!("{} {name}{}", table.kind.name(), column_words(column));
                report(amount, &what, Some("可以用上级减去其余各项算出".to_owned()), out);
            }
        }
    }
}
