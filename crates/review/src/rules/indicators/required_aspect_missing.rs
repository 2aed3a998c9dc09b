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
            [(_, missing), ..] if same.len() >= if is_conditional(missing) { 2 } else { MANY } => {
                let projects: Vec<&Project> = same.iter().map(|(project, _)| *project).collect();
                of_many(&projects, missing, "没有", supplement(missing)).into_iter().for_each(|fault| {
                    out.fail(if is_conditional(missing) { fault.at_most(Severity::Warning) } else { fault });
                });
            }
            _ => same.iter().for_each(|(project, missing)| out.fail(fault(project, missing))),
        }
    }
}

/// Those that not every project needs: some have no standard of quality, no date to meet, or nobody who is served. A form
/// that lacks more than one is not filled in.
fn is_conditional(missing: &[&str]) -> bool {
    const CONDITIONAL: [&str; 3] = ["质量指标", "时效指标", SATISFACTION];
    matches!(missing, [only] if CONDITIONAL.contains(only))
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
    let suggestion = supplement(missing);
    let fault = Fault::new(&project.place, project.name.value.as_str(), message, suggestion);
    if is_conditional(missing) { fault.at_most(Severity::Warning) } else { fault }
}

fn supplement(missing: &[&str]) -> String {
    if missing == [SATISFACTION] {
        return "补填满意度指标；确实没有直接服务对象的，向财政部门说明".to_owned();
    }
    if is_conditional(missing) {
        let what = missing.concat();
        return format!("能定出{what}的，补填至少一个三级指标；确实不适用的，向财政部门说明");
    }
    format!("补填{}，每类至少一个三级指标，写明指标值和确定依据", missing.join("、"))
}

#[cfg(test)]
mod tests {
    use crate::{Settings, Severity, example, review};

    /// Forms of the second levels named, by the projects' names.
    fn found(forms: &[(&str, &str)]) -> Vec<Severity> {
        let row = |aspect: char| match aspect {
            '数' => "| 产出指标 | 数量指标 | 巡护里程 | ≥9公里 |\n",
            '质' => "| 产出指标 | 质量指标 | 记录完整率 | ≥95% |\n",
            '时' => "| 产出指标 | 时效指标 | 完成时间 | 11月底前 |\n",
            '本' => "| 成本指标 | 经济成本指标 | 巡护费 | ≤7万元 |\n",
            '益' => "| 效益指标 | 生态效益指标 | 火情 | ≤2起 |\n",
            _ => "| 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90% |\n",
        };
        let form = |(name, aspects): &(&str, &str)| {
            let head = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n";
            format!(
                "**预算项目绩效目标表：{name}**\n\n{head}{}\n",
                aspects.chars().map(row).collect::<String>()
            )
        };
        let text: String = forms.iter().map(form).collect();
        let report = review(&example::document(&text), &Settings::default());
        let found = report.findings.iter().filter(|finding| finding.code == "IN-01");
        found.map(|finding| finding.severity).collect()
    }

    #[test]
    fn what_not_every_project_needs_is_a_warning() {
        assert_eq!(found(&[("甲", "数质时本益满")]), []);
        assert_eq!(found(&[("甲", "数时本益满")]), [Severity::Warning]);
        assert_eq!(found(&[("甲", "数质本益满"), ("乙", "数质本益满")]), [Severity::Warning]);
        assert_eq!(found(&[("甲", "时本益满")]), [Severity::Error]);
        assert_eq!(found(&[("甲", "质时本益满")]), [Severity::Error]);
    }
}
