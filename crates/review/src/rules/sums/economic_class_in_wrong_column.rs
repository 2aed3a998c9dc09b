//! SB-08: wages among operating costs, or goods and services among personnel costs.

use budget::{BudgetDocument, BudgetTable, Column, Money, TableKind, TableRow};

use crate::checks::{Checks, Fault};
use crate::equation::Equation;
use crate::term::{Term, row_name, row_text};
use crate::tree::Tree;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-08",
    title: "经济分类放错人员、公用栏",
    severity: Severity::Error,
    basis: basis::CLASSIFICATION,
    page: include_str!("economic_class_in_wrong_column.md"),
    parameters: &[],
    check,
};

const PERSONNEL: [&str; 2] = ["301", "303"];
const OPERATING: [&str; 3] = ["302", "309", "310"];

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = out.table(TableKind::BasicExpenditure) else { return };
    for row in &table.rows {
        let Some((right, wrong)) = row.code.as_deref().and_then(columns) else { continue };
        match row.amount(wrong).filter(|a| a.money().is_some_and(|money| money != Money::ZERO)) {
            None => out.pass(),
            Some(amount) => {
                let printed = &amount.printed;
                let name = row_name(row);
                let message = format!("{name} 属于{}，表中有 {printed} 列在{}", right.name(), wrong.name());
                let suggestion = format!("把 {printed} 移到{}栏，并改正两栏的上级和合计", right.name());
                out.fail(Fault::new(&amount.place, row_text(row), message, suggestion));
            }
        }
    }
    if out.is_whole(table) {
        totals(table, out);
    }
}

/// Where the class belongs and where not.
fn columns(code: &str) -> Option<(Column, Column)> {
    let class = code.get(..3)?;
    match class {
        _ if PERSONNEL.contains(&class) => Some((Column::Personnel, Column::Operating)),
        _ if OPERATING.contains(&class) => Some((Column::Operating, Column::Personnel)),
        _ => None,
    }
}

fn totals<'a>(table: &'a BudgetTable, out: &mut Checks<'a>) {
    let tree = Tree::of(table);
    let classes: Vec<&'a TableRow> = tree.tops.iter().map(|top| tree.row(*top)).collect();
    let is_known = |row: &&'a TableRow| row.code.as_deref().and_then(columns).is_some();
    let (Some(total), true) = (table.total_row(), classes.iter().all(is_known)) else { return };
    let sums = [
        (Column::Personnel, "人员经费 = 301 + 303", "工资福利加对个人和家庭的补助"),
        (Column::Operating, "公用经费 = 302 + 310", "商品和服务加资本性支出"),
    ];
    for (column, formula, sum) in sums {
        let own = |row: &&&'a TableRow| {
            row.code.as_deref().and_then(columns).is_some_and(|(right, _)| right == column)
        };
        let right = classes.iter().filter(own).map(|row| Term::cell(table, row, Column::Total));
        let right = right.collect();
        out.equate(Equation { left: Term::cell(table, total, column), right, formula, sum });
    }
}
