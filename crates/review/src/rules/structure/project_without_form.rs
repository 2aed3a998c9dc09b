//! ST-12: a project with money in the narrative that has no form.

use std::collections::HashSet;

use budget::{BudgetDocument, normal_name};

use crate::checks::{Checks, Fault};
use crate::words::likeness;
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

/// Forms without a project of their name that a name is compared with.
const MOST_COMPARED: usize = 100;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let listed = &doc.stated.projects;
    let Some(first) = listed.first() else { return };
    if doc.projects.is_empty() {
        let reason = "材料里没有项目绩效目标表，不能与情况说明的项目清单对照";
        return out.undecided(reason.to_owned(), Some(&first.amount.place));
    }
    let forms: HashSet<String> = doc.projects.iter().map(|p| normal_name(&p.name.value)).collect();
    let known: HashSet<String> = listed.iter().map(|p| normal_name(&p.name)).collect();
    let unclaimed: Vec<&str> = (doc.projects.iter().map(|p| p.name.value.as_str()))
        .filter(|name| !name.is_empty() && !known.contains(&normal_name(name)))
        .take(MOST_COMPARED)
        .collect();
    for project in listed {
        if forms.contains(&normal_name(&project.name)) {
            out.pass();
            continue;
        }
        let printed = project.amount.money().map_or(project.amount.printed.clone(), |m| m.wan());
        let message = format!("项目“{}”安排 {printed} 万元，没有绩效目标表", project.name);
        let excerpt = format!("{} {}", project.name, project.amount.printed);
        let suggestion = suggestion(&project.name, &unclaimed);
        out.fail(Fault::new(&project.amount.place, excerpt, message, suggestion));
    }
}

/// Names the form that may be meant: one that no project claims and that is called nearly alike.
fn suggestion(name: &str, unclaimed: &[&str]) -> String {
    /// In thousandths.
    const ALIKE: usize = 600;
    let alike =
        unclaimed.iter().map(|form| (likeness(name, form), form)).max_by_key(|(likeness, _)| *likeness);
    match alike.filter(|(likeness, _)| *likeness >= ALIKE) {
        Some((_, form)) => format!(
            "绩效目标表“{form}”可能就是这个项目的，两处改成同一名称；不是的，补填“{name}”的绩效目标表"
        ),
        None => format!("为“{name}”补填绩效目标表；若表用了别的名称，两处改成同一名称"),
    }
}

#[cfg(test)]
mod tests {
    use super::suggestion;

    #[test]
    fn a_form_called_nearly_alike_is_named() {
        let forms = ["档案馆事业费", "地方志工作专项经费"];
        assert!(suggestion("地方志工作经费", &forms).contains("“地方志工作专项经费”可能就是"));
        assert!(suggestion("楼宇物业费", &forms).starts_with("为“楼宇物业费”补填"));
    }
}
