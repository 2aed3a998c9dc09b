//! ST-12: a project with money in the narrative that has no form.

use std::collections::HashSet;

use budget::{BudgetDocument, Place, normal_name};

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
    let n_matched = listed.iter().filter(|project| forms.contains(&normal_name(&project.name))).count();
    if n_matched == 0 && listed.len() > 1 {
        let reason = "情况说明的清单没有一项与项目绩效目标表同名，不像是这些项目的清单，没有对照";
        return out.undecided(reason.to_owned(), Some(&first.amount.place));
    }
    if let Some(place) = publishes_some(doc) {
        let reason = "材料写明只公开部分项目的绩效目标表，不能判断其余项目有没有";
        return out.undecided(reason.to_owned(), Some(place));
    }
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

/// `本部门公开 5 个重点项目绩效目标`
fn publishes_some(doc: &BudgetDocument) -> Option<&Place> {
    let titles = doc.narrative.iter().map(|section| (section.title.as_str(), &section.place));
    let paragraphs = doc.narrative.iter().flat_map(|section| &section.paragraphs);
    let paragraphs = paragraphs.map(|paragraph| (paragraph.value.as_str(), &paragraph.place));
    let is_meant = |(text, _): &(&str, &Place)| {
        let text = normal_name(text);
        let is_some = ["重点项目", "部分项目", "主要项目"].iter().any(|word| text.contains(word));
        let is_published = ["公开", "公示", "绩效目标表"].iter().any(|word| text.contains(word));
        is_some && is_published && text.contains("绩效目标") && text.chars().count() < 80
    };
    titles.chain(paragraphs).find(is_meant).map(|(_, place)| place)
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
