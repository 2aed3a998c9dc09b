//! Tables of other templates: other heads, codes, totals and notes.

use budget::{BudgetTable, Column, Measure, Side, TableKind};

use super::{EXPENDITURE_HEAD, document, expenditure, messages, reading, row, table};

#[test]
fn a_summary_without_serial_numbers_keeps_the_rows_that_read_like_heads() {
    let text = "收支预算总表\n\n单位：万元\n\n收入||支出|\n项目|预算数|项目|预算数\n一、一般公共预算拨款收入|5|一、教育支出|5\n\
        九、其他收入||九、社会保险基金支出|\n||十、卫生健康支出|\n本年收入合计|5|本年支出合计|5\n\
        上年结转结余||年终结转结余|\n收入总计|5|支出总计|5\n";
    let document = document(text);
    let table = document.table(TableKind::RevenueAndExpenditure).unwrap();
    assert_eq!(table.side(Side::Revenue).count(), 5);
    assert_eq!(table.side(Side::Expenditure).count(), 6);
}

#[test]
fn a_blank_part_of_a_code_is_that_of_the_row_above() {
    let table = table(
        "支出总表",
        "科目编码|||科目名称|合计|基本支出\n类|款|项||||\n|||合计|9|9\n\
                201|||一般公共服务支出|5|5\n|33||宣传事务|5|5\n||01|行政运行|3|3\n||02|一般行政管理事务|2|2\n\
                208|||社会保障和就业支出|4|4\n|05||行政事业单位养老支出|4|4\n",
    );
    let codes: Vec<&str> = table.rows.iter().filter_map(|row| row.code.as_deref()).collect();
    assert_eq!(codes, ["201", "20133", "2013301", "2013302", "208", "20805"]);
}

#[test]
fn codes_in_three_columns_are_put_together() {
    let text = "支出总表\n\n单位：万元\n\n序号|功能分类科目||||合计|基本支出\n|类|款|项|科目名称||\n\
        1||||合计|5|5\n2|201|||一般公共服务支出|5|5\n3|201|03|01|行政运行|5|5\n4|201|20103|2010301|行政运行|5|5\n";
    let reading = reading(text);
    let codes = reading.document.tables[0].rows.iter().map(|row| row.code.as_deref());
    assert_eq!(codes.collect::<Vec<_>>(), [None, Some("201"), Some("2010301"), Some("2010301")]);
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn a_second_pair_of_code_and_name_does_not_mix_with_the_first() {
    let row = &table(
        "基本支出表",
        "部门经济分类科目||政府经济分类科目||合计\n\
        科目编码|科目名称|科目编码|科目名称|\n30101|基本工资|50101|工资奖金津补贴|5\n",
    )
    .rows[0];
    assert_eq!((row.code.as_deref(), row.name.as_str()), (Some("30101"), "基本工资"));
}

#[test]
fn full_width_digits_are_digits() {
    let table = expenditure("１||合计|５.０|５.０|\n２|２０１|一般公共服务支出|５.０|５.０|\n");
    assert_eq!(row(&table, 1), (Some(2), "201", "一般公共服务支出", vec!["５.０", "５.０", ""]));
}

#[test]
fn the_total_may_stand_under_the_codes() {
    let table = expenditure("1|合 计||5|5|\n2|201|一般公共服务支出|5|5|\n");
    let total = table.total_row().unwrap();
    assert_eq!(total.amount(Column::Total).unwrap().printed, "5");
    assert!(expenditure("1||总计|5|5|\n").total_row().is_some());
}

#[test]
fn running_heads_of_other_templates_do_not_hide_the_table() {
    for head in [
        "部门编码及名称：[301]水务局",
        "第 3 页，共 48 页",
        "3 / 48",
        "编制单位：301 水务局 单位：万元",
        "二〇二五年预算草案",
    ] {
        let text = format!("部门预算支出总表\n\n{head}\n\n（单位：元）\n\n{EXPENDITURE_HEAD}1||合计|5|5|\n");
        let document = document(&text);
        assert_eq!(document.tables.len(), 1, "{head}");
        assert_eq!(document.tables[0].rows.len(), 1, "{head}");
    }
}

#[test]
fn heads_on_one_line_may_have_single_blanks_between_them() {
    let text = format!("支出总表\n\n部门：301 水务局 单位：元\n\n{EXPENDITURE_HEAD}1||合计|5|5|\n");
    let document = document(&text);
    assert_eq!(document.tables[0].measure, Measure::Yuan);
    assert_eq!(document.department.name.unwrap().value, "水务局");
}

#[test]
fn an_empty_table_says_so_in_many_ways() {
    let notes = [
        "注：本表无数据",
        "注 ：空表",
        "*注：本表为空表",
        "说明：本部门无此项预算。",
        "此表为空表",
        "（空表）",
        "本部门2025年没有安排政府性基金预算，故本表为空。",
        "无",
        "无此项支出",
    ];
    for note in notes {
        let text =
            format!("政府性基金预算支出表\n\n单位：万元\n\n{EXPENDITURE_HEAD}\n{note}\n\n一、部门职责\n");
        let document = document(&text);
        assert_eq!(document.tables[0].note.as_ref().unwrap().value, note);
        assert_eq!(document.narrative.len(), 1, "{note}");
    }
}

#[test]
fn a_line_under_a_table_with_amounts_is_no_note() {
    let text = format!("支出总表\n\n单位：万元\n\n{EXPENDITURE_HEAD}1||合计|5|5|\n\n无\n");
    assert_eq!(document(&text).tables[0].note, None);
}

#[test]
fn a_head_may_name_the_year_of_its_amounts() {
    let text = "支出总表\n\n单位：万元\n\n科目编码|科目名称|2025年预算数|基本支出\n201|服务|5|5\n";
    let total = |table: &BudgetTable| table.rows[0].amount(Column::Total).unwrap().printed.clone();
    assert_eq!(total(&document(text).tables[0]), "5");
    let text =
        "“三公”经费支出表\n\n单位：万元\n\n项目|2024年预算数|2025年预算数|增减额\n合计|15.30|14.40|-0.90\n";
    let reading = reading(text);
    let table = &reading.document.tables[0];
    assert_eq!(total(table), "14.40");
    assert_eq!(table.rows[0].amount(Column::PriorYear).unwrap().printed, "15.30");
    assert!(reading.notes.is_empty(), "{:?}", reading.notes);
}

#[test]
fn codes_and_names_may_say_of_what() {
    let row = &table("支出总表", "功能分类科目编码|功能分类科目名称|合计|基本支出\n201|服务|5|5\n").rows[0];
    assert_eq!((row.code.as_deref(), row.name.as_str()), (Some("201"), "服务"));
}

#[test]
fn a_dash_is_no_code() {
    let table = expenditure("1|—|合计|5|5|—\n");
    assert!(table.total_row().is_some());
}

#[test]
fn a_note_and_the_next_title_on_one_line_come_apart() {
    let text = "政府性基金预算支出情况表\n\n部门（单位）：青禾县水务局 单位：万元\n\n科目编码|科目名称|合计\n|合计|\n\n\
                （注：2031年没有使用政府性基金预算拨款安排的支出。）公开表9国有资本经营预算支出情况表\n\n\
                部门（单位）：青禾县水务局 单位：万元\n\n科目编码|科目名称|合计\n|合计|\n";
    let tables = document(text).tables;
    let kinds: Vec<TableKind> = tables.iter().map(|table| table.kind).collect();
    assert_eq!(kinds, [TableKind::GovernmentFundExpenditure, TableKind::StateCapitalExpenditure]);
    assert!(tables[0].note.as_ref().unwrap().value.contains("没有使用"));
    assert_eq!(tables[1].unit_line.as_ref().unwrap().value, "部门（单位）：青禾县水务局");
}

#[test]
fn the_table_of_three_publics_may_have_nothing_but_years_over_its_parts() {
    let text = "一般公共预算“三公”经费支出情况表\n\n部门（单位）：青禾县水务局 单位：万元\n\n\
                2030年预算数||||2031年预算数|||\n合计|因公出国（境）费|公务用车购置及运行维护费|公务接待费|合计|因公出国（境）费|公务用车购置及运行维护费|公务接待费\n\
                22.00||20.00|2.00|17.00||15.00|2.00\n";
    let table = document(text).tables.remove(0);
    let total = table.rows.iter().find(|row| row.name.contains("合计")).unwrap();
    assert_eq!(total.amount(Column::Total).unwrap().printed, "17.00");
}

#[test]
fn the_title_of_a_table_that_is_not_read_ends_the_one_above() {
    let text = "政府性基金预算支出表|||\n科目编码|科目名称|合计|项目支出\n\n\
                项目支出表（预算表9）|||\n类型|项目名称|合计|一般公共预算\n特定目标类||474.56|474.56\n";
    let reading = reading(text);
    assert!(reading.document.tables[0].is_empty());
    assert_eq!(reading.document.tables.len(), 1);
}

#[test]
fn a_number_over_the_only_amount_is_no_row() {
    let table = table(
        "国有资本经营预算支出预算表",
        "功能分类科目名称|项目支出\n**|1\n合计|\n\n\
                备注：本部门没有国有资本经营预算拨款安排的支出，故本表无数据。\n",
    );
    assert!(table.is_empty() && table.note.is_some());
}
