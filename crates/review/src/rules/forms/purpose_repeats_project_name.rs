//! PF-08: a purpose that says no more than the project's name.

use budget::{BudgetDocument, Secrecy, normal_name};

use crate::checks::{Checks, Fault};
use crate::words::{letters, without};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PF-08",
    title: "资金用途只重复项目名称",
    severity: Severity::Warning,
    basis: basis::GOALS,
    page: include_str!("purpose_repeats_project_name.md"),
    parameters: &[],
    check,
};

/// Words of any purpose: without them nothing is said of what the money buys.
const EMPTY: &str = "用于 主要 本项目 项目 资金 经费 专项 费用 支出 开支 所需 产生 相关 有关 各项 \
    日常 工作 保障 开展 方面 等 的 及 和 与 付 费";

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let empty: Vec<&str> = EMPTY.split(' ').collect();
    for project in doc.projects.iter().filter(|project| !project.secrecy.is_redacted()) {
        let Some(purpose) = &project.purpose else { continue };
        let said = letters(&purpose.value);
        if said.is_empty() || Secrecy::marked(&purpose.value).is_some() {
            continue;
        }
        let name = project.name.value.trim();
        let known = letters(name);
        let content = letters(&without(&without(&purpose.value, &[&normal_name(name)]), &empty));
        let n_new = content.iter().filter(|c| !known.contains(c)).count();
        if n_new >= 2 {
            out.pass();
            continue;
        }
        let message = format!(
            "项目“{name}”资金用途“{}”没有说出项目名称以外的内容，看不出钱花在什么地方",
            purpose.value.trim()
        );
        let suggestion = "写明买什么、办什么事、多少数量，如“用于会议室音响维修和 12 台电脑更换”";
        let fault = Fault::new(&purpose.place, purpose.value.trim(), message, suggestion);
        let fault = fault.of_form("资金用途没有说出项目名称以外的内容");
        out.fail(if said == known { fault } else { fault.at_most(Severity::Hint) });
    }
}
