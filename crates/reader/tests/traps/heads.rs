//! Heads of other provinces' tables: rows per unit, last year and shares beside this year, kinds under 基本支出, marks
//! above titles.

use budget::{BudgetBook, Column, TableKind};

use super::{document, messages, reading, row, table};

const GENERAL: Column = Column::Book(BudgetBook::GeneralPublic);

#[test]
fn revenue_may_have_a_row_per_unit() {
    let head = "单位代码|单位名称|合计|本年收入|||上年结转结余\n|||小计|一般公共预算|事业收入|\n";
    let rows = "|合计|90|80|70|10|10\n105|应急管理局|90|80|70|10|10\n";
    let reading = reading(&format!("收入总表\n\n部门：105_应急管理局\n\n单位：万元\n\n{head}{rows}"));
    let table = &reading.document.tables[0];
    let expected = [Column::Total, Column::Subtotal, GENERAL, Column::Institutional, Column::Carryover];
    assert_eq!(table.columns, expected);
    assert_eq!(row(table, 1), (None, "", "应急管理局", vec!["90", "80", "70", "10", "10"]));
    assert!(table.total_row().is_some());
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn codes_in_three_full_columns_stand_before_the_unit() {
    let head = "功能科目|||单位代码|单位名称（功能分类科目）|合计|基本支出|项目支出\n类|款|项|||||\n";
    let rows = "||||合计|9|5|4\n|||105001|应急管理局本级|9|5|4\n224|01|01|105001|行政运行|9|5|4\n";
    let table = table("支出总表", &format!("{head}{rows}"));
    assert_eq!(row(&table, 1), (None, "", "应急管理局本级", vec!["9", "5", "4"]));
    assert_eq!(row(&table, 2), (None, "2240101", "行政运行", vec!["9", "5", "4"]));
}

#[test]
fn last_year_changes_and_shares_are_known_and_not_read() {
    let head = "科目编码|科目名称|2023年预算数|2024年预算数|||2024年预算数比2023年预算数|\n\
                |||小计|基本支出|项目支出|增减额|增减%\n";
    let rows = "|合计|8|9|5|4|1|12.50%\n201|一般公共服务支出|8|9|5|4|1|12.50%\n";
    let reading = reading(&format!("2024年一般公共预算支出表\n\n单位：万元\n\n{head}{rows}"));
    let table = &reading.document.tables[0];
    assert_eq!(table.columns, [Column::Total, Column::Basic, Column::Project]);
    assert_eq!(row(table, 1), (None, "201", "一般公共服务支出", vec!["9", "5", "4"]));
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn the_subtotal_of_basic_expenditure_is_basic_expenditure() {
    let head = "科目编码|科目名称|合计|基本支出|||项目支出\n|||小计|人员经费|公用经费|\n";
    let table = table("一般公共预算支出表", &format!("{head}|合计|9|5|3|2|4\n"));
    let expected = [Column::Total, Column::Basic, Column::Personnel, Column::Operating, Column::Project];
    assert_eq!(table.columns, expected);
}

#[test]
fn a_mark_above_a_title_is_not_the_head_of_the_table_before() {
    let table = |n: &str, title: &str| {
        format!(
            "公开{n}表\n\n{title}\n\n部门：交通局\n\n单位：万元\n\n科目编码|科目名称|合计\n|合计|9\n201|甲|9\n\n"
        )
    };
    let text = table("02", "部门收入总表") + &table("03", "部门支出总表");
    let tables = document(&text).tables;
    assert_eq!(tables.len(), 2);
    for table in &tables {
        let heads: Vec<&str> = table.heads.iter().map(|head| head.value.as_str()).collect();
        assert_eq!(heads, ["部门：交通局", "单位：万元"], "{}", table.title);
    }
}

#[test]
fn expenditure_by_economic_items_on_the_far_right_is_left_out() {
    let head =
        "收入||支出|||\n项目|本年预算|项目（按功能分类）|本年预算|项目（按部门预算经济分类）|本年预算\n";
    let rows = "一、一般公共预算拨款收入|9|一、一般公共服务支出|9|一、基本支出|5\n收入总计|9|支出总计|9|支出总计|9\n";
    let table = table("收支总表", &format!("{head}{rows}"));
    let names: Vec<&str> = table.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["一、一般公共预算拨款收入", "一、一般公共服务支出", "收入总计", "支出总计"]);
}

#[test]
fn tables_of_a_part_are_none_of_the_nine() {
    let table = |title: &str| {
        format!("{title}\n\n单位：万元\n\n科目编码|科目名称|合计|基本支出\n|合计|9|9\n201|甲|9|9\n\n")
    };
    let titles =
        ["部门（单位）预算支出总表", "一般公共预算项目支出预算表", "政府性基金预算“三公”经费支出预算表"];
    let text: String = titles.iter().map(|title| table(title)).collect();
    let kinds: Vec<TableKind> = document(&text).tables.iter().map(|table| table.kind).collect();
    assert_eq!(kinds, [TableKind::Expenditure]);
}

#[test]
fn the_amount_of_a_heading_is_not_that_of_a_source_or_class() {
    let text = "二、部门收支总体情况\n\n（一）收入预算：2024年年初预算数90万元，其中：一般公共预算拨款80万元，\
                事业收入预算10万元，其他收入预算0万元。\n\n（二）支出预算：2024年年初预算数90万元，其中：\
                社会保障和就业支出预算20万元，交通运输支出预算70万元。\n\n三、部门预算情况说明\n\n无。\n";
    let stated = document(text).stated;
    let printed = |amount: Option<budget::Amount>| amount.unwrap().printed;
    assert_eq!(printed(stated.revenue), "90万元");
    assert_eq!(printed(stated.general_public), "80万元");
    assert_eq!(printed(stated.expenditure), "90万元");
}

#[test]
fn the_reason_of_the_whole_may_close_the_paragraph() {
    let text = "四、部门预算收支总体情况说明\n\n2024年收入总预算90万元，同比减少10万元，下降10%。其中：\
                一般公共预算拨款80万元。收入减少的主要原因是项目减少。\n\n五、名词解释\n\n无。\n";
    let comparison = document(text).stated.comparison.unwrap();
    assert_eq!(comparison.total.unwrap().reason.as_deref(), Some("项目减少"));
}
