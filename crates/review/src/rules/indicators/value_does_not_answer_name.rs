//! IN-24: a value in words that has nothing to do with its indicator.

use std::collections::HashSet;

use budget::{BudgetDocument, Indicator, Meaning, Project, Secrecy};

use super::target_value_says_nothing;
use crate::checks::{Checks, Fault};
use crate::locate::open_indicators;
use crate::rows::{description, name, value};
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

/// Words that fit any indicator: a value of nothing else is vague, not misplaced.
const FITTING: &str = "进一步 保持 稳定 相对 持续 不断 有效 较好 良好 明显 显著 整体 全面 逐步 逐年 \
    大幅 较大 较高 提高 提升 增强 加强 改善 优化 完善 健全 建立 建成 推动 推进 \
    促进 带动 保障 保证 确保 得到 达到 实现 完成 圆满 基本 正常 展开 开展 运行 \
    运转 工作 机关 单位 部门 项目 任务 目标 效率 水平 能力 质量 效果 效益 作用 \
    影响 发展 长期 长效 参考 满足 需要 需求 按时 按期 及时 认可 满意 经济 社会 \
    生态 环境 群众 的 地 得 和 了";

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let region = doc.region.as_deref().unwrap_or_default();
    let place_names = [region, region.trim_end_matches(['省', '市', '县', '区', '旗'])];
    let skipped: Vec<&str> = FITTING.split(' ').chain(place_names).collect();
    for (project, row) in open_indicators(doc).filter(|(_, row)| is_worded(row)) {
        if answers(project, row, &without(value(row), &skipped)) {
            out.pass();
            continue;
        }
        let what = format!("{}“{}”", row.aspect.name(), name(row));
        let message = format!(
            "项目“{}”{what}的指标值“{}”与名称、描述看不出关联",
            project.name.value.trim(),
            value(row)
        );
        let suggestion = format!("写出“{}”本身要达到的程度；指标值说的若是另一件事，另设一条指标", name(row));
        let excerpt = format!("{} {} {}", row.aspect.name(), name(row), value(row));
        out.fail(Fault::new(&row.target_value.place, excerpt, message, suggestion));
    }
}

fn is_worded(row: &Indicator) -> bool {
    let target = &row.target_value.value;
    target.meaning == Meaning::Qualitative
        && row.name.is_some()
        && Secrecy::marked(&target.text).is_none()
        && !has_number(&target.text)
        && !target_value_says_nothing::says_nothing(row)
}

/// One common character is enough, and so is one common word with what the project is for: other words may say the
/// same.
fn answers(project: &Project, row: &Indicator, content: &str) -> bool {
    let said = letters(content);
    if said.len() < 2 {
        return true;
    }
    let asked: HashSet<char> = [name(row), description(row)].into_iter().flat_map(letters).collect();
    if said.iter().any(|c| asked.contains(c)) {
        return true;
    }
    let texts = project.goals.iter().chain(&project.purpose).chain([&project.name]);
    let about: HashSet<[char; 2]> = texts.flat_map(|text| bigrams(&text.value)).collect();
    bigrams(content).iter().any(|pair| about.contains(pair))
}
