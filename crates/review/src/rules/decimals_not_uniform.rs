//! SB-12: amounts of one column printed with different numbers of decimals.

use std::collections::BTreeMap;

use budget::{BudgetDocument, BudgetTable, Column, Measure};

use crate::checks::{Checks, Fault};
use crate::facts::decimals;
use crate::term::row_text;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-12",
    title: "同一栏金额的小数位数不一致",
    severity: Severity::Hint,
    basis: basis::ACCURATE,
    page: include_str!("decimals_not_uniform.md"),
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for table in doc.tables.iter().filter(|t| !t.is_empty()) {
        let mixed: Vec<Column> = table.columns.iter().copied().filter(|c| is_mixed(table, *c)).collect();
        let Some(&first) = mixed.first() else {
            out.pass();
            continue;
        };
        let examples = examples(table, first);
        let columns = mixed.iter().map(|c| c.name()).collect::<Vec<_>>().join("、");
        let message = format!("{}的{columns}栏小数位数不一致，如 {}", table.kind.name(), examples.join("、"));
        let row = table.rows.iter().find(|row| {
            let printed = row.amount(first).map(|a| a.printed.as_str());
            printed.is_some_and(|printed| examples.last() == Some(&printed))
        });
        let place = row.and_then(|row| row.amount(first)).map_or(&table.place, |a| &a.place);
        let excerpt = row.map_or_else(|| table.title.clone(), row_text);
        let wanted =
            if table.measure == Measure::Yuan { "统一小数位数" } else { "统一印为两位小数" };
        out.fail(Fault::new(place, excerpt, message, wanted));
    }
}

/// One printed amount for every number of decimals, most decimals first. `0` stands for nil in any style.
fn examples(table: &BudgetTable, column: Column) -> Vec<&str> {
    let amounts = table.rows.iter().filter_map(|row| row.amount(column));
    let stated = amounts.filter(|a| a.money().is_some() && a.printed != "0");
    let mut by_decimals = BTreeMap::new();
    for amount in stated {
        by_decimals.entry(decimals(&amount.printed)).or_insert(amount.printed.as_str());
    }
    by_decimals.into_values().rev().collect()
}

fn is_mixed(table: &BudgetTable, column: Column) -> bool {
    examples(table, column).len() > 1
}
