//! IN-02: an indicator without a value.

use budget::{BudgetDocument, Indicator, IndicatorKind, Project};

use crate::checks::{Checks, Fault};
use crate::forms;
use crate::locate::open_indicators;
use crate::rows::{grouped, identity};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-02",
    title: "指标值为空",
    severity: Severity::Error,
    basis: basis::MEASURABLE,
    page: include_str!("target_value_missing.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for form in grouped(open_indicators(doc), |(project, _)| Some(identity(project))) {
        let (unset, set): (Vec<Row<'_>>, Vec<Row<'_>>) =
            form.into_iter().partition(|(_, row)| forms::has_no_value(row));
        set.iter().for_each(|_| out.pass());
        // The rows of the template alone: there is no such project.
        if let Some((project, row)) = unset.first().filter(|(project, _)| forms::is_blank(project)) {
            let name = project.name.value.trim();
            let reason = format!("“{name}”的绩效目标表没有金额、目标和指标，像是没有这类项目的空表");
            out.undecided(reason, Some(&row.place));
            continue;
        }
        if set.is_empty() && unset.len() > 1 {
            of_all(&unset, "没有填任何指标值，像是空表", out);
            continue;
        }
        let (blank, named): (Vec<Row<'_>>, Vec<Row<'_>>) =
            unset.into_iter().partition(|(_, row)| forms::is_unnamed(row));
        named.iter().for_each(|(project, row)| out.fail(fault(project, row)));
        match blank.as_slice() {
            [(project, _), ..] if project.has_optional_indicators() => out.pass(),
            [(project, row)] if is_optional(row, &set) => {
                out.fail(fault(project, row).at_most(Severity::Hint));
            }
            [(project, row)] => out.fail(fault(project, row)),
            [_, _, ..] => {
                let aspects: Vec<&str> = blank.iter().map(|(_, row)| row.aspect.name()).collect();
                of_all(&blank, &format!("{}整行空白", aspects.join("、")), out);
            }
            [] => {}
        }
    }
}

type Row<'a> = (&'a Project, &'a Indicator);

/// Benefits and costs come in kinds of which a project has those that fit it.
fn is_optional(row: &Indicator, set: &[Row<'_>]) -> bool {
    matches!(row.kind, IndicatorKind::Benefit | IndicatorKind::Cost)
        && set.iter().any(|(_, other)| other.kind == row.kind)
}

/// Forms print every second level, whether it applies or not: several left blank are said once.
fn of_all(rows: &[Row<'_>], what: &str, out: &mut Checks<'_>) {
    let Some((project, row)) = rows.first() else { return };
    let message = format!("项目“{}”{what}", project.name.value);
    let suggestion = "漏填的补填指标值；不适用的二级指标整行删去，没有这类项目的在表中注明";
    let fault = Fault::new(&row.target_value.place, excerpt(row), message, suggestion);
    out.fail(fault.at_most(Severity::Hint));
}

fn fault(project: &Project, indicator: &Indicator) -> Fault {
    let (what, suggestion) = match &indicator.name {
        Some(name) => (format!("“{}”", name.value), "补填指标值，写明比较符、数值和计量单位，如“≥95%”"),
        None => ("整行".to_owned(), "填写三级指标和指标值；不适用的二级指标整行删去"),
    };
    let message = format!("项目“{}”{}{what}没有指标值", project.name.value, indicator.aspect.name());
    Fault::new(&indicator.target_value.place, excerpt(indicator), message, suggestion)
}

fn excerpt(indicator: &Indicator) -> String {
    let texts =
        [&indicator.name, &indicator.description].into_iter().flatten().map(|text| text.value.as_str());
    std::iter::once(indicator.aspect.name()).chain(texts).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn messages(rows: &str) -> Vec<String> {
        let text = format!(
            "**预算项目绩效目标表：护林经费**\n| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n\
             |---|---|---|---|---|---|\n{rows}"
        );
        let report = review(&example::document(&text), &Settings::default());
        let found = report.findings.iter().filter(|finding| finding.code == "IN-02");
        found.map(|finding| format!("{:?} {}", finding.severity, finding.message)).collect()
    }

    #[test]
    fn a_form_without_values_is_one_hint() {
        let blank = "| 产出指标 | 数量指标 |  |  |  |  |\n| 产出指标 | 质量指标 |  |  |  |  |\n";
        assert!(messages(blank).is_empty());
        let goal = format!("{blank}\n1. 巡护山林。\n");
        assert_eq!(messages(&goal), ["Hint 项目“护林经费”没有填任何指标值，像是空表"]);
        let filled = "| 效益指标 | 社会效益指标 | 火灾起数 | 火灾起数 | ≤2 起 | 计划 |\n";
        let both = messages(&format!("{blank}{filled}"));
        assert_eq!(both, ["Hint 项目“护林经费”数量指标、质量指标整行空白"]);
        let template =
            "| 产出指标 | 数量指标 | 指标1：…… |  | …… |  |\n| 产出指标 | 质量指标 | 指标1： |  |  |  |\n";
        assert!(messages(&format!("{template}\n1. 目标1：……\n")).is_empty());
        assert_eq!(messages(&format!("{template}\n1. 目标1：巡护山林。\n")).len(), 1);
        let forgotten = "| 产出指标 | 时效指标 | 巡护及时率 | 及时率 |  | 计划 |\n";
        let both = messages(&format!("{forgotten}{filled}"));
        assert_eq!(both, ["Error 项目“护林经费”时效指标“巡护及时率”没有指标值"]);
    }
}
