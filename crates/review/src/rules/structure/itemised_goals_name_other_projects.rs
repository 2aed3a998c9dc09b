//! ST-14: the itemised goals, written project by project, name other projects than the forms do.

use std::collections::HashMap;

use budget::{BudgetDocument, Project, TargetItem, normal_name};

use crate::checks::{Checks, Fault};
use crate::words::{likeness, without_numbering};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-14",
    title: "分项绩效目标与项目目标表的项目不一致",
    severity: Severity::Warning,
    basis: basis::ACCURATE,
    page: include_str!("itemised_goals_name_other_projects.md"),
    parameters: &[],
    check,
};

/// From this likeness on, in thousandths, two names are one project's.
const ALIKE: usize = 700;

/// Of more names than this without a namesake, none is paired.
const MOST_PAIRED: usize = 60;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let mut forms: HashMap<String, Vec<&Project>> = HashMap::new();
    for project in doc.projects.iter().rev() {
        forms.entry(normal_name(&project.name.value)).or_default().push(project);
    }
    let titled = doc.target.itemised.iter().filter(|item| !item.title.trim().is_empty());
    let mut n_found = 0;
    let mut items: Vec<&TargetItem> = Vec::new();
    for item in titled {
        match forms.get_mut(&normal_name(without_numbering(&item.title))).and_then(Vec::pop) {
            Some(_) => n_found += 1,
            None => items.push(item),
        }
    }
    // Goals written by field of work, not by project, have nothing to compare.
    if n_found == 0 || n_found < items.len() {
        return;
    }
    for _ in 0..n_found {
        out.pass();
    }
    let mut forms: Vec<&Project> = forms.into_values().flatten().collect();
    forms.sort_unstable_by(|a, b| a.place.cmp(&b.place));
    let may_pair = items.len() <= MOST_PAIRED && forms.len() <= MOST_PAIRED;
    for item in items {
        let name = without_numbering(&item.title);
        let alike = |form: &&Project| likeness(name, &form.name.value) >= ALIKE;
        let pair = if may_pair { forms.iter().position(alike) } else { None };
        out.fail(unmatched_item(name, item, pair.map(|at| forms.remove(at))));
    }
    for form in forms {
        let name = form.name.value.trim();
        let message = format!("项目“{name}”有绩效目标表，分项绩效目标没有写到");
        out.fail(Fault::new(&form.name.place, name, message, format!("在分项绩效目标中补写“{name}”")));
    }
}

fn unmatched_item(name: &str, item: &TargetItem, form: Option<&Project>) -> Fault {
    let Some(form) = form.map(|form| form.name.value.trim()) else {
        let message = format!("分项绩效目标写到“{name}”，没有同名的项目绩效目标表");
        return Fault::new(
            &item.place,
            name,
            message,
            format!("补上“{name}”的项目绩效目标表，或改正项目名称"),
        );
    };
    let message = format!("分项绩效目标写“{name}”，项目绩效目标表写“{form}”");
    Fault::new(&item.place, name, message, "两处统一成项目库中的名称")
}
