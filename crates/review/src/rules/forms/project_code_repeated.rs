//! PF-06: two projects of one department and year under one code.

use std::collections::HashMap;

use budget::{BudgetDocument, Project, Secrecy};

use crate::checks::{Checks, Fault};
use crate::{Operand, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PF-06",
    title: "项目编码重复",
    severity: Severity::Error,
    basis: basis::PROJECT_CODE,
    page: include_str!("project_code_repeated.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let mut first: HashMap<&str, &Project> = HashMap::new();
    for project in &doc.projects {
        let Some(code) = &project.code else { continue };
        let printed = code.value.as_str();
        if printed.is_empty() || Secrecy::marked(printed).is_some() {
            continue;
        }
        let Some(other) = first.get(printed) else {
            first.insert(printed, project);
            out.pass();
            continue;
        };
        let operands = [*other, project].into_iter().filter_map(operand).collect();
        let (name, other) = (&project.name.value, &other.name.value);
        let message = if name == other {
            format!("项目“{name}”的目标表出现两次，编码都是“{printed}”")
        } else {
            format!("项目“{name}”与“{other}”用了同一个编码“{printed}”")
        };
        let suggestion = "核对两个项目的编码，改正抄错的一个；同一项目重复列出的，删去一张表";
        out.fail(Fault::new(&code.place, printed, message, suggestion).with_rows("项目编码相同", operands));
    }
}

fn operand(project: &Project) -> Option<Operand> {
    let code = project.code.as_ref()?;
    let label = format!("项目“{}”项目编码", project.name.value);
    Some(Operand { label, printed: code.value.as_str().to_owned(), place: code.place.clone() })
}
