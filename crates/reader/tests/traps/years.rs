//! Forms that print several years: which column, which title and which goal is that of the year.

use budget::Project;

use super::{document, messages, reading};

const HEAD: &str = "青禾县交通局2024年项目支出绩效目标表\n\n";
const FORM: &str = "项目名称|村道养护|||\n主管部门|交通局||实施单位|交通局\n项目资金（万元）|年度资金总额|100.00||\n\
     年度总体目标|养护村道。|||\n";

fn project(rows: &str) -> Project {
    document(&format!("{HEAD}{FORM}{rows}")).projects.remove(0)
}

fn values(project: &Project) -> Vec<&str> {
    project.indicators.iter().map(|row| row.target_value.value.text.as_str()).collect()
}

fn rows(cells: [&str; 2]) -> String {
    format!("产出指标|数量指标|养护里程|{}|计划\n|质量指标|完好率|{}|计划\n", cells[0], cells[1])
}

#[test]
fn the_year_is_told_from_the_years_before() {
    let cells = ["90公里|100公里|≥120公里", "90%|91%|≥95%"];
    for head in [
        "一级指标|二级指标|三级指标|前年指标值|上年指标值|预期当年实现值|指标值确定依据\n",
        "一级指标|二级指标|三级指标|指标值|||指标值确定依据\n|||前年|上年|本年|\n",
        "一级指标|二级指标|三级指标|指标值|||确定依据\n|||近两年||当年预期|\n|||前年|上年||\n",
        "一级指标|二级指标|三级指标|目标值|||依据\n|||2022年实际|2023年实际|2024年计划|\n",
    ] {
        let project = project(&format!("{head}{}", rows(cells)));
        assert_eq!(values(&project), ["≥120公里", "≥95%"], "{head}");
        assert!(!project.has_unread_indicators(), "{head}");
        assert!(project.indicators.iter().all(|row| row.value_basis.as_ref().unwrap().value == "计划"));
    }
}

#[test]
fn half_a_year_is_not_the_year() {
    let head = "一级指标|二级指标|三级指标|半年（程）目标值|全年（程）目标值|依据\n";
    let project = project(&format!("{head}{}", rows(["≥60公里|≥120公里", "≥90%|≥95%"])));
    assert_eq!(values(&project), ["≥120公里", "≥95%"]);
}

#[test]
fn a_year_that_no_word_tells_is_left_blank_and_noted() {
    let cells = ["90公里|100公里|≥120公里", "90%|91%|≥95%"];
    for head in [
        "一级指标|二级指标|三级指标|指标值|||依据\n|||2023年|2024年|2025年|\n",
        "一级指标|二级指标|三级指标|指标值|||依据\n",
        "一级指标|二级指标|三级指标|年初目标值|中期目标值|调整目标值|依据\n",
    ] {
        let reading = reading(&format!("{HEAD}{FORM}{head}{}", rows(cells)));
        let project = &reading.document.projects[0];
        assert_eq!(values(project), ["", ""], "{head}");
        assert!(project.has_unread_indicators());
        assert!(messages(&reading.notes).iter().any(|note| note.contains("哪一栏是当年的")), "{head}");
    }
}

#[test]
fn titles_without_a_name_belong_to_the_form_above() {
    let head = "目标名称|一级指标|二级指标|三级指标|指标值|依据\n";
    let long = format!("长期绩效目标表\n\n{head}长期目标1|产出指标|数量指标|养护里程|≥600公里|规划\n\n");
    let year = format!(
        "年度绩效目标表\n\n{head}年度目标1|产出指标|数量指标|养护里程|≥120公里|计划\n||质量指标|完好率|≥95%|计划\n"
    );
    let reading = reading(&format!("{HEAD}{FORM}{long}{year}"));
    let [project] = &reading.document.projects[..] else { panic!("{:?}", reading.document.projects) };
    assert_eq!((project.name.value.as_str(), values(project)), ("村道养护", vec!["≥120公里", "≥95%"]));
    assert_eq!(messages(&reading.notes), [""; 0]);
    let document = document(&format!("{HEAD}{FORM}{long}"));
    assert!(document.projects[0].indicators.is_empty() && document.projects[0].has_unread_indicators());
}

#[test]
fn a_part_without_its_form_is_no_project() {
    let reading = reading(&format!(
        "{HEAD}年度绩效目标表\n\n一级指标|二级指标|三级指标|指标值|\n产出指标|数量指标|次|2次|\n\n{HEAD}{FORM}"
    ));
    let names: Vec<&str> = reading.document.projects.iter().map(|p| p.name.value.as_str()).collect();
    assert_eq!(names, ["村道养护"]);
    assert!(messages(&reading.notes).iter().any(|note| note.contains("不知道属于哪个项目")));
}

#[test]
fn the_parts_of_the_amounts_are_no_purpose() {
    let rows = "项目名称|村道养护|||\n项目总预算|300.00||项目当年预算|100.00\n项目资金来源|来源项目||金额\n|合计||100.00\n\
        |1.一般公共预算||100.00\n支出测算|支出明细|金额|说明\n|人工|60|20人，每人3万元\n|机械|40|租用\n项目绩效总目标|长期目标1|养护全县村道。\n\
        |年度目标1|养护村道120公里。\n一级指标|二级指标|三级指标|指标值|\n产出指标|数量指标|养护里程|≥120公里|\n";
    let reading = reading(&format!("{HEAD}{rows}"));
    let project = &reading.document.projects[0];
    assert_eq!(project.budgeted.as_ref().unwrap().printed, "100.00");
    assert!(project.purpose.is_none() && project.has_unread_row());
    let goals: Vec<&str> = project.goals.iter().map(|goal| goal.value.as_str()).collect();
    assert_eq!(goals, ["养护村道120公里。"]);
    let notes = messages(&reading.notes);
    assert!(
        notes.len() == 2 && notes[0].contains("资金明细") && notes[1].contains("“支出测算”"),
        "{notes:?}"
    );
}

#[test]
fn weights_and_dates_are_kept_as_printed() {
    let project = project(
        "项目期|2024年1月至2026年12月|||\n一级指标|二级指标|三级指标|指标值|权重\n产出指标|数量指标|养护里程|≥120公里|50\n\
         |质量指标|完好率|≥95%|40\n合计||||90\n",
    );
    let marked = |mark| project.marked(mark).map(|(text, _)| text).collect::<Vec<_>>();
    assert_eq!(marked(Project::WEIGHT), ["50", "40"]);
    assert_eq!(marked(Project::WEIGHT_TOTAL), ["90"]);
    assert_eq!([marked(Project::BEGINS), marked(Project::ENDS)].concat(), ["2024年1月", "2026年12月"]);
    assert_eq!(project.indicators.len(), 2);
}

#[test]
fn a_form_s_title_tells_year_and_department() {
    for title in ["青禾县交通局2024年项目支出绩效目标表（1）", "青禾县交通局项目支出绩效目标表\n（2024年度）"]
    {
        let document = document(&format!("附件1\n\n{title}\n\n{FORM}"));
        assert_eq!(document.fiscal_year.map(budget::FiscalYear::number), Some(2024), "{title}");
        assert_eq!(document.department.name.unwrap().value, "青禾县交通局", "{title}");
    }
}

#[test]
fn columns_printed_twice_with_a_remark_are_those_of_the_year() {
    let table = "一级指标|二级指标（长期）|三级指标（长期）|指标值（长期）|二级指标（年度）|三级指标（年度）|指标值（年度）\n\
                 产出指标|数量指标|||数量指标|养护里程|120公里\n产出指标|质量指标|||质量指标|完好率|≥95%\n";
    let project = project(table);
    assert_eq!(values(&project), ["120公里", "≥95%"]);
    assert_eq!(project.indicators[0].name.as_ref().unwrap().value, "养护里程");
}

#[test]
fn money_of_further_sources_is_told() {
    let form = "项目名称|村道养护|||\n项目资金（万元）|年度资金总额|100.00||\n|其中：财政拨款|80.00||\n|上年结转|20.00||\n|其他资金|-||\n\
                年度总体目标|养护村道。|||\n";
    let text = format!("{HEAD}{form}一级指标|二级指标|三级指标|指标值|依据\n{}", rows(["120公里", "≥95%"]));
    assert!(document(&text).projects[0].has_unread_funds());
}

#[test]
fn the_unit_of_the_label_holds_for_the_amounts_of_the_year() {
    let form = "项目名称|村道养护|||||\n\
                项目资金（元）||项目资金总额||4,100,000.00|年度资金申请总额|3,100,000.00\n||其中：财政资金||4,100,000.00|其中：当年财政拨款|3,100,000.00\n\
                年度总体目标|养护村道。|||||\n";
    let text = format!("{HEAD}{form}一级指标|二级指标|三级指标|指标值|依据\n{}", rows(["120公里", "≥95%"]));
    let project = document(&text).projects.remove(0);
    assert_eq!(project.budgeted.unwrap().money().unwrap().fen(), 310_000_000);
}

#[test]
fn only_the_points_of_all_indicators_are_their_total() {
    let of = |heads: [&str; 2]| {
        let row = |head: &str, name: &str| {
            format!("一级指标|二级指标|三级指标|指标值|{head}\n产出指标|数量指标|{name}|≥120公里|10\n")
        };
        let project = project(&(row(heads[0], "养护里程") + &row(heads[1], "巡查里程")));
        project.marked(Project::WEIGHT_TOTAL).next().map(|(text, _)| text.to_owned())
    };
    assert_eq!(of(["权重（每项10分）", "权重"]), None);
    assert_eq!(of(["权重（共100分）", "权重"]).as_deref(), Some("100"));
    assert_eq!(of(["权重（90分）", "权重（每项10分）"]).as_deref(), Some("90"));
}
