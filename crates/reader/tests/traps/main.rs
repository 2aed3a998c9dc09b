//! One small text for each trap that published documents set. `|` stands for a tab.

#![allow(clippy::unwrap_used, clippy::panic)]

mod forms;
mod heads;
mod layouts;
mod lists;
mod projects;
mod provinces;
mod publics;
mod tables;
mod templates;
mod texts;
mod unusual;
mod whole;
mod years;

use budget::{BudgetDocument, BudgetTable, Project};
use reader::{Note, Reading, read};

fn reading(text: &str) -> Reading {
    read("trap.txt", text.replace('|', "\t").as_bytes()).unwrap()
}

fn document(text: &str) -> BudgetDocument {
    reading(text).document
}

fn messages(notes: &[Note]) -> Vec<&str> {
    notes.iter().map(|note| note.message.as_str()).collect()
}

const EXPENDITURE_HEAD: &str =
    "序号|功能分类科目||合计|基本支出|项目支出\n|科目 编码|科目名称|||\n栏次|1|2|3|4|5\n";

/// The first table of a document that has this table alone.
fn table(title: &str, rows: &str) -> BudgetTable {
    document(&format!("{title}\n\n单位：万元\n\n{rows}")).tables.remove(0)
}

fn expenditure(rows: &str) -> BudgetTable {
    table("部门预算支出总表", &format!("{EXPENDITURE_HEAD}{rows}"))
}

/// The first project of a document that has its form alone.
fn project(title: &str, rows: &str) -> Project {
    document(&format!("{title}\n\n{rows}")).projects.remove(0)
}

fn row(table: &BudgetTable, i: usize) -> (Option<u32>, &str, &str, Vec<&str>) {
    let row = &table.rows[i];
    let amounts = row.amounts.iter().map(|(_, amount)| amount.printed.as_str()).collect();
    (row.number, row.code.as_deref().unwrap_or(""), row.name.as_str(), amounts)
}
