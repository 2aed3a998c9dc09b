//! Layouts of tables and parts that other provinces print.

use budget::{BudgetBook, BudgetTable, Column, Side, TableKind};

use super::{document, messages, reading, table};

/// The cells of a row by its name, with their columns.
fn cells<'t>(table: &'t BudgetTable, name: &str) -> Vec<(Column, &'t str)> {
    let row = table.rows.iter().find(|row| row.name == name).unwrap();
    row.amounts.iter().map(|(column, amount)| (*column, amount.printed.as_str())).collect()
}

#[test]
fn a_subtotal_belongs_to_the_source_above_it() {
    let head = "单位编码|单位名称|总计|公共预算拨款||政府性基金拨款|上年结转\n\
        |||小计|其中：专项资金|||\n";
    let revenue = table("部门综合预算收入总表", &format!("{head}**|合计|60.00|50.00|20.00|4.00|6.00\n"));
    let expected = [
        (Column::Total, "60.00"),
        (Column::Book(BudgetBook::GeneralPublic), "50.00"),
        (Column::Book(BudgetBook::GovernmentFund), "4.00"),
        (Column::Carryover, "6.00"),
    ];
    assert_eq!(cells(&revenue, "合计"), expected);
}

#[test]
fn a_subtotal_beside_its_own_sources_is_none_of_the_row() {
    let head = "科目编码|科目名称|合计|财政拨款|||事业收入\n|||小计|一般公共预算|政府性基金|\n";
    let revenue = table("部门收入总表", &format!("{head}|合计|9.00|7.00|5.00|2.00|2.00\n"));
    let columns: Vec<Column> = cells(&revenue, "合计").into_iter().map(|(column, _)| column).collect();
    let books = [BudgetBook::GeneralPublic, BudgetBook::GovernmentFund].map(Column::Book);
    assert_eq!(columns, [Column::Total, books[0], books[1], Column::Institutional]);
}

#[test]
fn meetings_beside_the_three_publics_are_rows_of_their_own() {
    let head = "单位名称|合计|“三公”经费|||会议费|培训费\n||小计|因公出国（境）费|公务接待费||\n";
    let publics =
        table("“三公”经费、会议费、培训费支出表", &format!("{head}合计|9.00|6.00|2.00|4.00|1.00|2.00\n"));
    let names: Vec<&str> = publics.rows.iter().map(|row| row.name.as_str()).collect();
    let expected = ["合计", "“三公”经费合计", "因公出国（境）费", "公务接待费", "会议费", "培训费"];
    assert_eq!(names.len(), expected.len());
    assert!(expected.iter().all(|name| names.contains(name)), "{names:?}");
    assert_eq!(cells(&publics, "“三公”经费合计"), [(Column::Total, "6.00")]);
    assert_eq!(cells(&publics, "合计"), [(Column::Total, "9.00")]);
}

#[test]
fn a_fund_table_of_income_and_expenditure_is_there() {
    let head = "收入||支出|\n项目|预算数|支出功能分科目|预算数\n";
    let empty = table(
        "部门综合预算政府性基金收支表",
        &format!("{head}一、政府性基金拨款||一、城乡社区支出|\n\n注：本部门无政府性基金收支，本表为空表。\n"),
    );
    assert_eq!((empty.kind, empty.is_empty()), (TableKind::GovernmentFundExpenditure, true));
    assert!(empty.note.is_some() && !empty.is_unread());
    let stated = table(
        "部门综合预算政府性基金收支表",
        &format!("{head}一、政府性基金拨款|3.00|一、城乡社区支出|3.00\n"),
    );
    assert!(stated.is_unread(), "not read as expenditure alone");
}

#[test]
fn expenditure_by_a_second_classification_is_noted_and_its_sum_may_span_both() {
    let text = "收支预算总表\n\n单位：万元\n\n收入||支出|||\n项目|预算数|支出功能分科目（按大类）|预算数|支出经济科目（按大类）|预算数\n\
        一、财政拨款|8.00|一、教育支出|5.00|一、工资福利支出|6.00\n||二、卫生健康支出|3.00|二、资本性支出|2.00\n\
        收入合计|8.00|支出合计|||8.00\n";
    let reading = reading(text);
    let table = &reading.document.tables[0];
    let right: Vec<(&str, &str)> = table
        .side(Side::Expenditure)
        .map(|row| (row.name.as_str(), row.amounts[0].1.printed.as_str()))
        .collect();
    assert_eq!(right, [("一、教育支出", "5.00"), ("二、卫生健康支出", "3.00"), ("支出合计", "8.00")]);
    let notes = messages(&reading.notes);
    assert!(notes.iter().any(|note| note.contains("另一种分类")), "{notes:?}");
}

#[test]
fn basic_expenditure_by_economic_items_is_the_one_that_is_due() {
    let head = "科目编码|科目名称|合计|人员经费支出|公用经费支出|备注\n";
    let text = format!(
        "一般公共预算基本支出明细表（按支出功能分类科目）\n\n单位：万元\n\n{head}205|教育支出|5.00|4.00|1.00|\n\n\
         一般公共预算基本支出明细表（按支出经济分类科目）\n\n单位：万元\n\n{head}301|工资福利支出|4.00|4.00||\n302|商品和服务支出|1.00||1.00|\n"
    );
    let document = document(&text);
    let basic = document.table(TableKind::BasicExpenditure).unwrap();
    assert_eq!(basic.rows[0].code.as_deref(), Some("301"));
    assert_eq!(basic.columns, [Column::Total, Column::Personnel, Column::Operating]);
    assert_eq!(document.tables.len(), 2);
}

#[test]
fn columns_of_words_are_no_unread_amounts() {
    let head = "采购项目|采购方式说明|数量|预算金额\n";
    let bought = table("政府采购预算表", &format!("{head}合计|||9.00\n甲设备|询价|2|9.00\n"));
    assert!(!bought.has_unread_column());
    assert_eq!(cells(&bought, "甲设备"), [(Column::Total, "9.00")]);
    let unread = table("政府采购预算表", &format!("{head}合计|5.00||9.00\n甲设备|5.00|2|9.00\n"));
    assert!(unread.has_unread_column());
}

#[test]
fn a_note_may_stand_in_a_row_and_a_mark_below_the_title() {
    let fund = table("政府性基金预算支出表", "科目编码|科目名称|合计\n|合计|\n注：本部门无相关收支项目||\n");
    assert_eq!(fund.note.unwrap().value, "注：本部门无相关收支项目");
    let text = "部门支出预算总表\n公开表三\n单位：万元\n合计|基本支出|项目支出\n5.00|3.00|2.00\n";
    assert_eq!(document(text).tables[0].kind, TableKind::Expenditure);
}

#[test]
fn parts_open_with_the_titles_that_the_contents_list() {
    let text = "目录\n\n一、部门主要职能\n二、部门机构设置\n三、名词解释\n四、部门预算编制说明\n五、部门预算表\n1. 部门收支总表\n\n\
        某区水务局主要职能\n\n某区水务局管水。主要职能包括：\n\n一、管好水。\n\n某区水务局机构设置\n\n设三个科。\n\n\
        名词解释\n\n（一）基本支出：指人员和公用支出。\n\n2025年部门预算编制说明\n\n2025年收入预算5.00万元。\n";
    let document = document(text);
    let titles: Vec<&str> = document.narrative.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles, ["部门主要职能", "部门机构设置", "名词解释", "部门预算编制说明"]);
    assert_eq!(document.contents.len(), 6);
}

#[test]
fn last_years_figure_in_brackets_is_not_this_years() {
    let text = "一、收支预算总体情况\n\n2025年度部门支出预算安排与2024年度相比（2024年度部门支出预算安排为86.00万元），增加5.00万元。\n\n2025年支出预算91.00万元。\n";
    let stated = document(text).stated;
    assert_eq!(stated.expenditure.unwrap().printed, "91.00万元");
}
