//! IN-24: a value in words that has nothing to do with its indicator.

use std::collections::HashSet;

use budget::{BudgetDocument, Indicator, IndicatorKind, Meaning, Project, Secrecy};

use super::target_value_says_nothing;
use crate::checks::{Checks, Fault};
use crate::locate::open_indicators;
use crate::rows::{description, grouped, identity, name, value};
use crate::words::{bigrams, has_number, letters, without};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-24",
    title: "指标值答非所问",
    severity: Severity::Hint,
    basis: basis::INDICATORS,
    page: include_str!("value_does_not_answer_name.md"),
    parameters: &[],
    check,
};

/// Fewer characters are a verb and how it goes, 逐步养成, and speak of the name whatever it is.
const SHORTEST: usize = 6;

/// Words that fit any indicator: a value of nothing else is vague, not misplaced.
const FITTING: &str = "进一步 保持 稳定 稳步 平稳 相对 可持续 持续 不断 有效 有力 到位 顺利 充分 合理 科学 规范 高效 较好 良好 \
    明显 显著 深远 广泛 整体 全面 逐步 逐年 大幅 较大 较高 一定 程度 提高 提升 增强 加强 增加 增长 上升 扩大 减少 降低 下降 \
    改善 优化 完善 健全 建立 建成 推动 推进 促进 带动 保障 保证 确保 发挥 落实 得到 达到 达标 合格 符合 要求 预期 实现 完成 \
    圆满 基本 正常 安全 展开 开展 运行 运转 工作 机关 单位 部门 项目 任务 目标 情况 效率 水平 能力 质量 效果 效益 成效 作用 \
    影响 发展 中长期 长期 长效 年度 当年 全年 参考 满足 需要 需求 按时 按期 及时 时限内 期限内 时限 期限 进行 反映 反响 评价 口碑 好评 公众 各界 认可 满意 经济 社会 生态 环境 群众 \
    的 地 得 和 了 有 无 是 好 大 高 强 优 良 较 很 度 性 力 率";

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (project, row, is_answer) in weighed(doc) {
        if is_answer {
            out.pass();
        } else {
            out.fail(fault(project, row).of_form("指标值与名称、描述看不出关联"));
        }
    }
}

/// Which rows this rule tells, for the one on vague values: one cell is not told twice.
pub fn astray(doc: &BudgetDocument) -> HashSet<usize> {
    let astray = weighed(doc).into_iter().filter(|(.., is_answer)| !is_answer);
    astray.map(|(_, row, _)| std::ptr::from_ref(row).addr()).collect()
}

/// The rows in words, with whether their value answers the name.
fn weighed(doc: &BudgetDocument) -> Vec<(&Project, &Indicator, bool)> {
    let region = doc.region.as_deref().unwrap_or_default();
    let place_names = [region, region.trim_end_matches(['省', '市', '县', '区', '旗'])];
    let skipped: Vec<&str> = FITTING.split_ascii_whitespace().chain(place_names).collect();
    let worded = open_indicators(doc).filter(|(_, row)| is_worded(row));
    let mut weighed = Vec::new();
    for rows in grouped(worded, |(project, _)| Some(identity(project))) {
        let Some((project, _)) = rows.first() else { continue };
        let about = about(project);
        for (_, row) in &rows {
            let asks_nothing = letters(&without(name(row), &skipped)).len() < 2;
            let is_answer = asks_nothing || answers(row, &without(value(row), &skipped), &about);
            weighed.push((*project, *row, is_answer));
        }
    }
    weighed
}

fn fault(project: &Project, row: &Indicator) -> Fault {
    let message = format!(
        "项目“{}”{}“{}”的指标值“{}”与名称、描述看不出关联",
        project.name.value.trim(),
        row.aspect.name(),
        name(row),
        value(row)
    );
    let suggestion = format!("写出“{}”本身要达到的程度；指标值说的若是另一件事，另设一条指标", name(row));
    let excerpt = format!("{} {} {}", row.aspect.name(), name(row), value(row));
    Fault::new(&row.target_value.place, excerpt, message, suggestion)
}

/// Only benefits are told: a time answers timeliness, and a standard quality, without repeating the name.
fn is_worded(row: &Indicator) -> bool {
    let target = &row.target_value.value;
    row.kind == IndicatorKind::Benefit
        && target.meaning == Meaning::Qualitative
        && Secrecy::marked(&target.text).is_none()
        && !has_number(&target.text)
        && !target.text.trim().chars().all(|grade| "优良中低差高好坏、/".contains(grade))
        && !target_value_says_nothing::says_nothing(row)
        && !conforms(&target.text)
}

/// 符合环保要求, 达到行业标准: a standard answers any name.
fn conforms(value: &str) -> bool {
    let value = value.trim().trim_end_matches('。');
    ["符合", "达到", "满足"].iter().any(|verb| value.starts_with(verb))
        && ["要求", "标准", "规定", "规范"].iter().any(|end| value.ends_with(end))
}

/// A value without any of the fitting words is a saying of its own (`日益浓厚`) and may answer whatever was asked. One
/// common character is enough, and so is one common word with what the project is for: other words may say the same.
fn answers(row: &Indicator, content: &str, about: &HashSet<[char; 2]>) -> bool {
    let said = letters(content);
    let is_saying = said.len() == letters(value(row)).len();
    if said.len() < 2 || is_saying || letters(value(row)).len() < SHORTEST {
        return true;
    }
    let asked: HashSet<char> = [name(row), description(row)].into_iter().flat_map(letters).collect();
    said.iter().any(|c| asked.contains(c)) || bigrams(content).iter().any(|pair| about.contains(pair))
}

fn about(project: &Project) -> HashSet<[char; 2]> {
    let texts = project.goals.iter().chain(&project.purpose).chain([&project.name]);
    texts.flat_map(|text| bigrams(&text.value)).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn found(name: &str, value: &str) -> Vec<&'static str> {
        let text = format!(
            "**预算项目绩效目标表：护林经费**\n| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n\
             |---|---|---|---|---|---|\n| 效益指标 | 社会效益指标 | {name} | {name} | {value} | 计划 |\n"
        );
        let report = review(&example::document(&text), &Settings::default());
        let codes = report.findings.iter().map(|finding| finding.code);
        codes.filter(|code| ["IN-23", "IN-24"].contains(code)).collect()
    }

    #[test]
    fn how_people_take_it_answers_any_name() {
        for value in ["社会反映良好", "群众反响良好", "社会评价较好", "在时限内完成工作", "项目顺利进行"]
        {
            assert!(!found("加强防火政策宣传", value).contains(&"IN-24"), "{value}");
        }
    }

    #[test]
    fn one_cell_is_told_once() {
        assert_eq!(found("加强防火政策宣传", "持续提升河道水质"), ["IN-24"]);
        assert_eq!(found("加强防火政策宣传", "持续有效提升宣传效果"), ["IN-23"]);
    }
}
