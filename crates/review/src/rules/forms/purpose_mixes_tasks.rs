//! PF-09: one project's money for tasks that have nothing to do with each other.

use budget::BudgetDocument;

use crate::checks::{Checks, Fault};
use crate::words::{alternatives, sentences};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PF-09",
    title: "一个项目混列多项无关任务",
    severity: Severity::Hint,
    basis: basis::GOALS,
    page: include_str!("purpose_mixes_tasks.md"),
    parameters: &[
        Parameter {
            key: "tasks",
            title: "资金用途含多少项不同任务时提出",
            preset: Preset::Number { value: 3, least: 2, most: 20, unit: "项" },
        },
        Parameter {
            key: "fields",
            title: "任务领域（同一领域的不同说法用“/”隔开）",
            preset: Preset::Words(&[
                "招商/引资/洽谈会",
                "信访/维稳",
                "普查",
                "环保/环境保护/扬尘/污染",
                "安全生产",
                "防汛/抗旱/防火/救灾",
                "征兵/民兵/武装",
                "党建/党员教育",
                "扶贫/乡村振兴",
                "计划生育/生育",
                "社会保险/医保",
                "残疾人",
                "退役军人/双拥",
                "食品安全/药品",
                "宗教/统战",
                "档案",
                "旅游",
                "殡葬",
                "禁烧",
                "拆迁/征地",
                "选举/换届",
            ]),
        },
    ],
    check,
};

/// Only tasks of different sentences count: `信访、安全生产等专项督查` is one task in several fields.
fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let least = usize::try_from(out.number("tasks")).unwrap_or(usize::MAX);
    let fields: Vec<Vec<&str>> =
        out.words("fields").into_iter().map(|field| alternatives(field).collect()).collect();
    for project in doc.projects.iter().filter(|project| !project.secrecy.is_redacted()) {
        let Some(purpose) = &project.purpose else { continue };
        let mut tasks: Vec<&str> = Vec::new();
        for sentence in sentences(&purpose.value) {
            if let Some(field) = first_field(sentence, &fields)
                && !tasks.contains(&field)
            {
                tasks.push(field);
            }
        }
        if tasks.len() < least {
            out.pass();
            continue;
        }
        let message = format!(
            "项目“{}”资金用途混列 {} 项互不相关的任务：{}",
            project.name.value.trim(),
            tasks.len(),
            tasks.join("、")
        );
        let suggestion = "按任务拆成几个项目，各设绩效目标和指标；确需合并的，在资金用途中写明每项任务的金额";
        out.fail(Fault::new(&purpose.place, purpose.value.trim(), message, suggestion));
    }
}

/// The field whose word comes first, by its first name.
fn first_field<'f>(sentence: &str, fields: &[Vec<&'f str>]) -> Option<&'f str> {
    let found = fields.iter().filter_map(|names| {
        let at = names.iter().filter_map(|name| sentence.find(name)).min()?;
        Some((at, *names.first()?))
    });
    found.min_by_key(|(at, _)| *at).map(|(_, name)| name)
}
