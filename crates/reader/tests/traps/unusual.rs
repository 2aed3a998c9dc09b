//! Traps of tables that other templates lay out, name or head in a way of their own.

use budget::{BudgetBook, Column, TableKind};

use super::{document, messages, reading, table};

#[test]
fn one_word_unknown_in_a_head_leaves_the_others_known() {
    let text = "部门收入总表\n\n单位：万元\n\n\
        支出功能分类科目||合计|财政拨款||渔港收费|其他收入\n科目编码|科目名称||小计|一般公共预算||\n\
        |合计|9.00|6.00|6.00|2.00|1.00\n213|农林水支出|9.00|6.00|6.00|2.00|1.00\n";
    let mut reading = reading(text);
    let table = reading.document.tables.remove(0);
    let total = table.total_row().unwrap();
    assert_eq!(total.amount(Column::Total).unwrap().printed, "9.00");
    assert_eq!(total.amount(Column::Book(BudgetBook::GeneralPublic)).unwrap().printed, "6.00");
    assert_eq!(total.amount(Column::OtherRevenue).unwrap().printed, "1.00");
    assert!(table.has_unread_column());
    assert!(messages(&reading.notes).iter().any(|note| note.contains("渔港收费")));
}

#[test]
fn what_stands_left_of_amounts_alone_names_the_rows() {
    let table = table(
        "部门基本支出预算表",
        "支出类别（用款单位）|总计|一般公共预算|政府性基金预算|其他资金\n合计|8.00|8.00||\n工资福利支出|8.00|8.00||\n",
    );
    let names: Vec<&str> = table.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["合计", "工资福利支出"]);
    assert_eq!(table.rows[1].amount(Column::Total).unwrap().printed, "8.00");
}

#[test]
fn codes_stand_under_a_head_that_names_economic_items() {
    let table = table(
        "一般公共预算基本支出情况表",
        "部门支出经济科目|政府支出经济科目|2030年预算\n\
        合计||5.00\n[301]工资福利支出||5.00\n[30101]基本工资|[50101]工资奖金津补贴|5.00\n",
    );
    let row = table.code_row("30101").unwrap();
    assert_eq!(
        (row.name.as_str(), row.amount(Column::Total).unwrap().printed.as_str()),
        ("基本工资", "5.00")
    );
}

#[test]
fn of_the_targets_of_the_whole_department_the_amounts_are_read() {
    let layouts = [
        "年度预算申请|资金总额：9.00||\n|其中：基本支出：|6.00|\n|项目支出：|3.00|\n",
        "部门预算情况|支出预算合计|9.00|其中：基本支出|6.00\n|项目支出|3.00||\n",
        "资金情况|支出合计|9.00\n|基本支出（含上年结转）|6.00\n|项目经费|3.00\n",
    ];
    for layout in layouts {
        let text = format!(
            "部门整体支出绩效目标表\n\n单位：万元\n\n部门名称|青禾县水利局||\n{layout}\
             年度绩效指标|一级指标|二级指标|三级指标|指标值\n|产出指标|数量指标|渠道长度|≥9公里\n"
        );
        let mut reading = reading(&text);
        let table = reading.document.tables.remove(0);
        assert_eq!(table.kind, TableKind::WholeTarget);
        let rows: Vec<(&str, &str)> =
            table.rows.iter().map(|row| (row.name.as_str(), row.amounts[0].1.printed.as_str())).collect();
        assert_eq!(rows, [("支出预算合计", "9.00"), ("基本支出", "6.00"), ("项目支出", "3.00")], "{layout}");
        assert!(messages(&reading.notes).iter().any(|note| note.contains("绩效指标没有读入")));
    }
}

#[test]
fn a_numbered_title_over_a_table_opens_no_chapter() {
    let text = "第一部分 预算表\n\n一、机关运行经费支出预算表\n单位：万元\n\n科目|金额\n办公费|3.00\n\n\
        第二部分 预算情况说明\n\n一、收支预算情况说明\n收入预算3万元。\n\n二、机关运行经费情况说明\n机关运行经费3万元。\n";
    let document = document(text);
    let titles: Vec<&str> = document.narrative.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles, ["收支预算情况说明", "机关运行经费情况说明"]);
}

#[test]
fn less_than_last_years_budget_is_a_change() {
    let text = "一、“三公”经费情况说明\n“三公”经费预算6万元。\n\
        1．公务用车购置预算支出1万元，本年数等于上年预算数。\n2．公务用车运行维护费3万元，与上年预算数一致。\n\
        3．公务接待费2万元，本年数小于上年预算数0.5万元，主要是压减接待。\n";
    let stated = document(text).stated.three_publics.unwrap();
    let fen: Vec<(&str, i64)> = (stated.part_changes.iter())
        .map(|(part, change)| (part.as_str(), change.amount.money().unwrap().fen()))
        .collect();
    let expected = [("公务用车购置费", 0), ("公务用车运行维护费", 0), ("公务接待费", -500_000)];
    assert_eq!(fen, expected);
}
