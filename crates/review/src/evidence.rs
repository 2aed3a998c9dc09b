//! 末级科目的证据: where the leaves of a tree add up to the printed grand total, every printed node between them that
//! differs from its own leaves is wrong.

use budget::{BudgetDocument, BudgetTable, Column, TableKind};

use crate::term::Term;
use crate::tree::Tree;

/// Tables whose rows are a tree of functional codes.
pub const FUNCTION_TREES: [TableKind; 5] = [
    TableKind::Revenue,
    TableKind::Expenditure,
    TableKind::GeneralPublicExpenditure,
    TableKind::GovernmentFundExpenditure,
    TableKind::StateCapitalExpenditure,
];

/// A printed node proven wrong.
#[derive(Clone, Copy, Debug)]
pub struct WrongNode<'a> {
    pub term: Term<'a>,
    /// What has to be added to the printed amount, in 分.
    pub correction: i64,
    /// The code of the row where the error began: its own, or that of the row it was summed up from.
    pub origin: &'a str,
    pub is_inherited: bool,
}

pub fn wrong_nodes(document: &BudgetDocument) -> Vec<WrongNode<'_>> {
    let tables = document.tables.iter().filter(|t| is_tree(t.kind));
    tables.flat_map(wrong_in_table).collect()
}

pub fn is_tree(kind: TableKind) -> bool {
    FUNCTION_TREES.contains(&kind) || kind == TableKind::BasicExpenditure
}

fn wrong_in_table(table: &BudgetTable) -> Vec<WrongNode<'_>> {
    let tree = Tree::of(table);
    let columns = table.columns.iter().copied();
    columns.filter_map(|column| wrong_in_column(&tree, column)).flatten().collect()
}

fn wrong_in_column<'a>(tree: &Tree<'a>, column: Column) -> Option<Vec<WrongNode<'a>>> {
    let total = tree.table.total_row()?.amount(column)?.money()?;
    let sums = tree.leaf_sums(column)?;
    let all_leaves = tree.tops.iter().try_fold(budget::Money::ZERO, |sum, top| sum.checked_add(sums[*top]));
    if all_leaves? != total {
        return None;
    }
    let correction = |index: usize| {
        let printed = tree.row(index).amount(column)?.money()?;
        let correction = sums[index].checked_sub(printed)?.fen();
        (correction != 0).then_some(correction)
    };
    let wrong = tree.nodes().filter_map(|(index, _)| {
        let (origin, is_inherited) = origin(tree, index, &correction)?;
        let origin = tree.row(origin).code.as_deref()?;
        let term = tree.term(index, column);
        Some(WrongNode { term, correction: correction(index)?, origin, is_inherited })
    });
    Some(wrong.collect())
}

/// Follows a wrong node down to the row where its error began.
fn origin(
    tree: &Tree<'_>,
    index: usize,
    correction: &impl Fn(usize) -> Option<i64>,
) -> Option<(usize, bool)> {
    let own = correction(index)?;
    let mut wrong_children = tree.children(index).iter().filter_map(|c| Some((*c, correction(*c)?)));
    let Some((first, amount)) = wrong_children.next() else { return Some((index, false)) };
    let below = wrong_children.fold(amount, |sum, (_, amount)| sum.saturating_add(amount));
    if below != own {
        return Some((index, false));
    }
    origin(tree, first, correction).map(|(origin, _)| (origin, true))
}
