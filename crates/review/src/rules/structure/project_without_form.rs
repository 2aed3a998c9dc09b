//! ST-12: a project with money in the narrative that has no form.

use std::collections::HashSet;

use budget::{BudgetDocument, normal_name};

use crate::checks::{Checks, Fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-12",
    title: "有预算的项目没有绩效目标表",
    severity: Severity::Error,
    basis: basis::TARGET,
    page: include_str!("project_without_form.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let listed = &doc.stated.projects;
    let Some(first) = listed.first() else { return };
    if doc.projects.is_empty() {
        let reason = "材料里没有项目绩效目标表，不能与情况说明的项目清单对照";
        return out.undecided(reason.to_owned(), Some(&first.amount.place));
    }
    let forms: HashSet<String> = doc.projects.iter().map(|p| normal_name(&p.name.value)).collect();
    for project in listed {
        if forms.contains(&normal_name(&project.name)) {
            out.pass();
            continue;
        }
        let printed = project.amount.money().map_or(project.amount.printed.clone(), |m| m.wan());
        let message = format!("项目“{}”安排 {printed} 万元，没有绩效目标表", project.name);
        let excerpt = format!("{} {}", project.name, project.amount.printed);
        let suggestion = format!("为“{}”补填绩效目标表；若表用了别的名称，两处改成同一名称", project.name);
        out.fail(Fault::new(&project.amount.place, excerpt, message, suggestion));
    }
}
