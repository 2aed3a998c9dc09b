//! ST-11: a form prints other labels than its template, or no heads over its indicators.

use budget::{BudgetDocument, Located, Project, fold};

use crate::checks::{Checks, Fault};
use crate::words::correction;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-11",
    title: "项目绩效目标表栏目名称不规范",
    severity: Severity::Hint,
    basis: basis::FORM,
    page: include_str!("form_label_not_official.md"),
    parameters: &[Parameter {
        key: "labels",
        title: "不规范的叫法/规范名称",
        preset: Preset::Words(&[
            "项目编号/项目编码",
            "效果指标/效益指标",
            "可持续性影响/可持续影响指标",
            "可持续性影响指标/可持续影响指标",
            "可持续发展指标/可持续影响指标",
        ]),
    }],
    check,
};

/// Labels of a redacted form are its template, not its secret.
fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let corrections: Vec<(&str, &str)> = out.words("labels").into_iter().filter_map(correction).collect();
    for project in doc.projects.iter().filter(|project| !project.labels.is_empty()) {
        let name = project.name.value.trim();
        let mut is_sound = true;
        for (label, printed) in project.labels.iter().map(|label| (label, bare(label))) {
            let Some((wrong, right)) = corrections.iter().find(|(wrong, _)| printed == *wrong) else {
                continue;
            };
            is_sound = false;
            let message = format!("项目“{name}”的绩效目标表写“{wrong}”，表样为“{right}”");
            let suggestion = format!("按表样改为“{right}”");
            let fault = Fault::new(&label.place, label.value.trim(), message, suggestion);
            out.fail(fault.of_form(format!("绩效目标表把“{right}”写作“{wrong}”")));
        }
        if lacks_heads(project) {
            is_sound = false;
            let message = format!("项目“{name}”的指标表没有“一级指标、二级指标、三级指标”表头行");
            let suggestion =
                "按表样补上表头行：一级指标、二级指标、三级指标、绩效指标描述、指标值、指标值确定依据";
            let place = project.indicators.first().map_or(&project.place, |indicator| &indicator.place);
            let fault = Fault::new(place, name, message, suggestion);
            out.fail(fault.of_form("指标表没有一级、二级、三级指标的表头行"));
        }
        if is_sound {
            out.pass();
        }
    }
}

fn lacks_heads(project: &Project) -> bool {
    const HEADS: [&str; 6] = ["一级指标", "二级指标", "三级指标", "指标名称", "指标值", "绩效指标"];
    let is_head = |label: &Located<String>| HEADS.contains(&bare(label).as_str());
    !project.indicators.is_empty() && !project.labels.iter().any(is_head)
}

fn bare(label: &Located<String>) -> String {
    fold(&label.value).chars().filter(|c| !c.is_whitespace()).collect()
}
