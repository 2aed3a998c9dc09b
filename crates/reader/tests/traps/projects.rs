//! Traps of the project forms.

use budget::{IndicatorAspect, IndicatorKind, Meaning, Project, Secrecy};

use super::{document, messages, reading};

const HEAD: &str = "一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据|\n";

fn project(text: &str) -> Project {
    document(text).projects.remove(0)
}

fn form(rows: &str) -> Project {
    project(&format!("1. 会议费绩效目标表\n\n单位：万元\n\n{rows}"))
}

fn cells(project: &Project) -> Vec<[&str; 4]> {
    project
        .indicators
        .iter()
        .map(|row| {
            [
                row.name.as_ref().map_or("", |cell| &cell.value),
                row.description.as_ref().map_or("", |cell| &cell.value),
                row.target_value.value.text.as_str(),
                row.value_basis.as_ref().map_or("", |cell| &cell.value),
            ]
        })
        .collect()
}

#[test]
fn labels_are_known_however_they_are_spaced_and_worded() {
    let read = form(
        "项目 编码|13999924P00100010001A||项目名称|会议费|\n预算规 模及资 金用途|预算数|10.6 万元|其中：财政 资金|60000元|其他资金|\n\
         |开会。||||\n",
    );
    assert_eq!(read.code.unwrap().value.as_str(), "13999924P00100010001A");
    assert_eq!(read.budgeted.unwrap().money().unwrap().fen(), 10_600_000);
    assert_eq!(read.fiscal.unwrap().money().unwrap().fen(), 6_000_000);
    assert!(read.other.unwrap().is_blank());
    assert_eq!(read.purpose.unwrap().value, "开会。");
    let read = form("项目编号|13999924P00100010001A||项目名称|会议费|\n");
    assert!(read.code.is_some());
}

#[test]
fn a_label_torn_by_a_page_break_is_put_together() {
    let read = form(
        "项目编码|139||项目名称|会议费|\n预算规模及资|预算数|2.2 万元|其中：财政资金|2.2 万元|其他资金|\n\n金用途|组织会议。||||\n",
    );
    assert_eq!(read.purpose.unwrap().value, "组织会议。");
}

#[test]
fn a_blank_purpose_is_there_and_blank() {
    let read = form(
        "项目编码|139||项目名称|会议费|\n预算规模及资金用途|预算数|2|其中：财政资金|2|其他资金|\n|||||\n",
    );
    assert_eq!(read.purpose.unwrap().value, "");
    let read = form("绩效目标|办会||\n");
    assert_eq!((read.purpose, read.spending_plan), (None, None));
}

#[test]
fn a_date_on_a_line_of_its_own_belongs_to_the_plan() {
    let text = "资金支出计划（%）|3月底|6月底|10月底\n\n12月底\n\n绩效目标|办会||\n";
    let reading = reading(&format!("会议费绩效目标表\n\n{text}{HEAD}产出指标|数量指标|次|次|2次|计划|\n"));
    assert!(reading.notes.is_empty(), "{:?}", reading.notes);
    let points = &reading.document.projects[0].spending_plan.as_ref().unwrap().points;
    assert!(points.iter().all(|point| *point == budget::PlanPoint::Blank));
}

#[test]
fn rows_of_five_six_and_seven_cells_are_read_alike() {
    let marked = ["不公开"; 4];
    let six = form(&format!("{HEAD}产出指标|数量指标|不公开|不公开|不公开|不公开\n"));
    let seven = form(&format!("{HEAD}产出指标|数量指标|不公开|不公开||不公开|不公开\n"));
    let shifted_head = HEAD.replace("描述|指标值|", "描述||指标值|");
    let bound = form(&format!("{shifted_head}产出指标|数量指标|不公开|不公开||不公开|不公开\n"));
    let without_head = form("绩效目标|1. 不公开|||||\n产出指标|数量指标|不公开|不公开||不公开|不公开\n");
    for read in [six, seven, bound, without_head] {
        assert_eq!(cells(&read), [marked]);
    }
    let five = form(&format!("{HEAD}产出指标|数量指标|不公开|不公开|不公开\n"));
    assert_eq!(cells(&five), [["不公开", "不公开", "不公开", ""]]);
}

#[test]
fn a_page_break_may_change_the_width_of_the_rows() {
    let head = HEAD.replace("描述|指标值|", "描述||指标值|").replace("依据|", "依据");
    let read = form(&format!(
        "{head}产出指标|数量指标|面积|租用面积||2000 平方米|合同\n\n|时效指标|及时率|及时率|≥95%|合同\n\
         效果指标|经济效益指标||||\n|社会效益指标|投入比|投入比例||年度安排\n"
    ));
    let expected = [
        ["面积", "租用面积", "2000 平方米", "合同"],
        ["及时率", "及时率", "≥95%", "合同"],
        ["", "", "", ""],
        ["投入比", "投入比例", "", "年度安排"],
    ];
    assert_eq!(cells(&read), expected);
    assert_eq!(read.indicators[2].target_value.value.meaning, Meaning::None);
    assert_eq!(read.indicators[2].kind, IndicatorKind::Benefit);
}

#[test]
fn blank_levels_are_those_of_the_row_before() {
    let read = form(&format!(
        "{HEAD}产出指标|数量指标|甲|甲|1个|计划|\n||乙|乙|2个|计划|\n|质量指标|丙|丙|≥95%|计划|\n满意度 指标|服务对象满 意度指标|丁|丁|≥90%|问卷|\n"
    ));
    let levels: Vec<_> = read.indicators.iter().map(|row| (row.kind, row.aspect)).collect();
    let output = IndicatorKind::Output;
    let expected = [
        (output, IndicatorAspect::Quantity),
        (output, IndicatorAspect::Quantity),
        (output, IndicatorAspect::Quality),
        (IndicatorKind::Satisfaction, IndicatorAspect::Served),
    ];
    assert_eq!(levels, expected);
    assert_eq!(read.indicators[1].aspect_label, None);
}

#[test]
fn cost_is_a_first_level_in_later_forms_and_a_second_in_earlier_ones() {
    let read = form(&format!(
        "{HEAD}产出指标|数量指标|甲|甲|1个|计划|\n|成本指标|乙|乙|≤2万元|计划|\n成本指标|经济成本指标|丙|丙|≤2万元|计划|\n"
    ));
    let levels: Vec<_> = read.indicators.iter().map(|row| (row.kind, row.aspect)).collect();
    assert_eq!(levels[1], (IndicatorKind::Output, IndicatorAspect::Cost));
    assert_eq!(levels[2], (IndicatorKind::Cost, IndicatorAspect::EconomicCost));
}

#[test]
fn labels_may_carry_weights_and_further_columns_are_passed_over() {
    let head = "一级指标|二级指标|三级指标|绩效指标描述|分值|指标值|指标值确定依据\n";
    let read = form(&format!("{head}产出指标（50分）|数量指标（20分）|甲|甲的描述|20|≥5次|计划\n"));
    assert_eq!(cells(&read), [["甲", "甲的描述", "≥5次", "计划"]]);
    assert_eq!(read.indicators[0].aspect, IndicatorAspect::Quantity);
}

#[test]
fn a_row_torn_by_a_page_break_is_joined_and_noted() {
    let text = format!(
        "会议费绩效目标表\n\n{HEAD}产出指标|数量指标|办会次数|全年举办|2次|年度\n\n|||会议次数||计划\n"
    );
    let reading = reading(&text);
    assert_eq!(cells(&reading.document.projects[0]), [["办会次数", "全年举办会议次数", "2次", "年度计划"]]);
    assert!(messages(&reading.notes)[0].contains("续行"));
}

#[test]
fn goals_may_stand_before_or_behind_the_head() {
    let rows = "产出指标|数量指标|次|次|2次|计划|\n";
    let before = form(&format!("绩效目标|1. 办会。||||\n{HEAD}{rows}"));
    let behind = form(&format!("{HEAD}绩效目标|1. 办会。||||\n{rows}"));
    for read in [before, behind] {
        assert_eq!((read.goals.len(), read.indicators.len()), (1, 1));
        assert_eq!(read.goals[0].value, "办会。");
    }
}

#[test]
fn goals_in_web_paragraphs_in_rows_and_in_one_cell() {
    let goals = |rows: &str| -> Vec<String> { form(rows).goals.into_iter().map(|goal| goal.value).collect() };
    assert_eq!(goals("绩效目标|<p>1. 甲。</p> <p>2. 乙。</p>||\n"), ["甲。", "乙。"]);
    assert_eq!(goals("绩效目 标|目标 1|甲。||\n|目标2|乙。||\n"), ["甲。", "乙。"]);
    assert_eq!(goals("绩效目标|1、提高到3.5万人 2、2024年完成||\n"), ["提高到3.5万人", "2024年完成"]);
    assert_eq!(goals("绩效目标|保障运转||\n"), ["保障运转"]);
}

#[test]
fn secrecy_is_told_by_purpose_goals_or_all_rows() {
    let identity = "项目编码|139||项目名称|甲|\n预算规模及资金用途|预算数|2|其中：财政资金|2|其他资金|\n";
    assert_eq!(form(&format!("{identity}|不公开||||\n")).secrecy, Secrecy::Withheld);
    let goals = format!("{identity}|设备购置||||\n绩效目标|1. 涉密||||\n");
    assert_eq!(form(&goals).secrecy, Secrecy::Classified);
    let rows = "产出指标|数量指标|涉密|涉密|≥95%|计划|\n";
    assert_eq!(form(&format!("{HEAD}{rows}{rows}")).secrecy, Secrecy::Classified);
    let mixed = format!("{HEAD}{rows}|质量指标|合格率|合格率|≥95%|计划|\n");
    assert_eq!(form(&mixed).secrecy, Secrecy::Public);
}

#[test]
fn a_form_without_heading_begins_with_its_code() {
    let one = |name: &str| {
        format!(
            "项目编码|13999924P00100010001A||项目名称|{name}|\n预算规模及资金用途|预算数|2|其中：财政资金|2|其他资金|\n|用途||||\n"
        )
    };
    let document = document(&format!("第二部分 预算项目绩效目标\n\n{}{}", one("甲"), one("乙")));
    let names: Vec<&str> = document.projects.iter().map(|project| project.name.value.as_str()).collect();
    assert_eq!(names, ["甲", "乙"]);
}

#[test]
fn rulers_and_page_numbers_in_a_form_are_passed_over() {
    let text = format!(
        "会议费绩效目标表\n\n{HEAD}产出指标|数量指标|次|次|2次|计划|\n-----------|-----------|---------|-----|-----|----\n\n- 12 -\n\n|质量指标|率|率|≥95%|计划|\n"
    );
    let reading = reading(&text);
    assert_eq!(reading.document.projects[0].indicators.len(), 2);
    assert_eq!(reading.notes, []);
}

#[test]
fn what_cannot_be_placed_in_a_form_is_noted() {
    let text = format!(
        "会议费绩效目标表\n\n项目编码|139||项目名称|会议费|\n说不清的一行|甲|\n{HEAD}产出指标|数量指标|次|次|2次|计划|\n\n夹在中间的话\n\n|质量指标|率|率|≥95%|计划|\n"
    );
    let reading = reading(&text);
    assert_eq!(reading.document.projects[0].indicators.len(), 2);
    let messages = messages(&reading.notes);
    assert!(messages[0].contains("没有栏目名") && messages[1].contains("夹在绩效目标表中间"));
}

#[test]
fn a_heading_without_its_form_is_noted() {
    let text = "第二部分 预算项目绩效目标\n\n1. 甲绩效目标表\n\n2. 乙绩效目标表\n\n绩效目标|办会||\n";
    let reading = reading(text);
    assert_eq!(reading.document.projects.len(), 1);
    assert!(messages(&reading.notes)[0].contains("“甲”的标题之后没有项目表"));
}

#[test]
fn a_lost_column_of_the_plan_is_not_a_blank_one() {
    let read = form("资金支出计划 (%)|3 月底||6 月底||10 月底|\n|25||50||不公开|\n");
    let points = read.spending_plan.unwrap().points;
    assert_eq!(points[0].percent().unwrap().to_string(), "25");
    assert_eq!(points[2], budget::PlanPoint::Redacted(Secrecy::Withheld));
    assert_eq!(points[3], budget::PlanPoint::Lost);
}

#[test]
fn a_value_for_each_grade_is_read_as_its_best() {
    let text = "会议费绩效目标表\n\n绩效目标|1. 开好会议。||||||\n一级指标|二级指标|三级指标|绩效指标描述|评价标准|||\n\
        ||||优|良|中|差\n产出指标|数量指标|会议次数|当年会议|≥4次|≥3次|≥2次|<2次\n";
    let reading = reading(text);
    let indicator = &reading.document.projects[0].indicators[0];
    assert_eq!(indicator.target_value.value.text, "≥4次");
    assert_eq!(indicator.value_basis, None);
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn the_rows_with_the_amounts_are_known_by_any_of_their_labels() {
    for label in [
        "资金情况",
        "资金金额",
        "项目金额",
        "预算资金",
        "预算情况",
        "资金来源",
        "年度资金",
        "项目预算",
        "预算金额",
        "年度预算",
        "资金安排",
    ] {
        let read =
            form(&format!("项目名称|会议费|\n{label}（元）|年度资金总额：|60000|\n|其中：财政拨款|60000|\n"));
        let amount = read.budgeted.unwrap_or_else(|| panic!("{label}"));
        assert_eq!(amount.money().unwrap().fen(), 6_000_000, "{label}");
    }
}

#[test]
fn the_goal_of_the_year_beside_that_of_all_years() {
    let read = form(
        "项目名称|会议费|\n项目资金（万元）|年度资金总额|6|\n总体目标|实施期总体目标||年度总体目标||\n|三年开会六次。||今年开会两次。||\n",
    );
    let goals: Vec<&str> = read.goals.iter().map(|goal| goal.value.as_str()).collect();
    assert_eq!(goals, ["今年开会两次。"]);
}

#[test]
fn several_forms_under_one_title() {
    const FORM: &str = "主管部门|某局|实施单位|某局|\n项目资金（万元）|年度资金总额|6|\n年度绩效目标|开会。|\n一级指标|二级指标|三级指标|指标值|\n产出指标|数量指标|会议次数|≥2次|\n";
    let text =
        format!("项目支出绩效目标表\n\n单位：万元\n\n项目名称|会议费|\n{FORM}项目名称|培训费|\n{FORM}");
    let projects = document(&text).projects;
    let names: Vec<&str> = projects.iter().map(|project| project.name.value.as_str()).collect();
    assert_eq!(names, ["会议费", "培训费"]);
    assert!(projects.iter().all(|project| project.indicators.len() == 1));
}

#[test]
fn a_goal_left_blank_behind_its_label_makes_no_wide_form() {
    let document = document(
        "粮库维修经费绩效目标表\n\n预算单位|青禾县粮库|实施单位|青禾县粮库|总体目标|\n资金情况（万元）|年度资金总额：|5.00|\n\
         绩效指标|一级指标|二级指标|三级指标|指标值\n|产出指标|数量指标|维修粮库|≥2座\n",
    );
    assert_eq!(document.projects[0].budgeted.as_ref().unwrap().printed, "5.00");
}
