//! Forms of other provinces: 指标性质 and 度量单位 in columns of their own, one table for all projects, the central form.

use budget::{IndicatorAspect, Measure, Project, Secrecy};

use super::{document, messages, project, reading};

fn values(project: &Project) -> Vec<&str> {
    project.indicators.iter().map(|row| row.target_value.value.text.as_str()).collect()
}

#[test]
fn comparison_and_measure_may_have_columns_of_their_own() {
    let head = "一级指标|二级指标|三级指标|指标性质|指标值|计量单位|权重\n";
    let rows = "产出指标|数量指标|修缮面积|≥|5600|平方米|20\n|质量指标|验收合格率|＝|100|百分比|20\n\
                |时效指标|完工时间|≤|12|月|10\n|时效指标|巡查频次|定性|每周1次||10\n\
                成本指标|经济成本指标|总成本|≤|380|万元|10\n效益指标|社会效益指标|就医环境|定性|优良中低差||10\n\
                满意度指标|服务对象满意度指标|患者满意度|≥|90%|%|10\n";
    let project = project("修缮工程绩效目标表", &format!("{head}{rows}"));
    let expected = ["≥5600平方米", "＝100%", "≤12月", "每周1次", "≤380万元", "优良中低差", "≥90%"];
    assert_eq!(values(&project), expected);
    assert!(project.indicators.iter().all(|row| row.description.is_none() && row.value_basis.is_none()));
}

#[test]
fn columns_are_known_by_what_stands_in_them() {
    let heads = [
        "一级指标|二级指标|三级指标|绩效指标性质|指标方向|指标值|度量单位|权重",
        "一级指标|二级指标|三级指标|某某|指标方向|绩效指标值|绩效度量单位|权重",
        "一级指标|二级指标|某某|比较|指标方向|年度指标值|怎样计量|某某某",
        "一级指标|二级指标|绩效指标|比较|指标方向|某值|怎样计量|指标权重",
    ];
    let rows = "产出指标|数量指标|修缮面积|≥|正向指标|5600|平方米|20\n|质量指标|验收合格率|＝|正向指标|100|%|30\n\
                成本指标|经济成本指标|总成本|小于等于|反向指标|380|万元|20\n效益指标|社会效益指标|就医环境|定性||改善||20\n";
    for head in heads {
        let project = project("修缮工程绩效目标表", &format!("{head}\n{rows}"));
        assert_eq!(values(&project), ["≥5600平方米", "＝100%", "小于等于380万元", "改善"], "{head}");
        assert!(project.indicators.iter().all(|row| row.value_basis.is_none()), "{head}");
    }
}

#[test]
fn comparison_stands_where_the_signs_are() {
    for (nature, sign) in [("定量指标", "≥"), ("正向", "≥")] {
        let head = "一级指标|二级指标|三级指标|绩效指标性质|指标方向|指标值|度量单位\n";
        let row = |aspect, name| format!("{aspect}|{name}|{nature}|{sign}|5|个\n");
        let rows = row("产出指标|数量指标", "甲") + &row("|质量指标", "乙") + &row("|时效指标", "丙");
        let project = project("修缮工程绩效目标表", &format!("{head}{rows}"));
        assert_eq!(values(&project), ["≥5个"; 3]);
    }
}

#[test]
fn points_are_never_the_value() {
    let head = "一级指标|二级指标|绩效指标|权重|年度指标值\n";
    let rows = "产出指标|数量指标|次数|50|≥5次\n|质量指标|合格率|40|≥95%\n";
    let project = project("会议费绩效目标表", &format!("{head}{rows}"));
    assert_eq!(values(&project), ["≥5次", "≥95%"]);
}

#[test]
fn kinds_of_indicators_and_idle_units_are_no_part_of_the_value() {
    let head = "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标值确定依据\n";
    let rows = "产出指标|数量指标|次数|定量指标|≥5|次|计划\n|质量指标|质量|定性|合格|/|规范\n";
    let project = project("会议费绩效目标表", &format!("{head}{rows}"));
    assert_eq!(values(&project), ["≥5次", "合格"]);
    assert_eq!(project.indicators[0].value_basis.as_ref().unwrap().value, "计划");
}

#[test]
fn points_behind_the_value_are_no_basis() {
    let head = "绩效指标|一级指标|二级指标|三级指标|指标值|分值\n";
    let rows = "|产出指标|数量指标|次数|≥5次|20\n|||人数||20\n||质量指标|合格率|≥95%|20\n";
    let reading = reading(&format!("会议费绩效目标表\n\n{head}{rows}"));
    let project = &reading.document.projects[0];
    assert_eq!(values(project), ["≥5次", "", "≥95%"]);
    assert!(project.indicators.iter().all(|row| row.value_basis.is_none()));
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn the_central_form_is_read() {
    let form = |name: &str| {
        format!(
            "项目支出绩效目标表\n\n（2024年度）\n\n项目名称||{name}|||\n主管部门||民政局||实施单位|民政局本级\n\
             项目资金（元）||年度资金总额：||2,100,000.00|\n||其中：财政拨款||2000000|\n||其他资金||100000|\n\
             年度总体目标||减轻群众负担。|||\n绩效指标|一级指标|二级指标|三级指标|指标值\n\
             |产出指标|数量指标|减免人次|≥2100人次\n|||减免项目|＝4项\n\
             |满意度指标|服务对象满意度指标|丧属满意度|≥95%\n\n"
        )
    };
    let reading =
        reading(&format!("石河市民政局2024年部门预算公开\n\n{}{}", form("殡葬费减免"), form("高龄津贴")));
    let projects = &reading.document.projects;
    let names: Vec<&str> = projects.iter().map(|project| project.name.value.as_str()).collect();
    assert_eq!(names, ["殡葬费减免", "高龄津贴"]);
    let fen = |amount: &Option<budget::Amount>| amount.as_ref().unwrap().money().unwrap().fen();
    assert_eq!(fen(&projects[0].budgeted), 210_000_000);
    assert_eq!(fen(&projects[0].fiscal), 200_000_000);
    assert_eq!(fen(&projects[0].other), 10_000_000);
    assert_eq!((projects[0].goals.len(), projects[0].purpose.is_none()), (1, true));
    assert_eq!(values(&projects[1]), ["≥2100人次", "＝4项", "≥95%"]);
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn one_table_may_hold_all_projects() {
    let head = "单位名称|项目名称|预算数|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重|指标方向性\n";
    let text = format!(
        "南桥县水利局2024年部门预算\n\n部门预算项目绩效目标表（2024年度）\n\n金额单位：元\n\n{head}\
         南桥县水利局|河长制经费|300000|管好河湖。|产出指标|数量指标|巡河次数|≥|480|次|10|正向指标\n\
         |||||质量指标|水质达标率|≥|95|%|10|正向指标\n\n{head}\
         ||||成本指标|经济成本指标|总成本|≤|30|万元|10|反向指标\n\
         |水库维修|1250000|安全度汛。|产出指标|数量指标|水库|＝|18|座|10|正向指标\n\
         |水库维修|1250000|安全度汛。|满意度指标|服务对象满意度指标|群众满意度|≥|85|%|10|正向指标\n"
    );
    let reading = reading(&text);
    let [river, reservoir] = &reading.document.projects[..] else {
        panic!("{:?}", reading.document.projects)
    };
    assert_eq!(values(river), ["≥480次", "≥95%", "≤30万元"]);
    assert_eq!(river.indicators[2].aspect, IndicatorAspect::EconomicCost);
    assert_eq!(values(reservoir), ["＝18座", "≥85%"]);
    assert_eq!(river.budgeted.as_ref().unwrap().money().unwrap().in_measure(Measure::Yuan), "300,000.00");
    assert_eq!(reservoir.goals[0].value, "安全度汛。");
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn units_stand_before_their_projects_in_one_table() {
    let text = "南桥县林业局2024年部门预算\n\n项目支出绩效目标表\n\n部门：126_南桥县林业局||||金额单位：万元\n\n\
         单位代码|单位（专项）名称|资金总额|绩效目标|绩效指标|||||||\n\
         ||||一级指标|二级指标|三级指标|指标值|指标值内容|度量单位|备注\n\
         126001|南桥县林业局本级|40|||||||||\n\
         126001|造林|40|造好林。|产出指标|数量指标|造林面积|≥300|面积|亩|\n\
         |||||时效指标|完成时间|4月30日前|春季|定性|\n\
         ||||满意度指标|社会公众满意度指标|群众满意度|≥90|问卷|%|\n\
         126002|林场|12|||||||||\n\
         126002|抚育|12|抚育森林。|产出指标|数量指标|抚育面积|≥200|面积|亩|\n";
    let reading = reading(text);
    let [planting, tending] = &reading.document.projects[..] else {
        panic!("{:?}", reading.document.projects)
    };
    assert_eq!((planting.name.value.as_str(), tending.name.value.as_str()), ("造林", "抚育"));
    assert_eq!(values(planting), ["≥300亩", "4月30日前", "≥90%"]);
    assert_eq!(planting.indicators[2].aspect, IndicatorAspect::Served);
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn the_year_under_a_title_may_share_its_line_with_the_measure() {
    let text = "三中2023年单位预算\n\n项目支出绩效目标表\n\n（2023年度）|||单位：元\n\n\
         项目名称|维修|||项目属性|新增项目\n项目资金（元）|年度资金总额|460,000.00|其中：财政拨款|460,000.00|\n\
         年度绩效目标|维修教学楼。||||\n绩效指标|一级指标|二级指标|三级指标|指标值|备注\n\
         |产出指标|数量指标|维修栋数|=2栋|\n";
    let reading = reading(text);
    let [project] = &reading.document.projects[..] else { panic!("{:?}", reading.document.projects) };
    assert_eq!(project.budgeted.as_ref().unwrap().money().unwrap().in_measure(Measure::Yuan), "460,000.00");
    assert_eq!(values(project), ["=2栋"]);
}

#[test]
fn revenue_by_unit_is_read() {
    let text = "南桥县林业局2024年部门预算\n\n收入总表\n\n单位：万元\n\n\
         部门（单位）代码|部门（单位）名称|合计|本年收入|||上年结转结余\n|||小计|一般公共预算|政府性基金预算|\n\
         合计||60.00|60.00|50.00|10.00|\n126001|本级|60.00|60.00|50.00|10.00|\n";
    let reading = reading(text);
    let total = reading.document.tables[0].total_row().unwrap();
    assert_eq!(total.amount(budget::Column::Total).unwrap().printed, "60.00");
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn a_unit_alone_on_its_row_is_no_project() {
    let head = "单位名称、项目名称|项目年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|指标内容\n";
    let text = format!(
        "南桥县水利局2024年部门预算\n\n项目支出绩效目标表\n单位名称：南桥县水利局\n{head}1|2|3|4|5|6|7|8|9|10\n\
         南桥县水利局||||||||||\n  河长制经费|管好河湖。|产出指标|数量指标|巡河次数|>=|96|次|定量指标|反映巡河次数。\n\
         |||质量指标|问题整改率|>=|98|%|定量指标|反映整改情况。\n\
         水库管护||||||||||\n||产出指标|数量指标|管护水库|=|54|座|定量指标|反映座数。\n\
         保密专项|涉密项目，不予公开||||||||||\n"
    );
    let projects = document(&text).projects;
    let names: Vec<&str> = projects.iter().map(|project| project.name.value.as_str()).collect();
    assert_eq!(names, ["河长制经费", "水库管护", "保密专项"]);
    assert_eq!(values(&projects[0]), [">=96次", ">=98%"]);
    assert_eq!(projects[0].goals[0].value, "管好河湖。");
    assert_eq!(values(&projects[1]), ["=54座"]);
    assert_eq!(projects[2].secrecy, Secrecy::Classified);
}

const BOTH_HALVES: &str = "项目支出绩效目标表\n（2023年度）\n填报单位（盖章）：文化馆||||||||单位：万元\n\
     项目名称|送戏下乡|||项目属性|新增项目□　延续项目☑||\n主管部门|文旅局|||起止时间|2022年-2024年||\n\
     资金总额及构成|项目资金总额|180.00||年度资金总额|60.00||\n|其中：财政拨款|150.00||其中：财政拨款|50.00||\n\
     |其他资金|30.00||其他资金|10.00||\n立项依据|工作方案||||||\n项目实施进度计划|项目实施内容|||开始时间|完成时间||\n\
     |编排节目|||2023年1月|2023年3月||\n";

#[test]
fn of_all_years_beside_the_year_the_year_is_read() {
    let reading = reading(&format!(
        "{BOTH_HALVES}项目绩效目标|长期目标||||年度目标||\n|三年送戏450场。||||全年送戏150场。||\n\
         绩效指标|一级指标|二级指标|指标内容|指标值|二级指标|指标内容|指标值\n\
         |产出指标|数量指标|演出场次|≥450场|数量指标|演出场次|≥150场\n\
         |||行政村|≥450个||行政村|≥150个\n||成本指标|三年投入|≤180万元|成本指标|年度投入|≤60万元\n\
         |效益指标|社会效益指标|观众|≥27万人次|社会效益指标|观众|≥9万人次\n\
         ||生态效益指标|无|无|生态效益指标|无|无\n"
    ));
    let project = &reading.document.projects[0];
    let printed = |amount: &Option<budget::Amount>| amount.as_ref().unwrap().printed.clone();
    assert_eq!(project.name.value, "送戏下乡");
    let amounts = [printed(&project.budgeted), printed(&project.fiscal), printed(&project.other)];
    assert_eq!(amounts, ["60.00", "50.00", "10.00"]);
    let goals: Vec<&str> = project.goals.iter().map(|goal| goal.value.as_str()).collect();
    assert_eq!((goals, project.purpose.is_none()), (vec!["全年送戏150场。"], true));
    assert_eq!(values(project), ["≥150场", "≥150个", "≤60万元", "≥9万人次"]);
    assert_eq!(project.indicators[2].aspect, IndicatorAspect::Cost);
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn indicators_of_the_year_follow_those_of_all_years() {
    let head = "|一级指标|二级指标|指标内容|指标值|备注\n";
    let reading = reading(&format!(
        "{BOTH_HALVES}项目绩效目标|长期目标|年度目标\n|三年送戏450场。|全年送戏150场。\n\
         长期绩效指标{head}|产出指标|数量指标|演出场次|≥450场|\n\
         年度绩效指标{head}|产出指标|数量指标|演出场次|≥150场|\n||质量指标|审查通过率|=100%|\n"
    ));
    let project = &reading.document.projects[0];
    assert_eq!(values(project), ["≥150场", "=100%"]);
    assert_eq!(project.goals[0].value, "全年送戏150场。");
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn amounts_may_share_the_cell_of_their_labels() {
    let text = "会议费绩效目标表\n\n项目名称|会议费|项目属性|新增项目\n\
                资金总额及构成|总额：80万元|财政拨款：50万元（其中：本级财政50万元）|其他资金：30万元\n年度绩效目标|办会。||\n";
    let project = document(text).projects.remove(0);
    let fen = |amount: &Option<budget::Amount>| amount.as_ref().unwrap().money().unwrap().fen();
    assert_eq!(
        [fen(&project.budgeted), fen(&project.fiscal), fen(&project.other)],
        [80_000_000, 50_000_000, 30_000_000]
    );
}

#[test]
fn an_application_with_names_and_marks_is_read() {
    let reading = reading(
        "文化馆2024年单位预算公开\n\n项目支出绩效目标申报表\n\n（2024年度）\n\n项目名称|非遗保护|||项目属性|新增项目\n\
         主管部门|文旅局|||项目单位|文化馆\n项目资金（万元）|资金总额|15|||\n|其中：财政拨款|15|||\n|其他资金|0|||\n\
         项目概况|传承人补助。||||\n年度绩效目标|补助传承人20名。||||\n\
         一级指标|二级指标|指标名称|指标内容|指标值|评分标准|备注\n\
         成本指标|经济成本指标|总成本|全部支出|≤15万元|每超1%扣1分|\n||补助标准|每人每年|3000元|不达标不得分|\n\
         产出指标|数量指标|补助传承人|市级|20名|每少1名扣0.5分|\n",
    );
    let project = &reading.document.projects[0];
    assert_eq!(values(project), ["≤15万元", "3000元", "20名"]);
    assert!(project.indicators.iter().all(|row| row.description.is_some() && row.value_basis.is_none()));
    assert_eq!(project.purpose.as_ref().unwrap().value, "传承人补助。");
    assert_eq!(project.budgeted.as_ref().unwrap().printed, "15");
    assert_eq!(messages(&reading.notes), [""; 0]);
}

#[test]
fn a_plan_by_quarter_is_noted_once() {
    let text = "会议费绩效目标表\n\n资金支出计划（%）|第一季度|第二季度|第三季度|第四季度\n|0|60|20|20\n绩效目标|办会。|||\n\
                一级指标|二级指标|三级指标|绩效指标描述|指标值\n产出指标|数量指标|次|次|2次\n";
    let reading = reading(text);
    let points = &reading.document.projects[0].spending_plan.as_ref().unwrap().points;
    assert!(points.iter().all(|point| *point == budget::PlanPoint::Lost));
    assert_eq!(reading.notes.len(), 1);
}

#[test]
fn a_column_that_is_not_understood_marks_its_form() {
    let rows = "产出指标|数量指标|修缮面积|甲|5600|乙\n|质量指标|验收合格率|丙|100|丁\n";
    let marked = |head: &str| {
        let document = document(&format!("修缮工程绩效目标表\n\n{head}\n{rows}"));
        document.projects[0].has_unread_indicators()
    };
    assert!(marked("一级指标|二级指标|三级指标|某某|指标值|某某某"));
    assert!(!marked("一级指标|二级指标|三级指标|指标描述|指标值|指标值确定依据"));
}
