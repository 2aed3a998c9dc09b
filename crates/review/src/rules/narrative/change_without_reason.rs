//! TX-06: a change on the year before has no reason, or two changes have the same.

use budget::{BudgetDocument, Column, Located, Money, PriorYearChange, TableKind, normal_name};

use crate::checks::{Checks, Fault};
use crate::executed::{Change, Executed};
use crate::figures::compact;
use crate::locate::total;
use crate::publics::change_words;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-06",
    title: "比上年增减没有说清原因",
    severity: Severity::Warning,
    basis: basis::EXPLAINED,
    page: include_str!("change_without_reason.md"),
    parameters: &[Parameter {
        key: "percent",
        title: "变动幅度超过多少，缺原因报警告（以下只提示）",
        preset: Preset::Number { value: 20, least: 0, most: 100, unit: "%" },
    }],
    check,
};

fn check(doc: &BudgetDocument, out: &mut Checks<'_>) {
    doc.narrative.iter().flat_map(|section| &section.paragraphs).for_each(|text| opposed(text, out));
    let Some(comparison) = &doc.stated.comparison else { return };
    let total = comparison.total.as_ref();
    let basic = comparison.basic.as_ref();
    let project = comparison.project.as_ref();
    let parts = [("基本支出", basic), ("项目支出", project)];
    let changed = parts.into_iter().filter_map(|(name, part)| Some((name, part.filter(|p| moves(p))?)));
    let changed: Vec<(&str, &PriorYearChange)> = changed.collect();
    let Some(whole) = total.filter(|p| moves(p)) else {
        return changed.iter().for_each(|(name, part)| explained(doc, name, part, false, out));
    };
    let reasons: Vec<&str> = changed.iter().filter_map(|(_, part)| part.reason.as_deref()).collect();
    if whole.reason.is_none() && reasons.is_empty() {
        return explained(doc, "预算总额", whole, false, out);
    }
    same_words(doc, whole, &changed, out);
    // A reason behind the last part may be meant for all of them; one behind the first is not meant for the last.
    let ends_with_reason = changed.last().is_some_and(|(_, part)| part.reason.is_some());
    let is_covered = whole.reason.is_some() || ends_with_reason;
    changed.iter().for_each(|(name, part)| explained(doc, name, part, is_covered, out));
}

/// `比2025年预算执行数减少3%。主要原因是：宣传经费增加`, `收入支出增加的主要原因是项目支出减少`
fn opposed(paragraph: &Located<String>, out: &mut Checks<'_>) {
    let executed = Executed::of(&paragraph.value);
    let by_percent = executed.as_ref().and_then(|executed| match executed.change {
        Some((_, Change::Percent { is_more, .. })) => Some((is_more, executed.reason.clone())),
        _ => None,
    });
    let Some((is_more, reason)) = by_percent.or_else(|| of_both_sides(&paragraph.value)) else { return };
    let (verb, other) = if is_more { ("增加", "减少") } else { ("减少", "增加") };
    let ends = ["经费", "支出", "预算"].map(|what| format!("{what}{other}"));
    if !ends.iter().any(|end| reason.ends_with(end.as_str())) || reason.contains(verb) {
        return out.pass();
    }
    let message = format!("写的是{verb}，原因却是“{reason}”");
    let suggestion = "核对增减方向，原因与增减写成一致";
    out.fail(Fault::new(&paragraph.place, reason.as_str(), message, suggestion));
}

/// `财政拨款收入支出减少的主要原因是……`
fn of_both_sides(text: &str) -> Option<(bool, String)> {
    let text = compact(text);
    let (_, behind) = text.split_once("收入支出")?;
    let is_more = behind.starts_with("增加的");
    if !is_more && !behind.starts_with("减少的") {
        return None;
    }
    let (_, reason) = behind.split_once("原因")?;
    let reason = reason.trim_start_matches(['是', '为', '：', ':']).split(['。', '；']).next()?;
    Some((is_more, reason.to_owned()))
}

fn moves(change: &PriorYearChange) -> bool {
    change.amount.money().is_some_and(|money| money != Money::ZERO)
}

fn explained(
    doc: &BudgetDocument,
    name: &str,
    change: &PriorYearChange,
    is_covered: bool,
    out: &mut Checks<'_>,
) {
    if change.reason.is_some() || is_covered {
        return out.pass();
    }
    let words = change_words(change);
    let size = rate(doc, name, change);
    let share = size.map_or(String::new(), |tenths| format!("，幅度 {}.{}%", tenths / 10, tenths % 10));
    let message = format!("{name}比上年{words}{share}，没有说明原因");
    let suggestion = format!("在“{words}”之后写明主要原因：哪些人员、任务或项目变了，各影响多少");
    let mut fault = Fault::new(&change.amount.place, change.amount.printed.clone(), message, suggestion);
    let limit = i128::from(out.number("percent")) * 10;
    if size.is_some_and(|tenths| tenths <= limit) {
        fault = fault.at_most(Severity::Hint);
    }
    out.fail(fault);
}

/// One reason for two different changes explains neither.
fn same_words(
    doc: &BudgetDocument,
    whole: &PriorYearChange,
    changed: &[(&str, &PriorYearChange)],
    out: &mut Checks<'_>,
) {
    let [(_, basic), (_, project)] = changed else { return };
    let (Some(one), Some(other)) = (&basic.reason, &project.reason) else { return };
    if normal_name(one) != normal_name(other) || basic.amount.figure == project.amount.figure {
        return out.pass();
    }
    let limit = i128::from(out.number("percent")) * 10;
    let large = rate(doc, "预算总额", whole).filter(|tenths| *tenths > limit);
    let large = large
        .map_or(String::new(), |tenths| format!("；总额变动 {}.{}%，更要说清", tenths / 10, tenths % 10));
    let message = format!(
        "基本支出{}与项目支出{}写的是同一个原因“{one}”，看不出各自为什么变动{large}",
        change_words(basic),
        change_words(project)
    );
    let suggestion = "分别写明：基本支出写人员、工资、社保等变化，项目支出写新增、取消或调整的项目及金额";
    out.fail(Fault::new(&project.amount.place, one.clone(), message, suggestion));
}

/// The change in tenths of a per cent of the year before.
fn rate(doc: &BudgetDocument, name: &str, change: &PriorYearChange) -> Option<i128> {
    let column = match name {
        "基本支出" => Column::Basic,
        "项目支出" => Column::Project,
        _ => Column::Total,
    };
    let this = total(doc.table(TableKind::Expenditure)?, column)?.addend()?;
    let change = i128::from(change.amount.money()?.fen());
    let prior = i128::from(this.fen()) - change;
    (prior > 0).then(|| (change.abs() * 2000 + prior) / (2 * prior))
}
