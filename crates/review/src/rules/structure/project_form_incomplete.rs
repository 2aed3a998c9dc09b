//! ST-10: a project's form lacks fields.

use budget::{BudgetDocument, Project};

use crate::checks::{Checks, Fault};
use crate::forms;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-10",
    title: "项目绩效目标表栏目不全",
    severity: Severity::Warning,
    basis: basis::TARGET,
    page: include_str!("project_form_incomplete.md"),
    parameters: &[
        Parameter {
            key: "fields",
            title: "应有的栏目",
            preset: Preset::Words(&["项目名称", "预算数", "绩效目标", "绩效指标"]),
        },
        Parameter {
            key: "provincial",
            title: "本省表样另有的栏目（只查区划代码以下面的数字开头的）",
            preset: Preset::Words(&["项目编码", "资金用途", "资金支出计划"]),
        },
        Parameter { key: "province", title: "本省区划代码的开头", preset: Preset::Words(&["13"]) },
    ],
    check,
};

const AMOUNT: &str = "预算数";

const FIELDS: [&str; 6] = ["项目编码", AMOUNT, "资金用途", "资金支出计划", "绩效目标", "绩效指标"];

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let mut due = out.words("fields");
    let code = doc.region_code.as_ref().map_or("", |code| code.as_str());
    if out.words("province").iter().any(|start| !start.is_empty() && code.starts_with(start)) {
        due.extend(out.words("provincial"));
    } else if let [first, _, ..] = &doc.projects[..]
        && due.contains(&AMOUNT)
        && doc.projects.iter().all(|project| has(project, AMOUNT) == Some(false))
    {
        // Forms of a province where the amounts stand in a table of projects.
        due.retain(|field| *field != AMOUNT);
        let reason = "各项目的绩效目标表都没有预算数一栏，金额可能列在项目支出表中，不能判断是否缺栏";
        out.undecided(reason.to_owned(), Some(&first.place));
    }
    for project in &doc.projects {
        let missing: Vec<&str> =
            due.iter().copied().filter(|field| has(project, field) == Some(false)).collect();
        if missing.is_empty() {
            out.pass();
            continue;
        }
        // What a blank form lacks, IN-02 says.
        if project.secrecy.is_redacted() || forms::is_blank(project) {
            continue;
        }
        let name = project.name.value.trim();
        let is_read = |field: &str| field != "项目名称" && has(project, field) == Some(true);
        if !FIELDS.into_iter().any(is_read) {
            out.undecided(
                format!("项目“{name}”的绩效目标表一栏也没有读到，不能判断缺哪些栏目"),
                Some(&project.place),
            );
            continue;
        }
        let missing = missing.join("、");
        let message = format!("项目“{name}”的绩效目标表没有{missing}");
        let suggestion = format!("按规定表样补列并填写{missing}");
        let fault = Fault::new(&project.place, name, message, suggestion);
        out.fail(fault.of_form(format!("绩效目标表没有{missing}")));
    }
}

/// Whether the form has the field at all; `None` for a field that is not known.
fn has(project: &Project, field: &str) -> Option<bool> {
    Some(match field {
        "项目名称" => !project.name.value.trim().is_empty(),
        "项目编码" => project.code.is_some(),
        AMOUNT => project.budgeted.is_some(),
        "资金用途" => project.purpose.is_some(),
        "资金支出计划" => project.spending_plan.is_some(),
        "绩效目标" => !project.goals.is_empty(),
        "绩效指标" => !project.indicators.is_empty(),
        _ => return None,
    })
}
