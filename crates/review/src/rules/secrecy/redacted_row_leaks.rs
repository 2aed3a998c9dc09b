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
        for row in &project.indicators {
            let secrecy = secrecy(project, row);
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

/// The row's own mark, else that of a form that is redacted as a whole.
fn secrecy(project: &Project, row: &Indicator) -> Secrecy {
    let own = row.secrecy();
    if own.is_redacted() || !project.secrecy.is_redacted() { own } else { project.secrecy }
}

fn printed(row: &Indicator) -> Vec<(&'static str, &str)> {
    let texts = [("三级指标", &row.name), ("绩效指标描述", &row.description), ("确定依据", &row.value_basis)];
    let texts = texts.into_iter().filter_map(|(field, text)| Some((field, text.as_ref()?)));
    let texts = texts.filter(|(_, text)| is_open(text)).map(|(field, text)| (field, text.value.as_str()));
    let value = row.target_value.value.text.as_str();
    let shows = !value.trim().is_empty() && !is_marked(value);
    texts.chain(shows.then_some(("指标值", value))).collect()
}
