//! SE-01: an indicator whose name is redacted and whose value, description or basis is printed.

use budget::{BudgetDocument, Indicator, Project, Secrecy};

use crate::checks::{Checks, Fault};
use crate::marks::{is_marked, is_open};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SE-01",
    title: "不公开的指标没有全部隐去",
    severity: Severity::Error,
    basis: basis::SECRECY,
    page: include_str!("redacted_row_leaks.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for project in &doc.projects {
        let form = form_secrecy(project);
        for row in &project.indicators {
            let own = row.secrecy();
            let secrecy = if own.is_redacted() { own } else { form };
            if !secrecy.is_redacted() {
                continue;
            }
            let printed = printed(row);
            if printed.is_empty() {
                out.pass();
                continue;
            }
            let fields: Vec<&str> = printed.iter().map(|(field, _)| *field).collect();
            let fields = fields.join("、");
            let word = secrecy.word();
            let message =
                format!("项目“{}”{}标为{word}，{fields}仍照印", project.name.value.trim(), row.aspect.name());
            let excerpt = printed.iter().map(|(_, text)| text.trim()).collect::<Vec<_>>().join(" ");
            let suggestion = format!("{fields}也改为“{word}”；可以公开的，整行照常公开");
            out.fail(Fault::new(&row.place, excerpt, message, suggestion));
        }
    }
}

/// The mark that holds for all rows: where goals or another row are redacted, and not the purpose alone.
fn form_secrecy(project: &Project) -> Secrecy {
    let goals = project.goals.iter().any(|goal| is_marked(&goal.value));
    let rows = || project.indicators.iter().any(|row| row.secrecy().is_redacted());
    if project.secrecy.is_redacted() && (goals || rows()) { project.secrecy } else { Secrecy::Public }
}

fn printed(row: &Indicator) -> Vec<(&'static str, &str)> {
    let texts = [("三级指标", &row.name), ("绩效指标描述", &row.description), ("确定依据", &row.value_basis)];
    let texts = texts.into_iter().filter_map(|(field, text)| Some((field, text.as_ref()?)));
    let texts = texts.filter(|(_, text)| is_open(text)).map(|(field, text)| (field, text.value.as_str()));
    let value = row.target_value.value.text.as_str();
    let shows = !value.trim().is_empty() && !is_marked(value);
    texts.chain(shows.then_some(("指标值", value))).collect()
}
