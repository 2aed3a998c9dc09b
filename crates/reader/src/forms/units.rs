//! 部门机构设置情况: the table of units in the narrative.

use budget::{BudgetUnit, normal_name};

use super::piece::{Piece, Row};
use super::walk::Walk;

pub fn begins(row: &Row) -> bool {
    let has = |word: &str| row.filled().any(|(_, cell)| normal_name(&cell.text) == word);
    has("单位名称") && (has("单位性质") || has("单位规格") || has("经费保障形式"))
}

pub fn read(walk: &mut Walk, units: &mut Vec<BudgetUnit>) {
    let Some(Piece::Row(head)) = walk.next() else {
        return;
    };
    let index = |word: &str| head.filled().find(|(_, cell)| normal_name(&cell.text) == word).map(|(i, _)| i);
    let columns = ["单位名称", "单位性质", "单位规格", "经费保障形式"].map(index);
    while let Some(Piece::Row(row)) = walk.peek() {
        walk.next();
        if begins(row) {
            continue;
        }
        let [name, nature, rank, funding] = columns.map(|column| {
            let cell = row.cells.get(column?)?;
            (!cell.is_blank()).then(|| cell.line())
        });
        if let Some(name) = name {
            units.push(BudgetUnit { name, nature, rank, funding, place: row.place().clone() });
        }
    }
}
