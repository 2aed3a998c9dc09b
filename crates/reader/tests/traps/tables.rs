//! Traps of the budget tables.

use budget::{Column, Figure, Measure, Place, Secrecy, Side, TableKind};

use super::{EXPENDITURE_HEAD, document, expenditure, messages, reading, row};

#[test]
fn rows_go_on_behind_the_head_of_the_next_page() {
    let head = format!("201 党委\n\n预算年度：2024\n\n单位：万元\n\n{EXPENDITURE_HEAD}");
    let table = expenditure(&format!("1||合计|5|3|2\n\n{head}2|201|一般公共服务支出|5|3|2\n"));
    assert_eq!(table.rows.len(), 2);
    assert_eq!(row(&table, 1), (Some(2), "201", "一般公共服务支出", vec!["5", "3", "2"]));
    assert_eq!(table.unit_line.unwrap().value, "201 党委");
}

#[test]
fn a_title_that_comes_again_with_its_page_does_not_open_a_second_table() {
    let head = format!("部门预算支出总表（续）\n\n单位：万元\n\n{EXPENDITURE_HEAD}");
    let table = expenditure(&format!("1||合计|5|3|2\n\n- 3 -\n\n{head}2|201|一般公共服务支出|5|3|2\n"));
    assert_eq!(table.rows.len(), 2);
}

#[test]
fn a_strange_line_at_a_page_break_does_not_end_the_table() {
    let table = expenditure(&format!(
        "1||合计|5|3|2\n\n青禾县财政局监制\n\n{EXPENDITURE_HEAD}2|201|一般公共服务支出|5|3|2\n"
    ));
    assert_eq!(table.rows.len(), 2);
}

#[test]
fn trailing_blank_cells_may_be_dropped() {
    let table = expenditure("1||合计|5|5\n2|201|一般公共服务支出|5\n3|20101|人大事务\n");
    assert_eq!(row(&table, 0).3, ["5", "5", ""]);
    assert_eq!(row(&table, 1).3, ["5", "", ""]);
    assert_eq!(row(&table, 2), (Some(3), "20101", "人大事务", vec!["", "", ""]));
}

#[test]
fn a_name_torn_by_a_page_break_is_joined() {
    let table = expenditure("1|20103|政府办公厅（室）及相关|5|5|\n||机构事务|||\n2|201|其他|1|1|\n");
    assert_eq!(table.rows.len(), 2);
    assert_eq!(table.rows[0].name, "政府办公厅（室）及相关机构事务");
}

#[test]
fn a_gap_in_the_numbers_is_noted() {
    let text = format!("部门预算支出总表\n\n单位：万元\n\n{EXPENDITURE_HEAD}1||合计|5|5|\n4|201|服务|5|5|\n");
    let reading = reading(&text);
    assert!(messages(&reading.notes)[0].contains("序号从1跳到4"));
}

#[test]
fn blank_nil_redacted_and_unreadable_amounts_differ() {
    let table = expenditure("1||合计|无|不公开|12..5\n2|201|服务|1,225.6|２．５|25 元\n");
    let figures: Vec<Figure> =
        table.rows.iter().flat_map(|row| &row.amounts).map(|(_, a)| a.figure).collect();
    assert_eq!(figures[0], Figure::Nil);
    assert_eq!(figures[1], Figure::Redacted(Secrecy::Withheld));
    assert_eq!(figures[2], Figure::Unread);
    assert!(matches!(figures[3], Figure::Stated(money) if money.fen() == 1_225_600_000));
    assert!(matches!(figures[4], Figure::Stated(money) if money.fen() == 2_500_000));
    assert!(matches!(figures[5], Figure::Stated(money) if money.fen() == 2_500));
}

#[test]
fn an_unreadable_amount_is_noted_with_its_cell() {
    let text = format!("部门预算支出总表\n\n单位：万元\n\n{EXPENDITURE_HEAD}1||合计|5|5|1o\n");
    let notes = reading(&text).notes;
    assert_eq!(messages(&notes), ["“1o”读不成金额，涉及它的核对无法判断"]);
    assert_eq!(notes[0].place, Place::cell(8, 6));
}

#[test]
fn the_template_with_unit_funds_binds_by_its_words() {
    let text = "部门预算收支总表\n\n预算年度：2025\n单位：万元\n\n序号|收入||支出|\n|项目|预算数|项目|预算数\n\
        栏次|1|2|3|4\n5|五、单位资金|7.00|五、教育支出|7.00\n31|||三十一、人行科目|\n";
    let document = document(text);
    let table = document.table(TableKind::RevenueAndExpenditure).unwrap();
    let funds = table.named_row(Some(Side::Revenue), &["单位资金"]).unwrap();
    assert_eq!(funds.amount(Column::Total).unwrap().printed, "7.00");
    assert_eq!(table.side(Side::Expenditure).count(), 2);
    assert_eq!(table.rows[2].number, Some(31));
}

#[test]
fn a_two_sided_table_may_have_its_sides_in_one_head_row() {
    let text = "收支预算总表\n\n单位：万元\n\n收入|预算数|支出|预算数\n一、一般公共预算拨款收入|5|一、教育支出|5\n|\
        |二、外交支出|\n收入总计|5|支出总计|5\n";
    let document = document(text);
    let table = document.table(TableKind::RevenueAndExpenditure).unwrap();
    assert_eq!(table.side(Side::Revenue).count(), 2);
    assert_eq!(table.side(Side::Expenditure).count(), 3);
}

#[test]
fn several_heads_on_one_line_are_all_read() {
    let text = format!(
        "部门预算支出总表\n\n编制单位：301 水务局    预算年度：2024    金额单位：元\n\n{EXPENDITURE_HEAD}1||合计|500|500|\n"
    );
    let document = document(&text);
    let table = &document.tables[0];
    assert_eq!((table.measure, table.fiscal_year.unwrap().number()), (Measure::Yuan, 2024));
    assert_eq!(table.rows[0].amounts[0].1.money().unwrap().fen(), 50_000);
    assert_eq!(document.department.name.as_ref().unwrap().value, "水务局");
}

#[test]
fn heads_and_titles_may_stand_in_cells() {
    let text = format!(
        "部门预算支出总表|||||\n编制单位：301 水务局|||预算年度：2024||单位：万元\n{EXPENDITURE_HEAD}1||合计|5|5|\n"
    );
    let document = document(&text);
    let table = &document.tables[0];
    assert_eq!((table.kind, table.rows.len()), (TableKind::Expenditure, 1));
    assert_eq!(table.fiscal_year.unwrap().number(), 2024);
}

#[test]
fn an_unknown_column_is_noted_and_the_others_are_read() {
    let text =
        "部门预算支出总表\n\n单位：万元\n\n序号|科目编码|科目名称|合计|备用栏|项目支出\n1|201|服务|5|9|5\n";
    let reading = reading(text);
    let table = &reading.document.tables[0];
    assert_eq!(row(table, 0).3, ["5", "5"]);
    assert!(messages(&reading.notes)[0].contains("备用栏"));
}

#[test]
fn an_empty_table_keeps_its_note_and_no_rows() {
    let text = format!(
        "部门预算政府基金预算财政拨款支出表\n\n单位：万元\n\n{EXPENDITURE_HEAD}\n注：空表列示。\n\n部门预算支出总表\n\n\
         单位：万元\n\n{EXPENDITURE_HEAD}1||合计|5|5|\n"
    );
    let document = document(&text);
    let fund = document.table(TableKind::GovernmentFundExpenditure).unwrap();
    assert_eq!((fund.rows.len(), fund.columns.len()), (0, 3));
    assert_eq!(fund.note.as_ref().unwrap().value, "注：空表列示。");
    assert_eq!(document.tables.len(), 2);
}

#[test]
fn a_note_alone_makes_an_empty_table() {
    let document = document("部门预算国有资本经营预算财政拨款支出表\n\n注：本部门无此项预算，空表列示。\n");
    assert_eq!(document.tables[0].kind, TableKind::StateCapitalExpenditure);
    assert!(document.tables[0].is_empty() && document.tables[0].note.is_some());
}

#[test]
fn three_publics_rows_keep_their_names_with_and_without_a_prefix() {
    let text = "部门预算财政拨款“三公”经费支出表\n\n单位：万元\n\n序号|项 目|资 金 性 质||\n||合 计|一般公共预算 财政拨款\n\
        栏次|1|2|3\n4|其中：公务用车购置费||\n5|公务用车运行维护费|50.00|50.00\n";
    let document = document(text);
    let table = document.table(TableKind::ThreePublics).unwrap();
    assert_eq!(table.rows[0].normal_name(), "公务用车购置费");
    assert_eq!(table.rows[1].normal_name(), "公务用车运行维护费");
    assert_eq!(table.rows[1].number, Some(5));
}

#[test]
fn procurement_rows_have_their_texts_and_amounts() {
    let text = "部门政府采购预算\n\n单位：万元\n\n\
        政府采购项目来源||采购物品名称|政府采购目录 序号|计量 单位|数量|单价|政府采购金额（当年部门预算安排资金）||\n\
        项目名称|预算资金||||||合计|一般公共 预算拨款|财政专户 核拨\n\
        办公设备购置|6.00|台式计算机|A02010105|台|10|0.50|5.00|5.00|\n";
    let document = document(text);
    let table = document.table(TableKind::Procurement).unwrap();
    let [row] = &table.rows[..] else { panic!("{table:?}") };
    let purchase = row.purchase.as_ref().unwrap();
    assert_eq!((row.name.as_str(), purchase.item.as_str()), ("办公设备购置", "台式计算机"));
    assert_eq!(purchase.catalogue_number.as_deref(), Some("A02010105"));
    assert_eq!(purchase.measure.as_deref(), Some("台"));
    assert_eq!(row.quantity.as_ref().unwrap().number.unwrap().to_string(), "10");
    let printed = |column| row.amount(column).unwrap().printed.as_str();
    assert_eq!(printed(Column::ProjectFunds), "6.00");
    assert_eq!(printed(Column::UnitPrice), "0.50");
    assert_eq!(printed(Column::Total), "5.00");
}

#[test]
fn the_head_of_the_assets_table_names_the_measure() {
    let text = "部门固定资产占用情况表\n\n截止时间：2023-12-31\n\n项 目|数量|价值（金额单位：元）\n资产总额||746.66\n2、车辆（台、辆）|20|303.59\n";
    let document = document(text);
    let table = document.table(TableKind::Assets).unwrap();
    assert_eq!(table.measure, Measure::Yuan);
    assert_eq!(table.rows[0].amount(Column::Total).unwrap().money().unwrap().fen(), 74_666);
    assert_eq!(table.rows[1].quantity.as_ref().unwrap().printed, "20");
}

#[test]
fn a_table_without_a_known_title_is_noted() {
    let text = "部门预算支出总表\n\n注：空表列示。\n\n车辆情况\n\n车牌|型号\n甲|乙\n";
    let reading = reading(text);
    assert!(messages(&reading.notes).iter().any(|message| message.contains("2行表格没有认出是哪张表")));
}
