//! Questions that several rules ask of a document.

use std::collections::{HashMap, HashSet};

use budget::{
    Amount, BudgetBook, BudgetDocument, BudgetTable, Column, Indicator, ListedProject, Money, Place, Project,
    TableKind, TableRow, normal_name,
};

use crate::term::{Term, row_name};

/// The books that have a table of expenditure of their own.
pub const BOOKS: [(BudgetBook, TableKind); 3] = [
    (BudgetBook::GeneralPublic, TableKind::GeneralPublicExpenditure),
    (BudgetBook::GovernmentFund, TableKind::GovernmentFundExpenditure),
    (BudgetBook::StateCapital, TableKind::StateCapitalExpenditure),
];

/// Whether all revenue is this year's grant, as the total row of 收入总表 says. `None` without such a row.
pub fn is_grant_only(doc: &BudgetDocument) -> Option<bool> {
    let total = doc.table(TableKind::Revenue)?.total_row()?;
    let whole = total.amount(Column::Total)?.money()?;
    let money = |column| total.amount(column).and_then(Amount::addend);
    if let Some(grant) = money(Column::Appropriation) {
        return Some(whole == grant);
    }
    money(Column::Book(BudgetBook::GeneralPublic))?;
    let books = BOOKS.iter().filter_map(|(book, _)| money(Column::Book(*book)));
    Some(Money::checked_sum(books)? == whole)
}

/// Whether money of public institutions stands in the tables: wages, insurance or subsidies that only they have. Their
/// 公用经费 is no 机关运行经费. By the name where a row prints no code.
pub fn pays_institutions(doc: &BudgetDocument) -> bool {
    /// 绩效工资, 事业单位离退休, 事业单位医疗, 对事业单位经常性补助
    const THEIRS: [&str; 5] = ["30107", "2080502", "2101102", "505", "50501"];
    const NAMES: [&str; 5] =
        ["绩效工资", "事业运行", "事业单位离退休", "事业单位医疗", "对事业单位经常性补助"];
    let rows = doc.tables.iter().filter(|table| table.kind != TableKind::Procurement).flat_map(|t| &t.rows);
    let mut theirs = rows.filter(|row| match row.code.as_deref() {
        Some(code) => THEIRS.contains(&code),
        None => NAMES.contains(&row.normal_name().as_str()),
    });
    theirs.any(|row| {
        let whole = row.amount(Column::Total).or_else(|| row.amounts.first().map(|(_, amount)| amount));
        whole.and_then(Amount::money).is_some_and(|money| money > Money::ZERO)
    })
}

/// Why a table does not show what it lacks, when none of its codes was read.
pub fn no_codes(table: &BudgetTable) -> Option<String> {
    let has_code = table.rows.iter().any(|row| row.code.is_some());
    let says_nothing = table.is_unread() || !table.is_empty() && !has_code;
    says_nothing.then(|| format!("{}没有读到科目编码，看不出有没有这个科目", table.kind.name()))
}

/// The first row of every code.
pub fn rows_by_code(table: &BudgetTable) -> HashMap<&str, &TableRow> {
    let mut rows = HashMap::new();
    for row in &table.rows {
        if let Some(code) = row.code.as_deref() {
            rows.entry(code).or_insert(row);
        }
    }
    rows
}

/// Why the rows of two tables cannot be compared code by code: one of them repeats its codes for every unit.
pub fn by_unit(tables: &[&BudgetTable]) -> Option<String> {
    /// One code that comes again is a slip.
    const FEWEST: usize = 2;
    let table = tables.iter().find(|table| n_codes(table).1 >= FEWEST)?;
    Some(format!("{}按单位分列，同一科目有几行，没有逐科目对照", table.kind.name()))
}

/// Whether most codes come again, with no row between that names a unit.
pub fn repeats_most_codes(table: &BudgetTable) -> bool {
    let (n_distinct, n_repeated) = n_codes(table);
    n_repeated > 1 && n_repeated * 3 >= n_distinct * 2
}

/// How many different codes a table has, and how many rows beyond the first of each.
fn n_codes(table: &BudgetTable) -> (usize, usize) {
    let codes = || table.rows.iter().filter_map(|row| row.code.as_deref());
    let n_distinct = codes().collect::<HashSet<_>>().len();
    (n_distinct, codes().count() - n_distinct)
}

/// The codes whose level both tables print; of a table with rows per unit, or of 项 alone, nothing else can be missed.
pub fn shared_codes<'a>(one: &'a BudgetTable, other: &'a BudgetTable) -> Vec<&'a str> {
    let levels = |table: &BudgetTable| -> HashSet<usize> {
        table.rows.iter().filter_map(|row| row.code.as_deref()).map(str::len).collect()
    };
    let (left, right) = (levels(one), levels(other));
    let is_shared = |code: &&str| left.contains(&code.len()) && right.contains(&code.len());
    codes(&[one, other]).into_iter().filter(is_shared).collect()
}

/// The codes of several tables, each once, in printed order.
pub fn codes<'a>(tables: &[&'a BudgetTable]) -> Vec<&'a str> {
    let mut known = HashSet::new();
    let all = tables.iter().flat_map(|t| &t.rows).filter_map(|row| row.code.as_deref());
    all.filter(|code| known.insert(*code)).collect()
}

/// The rows of all forms that say anything: neither the form nor the row is redacted.
pub fn open_indicators(doc: &BudgetDocument) -> impl Iterator<Item = (&Project, &Indicator)> {
    let open = doc.projects.iter().filter(|project| !project.secrecy.is_redacted());
    let rows = open.flat_map(|project| project.indicators.iter().map(move |row| (project, row)));
    rows.filter(|(_, row)| !row.secrecy().is_redacted())
}

/// The projects listed in the narrative by name; none for a name that stands there twice.
pub fn listed_amounts(doc: &BudgetDocument) -> HashMap<String, Option<&ListedProject>> {
    let mut listed = HashMap::new();
    for project in &doc.stated.projects {
        let known = listed.entry(normal_name(&project.name));
        known.and_modify(|known| *known = None).or_insert(Some(project));
    }
    listed
}

/// 预算数 of a project: that of its form, or that of the list in the narrative.
pub fn project_amount<'a>(
    project: &'a Project,
    listed: &HashMap<String, Option<&'a ListedProject>>,
) -> Option<Term<'a>> {
    if let Some(amount) = project.budgeted.as_ref().filter(|amount| !amount.is_blank()) {
        return Some(Term::Form { project: &project.name.value, what: "预算数", amount });
    }
    let listed = (*listed.get(&normal_name(&project.name.value))?)?;
    Some(Term::Stated { what: &listed.name, amount: &listed.amount })
}

/// The first thing read, for findings about the document as a whole.
pub fn beginning(doc: &BudgetDocument) -> Option<(&Place, String)> {
    let table = doc.tables.iter().map(|t| (&t.place, t.title.clone()));
    let section = doc.narrative.iter().map(|s| (&s.place, s.title.clone()));
    let project = doc.projects.iter().map(|p| (&p.place, p.name.value.clone()));
    table.chain(section).chain(project).next()
}

/// A cell of the total row.
pub fn total(table: &BudgetTable, column: Column) -> Option<Term<'_>> {
    Some(Term::cell(table, table.total_row()?, column))
}

/// Whether the project list of the narrative is only a part.
pub fn is_open_list(doc: &BudgetDocument) -> bool {
    doc.stated.projects.last().is_some_and(|last| ends_with_others(doc, &last.amount))
}

/// Whether 等 stands behind the last amount of a list: `……甲经费6.00万元等。`
pub fn ends_with_others(doc: &BudgetDocument, last: &Amount) -> bool {
    const UNITS: [char; 4] = ['万', '亿', '元', ')'];
    let printed = normal_name(&last.printed);
    let number = printed.trim_end_matches(UNITS);
    if number.is_empty() {
        return false;
    }
    let texts = doc.narrative.iter().map(|section| normal_name(&section.text()));
    texts.into_iter().any(|text| {
        let mut behind = text.split(number).skip(1);
        behind.any(|behind| behind.trim_start_matches(UNITS).starts_with('等'))
    })
}

/// Whether a cell holds money.
#[derive(Debug)]
pub enum Cell<'a> {
    /// Blank, 无 or nothing above zero
    Nil,
    Positive(&'a Amount, Money),
    /// The column or the figure was not read.
    Unknown(String),
}

pub fn positive<'a>(table: &BudgetTable, row: &'a TableRow, column: Column) -> Cell<'a> {
    let Some(amount) = row.amount(column) else {
        if table.columns.contains(&column) {
            return Cell::Nil;
        }
        return Cell::Unknown(format!("{}没有读到{}栏", table.kind.name(), column.name()));
    };
    match amount.addend() {
        Some(money) if money > Money::ZERO => Cell::Positive(amount, money),
        Some(_) => Cell::Nil,
        None => Cell::Unknown(format!(
            "{} {}（{}）印为“{}”，没有金额可查",
            table.kind.name(),
            row_name(row),
            column.name(),
            amount.printed
        )),
    }
}
