//! IN-30: the weights of a form's indicators do not make up the whole.

use std::collections::HashMap;

use budget::{BudgetDocument, Place, Project, fold};

use crate::checks::{Checks, Fault};
use crate::{Operand, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-30",
    title: "指标权重合计不对",
    severity: Severity::Warning,
    basis: basis::WEIGHTS,
    page: include_str!("weights_do_not_add_up.md"),
    parameters: &[],
    check,
};

/// A weight in hundredths of a point.
type Points = i64;

const WHOLE: Points = 10_000;

/// 预算执行率 takes ten points of its own in the later evaluation.
const WITHOUT_EXECUTION: Points = 9_000;

/// Shares of one, `0.2`.
const ONE: Points = 100;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let open = doc.projects.iter().filter(|project| !project.secrecy.is_redacted());
    let forms: Vec<(&Project, Vec<(&str, &Place)>)> = open
        .map(|project| (project, project.marked(Project::WEIGHT).collect::<Vec<_>>()))
        .filter(|(_, weights)| !weights.is_empty())
        .collect();
    let mut alike: HashMap<Points, usize> = HashMap::new();
    forms.iter().filter_map(|(_, weights)| sum(weights)).for_each(|sum| *alike.entry(sum).or_default() += 1);
    for (project, weights) in &forms {
        let Some(sum) = sum(weights) else {
            let name = project.name.value.trim();
            let reason =
                format!("项目“{name}”有指标的权重空白或不是数，可能几条合写在一格，权重合计不能判断");
            out.undecided(reason, Some(&project.place));
            continue;
        };
        let shared = alike.get(&sum).copied().unwrap_or(0);
        let is_usual = shared * 2 > forms.len() && shared > 1;
        let n_of = |sum: Points| alike.get(&sum).copied().unwrap_or(0);
        let whole = if n_of(WITHOUT_EXECUTION) > n_of(WHOLE) { WITHOUT_EXECUTION } else { WHOLE };
        weigh(project, weights, (sum, whole), is_usual, out);
    }
}

/// `whole`: what the other forms of the document add up to.
fn weigh(
    project: &Project,
    weights: &[(&str, &Place)],
    (sum, whole): (Points, Points),
    is_usual: bool,
    out: &mut Checks<'_>,
) {
    let name = project.name.value.trim();
    let printed = project.marked(Project::WEIGHT_TOTAL).next();
    if let Some((text, place)) = printed
        && let Some(total) = points(text)
        && total != sum
        && (sum, total) != (WITHOUT_EXECUTION, WHOLE)
    {
        let message =
            format!("项目“{name}”各条指标的权重合计 {}，表中印的合计为 {}", shown(sum), shown(total));
        let suggestion = "核对各条权重与合计，改正其中写错的";
        return out.fail(fault(project, weights, place, message, suggestion));
    }
    if matches!(sum, WHOLE | WITHOUT_EXECUTION | ONE) {
        return out.pass();
    }
    if is_usual {
        let reason = format!("多数项目的指标权重合计都是 {}，可能另有分值不在表中，不能判断", shown(sum));
        return out.undecided(reason, Some(&project.place));
    }
    let Some((_, place)) = weights.first() else { return };
    let message = format!("项目“{name}”的指标权重合计 {}，应为 {}", shown(sum), shown(whole));
    let suggestion = match whole {
        WITHOUT_EXECUTION => "核对各条权重，使合计为 90，与其他项目一致",
        _ => "核对各条权重，使合计为 100；预算执行率另占 10 分的，合计为 90",
    };
    out.fail(fault(project, weights, place, message, suggestion));
}

fn fault(
    project: &Project,
    weights: &[(&str, &Place)],
    place: &Place,
    message: String,
    suggestion: &str,
) -> Fault {
    let name = project.name.value.trim();
    let operand = |(n, (text, place)): (usize, &(&str, &Place))| Operand {
        label: format!("项目“{name}”第 {n} 条指标权重"),
        printed: (*text).to_owned(),
        place: (*place).clone(),
    };
    let rows = (1..).zip(weights).map(operand).collect();
    let excerpt = weights.iter().map(|(text, _)| *text).collect::<Vec<_>>().join("、");
    Fault::new(place, excerpt, message, suggestion).with_rows("各条指标权重之和 = 100", rows)
}

/// `None` where one is blank or no number.
fn sum(weights: &[(&str, &Place)]) -> Option<Points> {
    weights.iter().try_fold(0, |sum: Points, (text, _)| sum.checked_add(points(text)?))
}

/// `10`, `10%`, `10分`
fn points(text: &str) -> Option<Points> {
    let text: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
    let number = text.trim_end_matches(['%', '分']);
    number.parse::<budget::Decimal>().ok()?.scaled_by(100)
}

fn shown(points: Points) -> String {
    let (whole, rest) = (points / 100, points % 100);
    let text = format!("{whole}.{rest:02}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    #[test]
    fn the_other_forms_tell_what_the_whole_is() {
        let form = |name: &str, weight: u32| {
            format!(
                "**预算项目绩效目标表：{name}**\n\n| 一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 |\n|---|---|---|---|---|\n\
                 | 产出指标 | 数量指标 | 巡护里程 | ≥9公里 | {weight} |\n\n"
            )
        };
        let text = form("甲", 90) + &form("乙", 90) + &form("丙", 88);
        let report = review(&example::document(&text), &Settings::default());
        let found: Vec<_> = report.findings.iter().filter(|finding| finding.code == "IN-30").collect();
        assert!(matches!(&found[..], [only] if only.message.ends_with("应为 90")), "{found:?}");
    }
}
