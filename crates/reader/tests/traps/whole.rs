//! Tables without a row 合计: of one unit, of one row, and what stands beside this year's money.

use budget::{BudgetBook, Column};

use super::{document, messages, reading, row};

const GENERAL: Column = Column::Book(BudgetBook::GeneralPublic);

#[test]
fn the_only_unit_is_the_whole() {
    let head = "预算单位|科目编码|科目名称|支出总计|基本支出|项目支出\n";
    let rows = "青禾县档案馆|||9.00|6.00|3.00\n|201|一般公共服务支出|9.00|6.00|3.00\n|20126|档案事务|9.00|6.00|3.00\n";
    let table = document(&format!("支出总表\n\n单位：万元\n\n{head}{rows}")).tables.remove(0);
    assert_eq!(table.columns, [Column::Total, Column::Basic, Column::Project]);
    assert_eq!(row(&table, 0), (None, "", "合计", vec!["9.00", "6.00", "3.00"]));
    assert_eq!(row(&table, 2).1, "20126");
    let two = format!("{rows}青禾县方志办|||4.00|4.00|\n|201|一般公共服务支出|4.00|4.00|\n");
    let table = document(&format!("支出总表\n\n单位：万元\n\n{head}{two}")).tables.remove(0);
    assert!(table.total_row().is_none());
    assert_eq!(row(&table, 3).2, "青禾县方志办");
}

#[test]
fn a_table_of_one_row_needs_no_name() {
    let head = "合计|本年收入|||上年结转\n|小计|一般公共预算资金|事业收入|\n";
    let reading = reading(&format!("收入总表\n\n单位：万元\n\n{head}12.00|11.00|8.00|3.00|1.00\n"));
    let table = &reading.document.tables[0];
    assert_eq!(row(table, 0).2, "合计");
    assert!(table.columns.contains(&GENERAL) && table.columns.contains(&Column::Carryover));
    assert_eq!(messages(&reading.notes), [""; 0]);
    let units = "预算单位|收入总计|一般公共预算拨款|上年结余、结转\n青禾县档案馆|9.00|8.00|1.00\n";
    let table = document(&format!("收入总表\n\n单位：万元\n\n{units}")).tables.remove(0);
    assert_eq!(row(&table, 0), (None, "", "合计", vec!["9.00", "8.00", "1.00"]));
}

#[test]
fn the_amount_of_a_source_may_stand_beside_a_part_of_it() {
    let head = "类|款|项|功能科目|合计|本级财政拨款||其它收入\n|||||金额|其中：经费拨款|\n";
    let rows = "|||合计|9.00|7.00|5.00|2.00\n206|||科学技术支出|9.00|7.00|5.00|2.00\n";
    let reading = reading(&format!("收入总表\n\n单位：万元\n\n{head}{rows}"));
    let table = &reading.document.tables[0];
    assert_eq!(table.columns, [Column::Total, Column::Appropriation, Column::OtherRevenue]);
    assert_eq!(row(table, 1), (None, "206", "科学技术支出", vec!["9.00", "7.00", "2.00"]));
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn an_item_of_last_year_alone_is_none_of_this_years() {
    let head = "科目编码|科目名称|2030年执行数|2031年预算数|||扣除基建后预算数|比上年增减|备注\n|||小计|基本支出|项目支出|||\n";
    let item = "201|一般公共服务支出|8|9|5|4|9|1|\n";
    let names = |rows: &str| {
        let text = format!("2031年一般公共预算支出表\n\n单位：万元\n\n{rows}");
        let table = document(&text).tables.remove(0);
        table.rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    assert_eq!(names(&format!("{head}{item}206|科学技术支出|3|||||-3|\n")), ["一般公共服务支出"]);
    let both = ["一般公共服务支出", "科学技术支出"];
    assert_eq!(names(&format!("{head}{item}206|科学技术支出|||||||12\n")), both, "a remark is no money");
    let head = "序号|科目编码|科目名称|2030年预算数|2031年预算数\n";
    let torn = "1|201|一般公共服务支出|8|9\n2|206|科学技术支出|3|\n";
    assert_eq!(names(&format!("{head}{torn}")), both, "a row that counts is not lost");
}

#[test]
fn what_is_no_unit_is_no_whole() {
    let first = |title: &str, rows: &str| {
        let table = document(&format!("{title}\n\n单位：万元\n\n{rows}")).tables.remove(0);
        table.rows[0].name.clone()
    };
    let head = "预算单位|科目编码|科目名称|支出总计|基本支出\n";
    let item = "|201|一般公共服务支出|9.00|9.00\n";
    let cases = [
        ("支出总表", format!("{head}青禾县档案馆||基本支出|9.00|9.00\n{item}"), "基本支出"),
        ("支出总表", format!("{head}||基本支出|9.00|9.00\n青禾县档案馆{item}"), "基本支出"),
        ("支出总表", format!("{head}青禾县档案馆|||9.00|9.00\n{item}青禾县方志办{item}"), "青禾县档案馆"),
        ("收入总表", "项目|预算数\n其他收入|9.00\n".to_owned(), "其他收入"),
        ("政府采购预算表", "预算单位|数量|预算金额\n青禾县档案馆|2|9.00\n".to_owned(), "青禾县档案馆"),
    ];
    for (title, rows, name) in cases {
        assert_eq!(first(title, &rows), name, "{rows}");
    }
    let unit = "单位名称|合计|基本支出\n青禾县档案馆|9.00|9.00\n";
    assert_eq!(first("支出总表", unit), "合计");
    let codes = "单位代码|单位名称|合计|一般公共预算\n105||9.00|9.00\n106||4.00|4.00\n";
    assert_eq!(first("收入总表", codes), "");
}
