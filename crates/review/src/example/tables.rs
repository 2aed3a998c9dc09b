//! Tables of an example.

use budget::{
    Amount, BudgetTable, Column, FiscalYear, Located, Measure, Place, Quantity, Side, TableKind, TableRow,
    normal_name,
};

pub fn table(title: &str, place: Place, year: Option<FiscalYear>) -> BudgetTable {
    let (title, heads) = match title.rsplit_once('（') {
        Some((title, heads)) if heads.contains('：') => (title, heads.trim_end_matches('）')),
        _ => (title, ""),
    };
    let name = normal_name(title);
    let kinds = TableKind::ALL.into_iter().filter(|k| name.contains(k.name()));
    let kind = kinds.max_by_key(|k| k.name().len()).unwrap_or_else(|| panic!("no table is called {title}"));
    let heads: Vec<Located<String>> = (heads.split('；').filter(|head| !head.is_empty()))
        .map(|head| Located::new(head.to_owned(), place.clone()))
        .collect();
    let labelled = |label: &str| heads.iter().find_map(|head| head.value.strip_prefix(label));
    BudgetTable {
        kind,
        title: title.to_owned(),
        fiscal_year: labelled("预算年度：").map_or(year, |year| FiscalYear::new(year.parse().ok()?)),
        unit_line: heads.iter().find(|head| !head.value.contains('：')).cloned(),
        measure: labelled("单位：").and_then(Measure::from_word).unwrap_or(Measure::Wan),
        heads,
        note: None,
        columns: vec![],
        rows: vec![],
        place,
    }
}

pub fn columns(table: &mut BudgetTable, head: &[String]) {
    for column in head.iter().filter_map(|h| column(h)) {
        if !table.columns.contains(&column) {
            table.columns.push(column);
        }
    }
}

fn column(head: &str) -> Option<Column> {
    let is_whole = ["预算数", "金额", "价值"].contains(&head);
    Column::ALL.into_iter().find(|c| c.name() == head || is_whole && *c == Column::Total)
}

pub fn row(table: &mut BudgetTable, head: &[String], cells: &[String], number: u32) {
    let mut serial = None;
    let mut rows: Vec<TableRow> = vec![new_row(None, number)];
    for ((at, head), cell) in (1..).zip(head).zip(cells) {
        let side = match head.as_str() {
            "收入" => Some(Side::Revenue),
            "支出" => Some(Side::Expenditure),
            _ => None,
        };
        if side.is_some() {
            rows.push(new_row(side, number));
        }
        let row = rows.last_mut().expect("starts with one row");
        match (head.as_str(), column(head)) {
            ("序号", _) => serial = cell.parse().ok(),
            ("科目编码", _) => row.code = Some(cell.clone()).filter(|c| !c.is_empty()),
            ("数量", _) => {
                let place = Place::cell(number, at);
                row.quantity = Some(Quantity { printed: cell.clone(), number: cell.parse().ok(), place });
            }
            ("采购物品名称", _) => row.purchase.get_or_insert_default().item.clone_from(cell),
            ("政府采购目录序号", _) => {
                let number = Some(cell.clone()).filter(|cell| !cell.is_empty());
                row.purchase.get_or_insert_default().catalogue_number = number;
            }
            (_, Some(column)) => {
                let amount = Amount::read(cell, table.measure, Place::cell(number, at));
                row.amounts.push((column, amount));
            }
            _ => row.name.clone_from(cell),
        }
    }
    for mut row in rows.into_iter().filter(|row| !row.name.is_empty() || row.purchase.is_some()) {
        row.number = serial;
        table.rows.push(row);
    }
}

fn new_row(side: Option<Side>, number: u32) -> TableRow {
    TableRow {
        number: None,
        side,
        code: None,
        name: String::new(),
        amounts: vec![],
        quantity: None,
        purchase: None,
        place: Place::line(number),
    }
}
