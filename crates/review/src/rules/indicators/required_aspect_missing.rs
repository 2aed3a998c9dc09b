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
            [(first, missing), ..] if is_custom(same.len(), doc) => out.fail(of_all(first, missing, &same)),
            _ => same.iter().for_each(|(project, missing)| out.fail(fault(project, missing))),
        }
    }
}

/// What most forms lack, their template does not ask for: to be said once.
fn is_custom(n_lacking: usize, doc: &BudgetDocument) -> bool {
    const FEWEST: usize = 4;
    n_lacking >= FEWEST && n_lacking * 2 > doc.projects.len()
}

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
