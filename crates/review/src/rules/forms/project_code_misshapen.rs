//! PF-04: a project code that is not division, year and thirteen more characters.

use budget::{BudgetDocument, FiscalYear, ProjectCode, Secrecy};

use crate::checks::{Checks, Fault};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PF-04",
    title: "项目编码不合规则",
    severity: Severity::Error,
    basis: basis::PROJECT_CODE,
    page: include_str!("project_code_misshapen.md"),
    parameters: &[Parameter {
        key: "years",
        title: "延续项目的编码可以早于预算年度",
        preset: Preset::Number { value: 4, least: 0, most: 30, unit: "年" },
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let years = out.number("years");
    for project in &doc.projects {
        let Some(code) = &project.code else { continue };
        let printed = code.value.as_str();
        if printed.is_empty() || Secrecy::marked(printed).is_some() {
            continue;
        }
        let Some((what, suggestion, most)) = fault(&code.value, doc.fiscal_year, years) else {
            out.pass();
            continue;
        };
        let message = format!("项目“{}”的编码“{printed}”{what}", project.name.value);
        out.fail(Fault::new(&code.place, printed, message, suggestion).at_most(most));
    }
}

fn fault(
    code: &ProjectCode,
    year: Option<FiscalYear>,
    years: i64,
) -> Option<(String, &'static str, Severity)> {
    const COPY: &str = "从预算管理一体化系统复制编码，不要手工录入";
    if !code.has_full_length() {
        let n = code.as_str().chars().count();
        let gap = n.abs_diff(ProjectCode::LENGTH);
        let word = if n < ProjectCode::LENGTH { "少" } else { "多" };
        return Some((
            format!("有 {n} 位，应为 {} 位，{word} {gap} 位", ProjectCode::LENGTH),
            COPY,
            Severity::Error,
        ));
    }
    if let Some(sign) = code.as_str().chars().find(|c| !c.is_ascii_alphanumeric()) {
        return Some((format!("含有“{sign}”，编码只有数字和英文字母"), COPY, Severity::Error));
    }
    if code.division().is_none() {
        return Some(("前 6 位不是区划代码".to_owned(), COPY, Severity::Error));
    }
    let Some(coded) = code.year() else {
        return Some(("第 7、8 位不是年度".to_owned(), COPY, Severity::Error));
    };
    let ahead = i64::from(coded.number()) - i64::from(year?.number());
    if ahead > 0 {
        let what = format!("是 {coded} 年的，晚于预算年度 {}", year?);
        return Some((what, "核对编码和预算年度", Severity::Error));
    }
    (ahead < -years).then(|| {
        let what =
            format!("是 {coded} 年的，比预算年度 {} 早 {} 年", year.map_or(0, FiscalYear::number), -ahead);
        (what, "核对是否延续项目；新立项目应使用本年度的编码", Severity::Hint)
    })
}
