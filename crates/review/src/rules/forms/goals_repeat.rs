//! PF-07: two numbered goals of a form are one, or two projects have the same goals.

use std::collections::HashMap;

use budget::{BudgetDocument, Located, Project, Secrecy};

use crate::checks::{Checks, Fault};
use crate::forms;
use crate::words::{letters, likeness};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PF-07",
    title: "绩效目标重复",
    severity: Severity::Warning,
    basis: basis::GOALS,
    page: include_str!("goals_repeat.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for project in doc.projects.iter().filter(|project| !project.secrecy.is_redacted()) {
        if project.goals.iter().filter(|goal| is_open(goal)).count() < 2 {
            continue;
        }
        match repeated(project) {
            None => out.pass(),
            Some((goal, first, second)) => out.fail(fault(project, goal, first, second)),
        }
    }
    copied(doc, out);
}

/// Goals that stand word for word in the form of another project, one called otherwise: `老年人补助` has many names.
fn copied<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    /// In letters. A shorter goal may well be that of two projects.
    const SHORTEST: usize = 20;
    /// In thousandths.
    const ALIKE: usize = 400;
    let mut seen: HashMap<Vec<char>, &Project> = HashMap::new();
    let is_own = |project: &&Project| !project.secrecy.is_redacted() && !forms::is_of_department(project);
    for project in doc.projects.iter().filter(is_own) {
        let open = project.goals.iter().filter(|goal| is_open(goal));
        let text: Vec<char> = open.clone().flat_map(|goal| letters(&goal.value)).collect();
        let Some(goal) = open.clone().next().filter(|_| text.len() >= SHORTEST) else { continue };
        match seen.get(&text) {
            None => {
                seen.insert(text, project);
            }
            Some(first) if likeness(&first.name.value, &project.name.value) >= ALIKE => {}
            Some(first) => out.fail(copy(project, goal, first)),
        }
    }
}

fn copy(project: &Project, goal: &Located<String>, first: &Project) -> Fault {
    let (name, first) = (project.name.value.trim(), first.name.value.trim());
    let message = format!("项目“{name}”的绩效目标与项目“{first}”完全相同，疑为照抄");
    let suggestion = format!("按项目“{name}”自己的产出和效果重写绩效目标");
    Fault::new(&goal.place, goal.value.trim(), message, suggestion)
}

/// The first goal that says what one before it says, and the numbers of both.
fn repeated(project: &Project) -> Option<(&Located<String>, usize, usize)> {
    let mut seen = HashMap::new();
    (1..).zip(&project.goals).filter(|(_, goal)| is_open(goal)).find_map(|(number, goal)| {
        let first = seen.insert(letters(&goal.value), number)?;
        Some((goal, first, number))
    })
}

fn is_open(goal: &Located<String>) -> bool {
    Secrecy::marked(&goal.value).is_none() && !letters(&goal.value).is_empty()
}

fn fault(project: &Project, goal: &Located<String>, first: usize, second: usize) -> Fault {
    let is_purpose = project.purpose.as_ref().is_some_and(|p| letters(&p.value) == letters(&goal.value));
    let too = if is_purpose { "，也与资金用途相同" } else { "" };
    let message = format!(
        "项目“{}”目标 {second} 与目标 {first} 完全相同{too}：“{}”",
        project.name.value.trim(),
        goal.value.trim()
    );
    let suggestion = "删去重复的一条，或者写出项目另一方面要达到的效果";
    Fault::new(&goal.place, goal.value.trim(), message, suggestion)
}
