//! CL-03: a code is listed, the class or section above it is not, or nothing is listed beneath it.

use std::collections::{BTreeSet, HashMap};

use budget::{BudgetDocument, BudgetTable, Classification, CodeTree, Column, Money, TableRow};

use crate::checks::{Checks, Fault};
use crate::codes::{Coded, coded_rows, coded_tables, differ_by_slip, is_divided, parent_of};
use crate::facts::{Gap, spans};
use crate::rows::grouped;
use crate::term::{row_name, row_text};
use crate::{Operand, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "CL-03",
    title: "缺上级或下级科目",
    severity: Severity::Error,
    basis: basis::CLASSIFICATION,
    page: include_str!("parent_row_missing.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let lengths = lengths(doc);
    let mut open = Vec::new();
    for (table, tree) in coded_tables(doc) {
        let used = lengths.get(&tree);
        let levels: Vec<usize> = used.into_iter().flatten().copied().collect();
        if levels.len() < 2 {
            continue;
        }
        let rows: Vec<Coded<'a>> = coded_rows(doc, table).filter(|coded| tree.fits(coded.code)).collect();
        // A table of 项 alone beside others with all levels is the template's.
        if rows.len() >= SEVERAL && rows.iter().all(|coded| coded.code.len() == rows[0].code.len()) {
            continue;
        }
        let codes: BTreeSet<&str> = rows.iter().map(|coded| coded.code).collect();
        for (parent, children) in orphans(&rows, &codes, &levels, out) {
            let renamed = renamed(tree, &codes, &children);
            report(table, tree, parent, (&children, renamed), out);
        }
        if out.facts.missing(table).is_empty() {
            for row in childless(table, &rows, &levels) {
                match is_divided(tree, row.code) {
                    Some(true) => open.push(row),
                    Some(false) => out.pass(),
                    None => {
                        let (kind, below) = (table.kind.name(), row.below);
                        let reason = format!(
                            "{kind} {} 没有列到{below}，参考目录里没有这个科目，不知道有没有下级的{below}",
                            row_name(row.row)
                        );
                        out.undecided(reason, Some(&row.row.place));
                    }
                }
            }
        }
    }
    for same in grouped(open.iter(), |open| Some((open.row.code.as_deref(), open.row.normal_name()))) {
        if let Some(first) = same.first() {
            out.fail(first.fault(&same));
        }
    }
}

/// A row that is not broken down.
struct Open<'a> {
    table: &'a BudgetTable,
    row: &'a TableRow,
    code: &'a str,
    /// 款, 项
    below: &'static str,
}

impl<'a> Open<'a> {
    /// Once for the tables that print the row alike.
    fn fault(&self, same: &[&Open<'a>]) -> Fault {
        let more = if same.len() > 1 { format!("等 {} 张表的", same.len()) } else { String::new() };
        let message =
            format!("{}{more} {} 没有列到{}", self.table.kind.name(), row_name(self.row), self.below);
        let suggestion =
            format!("补上它所属的各“{}”及金额；属于国家秘密、不公开到这一级的，在表下注明", self.below);
        let fault = Fault::new(&self.row.place, row_text(self.row), message, suggestion);
        let operands = same.iter().map(|open| Operand {
            label: format!("{} {}", open.table.kind.name(), row_name(open.row)),
            printed: row_text(open.row),
            place: open.row.place.clone(),
        });
        let fault = fault.at_most(Severity::Warning);
        if same.len() > 1 { fault.with_rows("同一科目", operands.collect()) } else { fault }
    }
}

/// Rows of one level that are no accident.
const SEVERAL: usize = 3;

/// The lengths of codes that the document's tables of each tree use: some leave the sections out.
fn lengths(doc: &BudgetDocument) -> HashMap<CodeTree, BTreeSet<usize>> {
    let mut lengths: HashMap<CodeTree, BTreeSet<usize>> = HashMap::new();
    for (table, tree) in coded_tables(doc) {
        let codes = coded_rows(doc, table).map(|coded| coded.code).filter(|code| tree.fits(code));
        lengths.entry(tree).or_default().extend(codes.map(str::len));
    }
    lengths
}

/// The missing rows in printed order, each with the rows that should stand under it.
fn orphans<'a>(
    rows: &[Coded<'a>],
    codes: &BTreeSet<&str>,
    levels: &[usize],
    out: &mut Checks<'a>,
) -> Vec<(&'a str, Vec<Coded<'a>>)> {
    let mut missing: Vec<(&'a str, Vec<Coded<'a>>)> = Vec::new();
    let mut known: HashMap<&'a str, usize> = HashMap::new();
    for coded in rows {
        let above = levels.iter().rev().find(|length| **length < coded.code.len());
        let Some(parent) = above.and_then(|length| coded.code.get(..*length)) else { continue };
        if codes.contains(parent) {
            out.pass();
            continue;
        }
        let group = *known.entry(parent).or_insert_with(|| {
            missing.push((parent, Vec::new()));
            missing.len() - 1
        });
        if let Some((_, children)) = missing.get_mut(group) {
            children.push(*coded);
        }
    }
    missing
}

fn report<'a>(
    table: &BudgetTable,
    tree: CodeTree,
    parent: &str,
    (children, renamed): (&[Coded<'a>], Option<&str>),
    out: &mut Checks<'a>,
) {
    let Some(first) = children.first() else { return };
    let kind = table.kind.name();
    if let Some(lost) = lost_before(out.facts.missing(table), first) {
        let reason = format!("{kind}缺序号 {} 的行，不知上级科目 {parent} 是否在其中", spans(&[lost]));
        return out.undecided(reason, Some(&first.row.place));
    }
    let name = Classification::of(tree).get(parent).map_or("", |entry| entry.name.as_str());
    let listed = match children.len() {
        1 => first.code.to_owned(),
        n => format!("{} 等 {n} 个下级科目", first.code),
    };
    let message = format!("{kind}列了 {listed}，没有上级科目 {parent}{}{name} 一行", gap(name));
    let suggestion = match renamed {
        Some(code) => format!("按名称，{} 的编码应为 {code}；编码无误的，补上 {parent} 一行", first.code),
        None => format!("补上 {parent}{}{name} 一行{}", gap(name), sum(children)),
    };
    out.fail(Fault::new(&first.row.place, row_text(first.row), message, suggestion));
}

/// Classes and sections that are not broken down, where others are.
fn childless<'a>(table: &'a BudgetTable, rows: &[Coded<'a>], levels: &[usize]) -> Vec<Open<'a>> {
    let parents: BTreeSet<&str> = rows
        .iter()
        .flat_map(|coded| levels.iter().filter_map(|length| shorter(coded.code, *length)))
        .collect();
    // A table that prints one level is broken down elsewhere.
    if parents.is_empty() {
        return Vec::new();
    }
    let deepest = levels.last().copied().unwrap_or_default();
    let has_money = |row: &TableRow| row.amounts.iter().any(|(_, amount)| !amount.is_blank());
    let open = rows
        .iter()
        .filter(|coded| coded.code.len() < deepest && !parents.contains(coded.code) && has_money(coded.row));
    let below = |code: &str| if code.len() == 3 && levels.contains(&5) { "款" } else { "项" };
    open.map(|Coded { row, code }| Open { table, row, code, below: below(code) }).collect()
}

fn shorter(code: &str, length: usize) -> Option<&str> {
    code.get(..length).filter(|head| head.len() < code.len())
}

fn gap(name: &str) -> &'static str {
    if name.is_empty() { "" } else { " " }
}

/// The lost rows just above the first child; of rows without numbers, any.
fn lost_before(gaps: &[Gap], first: &Coded<'_>) -> Option<Gap> {
    let Some(number) = first.row.number else { return gaps.first().copied() };
    let at = gaps.binary_search_by_key(&number.saturating_sub(1), |(_, last)| *last).ok()?;
    gaps.get(at).copied()
}

/// The code that the only orphan's name stands for, in a section that the document lists, where the code is the slip.
fn renamed(tree: CodeTree, codes: &BTreeSet<&str>, children: &[Coded<'_>]) -> Option<&'static str> {
    let [only] = children else { return None };
    let list = Classification::of(tree);
    let name = only.row.normal_name();
    if list.names_of(only.code).iter().any(|entry| entry.is_named(&name)) {
        return None;
    }
    let mut near = list.named(&name).filter(|entry| {
        let listed = parent_of(&entry.code).is_some_and(|parent| codes.contains(parent));
        listed && differ_by_slip(&entry.code, only.code)
    });
    near.next().map(|entry| entry.code.as_str())
}

fn sum(children: &[Coded<'_>]) -> String {
    let amounts = children.iter().map(|coded| coded.row.amount(Column::Total)?.money());
    let amounts: Option<Vec<Money>> = amounts.collect();
    let sum = amounts.and_then(Money::checked_sum);
    sum.map_or_else(String::new, |sum| format!("，合计为各下级之和 {sum} 万元"))
}
