//! CL-04: a code listed twice, or not in its turn.

use std::collections::{HashMap, HashSet};

use budget::{BudgetDocument, BudgetTable, Classification, CodeTree, FiscalYear, TableRow, normal_name};

use crate::checks::{Checks, Fault};
use crate::codes::{Coded, code_named, coded_rows, coded_tables, is_printed_again, parent_of};
use crate::locate::repeats_most_codes;
use crate::term::{row_name, row_text};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "CL-04",
    title: "科目重复或顺序错乱",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("codes_out_of_order.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (table, tree) in coded_tables(doc) {
        let year = doc.fiscal_year;
        let blocks = blocks(doc, table, tree);
        if blocks.len() == 1 && repeats_most_codes(table) {
            let reason = format!("{}的多数科目列了几行，像是按单位分列，没有查重复和次序", table.kind.name());
            out.undecided(reason, Some(&table.place));
            continue;
        }
        for block in blocks {
            let once = duplicates(table, tree, &block, year, out);
            order(table, tree, &once, year, out);
        }
    }
}

/// The coded rows, parted where a table lists the codes of one unit after another.
fn blocks<'a>(doc: &'a BudgetDocument, table: &'a BudgetTable, tree: CodeTree) -> Vec<Vec<Coded<'a>>> {
    let coded: HashSet<*const TableRow> =
        coded_rows(doc, table).filter(|c| tree.fits(c.code)).map(|c| std::ptr::from_ref(c.row)).collect();
    let mut blocks = vec![Vec::new()];
    let rows = table.rows.iter().enumerate().filter(|(at, _)| !is_printed_again(table, *at));
    for (_, row) in rows {
        let is_coded = coded.contains(&std::ptr::from_ref(row));
        match (row.code.as_deref().filter(|_| is_coded), blocks.last_mut()) {
            (Some(code), Some(block)) => block.push(Coded { row, code }),
            (None, Some(block)) if !block.is_empty() && opens_unit(row, tree) => blocks.push(Vec::new()),
            _ => {}
        }
    }
    blocks
}

/// Neither a sum nor an item that lost its code.
fn opens_unit(row: &TableRow, tree: CodeTree) -> bool {
    let name = row.normal_name();
    let is_sum = ["合计", "总计", "小计"].iter().any(|word| name.ends_with(word));
    !name.is_empty() && !is_sum && Classification::of(tree).named(&name).next().is_none()
}

/// So many codes come again only where the table parts them by something else: by unit, by government class.
const MANY: usize = 3;

/// Reports codes that come again and leaves each once. Where they part the table, its order is another, too.
fn duplicates<'a>(
    table: &BudgetTable,
    tree: CodeTree,
    block: &[Coded<'a>],
    year: Option<FiscalYear>,
    out: &mut Checks<'a>,
) -> Vec<Coded<'a>> {
    let mut first: HashMap<&str, &'a TableRow> = HashMap::new();
    let mut once = Vec::with_capacity(block.len());
    let mut again = Vec::new();
    for coded in block {
        match first.get(coded.code).copied() {
            Some(earlier) => again.push((earlier, coded)),
            None => {
                first.insert(coded.code, coded.row);
                once.push(*coded);
            }
        }
    }
    if again.len() >= MANY {
        let reason = format!(
            "{}有 {} 行科目重复，像是另按别的内容分列，没有查重复和次序",
            table.kind.name(),
            again.len()
        );
        out.undecided(reason, Some(&table.place));
        return Vec::new();
    }
    for (earlier, coded) in again {
        let (wrong, suggestion) = resolve(tree, earlier, coded, year);
        let message = format!("{} {} 重复列了", table.kind.name(), row_name(coded.row));
        out.fail(Fault::new(&wrong.place, row_text(wrong), message, suggestion));
    }
    once
}

fn resolve<'a>(
    tree: CodeTree,
    earlier: &'a TableRow,
    later: &Coded<'a>,
    year: Option<FiscalYear>,
) -> (&'a TableRow, String) {
    let amounts = |row: &TableRow| row.amounts.iter().map(|(_, a)| a.money()).collect::<Vec<_>>();
    if normal_name(&earlier.name) == normal_name(&later.row.name) {
        let same = amounts(earlier) == amounts(later.row);
        let suggestion = if same { "删去重复的一行" } else { "合并为一行，金额相加" };
        return (later.row, suggestion.to_owned());
    }
    for row in [later.row, earlier] {
        if let Some(code) = true_code(tree, later.code, row, year) {
            return (row, format!("“{}”的编码改为 {code}", row.name.trim()));
        }
    }
    (later.row, "两行名称不同，其中一行的编码有误，按名称改正".to_owned())
}

/// The code that a row's name stands for, where it is another.
fn true_code(tree: CodeTree, code: &str, row: &TableRow, year: Option<FiscalYear>) -> Option<&'static str> {
    let parents: Vec<&str> = parent_of(code).into_iter().collect();
    let entry = code_named(tree, &row.normal_name(), &parents, year)?;
    (entry.code != code).then_some(entry.code.as_str())
}

/// More than these, and a third of the rows, and the table is sorted by something else.
const FEW: usize = 6;

/// Whatever does not fit into the longest run in the order of codes is out of its turn.
fn order<'a>(
    table: &BudgetTable,
    tree: CodeTree,
    rows: &[Coded<'a>],
    year: Option<FiscalYear>,
    out: &mut Checks<'a>,
) {
    let in_turn = in_turn(&keys(rows, tree));
    let misplaced = in_turn.iter().filter(|fits| !**fits).count();
    for _ in misplaced..rows.len() {
        out.pass();
    }
    if misplaced > FEW && misplaced * 3 > rows.len() {
        let message = format!("{}的科目没有按编码顺序排列", table.kind.name());
        let fault = Fault::new(&table.place, table.title.clone(), message, "按科目编码从小到大排列");
        return out.fail(fault.at_most(Severity::Warning));
    }
    // With a name of another code it is the code that is wrong.
    let (wrong, moved): (Vec<Fault>, Vec<Fault>) = misplaced_rows(table, tree, (rows, &in_turn), year)
        .into_iter()
        .partition(|fault| fault.at_most.is_none());
    wrong.into_iter().for_each(|fault| out.fail(fault));
    if moved.len() < MANY {
        return moved.into_iter().for_each(|fault| out.fail(fault));
    }
    // The system sorted them by something else.
    let first = moved.first().map_or(String::new(), |fault| fault.message.clone());
    let message = format!("{first}；另有 {} 行也是这样", moved.len() - 1);
    let suggestion = "当地系统按别的次序导出的，可以不改；否则按科目编码从小到大排列";
    if let Some(fault) = Fault::together(moved, "科目按编码顺序排列") {
        out.fail(Fault { message, suggestion: suggestion.to_owned(), ..fault }.at_most(Severity::Hint));
    }
}

fn misplaced_rows(
    table: &BudgetTable,
    tree: CodeTree,
    (rows, in_turn): (&[Coded<'_>], &[bool]),
    year: Option<FiscalYear>,
) -> Vec<Fault> {
    let all = || rows.iter().zip(in_turn);
    let moved: HashSet<&str> = all().filter(|(_, fits)| !**fits).map(|(c, _)| c.code).collect();
    let mut above: Option<&Coded<'_>> = None;
    let mut faults = Vec::new();
    for (coded, fits) in all() {
        let goes_along =
            (3..coded.code.len()).any(|end| coded.code.get(..end).is_some_and(|p| moved.contains(p)));
        if !fits && !goes_along {
            faults.push(misplaced(table, coded, above, true_code(tree, coded.code, coded.row, year)));
        }
        above = Some(coded);
    }
    faults
}

/// A row that only stands elsewhere is no wrong code.
fn misplaced(
    table: &BudgetTable,
    coded: &Coded<'_>,
    above: Option<&Coded<'_>>,
    true_code: Option<&str>,
) -> Fault {
    let after = above.map_or_else(|| "最前".to_owned(), |above| format!("{} 之后", above.code));
    let message = format!("{} {} 排在 {after}，不按编码顺序", table.kind.name(), row_name(coded.row));
    let fault = |suggestion| Fault::new(&coded.row.place, row_text(coded.row), message, suggestion);
    match true_code {
        Some(code) => fault(format!("按名称，编码应为 {code}；编码无误的，移到它应在的位置")),
        None => fault("移到它应在的位置；编码有误的，改正编码".to_owned()).at_most(Severity::Warning),
    }
}

/// Economic classes may come in any order, 303 before 302 for one.
fn keys<'a>(rows: &[Coded<'a>], tree: CodeTree) -> Vec<(usize, &'a str)> {
    let mut ranks: HashMap<&str, usize> = HashMap::new();
    let keys = rows.iter().map(|coded| {
        let n_known = ranks.len();
        let class = coded.code.get(..3).unwrap_or(coded.code);
        let rank = *ranks.entry(class).or_insert(n_known);
        (if tree == CodeTree::Function { 0 } else { rank }, coded.code)
    });
    keys.collect()
}

/// Which of the keys belong to a longest increasing run.
fn in_turn(keys: &[(usize, &str)]) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(keys.len());
    for (at, key) in keys.iter().enumerate() {
        let length = ends.partition_point(|end| keys.get(*end).is_some_and(|end| end < key));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut fits = vec![false; keys.len()];
    let mut at = ends.last().copied();
    while let Some(index) = at {
        if let Some(fit) = fits.get_mut(index) {
            *fit = true;
        }
        at = before.get(index).copied().flatten();
    }
    fits
}
