//! SE-06: a form about secret work published in full.

use budget::{BudgetDocument, Project};

use crate::checks::{Checks, Fault};
use crate::texts::form_texts;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SE-06",
    title: "敏感项目全文公开",
    severity: Severity::Warning,
    basis: basis::SECRECY_REVIEW,
    page: include_str!("sensitive_topic_published.md"),
    parameters: &[Parameter {
        key: "words",
        title: "敏感工作的字样",
        preset: Preset::Words(&["密码", "机要", "国安", "安可"]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let words = out.words("words");
    for project in doc.projects.iter().filter(|project| !project.secrecy.is_redacted()) {
        let name = project.name.value.trim();
        let Some((fault, word)) = find(project, &words) else {
            out.pass();
            continue;
        };
        let suggestion = "由保密工作机构审查后再公开；不能公开的，隐去用途、目标和指标";
        let message = format!("项目“{name}”涉及“{word}”工作，用途、目标和指标全部公开");
        match fault {
            Found::Name => out.fail(Fault::new(&project.name.place, name, message, suggestion)),
            Found::Text(text) => {
                let message = format!("项目“{name}”{}提到“{word}”，全文公开", text.0);
                let fault = Fault::new(text.1, text.2, message, suggestion);
                out.fail(fault.at_most(Severity::Hint));
            }
        }
    }
}

/// The law asks every system for these, and they are bought in public; or the word stands across two others.
const HARMLESS: [&str; 22] = [
    "商用密码",
    "密码应用",
    "密码测评",
    "密码评估",
    "密码安全性评估",
    "用户密码",
    "密码锁",
    // 全国安全生产月, 全国安居
    "全国安",
    "我国安",
    "中国安",
    "各国安",
    // 公安可视化, 安全可控
    "公安可",
    "治安可",
    "平安可",
    "保安可",
    "安可视",
    "安可靠",
    // 司机要遵守, 有机要素; 现有机要设备 is none of them
    "司机要",
    "飞机要",
    "有机要素",
    "有机要求",
    "机要求",
];

enum Found<'a> {
    Name,
    /// Field, place and text
    Text((&'static str, &'a budget::Place, &'a str)),
}

/// In the name, else in a text, where the word may mean something harmless such as the password of a system.
fn find<'a>(project: &'a Project, words: &[&'a str]) -> Option<(Found<'a>, &'a str)> {
    let held = |text: &str| {
        if !words.iter().any(|word| text.contains(word)) {
            return None;
        }
        let text = HARMLESS
            .iter()
            .fold(text.replace("全国安可", "安可"), |text, harmless| text.replace(harmless, ""));
        words.iter().copied().find(|word| text.contains(word))
    };
    if let Some(word) = held(&project.name.value) {
        return Some((Found::Name, word));
    }
    form_texts(project).find_map(|text| {
        let crate::texts::Part::Form(_, field) = text.part else { return None };
        Some((Found::Text((field, text.place, text.text)), held(text.text)?))
    })
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    #[test]
    fn a_word_across_two_others_is_none() {
        let is_found = |name: &str| {
            let text = format!(
                "**预算项目绩效目标表：{name}**\n| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n\
                 |---|---|---|---|---|---|\n| 产出指标 | 数量指标 | 活动 | 全县 | ≥3场 | 计划 |\n"
            );
            let report = review(&example::document(&text), &Settings::default());
            report.findings.iter().any(|finding| finding.code == "SE-06")
        };
        assert!(!is_found("全国安全生产月活动经费") && !is_found("公安可视化平台运维"));
        assert!(!is_found("有机要素检测") && !is_found("司机要求培训"));
        for name in
            ["机要通信经费", "更新现有机要通信设备", "所有机要文件清退", "全国安可替代", "手机要件机要传送"]
        {
            assert!(is_found(name), "{name}");
        }
    }
}
