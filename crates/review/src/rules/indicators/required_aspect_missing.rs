//! IN-01: a form without one of the indicators that every project needs.

use budget::{BudgetDocument, Indicator, IndicatorAspect, IndicatorKind, Project};

use crate::checks::{Checks, Fault};
use crate::rows::{grouped, named};
use crate::{Parameter, Preset, Rule, Severity, basis};

const SATISFACTION: &str = "满意度指标";

pub const RULE: Rule = Rule {
    code: "IN-01",
    title: "缺少必设的绩效指标",
    severity: Severity::Error,
    basis: basis::INDICATORS,
    page: include_str!("required_aspect_missing.md"),
    parameters: &[Parameter {
        key: "required",
        title: "每个项目必设的一级或二级指标",
        preset: Preset::Words(&["数量指标", "质量指标", "时效指标", "成本指标", "效益指标", SATISFACTION]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let required = out.words("required");
    let mut faults: Vec<(&Project, Vec<&str>)> = Vec::new();
    for project in doc.projects.iter().filter(|project| !project.secrecy.is_redacted()) {
        // A form without any indicators is not whole, which ST-10 says; one redacted throughout shows nothing.
        if project.indicators.iter().all(|row| row.secrecy().is_redacted()) {
            continue;
        }
        let is_missing = |label: &&str| !project.indicators.iter().any(|row| stands_for(row, label));
        let missing: Vec<&str> = required.iter().copied().filter(is_missing).collect();
        if missing.is_empty() {
            out.pass();
        } else {
            faults.push((project, missing));
        }
    }
    for same in grouped(faults.into_iter(), |(_, missing)| Some(missing.join("、"))) {
        match same.as_slice() {
            [(first, missing), _, ..] => out.fail(of_all(first, missing, &same)),
            _ => same.iter().for_each(|(project, missing)| out.fail(fault(project, missing))),
        }
    }
}

/// What several forms lack alike, their template may not ask for: to be said once.
fn of_all(first: &Project, missing: &[&str], same: &[(&Project, Vec<&str>)]) -> Fault {
    let names = missing.join("、");
    let projects = named(same.iter().map(|(project, _)| project.name.value.as_str()), "个项目");
    let message = format!("{projects}都没有{names}");
    let suggestion = format!("核对本地表样是否要求{names}；要求的，逐个项目补填");
    Fault::new(&first.place, first.name.value.as_str(), message, suggestion).at_most(Severity::Warning)
}

fn stands_for(indicator: &Indicator, label: &str) -> bool {
    use IndicatorAspect::{Ecological, Economic, Lasting, Social};
    let kind = IndicatorKind::of_label(label);
    // At a page break the first level may be that of the rows before.
    let is_benefit = [Economic, Social, Ecological, Lasting].contains(&indicator.aspect);
    kind == Some(indicator.kind)
        || IndicatorAspect::of_label(label) == Some(indicator.aspect)
        || kind == Some(IndicatorKind::Benefit) && is_benefit
}

fn fault(project: &Project, missing: &[&str]) -> Fault {
    let names = missing.join("、");
    let message = format!("项目“{}”没有{names}", project.name.value);
    let only_satisfaction = missing == [SATISFACTION];
    let suggestion = if only_satisfaction {
        "补填满意度指标；确实没有直接服务对象的，向财政部门说明".to_owned()
    } else {
        format!("补填{names}，每类至少一个三级指标，写明指标值和确定依据")
    };
    let fault = Fault::new(&project.place, project.name.value.as_str(), message, suggestion);
    if only_satisfaction { fault.at_most(Severity::Warning) } else { fault }
}

#[cfg(test)]
mod tests {
    use crate::{Settings, Severity, example, review};

    #[test]
    fn what_several_forms_lack_alike_is_said_once() {
        let form = |name: &str| {
            format!(
                "**预算项目绩效目标表：{name}**\n| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n\
                 |---|---|---|---|---|---|\n| 产出指标 | 数量指标 | {name}次数 | {name}次数 | ≥5 次 | 计划 |\n\
                 | 产出指标 | 质量指标 | {name}合格率 | {name}合格率 | ≥95% | 计划 |\n\
                 | 产出指标 | 成本指标 | {name}成本 | {name}成本 | ≤3万元 | 计划 |\n\
                 | 效益指标 | 社会效益指标 | {name}覆盖率 | {name}覆盖率 | ≥80% | 计划 |\n\
                 | 满意度指标 | 服务对象满意度指标 | {name}满意度 | {name}满意度 | ≥90% | 计划 |\n\n"
            )
        };
        let found = |names: &[&str]| {
            let text: String = names.iter().map(|name| form(name)).collect();
            let report = review(&example::document(&text), &Settings::default());
            let found = report.findings.into_iter().filter(|finding| finding.code == "IN-01");
            found.map(|finding| (finding.severity, finding.message)).collect::<Vec<_>>()
        };
        assert_eq!(found(&["巡渠"]), [(Severity::Error, "项目“巡渠”没有时效指标".to_owned())]);
        let both = found(&["巡渠", "清淤"]);
        assert_eq!(both, [(Severity::Warning, "“巡渠”“清淤” 2 个项目都没有时效指标".to_owned())]);
    }
}
