//! A disclosure of 2022: the nine tables, procurement, assets, narrative. The tables.

use budget::{BudgetBook, BudgetTable, Column, DocumentKind, FiscalYear, Place, Side, TableKind};
use reader::Reading;

use super::{reading, stated, wan};

pub fn julu() -> Option<Reading> {
    reading("julu-party-office-2022-disclosure.txt")
}

/// Code, whole, basic, project: the table of expenditure, and that of the general public budget.
const EXPENDITURE: [(&str, &str, &str, &str); 29] = [
    ("", "1379.53", "606.34", "773.19"),
    ("201", "1225.6", "455.54", "770.06"),
    ("20103", "3.6", "3.6", ""),
    ("2010399", "3.6", "3.6", ""),
    ("20126", "18", "", "18"),
    ("2012699", "18", "", "18"),
    ("20131", "1210", "457.94", "752.06"),
    ("2013101", "889.12", "451.94", "437.18"),
    ("2013103", "10.08", "", "10.08"),
    ("2013105", "143.3", "", "143.3"),
    ("2013150", "15", "", "15"),
    ("2013199", "146.5", "", "146.5"),
    ("208", "63.18", "60.05", "3.13"),
    ("20805", "57.35", "57.35", ""),
    ("2080501", "7.35", "7.35", ""),
    ("2080505", "50", "50", ""),
    ("20809", "3.13", "", "3.13"),
    ("2080999", "3.13", "", "3.13"),
    ("20827", "2.7", "2.7", ""),
    ("2082701", "1.2", "1.2", ""),
    ("2082702", "1.5", "1.5", ""),
    ("210", "45.25", "45.25", ""),
    ("21011", "45.25", "45.25", ""),
    ("2101101", "38", "38", ""),
    ("2101103", "7.2", "7.2", ""),
    ("2101199", "0.05", "0.05", ""),
    ("221", "45.5", "45.5", ""),
    ("22102", "45.5", "45.5", ""),
    ("2210201", "45.5", "45.5", ""),
];

/// Code, whole, personnel, operating.
const BASIC: [(&str, &str, &str, &str); 20] = [
    ("", "606.34", "537.64", "68.7"),
    ("301", "527.05", "527.05", ""),
    ("30101", "236.6", "236.6", ""),
    ("30102", "38", "38", ""),
    ("30103", "36", "36", ""),
    ("30107", "73", "73", ""),
    ("30108", "50", "50", ""),
    ("30110", "38", "38", ""),
    ("30111", "7.2", "7.2", ""),
    ("30112", "2.75", "2.75", ""),
    ("30113", "45.5", "45.5", ""),
    ("302", "68.7", "", "68.7"),
    ("30201", "26.7", "", "26.7"),
    ("30216", "5.4", "", "5.4"),
    ("30229", "5", "", "5"),
    ("30239", "31.6", "", "31.6"),
    ("30299", "", "", ""),
    ("303", "10.59", "10.59", ""),
    ("30302", "7.35", "7.35", ""),
    ("30305", "3.24", "3.24", ""),
];

fn assert_rows(table: &BudgetTable, columns: [Column; 3], rows: &[(&str, &str, &str, &str)]) {
    assert_eq!(table.rows.len(), rows.len(), "{}", table.title);
    for ((row, number), (code, a, b, c)) in table.rows.iter().zip(1..).zip(rows) {
        assert_eq!(row.number, Some(number));
        assert_eq!(row.code.as_deref().unwrap_or(""), *code);
        let printed = columns.map(|column| row.amount(column).unwrap().printed.as_str());
        assert_eq!(printed, [*a, *b, *c], "{} {code}", table.title);
    }
}

fn numbers(table: &BudgetTable) -> Vec<u32> {
    let mut numbers: Vec<u32> = table.rows.iter().filter_map(|row| row.number).collect();
    numbers.dedup();
    numbers
}

#[test]
fn the_heads_say_whose_it_is() {
    let Some(Reading { document, notes }) = julu() else { return };
    assert_eq!(document.kind, DocumentKind::Disclosure);
    assert_eq!(document.fiscal_year.unwrap().number(), 2022);
    assert_eq!(document.region.as_deref(), Some("巨鹿县"));
    assert_eq!(document.region_code.unwrap().as_str(), "130529");
    let (code, name) = (document.department.code.unwrap(), document.department.name.unwrap());
    assert_eq!((code.value.as_str(), name.value.as_str(), name.place), ("201", "党委", Place::line(35)));
    assert_eq!(notes, []);
}

#[test]
fn all_eleven_tables_are_there_and_stitched() {
    let Some(Reading { document, .. }) = julu() else { return };
    let kinds: Vec<TableKind> = document.tables.iter().map(|table| table.kind).collect();
    let mut expected = TableKind::NINE.to_vec();
    expected.extend([TableKind::Procurement, TableKind::Assets]);
    assert_eq!(kinds, expected);
    for (table, last) in document.tables.iter().zip([33, 29, 29, 36, 29, 20, 0, 0, 6]) {
        assert_eq!(numbers(table), (1..=last).collect::<Vec<u32>>(), "{}", table.title);
        assert_eq!(table.fiscal_year, FiscalYear::new(2022));
        assert_eq!(table.unit_line.as_ref().unwrap().value, "201 党委");
        assert_eq!(table.measure, budget::Measure::Wan);
    }
    assert_eq!(document.tables[3].title, "部门预算财政拨款收支总表");
    assert_eq!(document.tables[3].place, Place::line(200));
}

#[test]
fn the_two_sided_tables_have_both_halves() {
    let Some(Reading { document, .. }) = julu() else { return };
    let first = document.table(TableKind::RevenueAndExpenditure).unwrap();
    assert_eq!(first.side(Side::Revenue).count(), 12);
    assert_eq!(first.side(Side::Expenditure).count(), 33);
    let total = |side, name: &str| first.named_row(Some(side), &[name]).unwrap().amount(Column::Total);
    assert_eq!(stated(total(Side::Revenue, "一般公共预算拨款收入")), wan("1379.53"));
    assert_eq!(stated(total(Side::Expenditure, "一般公共服务支出")), wan("1225.6"));
    assert_eq!(stated(total(Side::Expenditure, "社会保障和就业支出")), wan("63.18"));
    assert_eq!(stated(total(Side::Expenditure, "卫生健康支出")), wan("45.25"));
    assert_eq!(stated(total(Side::Expenditure, "住房保障支出")), wan("45.50"));
    assert_eq!(stated(total(Side::Revenue, "收入总计")), wan("1379.53"));
    assert_eq!(stated(total(Side::Expenditure, "支出总计")), wan("1379.53"));
    assert!(total(Side::Revenue, "上年结转结余").unwrap().is_blank());
    let housing = first.named_row(Some(Side::Expenditure), &["住房保障支出"]).unwrap();
    assert_eq!((housing.number, &housing.place), (Some(20), &Place::cell(73, 4)));

    let fourth = document.table(TableKind::AppropriationBalance).unwrap();
    assert_eq!(fourth.side(Side::Revenue).count(), 9);
    assert_eq!(fourth.side(Side::Expenditure).count(), 33);
    let total = fourth.named_row(Some(Side::Expenditure), &["支出总计"]).unwrap();
    assert_eq!(stated(total.amount(Column::Book(BudgetBook::GeneralPublic))), wan("1379.53"));
    assert!(total.amount(Column::Book(BudgetBook::StateCapital)).unwrap().is_blank());
}

#[test]
fn every_amount_of_the_tables_by_code_is_in_its_column() {
    let Some(Reading { document, .. }) = julu() else { return };
    let columns = [Column::Total, Column::Basic, Column::Project];
    assert_rows(document.table(TableKind::Expenditure).unwrap(), columns, &EXPENDITURE);
    assert_rows(document.table(TableKind::GeneralPublicExpenditure).unwrap(), columns, &EXPENDITURE);
    let columns = [Column::Total, Column::Personnel, Column::Operating];
    assert_rows(document.table(TableKind::BasicExpenditure).unwrap(), columns, &BASIC);
}

#[test]
fn the_revenue_table_says_the_same_but_for_one_class() {
    let Some(Reading { document, .. }) = julu() else { return };
    let revenue = document.table(TableKind::Revenue).unwrap();
    assert_eq!(revenue.columns.len(), 10);
    for (row, (code, whole, _, _)) in revenue.rows.iter().zip(EXPENDITURE) {
        let whole = if code == "201" { "1231.60" } else { whole };
        assert_eq!(row.code.as_deref().unwrap_or(""), code);
        for column in [Column::Total, Column::Subtotal, Column::Appropriation] {
            assert_eq!(stated(row.amount(column)), wan(whole), "{code}");
        }
        assert!(row.amount(Column::Carryover).unwrap().is_blank());
        assert!(row.amount(Column::OtherRevenue).unwrap().is_blank());
    }
}

#[test]
fn empty_tables_keep_their_notes() {
    let Some(Reading { document, .. }) = julu() else { return };
    let note = |kind| document.table(kind).unwrap().note.as_ref().unwrap();
    assert_eq!(
        note(TableKind::GovernmentFundExpenditure).value,
        "注：无政府基金预算财政拨款预算，空表列示。"
    );
    assert_eq!(note(TableKind::GovernmentFundExpenditure).place, Place::line(373));
    assert_eq!(
        note(TableKind::StateCapitalExpenditure).value,
        "注：无国有资本经营预算财政拨款预算，空表列示。"
    );
    assert_eq!(note(TableKind::Procurement).value, "注：无政府采购预算，空表列示。");
    assert_eq!(note(TableKind::Assets).value, "注：无固定资产占用情况。");
    assert!(document.table(TableKind::Procurement).unwrap().rows.is_empty());
    assert_eq!(document.table(TableKind::Procurement).unwrap().columns.len(), 7);
}

#[test]
fn the_three_publics_table_has_its_blank_parent() {
    let Some(Reading { document, .. }) = julu() else { return };
    let table = document.table(TableKind::ThreePublics).unwrap();
    let names: Vec<&str> = table.rows.iter().map(|row| row.name.as_str()).collect();
    let expected = [
        "合计",
        "一、因公出国（境）费",
        "二、公务用车购置及运维费",
        "其中：公务用车购置费",
        "公务用车运行维护费",
        "三、公务接待费",
    ];
    assert_eq!(names, expected);
    let printed: Vec<&str> =
        table.rows.iter().map(|row| row.amount(Column::Total).unwrap().printed.as_str()).collect();
    assert_eq!(printed, ["50", "", "", "", "50.00", ""]);
    let general = table.rows[4].amount(Column::Book(BudgetBook::GeneralPublic)).unwrap();
    assert_eq!((general.money(), &general.place), (Some(wan("50")), &Place::cell(404, 4)));
}

#[test]
fn the_assets_table_counts_and_values() {
    let Some(Reading { document, .. }) = julu() else { return };
    let table = document.table(TableKind::Assets).unwrap();
    let rows: Vec<(&str, &str, &str)> = table
        .rows
        .iter()
        .map(|row| {
            let amount = row.amount(Column::Total).unwrap();
            (row.name.as_str(), row.quantity.as_ref().unwrap().printed.as_str(), amount.printed.as_str())
        })
        .collect();
    let expected = [
        ("资产总额", "", "746.66"),
        ("1、房屋（平方米）", "756", "31.92"),
        ("其中：办公用房（平方米）", "", ""),
        ("2、车辆（台、辆）", "20", "303.59"),
        ("3、单价在 20 万元以上设备", "", ""),
        ("4、其他固定资产", "", "411.15"),
    ];
    assert_eq!(rows, expected);
}
