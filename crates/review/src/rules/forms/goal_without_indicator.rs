//! PF-10: a numbered goal that no indicator of the form takes up.

use std::collections::HashSet;

use budget::{BudgetDocument, Indicator, Project, Secrecy};

use crate::checks::{Checks, Fault};
use crate::rows::{description, name, value};
use crate::words::{bigrams, letters, without};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PF-10",
    title: "绩效目标没有对应指标",
    severity: Severity::Hint,
    basis: basis::INDICATORS,
    page: include_str!("goal_without_indicator.md"),
    parameters: &[],
    check,
};

/// Words of any goal.
const COMMON: &str = "促进 提高 提升 保障 保证 确保 加强 强化 做好 搞好 抓好 开展 组织 实施 完成 \
    推动 推进 落实 实现 进一步 不断 持续 有效 全面 严格 规范 按照 通过 工作 项目 \
    任务 目标 资金 经费 机关 单位 部门 企业 群众 经济 社会 发展 建设 管理 服务 \
    正常 稳定 健康 有序 运行 运转 水平 能力 质量 效率";

/// Goals about spending itself are what the cost indicator measures.
const SPENDING: [&str; 8] = ["开支", "支出", "费用", "成本", "节约", "节俭", "预算", "会议"];

/// Words for one kind of work.
const KINDS: [&str; 7] = [
    "绿化 种植 栽植 种草 植树 造林 苗木 草花 树木 花卉",
    "维修 修缮 改造 修复 翻新 整修 养护",
    "购置 采购 购买 配备 配置 添置",
    "培训 授课 讲座 研修 轮训",
    "宣传 推广 普及 宣讲",
    "路灯 灯具 照明 亮化 亮灯",
    "清扫 保洁 清运 环卫 垃圾",
];

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let common: Vec<&str> = COMMON.split(' ').collect();
    for project in doc.projects.iter().filter(|project| !project.secrecy.is_redacted()) {
        let rows = &project.indicators;
        // A single goal is that of the whole form.
        let is_whole = !rows.is_empty() && rows.iter().all(|row| !row.secrecy().is_redacted());
        if project.goals.len() < 2 || !is_whole {
            continue;
        }
        let measured: HashSet<[char; 2]> = rows.iter().flat_map(texts).flat_map(bigrams).collect();
        let has_cost = rows.iter().any(Indicator::is_cost);
        let about: HashSet<[char; 2]> = about(project, &common);
        for goal in project.goals.iter().filter(|goal| Secrecy::marked(&goal.value).is_none()) {
            let content = without(&goal.value, &common);
            let is_shared =
                |text: &str, words: &HashSet<_>| bigrams(text).iter().any(|pair| words.contains(pair));
            let is_spending = SPENDING.iter().any(|word| goal.value.contains(word));
            if letters(&content).len() < 4
                || is_spending && has_cost
                || is_shared(&goal.value, &measured)
                || is_shared(&content, &about)
                || is_of_one_kind(&goal.value, rows)
            {
                out.pass();
                continue;
            }
            let message = format!(
                "项目“{}”绩效目标“{}”没有直接对应的指标",
                project.name.value.trim(),
                goal.value.trim()
            );
            let suggestion = "为这个目标补设至少一条产出或效益指标；不属于本项目的目标删去";
            let fault = Fault::new(&goal.place, goal.value.trim(), message, suggestion);
            out.fail(fault.of_form("绩效目标没有直接对应的指标"));
        }
    }
}

/// `新种植树木` and 绿化面积
fn is_of_one_kind(goal: &str, rows: &[Indicator]) -> bool {
    let names = |kind: &str, text: &str| kind.split(' ').any(|word| text.contains(word));
    let of_goal = KINDS.iter().filter(|kind| names(kind, goal));
    of_goal.into_iter().any(|kind| rows.iter().any(|row| texts(row).iter().any(|text| names(kind, text))))
}

fn texts(row: &Indicator) -> [&str; 3] {
    [name(row), description(row), value(row)]
}

/// What the money is for, in words: a goal that the purpose names may be measured in other words.
fn about(project: &Project, common: &[&str]) -> HashSet<[char; 2]> {
    let texts = project.purpose.iter().chain([&project.name]);
    texts.flat_map(|text| bigrams(&without(&text.value, common))).collect()
}
