//! 科目编码: the coded rows of a document, and what the reference lists say of a code.

use std::collections::HashSet;

use budget::{
    BudgetDocument, BudgetTable, Classification, CodeEntry, CodeTree, FiscalYear, TableKind, TableRow,
};

use crate::evidence::is_tree;

/// A row with a code.
#[derive(Clone, Copy, Debug)]
pub struct Coded<'a> {
    pub row: &'a TableRow,
    pub code: &'a str,
}

/// The tables that list codes, with the tree that the codes are of.
pub fn coded_tables(doc: &BudgetDocument) -> impl Iterator<Item = (&BudgetTable, CodeTree)> {
    doc.tables.iter().filter_map(|table| Some((table, code_tree(table)?)))
}

/// The tree by the first digit of most codes: 基本支出 may be printed by function, 支出 by economic nature.
pub fn code_tree(table: &BudgetTable) -> Option<CodeTree> {
    if !is_tree(table.kind) {
        return None;
    }
    let count = |digit: char| {
        let codes = table.rows.iter().filter_map(|row| row.code.as_deref());
        codes.filter(|code| code.starts_with(digit)).count()
    };
    let counts = [
        (count('2'), CodeTree::Function),
        (count('3'), CodeTree::DepartmentEconomic),
        (count('5'), CodeTree::GovernmentEconomic),
    ];
    let (most, tree) = counts.into_iter().max_by_key(|(n, _)| *n)?;
    (most > 0).then_some(tree)
}

/// The rows with codes; those that name the department or one of its units carry a code of the unit.
pub fn coded_rows<'a>(doc: &'a BudgetDocument, table: &'a BudgetTable) -> impl Iterator<Item = Coded<'a>> {
    let rows = table.rows.iter().enumerate().filter(|(at, _)| !is_printed_again(table, *at));
    let coded = rows.filter_map(|(_, row)| Some(Coded { row, code: row.code.as_deref()? }));
    coded.filter(move |coded| !(matches!(coded.code.len(), 3 | 6) && names_unit(doc, coded.row)))
}

/// Whether the reference list divides a code further; `None` of a code that it does not hold.
pub fn is_divided(tree: CodeTree, code: &str) -> Option<bool> {
    let list = Classification::of(tree);
    list.get(code)?;
    let is_beneath = |entry: &CodeEntry| entry.code.len() > code.len() && entry.code.starts_with(code);
    Some(list.entries().any(is_beneath))
}

/// A section without items, as 219 has, printed once more where the item would stand: the same code, name and amounts as
/// the row above.
pub fn is_printed_again(table: &BudgetTable, at: usize) -> bool {
    const SECTION: usize = 5;
    let Some(above) = at.checked_sub(1).and_then(|above| table.rows.get(above)) else { return false };
    let Some(row) = table.rows.get(at) else { return false };
    let Some(code) = row.code.as_deref().filter(|code| code.len() == SECTION) else { return false };
    let amounts = |row: &TableRow| row.amounts.iter().map(|(_, amount)| amount.addend()).collect::<Vec<_>>();
    above.code == row.code
        && above.normal_name() == row.normal_name()
        && amounts(above) == amounts(row)
        && CodeTree::Function.fits(code)
        && is_divided(CodeTree::Function, code) != Some(true)
}

/// 云岭县水务局本级, and no item of a list: 档案馆 is one.
fn names_unit(doc: &BudgetDocument, row: &TableRow) -> bool {
    const ENDS: [&str; 14] =
        ["局", "委", "办", "室", "中心", "站", "所", "院", "校", "会", "厅", "队", "本级", "机关"];
    let name = row.name.trim();
    let bare = name.strip_suffix([')', '）']).and_then(|name| name.rsplit_once(['(', '（']));
    let (bare, mark) = bare.unwrap_or((name, ""));
    let department = doc.department.name.as_ref().map(|name| name.value.trim());
    let ends = ENDS.iter().any(|end| bare.ends_with(end)) || mark == "本级";
    let normal = row.normal_name();
    let is_listed = || {
        let trees = [CodeTree::Function, CodeTree::DepartmentEconomic, CodeTree::GovernmentEconomic];
        trees.into_iter().any(|tree| Classification::of(tree).named(&normal).next().is_some())
    };
    !name.is_empty() && (department == Some(name) || ends) && !is_listed()
}

/// 项: every functional item of the tables of expenditure, at its first row.
pub fn expenditure_items(doc: &BudgetDocument) -> Vec<(&BudgetTable, Coded<'_>)> {
    const TABLES: [TableKind; 4] = [
        TableKind::Expenditure,
        TableKind::GeneralPublicExpenditure,
        TableKind::GovernmentFundExpenditure,
        TableKind::StateCapitalExpenditure,
    ];
    let mut known = HashSet::new();
    let tables = TABLES.into_iter().filter_map(|kind| doc.table(kind));
    let rows = tables.flat_map(|table| coded_rows(doc, table).map(move |coded| (table, coded)));
    let items = rows.filter(|(_, coded)| coded.code.len() == 7 && CodeTree::Function.fits(coded.code));
    items.filter(|(_, coded)| known.insert(coded.code)).collect()
}

/// The name of the reference list, else the printed one.
pub fn item_name(coded: &Coded<'_>) -> String {
    let listed = budget::function().get(coded.code).map(|entry| budget::normal_name(&entry.name));
    listed.unwrap_or_else(|| coded.row.normal_name())
}

/// The items of a section that say what the money is for: neither 运行 nor 一般行政管理事务 nor 机关服务 nor 其他.
pub fn special_items(section: &str) -> impl Iterator<Item = &'static CodeEntry> {
    let list = budget::function();
    let is_current = |entry: &&CodeEntry| {
        entry.until.is_none() && list.get(&entry.code).is_some_and(|latest| latest == *entry)
    };
    let all = list.entries().filter(move |entry| parent_of(&entry.code) == Some(section)).filter(is_current);
    all.filter(|entry| !entry.code.ends_with("99") && !is_general(&entry.name))
}

/// The items that say nothing of a task.
pub fn is_general(name: &str) -> bool {
    ["行政运行", "一般行政管理事务", "机关服务", "事业运行"].contains(&name)
}

/// `支出功能分类`, and how its codes look.
pub fn shape(tree: CodeTree) -> (&'static str, &'static str) {
    match tree {
        CodeTree::Function => ("支出功能分类", "以 2 开头的 3、5 或 7 位数字"),
        CodeTree::DepartmentEconomic => ("部门预算支出经济分类", "以 3 开头的 3 或 5 位数字"),
        CodeTree::GovernmentEconomic => ("政府预算支出经济分类", "以 5 开头的 3 或 5 位数字"),
    }
}

/// The code that a name stands for: under the same parent or the parent just above, else the only one of its name.
pub fn code_named(
    tree: CodeTree,
    normal: &str,
    parents: &[&str],
    year: Option<FiscalYear>,
) -> Option<&'static CodeEntry> {
    let list = Classification::of(tree);
    let valid = |entry: &&CodeEntry| year.is_none_or(|year| entry.is_valid_in(year));
    let beneath = |parent: &str| {
        list.named(normal).filter(valid).find(|e| parent_of(&e.code).is_some_and(|own| own == parent))
    };
    if let Some(found) = parents.iter().find_map(|parent| beneath(parent)) {
        return Some(found);
    }
    let mut all = list.named(normal).filter(valid);
    let only = all.next()?;
    all.all(|entry| entry.code == only.code).then_some(only)
}

/// 20131 of 2013101; `None` of a class or of no code.
pub fn parent_of(code: &str) -> Option<&str> {
    let end = code.len().checked_sub(2).filter(|end| *end >= 3)?;
    code.get(..end)
}

/// The code that a spreadsheet shortened: 301 and 02 became 3012. `None` where the name does not bear it out.
pub fn zero_lost(tree: CodeTree, code: &str, normal: &str) -> Option<String> {
    let widths: &[usize] = match (tree, code.len()) {
        (_, 4) => &[3],
        (CodeTree::Function, 6) => &[5, 3],
        _ => return None,
    };
    if !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let list = Classification::of(tree);
    let filled = widths.iter().filter_map(|at| {
        let (head, rest) = code.split_at_checked(*at)?;
        Some(format!("{head}0{rest}"))
    });
    let mut filled = filled.filter(|code| tree.fits(code));
    filled.find(|code| list.names_of(code).iter().any(|entry| entry.is_named(normal)))
}

/// One digit changed, or two swapped.
pub fn differ_by_slip(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count() <= 2
}

/// Whether one slip of the pen turns one name into the other: a character changed, left out, added or swapped.
pub fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([x1, y1], [x2, y2]) => x1 == y2 && y1 == x2,
        (a, b) => a.len() <= 1 && b.len() <= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_come_back_where_the_name_bears_it_out() {
        let lost = |code, name| zero_lost(CodeTree::DepartmentEconomic, code, name);
        assert_eq!(lost("3012", "津贴补贴").as_deref(), Some("30102"));
        assert_eq!(lost("3012", "办公费"), None);
        let lost = |code, name| zero_lost(CodeTree::Function, code, name);
        assert_eq!(lost("201311", "行政运行").as_deref(), Some("2013101"));
        assert_eq!(lost("201301", "一般行政管理事务"), None);
        assert_eq!(lost("", "行政运行"), None);
    }

    #[test]
    fn a_name_stands_for_one_code() {
        let named = |name, parents: &[&str]| code_named(CodeTree::Function, name, parents, None);
        assert_eq!(named("行政运行", &["20131"]).unwrap().code, "2013101");
        assert_eq!(named("行政运行", &[]), None);
        assert_eq!(named("住房公积金", &["20131"]).unwrap().code, "2210201");
    }

    #[test]
    fn rows_of_units_are_no_items() {
        let text = "**支出总表**\n| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n| 201001 | 云岭县水务局(本级) | 3 |\n\
                    | 201 | 一般公共服务支出 | 3 |\n| 2012604 | 档案馆 | 3 |\n| 325 | 云岭县水务局 | 3 |\n";
        let document = crate::example::document(text);
        let codes: Vec<&str> = coded_rows(&document, &document.tables[0]).map(|coded| coded.code).collect();
        assert_eq!(codes, ["201", "2012604"]);
    }

    #[test]
    fn slips_of_the_pen() {
        assert!(
            is_slip("行政运行", "行政运营")
                && is_slip("行政运行", "行政行运")
                && is_slip("行政运行", "行政运")
        );
        assert!(!is_slip("农林水支出", "农林水事务") && !is_slip("农业", "农业农村"));
    }
}
