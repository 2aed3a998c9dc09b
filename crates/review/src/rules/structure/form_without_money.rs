//! ST-13: a project has a form, and the list of the narrative gives it no money.

use std::collections::HashSet;

use budget::{BudgetDocument, normal_name};

use crate::checks::{Checks, Fault};
use crate::forms;
use crate::locate::is_open_list;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-13",
    title: "有绩效目标表的项目不在项目清单",
    severity: Severity::Warning,
    basis: basis::TARGET,
    page: include_str!("form_without_money.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let listed = &doc.stated.projects;
    let Some(first) = listed.first() else { return };
    let names: HashSet<String> = listed.iter().map(|project| normal_name(&project.name)).collect();
    let projects = doc.projects.iter().filter(|project| !forms::is_of_department(project));
    let (found, absent): (Vec<_>, Vec<_>) =
        projects.partition(|project| names.contains(&normal_name(&project.name.value)));
    let is_of_others = found.len() * 2 < doc.projects.len();
    for _ in found {
        out.pass();
    }
    if !absent.is_empty() && is_open_list(doc) {
        let reason = "情况说明的项目清单以“等”结束，没有列全，不能判断各项目绩效目标表是否都有预算";
        return out.undecided(reason.to_owned(), Some(&first.amount.place));
    }
    if is_of_others {
        let reason = "情况说明的项目清单只有少数几项与目标表同名，不像是这些项目的清单，没有对照";
        return out.undecided(reason.to_owned(), Some(&first.amount.place));
    }
    for project in absent {
        let name = project.name.value.trim();
        let message = format!("项目“{name}”有绩效目标表，情况说明的项目清单没有这个项目");
        let suggestion =
            format!("核对“{name}”是否安排预算：安排了的补入清单，未安排的撤下目标表；名称不同的改成一致");
        out.fail(Fault::new(&project.name.place, name, message, suggestion));
    }
}
