//! PF-03: the unit of a form's amounts is printed twice, only inside the cells, or nowhere.

use budget::{Amount, BudgetDocument, Project, normal_name};

use crate::checks::{Checks, Fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PF-03",
    title: "金额单位写重、写错位置或没有写",
    severity: Severity::Warning,
    basis: basis::ACCURATE,
    page: include_str!("amount_unit_unclear.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let mut is_missing_said = false;
    for project in doc.projects.iter().filter(|project| !project.secrecy.is_redacted()) {
        let amounts =
            [("预算数", &project.budgeted), ("财政资金", &project.fiscal), ("其他资金", &project.other)];
        let stated = amounts.into_iter().filter_map(|(what, amount)| Some((what, amount.as_ref()?)));
        let stated: Vec<(&str, &Amount)> = stated.filter(|(_, amount)| amount.money().is_some()).collect();
        let Some((what, amount)) =
            stated.iter().find(|(_, amount)| names_unit(&amount.printed)).or(stated.first())
        else {
            continue;
        };
        let (name, printed) = (&project.name.value, &amount.printed);
        let (message, suggestion, most) = match (head(project), names_unit(printed)) {
            (Some(_), false) => {
                out.pass();
                continue;
            }
            (None, true) if is_written_out(project) => {
                out.pass();
                continue;
            }
            (Some(head), true) => (
                format!("项目“{name}”表头已写“{head}”，{what}“{printed}”又带单位"),
                "删去金额格里的单位，只留数字",
                Severity::Warning,
            ),
            (None, true) => (
                format!("项目“{name}”没有“单位：万元”的表头，单位写在{what}“{printed}”里"),
                "在表的右上角写“单位：万元”，金额格里只留数字",
                // Nobody misreads it.
                Severity::Hint,
            ),
            // The unit may be printed once above all forms.
            (None, false) if is_missing_said => continue,
            (None, false) => (
                format!("项目“{name}”没有写金额单位，{what}“{printed}”不知道是元还是万元"),
                "在表的右上角写“单位：万元”",
                Severity::Hint,
            ),
        };
        is_missing_said |= !names_unit(printed);
        let habit = if names_unit(printed) { "金额格里又写单位" } else { "没有写金额单位" };
        let fault = Fault::new(&amount.place, format!("{what} {printed}"), message, suggestion);
        out.fail(fault.at_most(most).of_form(habit));
    }
}

/// 资金总额及构成: the cells behind it hold labels and amounts, `总额：80万元`, and need their units.
fn is_written_out(project: &Project) -> bool {
    project.labels.iter().any(|label| normal_name(&label.value).ends_with("及构成"))
}

fn names_unit(printed: &str) -> bool {
    printed.trim_end().ends_with(['元', '万', '亿'])
}

/// `单位：万元`, or a label that holds its unit: `预算数（万元）`.
fn head(project: &Project) -> Option<&str> {
    let is_head = |label: &str| {
        let label = normal_name(label);
        label.contains("单位:") && label.contains('元') || label.contains("(万元)") || label.contains("(元)")
    };
    project.labels.iter().map(|label| label.value.trim()).find(|label| is_head(label))
}
