use budget::BudgetBook;

use super::*;

fn row(text: &str) -> Row {
    let cell = |(i, text): (u32, &str)| Cell { text: text.trim().to_owned(), place: Place::cell(1, i) };
    Row { cells: (1..).zip(text.split('|')).map(cell).collect() }
}

fn bound(kind: TableKind, head: &[&str]) -> Vec<(usize, Role, Option<Side>)> {
    let rows: Vec<Row> = head.iter().map(|text| row(text)).collect();
    let binding = bind(kind, &rows.iter().collect::<Vec<_>>());
    assert_eq!(binding.unknown, []);
    binding.columns.iter().map(|b| (b.index, b.role, b.side)).collect()
}

#[test]
fn a_group_reaches_over_the_empty_cells_beside_it() {
    let head = ["序号|收入||支出||", "|项 目|金 额|项 目|合 计|一般公共预 算财政拨款"];
    let (left, right) = (Some(Side::Revenue), Some(Side::Expenditure));
    let expected = [
        (0, Role::Number, None),
        (1, Role::Name, left),
        (2, Role::Amount(Column::Total), left),
        (3, Role::Name, right),
        (4, Role::Amount(Column::Total), right),
        (5, Role::Amount(Column::Book(BudgetBook::GeneralPublic)), right),
    ];
    assert_eq!(bound(TableKind::AppropriationBalance, &head), expected);
}

#[test]
fn a_carry_over_of_several_books_is_one_column() {
    let head = [
        "部门（单位）代码|部门（单位）名称|总计|本年收入|||上年结转结余||",
        "|||合计|一般公共预算|单位资金|合计|一般公共预算|单位资金",
    ];
    let bound = bound(TableKind::Revenue, &head).into_iter();
    let roles: Vec<(usize, Role)> = bound.map(|(index, role, _)| (index, role)).collect();
    let amounts = [
        Column::Total,
        Column::Subtotal,
        Column::Book(BudgetBook::GeneralPublic),
        Column::UnitFunds,
        Column::Carryover,
    ];
    let mut expected = vec![(0, Role::UnitCode), (1, Role::Name)];
    expected.extend((2..).zip(amounts.map(Role::Amount)));
    assert_eq!(roles, expected);
}

#[test]
fn a_part_of_a_source_is_no_source() {
    let general = Role::Amount(Column::Book(BudgetBook::GeneralPublic));
    let (total, other) = (Role::Amount(Column::Total), Role::Amount(Column::OtherRevenue));
    let heads: [&[&str]; 3] = [
        &["单位名称|合计|一般公共预算||其他收入", "||小计|其中：财政拨款|"],
        &["单位名称|合计|一般公共预算||其他收入", "||小计|财政拨款|"],
        &["单位名称|合计|一般公共预算|其中：财政拨款|其他收入"],
    ];
    for head in heads {
        let roles: Vec<Role> = bound(TableKind::Revenue, head).into_iter().map(|(_, role, _)| role).collect();
        assert_eq!(roles, [Role::Name, total, general, other], "{head:?}");
    }
    let funds = ["项目|合计|财政拨款收入|使用非财政拨款结余"];
    let roles: Vec<Role> = bound(TableKind::Revenue, &funds).into_iter().map(|(_, role, _)| role).collect();
    let own = [Role::Amount(Column::Appropriation), Role::Amount(Column::UnitFunds)];
    assert_eq!(roles, [&[Role::Name, total], own.as_slice()].concat());
}

#[test]
fn the_subtotal_of_basic_expenditure_is_the_total_of_its_table() {
    let head = ["科目编码|科目名称|基本支出预算||", "||小计|人员支出|日常公用支出"];
    let bound = bound(TableKind::BasicExpenditure, &head);
    assert_eq!(bound[2], (2, Role::Amount(Column::Total), None));
}

#[test]
fn one_column_may_hold_codes_and_names() {
    let head = ["部门预算支出经济分类科目|政府预算支出经济分类科目|2023年预算"];
    let expected = [(2, Role::Amount(Column::Total), None), (0, Role::Name, None)];
    assert_eq!(bound(TableKind::BasicExpenditure, &head), expected);
}

#[test]
fn heads_of_county_templates_bind_by_their_words() {
    let roles = |kind, head: &[&str]| -> Vec<Role> {
        bound(kind, head).into_iter().map(|(_, role, _)| role).collect()
    };
    let (total, personnel) = (Role::Amount(Column::Total), Role::Amount(Column::Personnel));
    let economic = ["部门预算经济分类|||合计|人员经费", "类|款|科目名称||"];
    let expected = [Role::Code, Role::Code, Role::Name, total, personnel];
    assert_eq!(roles(TableKind::BasicExpenditure, &economic), expected);
    let units = ["科目编码|||单位（科目名称）|合计", "类|款|项||"];
    let expected = [Role::Code, Role::Code, Role::Code, Role::Name, total];
    assert_eq!(roles(TableKind::Expenditure, &units), expected);
    let publics = ["项目|2025年“三公”经费预算数"];
    assert_eq!(roles(TableKind::ThreePublics, &publics), [Role::Name, total]);
}

#[test]
fn later_templates_bind_by_their_words() {
    let head =
        ["序号|功能分类科目||合计|本年收入|||上年结转", "|科目编码|科目名称||小计|财政拨款收入|单位资金|"];
    let roles: Vec<Role> = bound(TableKind::Revenue, &head).into_iter().map(|(_, role, _)| role).collect();
    let amounts =
        [Column::Total, Column::Subtotal, Column::Appropriation, Column::UnitFunds, Column::Carryover];
    let mut expected = vec![Role::Number, Role::Code, Role::Name];
    expected.extend(amounts.map(Role::Amount));
    assert_eq!(roles, expected);
}

#[test]
fn words_within_a_head_do_not_make_its_column_another() {
    let head = ["科目编码|科目名称|合计|基本支出|项目支出（扣除上解支出）|扣除基建后预算数"];
    let roles = |kind, head: &[&str]| -> Vec<Role> {
        bound(kind, head).into_iter().map(|(_, role, _)| role).collect()
    };
    let expected = [Column::Total, Column::Basic, Column::Project].map(Role::Amount);
    assert_eq!(roles(TableKind::Expenditure, &head)[2..], expected);
    let head = ["科目编码|科目名称|合计|使用非财政拨款结余|非财政拨款结转"];
    let expected = [Column::Total, Column::UnitFunds, Column::Carryover].map(Role::Amount);
    assert_eq!(roles(TableKind::Revenue, &head)[2..], expected);
}
