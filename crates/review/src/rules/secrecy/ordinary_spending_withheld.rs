//! SE-04: spending that nobody would keep secret is kept secret.

use budget::BudgetDocument;

use crate::checks::{Checks, Fault};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SE-04",
    title: "一般性支出标为不公开",
    severity: Severity::Warning,
    basis: basis::SECRECY,
    page: include_str!("ordinary_spending_withheld.md"),
    parameters: &[
        Parameter {
            key: "ordinary",
            title: "一般性支出的字样",
            preset: Preset::Words(&[
                "慰问",
                "会议",
                "旅游",
                "教育基地",
                "培训",
                "接待",
                "物业",
                "水费",
                "电费",
                "取暖",
                "绿化",
                "文印",
                "印刷",
                "差旅",
                "食堂",
                "宣传",
            ]),
        },
        Parameter {
            key: "sensitive",
            title: "项目名称有这些字样的不查",
            preset: Preset::Words(&["密码", "机要", "国安", "安可", "保密", "涉密", "反恐", "维稳", "人防"]),
        },
    ],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let (ordinary, sensitive) = (out.words("ordinary"), out.words("sensitive"));
    for project in doc.projects.iter().filter(|project| project.secrecy.is_redacted()) {
        let name = project.name.value.trim();
        let is_sensitive = sensitive.iter().any(|word| name.contains(word));
        let Some(word) = ordinary.iter().find(|word| !is_sensitive && name.contains(**word)) else {
            out.pass();
            continue;
        };
        let amount = project.budgeted.as_ref().and_then(|amount| amount.money());
        let amount = amount.map_or_else(String::new, |money| format!("（{money} 万元）"));
        let marked = project.secrecy.word();
        let message = format!("项目“{name}”{amount}标为{marked}，而“{word}”属于一般性支出");
        let suggestion = "能公开的照常公开；确有依据的，留存定密或不公开的审批记录";
        out.fail(Fault::new(&project.name.place, name, message, suggestion));
    }
}
