//! IN-19: two projects whose indicators are the same but for the cost.

use budget::{BudgetDocument, Project, normal_name};

use crate::checks::{Checks, Fault};
use crate::forms;
use crate::rows::{bare, description, grouped, name, named, value};
use crate::{Operand, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-19",
    title: "不同项目用同一套指标",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("projects_share_one_indicator_set.md"),
    parameters: &[],
    check,
};

/// Fewer rows may be alike by chance.
const LEAST: usize = 3;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for alike in grouped(doc.projects.iter(), |project| indicator_set(project)) {
        // The same project of several units has the same indicators with good reason.
        let alike = grouped(alike.into_iter(), |project| Some(normal_name(&project.name.value)));
        let projects: Vec<&Project> = alike.iter().filter_map(|same| same.first().copied()).collect();
        match projects.get(1) {
            None => out.pass(),
            Some(second) => out.fail(fault(&projects, second)),
        }
    }
}

fn fault(projects: &[&Project], second: &Project) -> Fault {
    let names: Vec<&str> = projects.iter().map(|project| project.name.value.trim()).collect();
    let n_rows = second.indicators.iter().filter(|row| !row.is_cost()).count();
    let message = format!(
        "{}的绩效指标除成本外 {n_rows} 条完全相同，指标值也相同",
        named(names.iter().copied(), "个项目")
    );
    let suggestion = "按各自的内容分别设置指标和指标值；如果本来就是同一件事，合并为一个项目";
    let operands = projects.iter().map(|project| Operand {
        label: format!("项目“{}”", project.name.value.trim()),
        printed: project.name.value.clone(),
        place: project.place.clone(),
    });
    Fault::new(&second.place, names.join("；"), message, suggestion)
        .with_rows("成本以外的二级指标、三级指标、描述、指标值相同", operands.collect())
}

/// The rows but those of cost, in an order of their own. `None` for redacted and short forms.
fn indicator_set(project: &Project) -> Option<Vec<[String; 4]>> {
    let is_open = |row: &&budget::Indicator| !row.secrecy().is_redacted();
    if project.secrecy.is_redacted()
        || forms::is_of_department(project)
        || !project.indicators.iter().all(|row| is_open(&row))
    {
        return None;
    }
    let rows = project.indicators.iter().filter(|row| !row.is_cost() && row.name.is_some());
    let mut set: Vec<[String; 4]> = rows
        .map(|row| {
            let aspect = row.aspect.name().to_owned();
            [aspect, bare(name(row)), bare(description(row)), normal_name(value(row))]
        })
        .collect();
    set.sort();
    (set.len() >= LEAST).then_some(set)
}
