//! IN-01: a form without one of the indicators that every project needs.

use budget::{BudgetDocument, Indicator, IndicatorAspect, IndicatorKind, Project};

use crate::checks::{Checks, Fault};
use crate::rows::{grouped, named};
use crate::{Operand, Parameter, Preset, Rule, Severity, basis};

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
    let mut faults: Vec<Lacking<'_>> = Vec::new();
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
    tell(&faults, &required, doc, out);
}

/// So many projects with the same gap are told as one finding.
const MANY: usize = 3;

fn tell(faults: &[Lacking<'_>], required: &[&str], doc: &BudgetDocument, out: &mut Checks<'_>) {
    let lacking = |label: &str| {
        let of = faults.iter().enumerate().filter(|(_, (_, missing))| missing.contains(&label));
        of.map(|(at, _)| at).collect::<Vec<usize>>()
    };
    let custom = required.iter().map(|label| (*label, lacking(label)));
    let custom: Vec<(&str, Vec<usize>)> = custom.filter(|(_, at)| is_custom(at.len(), doc)).collect();
    for same in grouped(custom.iter(), |(_, at)| Some(at.clone())) {
        let labels: Vec<&str> = same.iter().map(|(label, _)| *label).collect();
        let projects: Vec<&Project> =
            same.iter().take(1).flat_map(|(_, at)| at).filter_map(|at| Some(faults.get(*at)?.0)).collect();
        let suggestion = format!("核对本地表样是否要求{}；要求的，逐个项目补填", labels.join("、"));
        let fault = of_many(&projects, &labels, "都没有", suggestion);
        fault.into_iter().for_each(|fault| out.fail(fault.at_most(Severity::Warning)));
    }
    let rest = faults.iter().map(|(project, missing)| {
        let is_own = |label: &&str| custom.iter().all(|(other, _)| other != label);
        (*project, missing.iter().copied().filter(is_own).collect::<Vec<&str>>())
    });
    for same in grouped(rest.filter(|(_, missing)| !missing.is_empty()), |(_, missing)| Some(missing.clone()))
    {
        match same.as_slice() {
            [(_, missing), ..] if same.len() >= MANY => {
                let projects: Vec<&Project> = same.iter().map(|(project, _)| *project).collect();
                of_many(&projects, missing, "没有", supplement(missing)).into_iter().for_each(|fault| {
                    out.fail(if missing == &[SATISFACTION] {
                        fault.at_most(Severity::Warning)
                    } else {
                        fault
                    });
                });
            }
            _ => same.iter().for_each(|(project, missing)| out.fail(fault(project, missing))),
        }
    }
}

/// A project, and what its form lacks.
type Lacking<'a> = (&'a Project, Vec<&'a str>);

/// What most forms lack, their template does not ask for.
fn is_custom(n_lacking: usize, doc: &BudgetDocument) -> bool {
    const FEWEST: usize = 4;
    n_lacking >= FEWEST && n_lacking * 2 > doc.projects.len()
}

fn of_many(projects: &[&Project], missing: &[&str], verb: &str, suggestion: String) -> Option<Fault> {
    let first = projects.first()?;
    let missing = missing.join("、");
    let names = named(projects.iter().map(|project| project.name.value.as_str()), "个项目");
    let rows = projects.iter().map(|project| Operand {
        label: format!("没有{missing}的项目"),
        printed: project.name.value.clone(),
        place: project.place.clone(),
    });
    let message = format!("{names}{verb}{missing}");
    let fault = Fault::new(&first.place, first.name.value.as_str(), message, suggestion);
    Some(fault.with_rows("绩效目标表里没有这一类指标", rows.collect()))
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
    let suggestion = supplement(missing);
    let fault = Fault::new(&project.place, project.name.value.as_str(), message, suggestion);
    if only_satisfaction { fault.at_most(Severity::Warning) } else { fault }
}

fn supplement(missing: &[&str]) -> String {
    if missing == [SATISFACTION] {
        return "补填满意度指标；确实没有直接服务对象的，向财政部门说明".to_owned();
    }
    format!("补填{}，每类至少一个三级指标，写明指标值和确定依据", missing.join("、"))
}
