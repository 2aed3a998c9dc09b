//! IN-18: one indicator, word for word, under projects that have nothing to do with each other.

use std::collections::HashSet;

use budget::{BudgetDocument, Indicator, Project, normal_name};

use crate::checks::{Checks, Fault};
use crate::locate::open_indicators;
use crate::rows::{bare, description, grouped, identity, name, named, operand, value};
use crate::words::{bigrams, letters, without};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-18",
    title: "指标在多个项目间照抄",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("indicator_copied_across_projects.md"),
    parameters: &[
        Parameter {
            key: "projects",
            title: "同一条指标出现在多少个项目时提出",
            preset: Preset::Number { value: 3, least: 2, most: 100, unit: "个" },
        },
        Parameter {
            key: "general",
            title: "各类项目通用的字词（名称和描述去掉这些字词后所剩无几的指标可以相同）",
            preset: Preset::Words(GENERAL),
        },
    ],
    check,
};

const GENERAL: &[&str] = &[
    "服务", "受益", "对象", "群众", "公众", "领导", "职工", "干部", "人员", "单位", "部门", "社会", "调查",
    "问卷", "满意", "人数", "数量", "比率", "比例", "百分", "占比", "程度", "情况", "反映", "项目", "资金",
    "经费", "预算", "支出", "成本", "费用", "控制", "执行", "拨付", "支付", "使用", "合规", "及时", "按时",
    "完成", "任务", "工作", "年度", "实际", "计划", "按照", "占", "率", "数", "度", "总", "比", "较", "中",
    "的", "和", "对", "被", "性",
];

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let least = usize::try_from(out.number("projects")).unwrap_or(usize::MAX);
    let general = out.words("general");
    let n_forms = grouped(open_indicators(doc), |(project, _)| Some(identity(project))).len();
    let mut taken = Vec::new();
    for rows in grouped(open_indicators(doc), |(_, row)| key(row)) {
        // Most rows are like no other.
        let of_several = rows.iter().filter(|_| rows.len() > 1);
        let kinds: HashSet<String> = of_several.map(|(project, _)| kind(project)).collect();
        match rows.as_slice() {
            [(_, first), ..] if kinds.len() >= least && !is_general(first, &general) => {
                out.fail(fault(first, &rows, n_forms));
            }
            [a, b] if kinds.len() == 2 && is_taken_over(*a, *b, &general) => taken.push(rows),
            _ if n_forms >= least => out.pass(),
            _ => {}
        }
    }
    let pair = |rows: &Rows<'_>| Some(rows.iter().map(|(project, _)| identity(project)).collect::<Vec<_>>());
    for same in grouped(taken.into_iter(), pair) {
        taken_over(&same, n_forms).into_iter().for_each(|fault| out.fail(fault));
    }
}

type Rows<'a> = Vec<(&'a Project, &'a Indicator)>;

/// What one project has from another is one finding.
fn taken_over(same: &[Rows<'_>], n_forms: usize) -> Option<Fault> {
    let rows = same.first()?;
    let mut fault = fault(rows.first()?.1, rows, n_forms).at_most(Severity::Hint);
    if same.len() > 1 {
        fault.message = format!("{}；这两个项目还有 {} 条指标相同", fault.message, same.len() - 1);
    }
    let others = same.iter().skip(1).flatten();
    fault
        .operands
        .extend(others.filter_map(|(project, row)| Some(operand(project, row, row.name.as_ref()?))));
    Some(fault)
}

/// Of two projects, the same value on the same ground, and only one of them has to do with what is measured.
fn is_taken_over(a: (&Project, &Indicator), b: (&Project, &Indicator), general: &[&str]) -> bool {
    let ground = |row: &Indicator| row.value_basis.as_ref().map(|basis| bare(&basis.value));
    let is_same = value(a.1) == value(b.1) && ground(a.1).is_some_and(|basis| !basis.is_empty());
    if !is_same || ground(a.1) != ground(b.1) || is_general(a.1, general) {
        return false;
    }
    // One word that the two have in common proves nothing: 公务用车 and 公车 share none.
    const ENOUGH: usize = 3;
    let measured = bigrams(&without(name(a.1), general));
    let n_shared = |project: &Project| {
        let texts = project.purpose.iter().chain(&project.goals).chain([&project.name]);
        let spoken: HashSet<_> = texts.flat_map(|text| bigrams(&without(&text.value, general))).collect();
        measured.intersection(&spoken).count()
    };
    let shared = [n_shared(a.0), n_shared(b.0)];
    shared.contains(&0) && shared.iter().any(|n| *n >= ENOUGH)
}

fn is_general(row: &Indicator, general: &[&str]) -> bool {
    let text = format!("{}，{}", name(row), description(row));
    letters(&without(&text, general)).len() <= 2
}

/// Rows that only repeat their name are not enough evidence: `领导满意度` is the same everywhere.
fn key(row: &Indicator) -> Option<[String; 2]> {
    let (name, description) = (bare(name(row)), bare(description(row)));
    let says_more = !name.is_empty() && !description.is_empty() && name != description;
    says_more.then_some([name, description])
}

/// The same project of several units is one: what stands in brackets does not count.
fn kind(project: &Project) -> String {
    let name = normal_name(&project.name.value);
    let head = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    head.filter(|(head, _)| !head.is_empty()).map_or_else(|| name.clone(), |(head, _)| head.to_owned())
}

fn fault(first: &Indicator, rows: &[(&Project, &Indicator)], n_forms: usize) -> Fault {
    let projects = grouped(rows.iter(), |(project, _)| Some(identity(project)));
    let names = projects.iter().filter_map(|rows| Some(rows.first()?.0.name.value.trim()));
    let message = format!(
        "{}“{}”连同描述“{}”在{}中一字不差（全部项目 {n_forms} 个）",
        first.aspect.name(),
        name(first),
        description(first),
        named(names, "个项目"),
    );
    let suggestion =
        "按每个项目要办的事重写这条指标和描述；与项目无关的删去，确属同类事项的写明各自的对象和数量";
    let excerpt = format!("{} {} {}", first.aspect.name(), name(first), description(first));
    let operands = rows.iter().filter_map(|(project, row)| Some(operand(project, row, row.name.as_ref()?)));
    let fault = Fault::new(&first.place, excerpt, message, suggestion)
        .with_rows("三级指标、绩效指标描述相同", operands.collect());
    let is_widespread = projects.len() * 2 >= n_forms;
    if is_widespread { fault } else { fault.at_most(Severity::Hint) }
}
