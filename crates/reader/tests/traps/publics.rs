//! Traps of the table of 三公经费, which templates print in many ways.

use budget::{BudgetTable, Column, Figure, TableRow};

use super::{messages, reading};

/// The parts with this year's and last year's amounts, as printed.
fn parts(table: &BudgetTable) -> Vec<(&str, &str, &str)> {
    fn row(row: &TableRow) -> (&str, &str, &str) {
        let printed = |column| row.amount(column).map_or("", |amount| amount.printed.as_str());
        (row.name.as_str(), printed(Column::Total), printed(Column::PriorYear))
    }
    table.rows.iter().map(row).collect()
}

/// The six rows of a table printed across, in their order.
fn six<'t>(amounts: [(&'t str, &'t str); 6]) -> Vec<(&'t str, &'t str, &'t str)> {
    let names = [
        "合计",
        "因公出国（境）费",
        "公务用车购置及运行维护费",
        "公务用车购置费",
        "公务用车运行维护费",
        "公务接待费",
    ];
    names.into_iter().zip(amounts).map(|(name, (this, last))| (name, this, last)).collect()
}

fn publics(rows: &str) -> (BudgetTable, Vec<String>) {
    let text = format!("财政拨款“三公”经费支出表\n\n编制单位：301 水务局\n\n单位：万元\n\n{rows}");
    let mut reading = reading(&text);
    let notes = messages(&reading.notes).into_iter().map(str::to_owned).collect();
    (reading.document.tables.remove(0), notes)
}

#[test]
fn last_years_figures_and_the_change_stand_beside_this_years() {
    let heads = [
        "项目|本年数|上年数|增减额|增减%\n",
        "项目|本年预算数|上年预算数|增减变化|增减原因\n",
        "项目|2025年|2024年|比上年增减|备注\n",
        "项目|2025年预算数|2024年预算数|增减情况|\n||| 金额|比例\n",
    ];
    for head in heads {
        let (table, notes) =
            publics(&format!("{head}合计|14.40|15.30|-0.90|-5.9%\n公务接待费|2.40|2.70|-0.30|-11.1%\n"));
        assert_eq!(parts(&table), [("合计", "14.40", "15.30"), ("公务接待费", "2.40", "2.70")], "{head}");
        assert!(notes.is_empty(), "{head}{notes:?}");
        assert_eq!(table.columns, [Column::Total, Column::PriorYear], "{head}");
    }
}

#[test]
fn what_was_spent_is_no_budget_of_last_year() {
    let (table, _) =
        publics("项目|2023年决算数|2024年预算数|2024年执行数|2025年预算数\n合计|13.00|15.30|14.90|14.40\n");
    assert_eq!(parts(&table), [("合计", "14.40", "15.30")]);
}

#[test]
fn the_parts_may_be_columns() {
    let (table, notes) = publics(
        "合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费\n\
         ||小计|公务用车购置费|公务用车运行维护费|\n14.40|0.00|12.00|0.00|12.00|2.40\n",
    );
    let expected =
        six([("14.40", ""), ("0.00", ""), ("12.00", ""), ("0.00", ""), ("12.00", ""), ("2.40", "")]);
    assert_eq!(parts(&table), expected);
    assert!(notes.is_empty(), "{notes:?}");
    let total = table.total_row().unwrap();
    assert_eq!(total.amount(Column::Total).unwrap().place.to_string(), "第9行第1列");
    assert_eq!(table.rows[3].place.to_string(), "第8行第4列");
}

#[test]
fn columns_of_two_years_are_told_apart() {
    let (table, notes) = publics(
        "2024年预算数||||||2025年预算数|||||\n\
         合计|因公出国（境）费|公务用车购置及运行费|||公务接待费|合计|因公出国（境）费|公务用车购置及运行费|||公务接待费\n\
         ||小计|购置费|运行费||||小计|购置费|运行费|\n栏次|1|2|3|4|5|6|7|8|9|10|11\n\
         15.30|0|12.60||12.60|2.70|14.40|0|12.00||12.00|2.40\n",
    );
    let expected = six([
        ("14.40", "15.30"),
        ("0", "0"),
        ("12.00", "12.60"),
        ("", ""),
        ("12.00", "12.60"),
        ("2.40", "2.70"),
    ]);
    assert_eq!(parts(&table), expected);
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn of_several_units_the_total_is_taken() {
    let head = "单位编码|单位名称|“三公”经费合计|因公出国（境）费|公务用车购置及运行费|||公务接待费\n\
        ||||小计|购置|运行|\n";
    let units = "301001|局本级|10.00||8.00||8.00|2.00\n301002|水保站|4.40||4.00||4.00|0.40\n";
    let (table, _) = publics(&format!("{head}|合计|14.40||12.00||12.00|2.40\n{units}"));
    assert_eq!(parts(&table)[0], ("合计", "14.40", ""));
    assert_eq!(parts(&table)[4], ("公务用车运行维护费", "12.00", ""));
    let (table, notes) = publics(&format!("{head}{units}"));
    assert!(table.rows.is_empty());
    assert!(notes[0].contains("没有合计行"), "{notes:?}");
}

#[test]
fn an_empty_table_across_keeps_its_columns_and_note() {
    let (table, notes) = publics(
        "合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费\n||小计|购置费|运行维护费|\n\n注：无“三公”经费预算，空表列示。\n",
    );
    assert!(table.is_empty() && table.note.is_some());
    assert_eq!(table.columns, [Column::Total]);
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn a_table_printed_across_keeps_the_rows_of_its_units() {
    let head = "单位编码|单位名称|合计|因公出国（境）费|公务接待费|公务用车购置及运行维护费|会议费\n";
    let (table, notes) = publics(&format!(
        "{head}|合计|5.00||2.00|3.00|1.00\n301001|水务局本级|4.00||1.00|3.00|1.00\n301002|水文站|1.00||1.00||\n"
    ));
    let units: Vec<(&str, &str)> = (table.rows.iter().filter(|row| row.is_of_unit()))
        .map(|row| (row.name.as_str(), row.amount(Column::OfUnit).unwrap().printed.as_str()))
        .collect();
    assert_eq!(units.len(), 6);
    assert!(units.contains(&("水文站 公务接待费", "1.00")) && units.contains(&("水务局本级 会议费", "1.00")));
    assert!(notes.is_empty(), "{notes:?}");
}

const OF_BOOKS: &str = "单位|预算年度|合计||因公出国（境）费||公务接待费||公务用车购置及运行维护费|||||\n\
    ||||||||小计||购置费||运行维护费|\n\
    ||一般公共预算|政府性基金预算|一般公共预算|政府性基金预算|一般公共预算|政府性基金预算\
    |一般公共预算|政府性基金预算|一般公共预算|政府性基金预算|一般公共预算|政府性基金预算\n";

#[test]
fn rows_may_be_years_and_columns_budgets() {
    let (table, notes) = publics(&format!(
        "{OF_BOOKS}水文站|2024年|9.10|0.00|0.00|0.00|1.10|0.00|8.00|0.00|5.00|0.00|3.00|0.00\n\
         |2025年|3.70|0.00|0.00|0.00|0.90|0.00|2.80|0.00|0.00|0.00|2.80|0.00\n\
         |增减变化|-5.40|0.00|0.00|0.00|-0.20|0.00|-5.20|0.00|-5.00|0.00|-0.20|0.00\n"
    ));
    let expected = six([
        ("3.70", "9.10"),
        ("0.00", "0.00"),
        ("2.80", "8.00"),
        ("0.00", "5.00"),
        ("2.80", "3.00"),
        ("0.90", "1.10"),
    ]);
    assert_eq!(parts(&table), expected);
    assert!(notes.is_empty(), "{notes:?}");
    assert_eq!(table.columns, [Column::Total, Column::PriorYear]);
}

#[test]
fn of_years_under_several_units_the_total_is_taken() {
    let head = "单位|年度|合计|因公出国（境）费|公务接待费|公务用车购置及运行维护费\n";
    let units = "水文站|上年预算数|4.00||1.00|3.00\n|本年预算数|3.00||1.00|2.00\n\
        河道所|上年预算数|2.00|||2.00\n|本年预算数|2.00|||2.00\n";
    let (table, _) =
        publics(&format!("{head}{units}合计|上年预算数|6.00||1.00|5.00\n|本年预算数|5.00||1.00|4.00\n"));
    assert_eq!(parts(&table)[0], ("合计", "5.00", "6.00"));
    let (table, _) = publics(&format!("{head}{units}"));
    assert!(table.is_unread(), "neither unit is the whole, and the table is not empty");
}

#[test]
fn money_of_two_budgets_is_no_figure_of_one() {
    let (table, notes) = publics(&format!(
        "{OF_BOOKS}水文站|2025年|3.70|1.00|0.00|0.00|0.90|1.00|2.80|0.00|0.00|0.00|2.80|0.00\n"
    ));
    let total = table.total_row().unwrap().amount(Column::Total).unwrap();
    assert_eq!((total.printed.as_str(), total.figure), ("3.70、1.00", Figure::Unread));
    assert_eq!(parts(&table)[4].1, "2.80");
    assert!(!notes.is_empty());
}

#[test]
fn codes_and_bare_years_before_the_amounts_hide_no_year() {
    let head = "编码|单位|年度|合计|因公出国（境）费|公务接待费|公务用车购置及运行维护费\n";
    for rows in [
        "301001|水文站|2030|4.00||1.00|3.00\n301001|水文站|2031|3.00||1.00|2.00\n",
        "1|水文站|上年预算数|4.00||1.00|3.00\n2||本年预算数|3.00||1.00|2.00\n",
        "|合计|2030年|4.00||1.00|3.00\n01|水文站|2030年|4.00||1.00|3.00\n\
         |合计|2031年|3.00||1.00|2.00\n01|水文站|2031年|3.00||1.00|2.00\n",
    ] {
        let (table, notes) = publics(&format!("{head}{rows}"));
        assert_eq!(parts(&table)[0], ("合计", "3.00", "4.00"), "{rows}");
        assert!(notes.is_empty() && table.rows.len() == 4, "{rows}{notes:?}");
    }
}

#[test]
fn a_total_that_may_be_of_another_year_is_not_taken() {
    let head = "单位|年度|合计|因公出国（境）费|公务接待费|公务用车购置及运行维护费\n";
    for rows in [
        "合计||4.00||1.00|3.00\n水文站||4.00||1.00|3.00\n合计||3.00||1.00|2.00\n",
        "合计|上年预算数|4.00||1.00|3.00\n水文站||4.00||1.00|3.00\n",
        "局合计|2031年|4.00||1.00|3.00\n总计|2031年|5.00||1.00|4.00\n",
    ] {
        let (table, notes) = publics(&format!("{head}{rows}"));
        assert!(table.is_unread() && !notes.is_empty(), "{rows}");
    }
}

#[test]
fn a_unit_may_have_money_of_the_second_budget_alone() {
    let head = "单位|合计||因公出国（境）费||公务接待费|\n\
        |一般公共预算|政府性基金预算|一般公共预算|政府性基金预算|一般公共预算|政府性基金预算\n";
    let (table, _) = publics(&format!("{head}合计||1.00|||0.00|1.00\n水文站||1.00||||1.00\n"));
    let units: Vec<(&str, &str)> = (table.rows.iter().filter(|row| row.is_of_unit()))
        .map(|row| (row.name.as_str(), row.amount(Column::OfUnit).unwrap().printed.as_str()))
        .collect();
    assert_eq!(units, [("水文站 合计", "1.00"), ("水文站 公务接待费", "1.00")]);
}
