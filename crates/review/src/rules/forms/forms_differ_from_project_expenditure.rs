//! PF-02: the budgets of the forms do not add up to the project expenditure of the department.

use std::collections::HashSet;

use budget::{BudgetDocument, Column, Project, TableKind, normal_name};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::forms;
use crate::locate::total;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PF-02",
    title: "目标表预算数合计不等于项目支出",
    severity: Severity::Warning,
    basis: basis::TARGET,
    page: include_str!("forms_differ_from_project_expenditure.md"),
    parameters: &[],
    check,
};

const FORMULA: &str = "项目支出 = Σ 目标表预算数";

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let projects: Vec<&Project> = doc.projects.iter().filter(|p| !forms::is_of_department(p)).collect();
    let Some(first) = projects.first() else { return };
    let Some(expenditure) = expenditure(doc) else { return };
    let without = projects.iter().filter(|project| project.budgeted.as_ref().is_none_or(|b| b.is_blank()));
    match without.count() {
        0 => {}
        n => {
            let reason = format!("{n} 张项目绩效目标表没有写预算数，不能与项目支出核对");
            return out.undecided(reason, Some(&first.place));
        }
    }
    let term = |what, amount, project| Term::Form { project, what, amount };
    let forms: Vec<Term<'a>> = (projects.iter())
        .filter_map(|project| Some(term("预算数", project.budgeted.as_ref()?, &project.name.value)))
        .collect();
    let alone =
        Equation {
            left: expenditure, right: forms.clone(), formula: FORMULA, sum: "各目标表预算数之和"
        };
    match alone.weigh(out.facts) {
        Err(reason) => return out.undecided(reason, Some(&first.place)),
        Ok(weighed) if weighed.holds() => return out.equate(alone),
        // Without a list there is no telling which projects have no form, and whether what goes to lower levels or
        // comes from other money has one.
        Ok(weighed) if doc.stated.projects.is_empty() => {
            let open = if weighed.difference > 0 {
                "不知是不是每个项目都有目标表"
            } else {
                "不知目标表是不是都在本部门的项目支出之内"
            };
            let reason = format!("{}，没有项目清单，{open}", alone.message(weighed));
            return out.undecided(reason, Some(expenditure.place()));
        }
        Ok(_) => {}
    }
    let names: HashSet<String> = projects.iter().map(|p| normal_name(&p.name.value)).collect();
    let missing = doc.stated.projects.iter().filter(|project| !names.contains(&normal_name(&project.name)));
    let missing: Vec<Term<'a>> =
        missing.map(|project| Term::Stated { what: &project.name, amount: &project.amount }).collect();
    if missing.is_empty() {
        return out.equate(alone);
    }
    out.equate(Equation {
        left: expenditure,
        right: [forms, missing].concat(),
        formula: "项目支出 = Σ 目标表预算数 + Σ 清单中没有目标表的项目",
        sum: "各目标表预算数加清单中没有目标表的项目",
    });
}

/// Of 支出总表, else of the narrative.
fn expenditure(doc: &BudgetDocument) -> Option<Term<'_>> {
    let table = doc.table(TableKind::Expenditure).and_then(|table| total(table, Column::Project));
    let stated = || doc.stated.project.as_ref();
    let stated = || stated().map(|amount| Term::Stated { what: "情况说明 项目支出", amount });
    table.filter(|term| term.amount().is_some()).or_else(stated)
}
