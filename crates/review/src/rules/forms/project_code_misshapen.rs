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
    let is_foreign = is_foreign(doc);
    let mut is_told = false;
    for project in &doc.projects {
        let Some(code) = &project.code else { continue };
        let printed = code.value.as_str();
        if printed.is_empty() || Secrecy::marked(printed).is_some() {
            continue;
        }
        if is_foreign && !is_scientific(printed) {
            let reason =
                format!("项目编码“{printed}”一类都不是一体化系统的 21 位编码，可能是本地的编码，没有核对");
            if !std::mem::replace(&mut is_told, true) {
                out.undecided(reason, Some(&code.place));
            }
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

/// Whether the document's codes are of another system: none is of the national shape, and what most lack is no slip.
fn is_foreign(doc: &BudgetDocument) -> bool {
    const MOST_SLIPPED: usize = 2;
    let printed = doc.projects.iter().filter_map(|project| Some(&project.code.as_ref()?.value));
    let codes: Vec<&ProjectCode> = printed
        .filter(|code| !code.as_str().is_empty() && Secrecy::marked(code.as_str()).is_none())
        .collect();
    let is_far = |code: &&&ProjectCode| {
        let n = code.as_str().chars().count();
        n.abs_diff(ProjectCode::LENGTH) > MOST_SLIPPED || code.division().is_none()
    };
    let is_national = |code: &&ProjectCode| code.has_full_length() && code.division().is_some();
    !codes.iter().any(is_national) && codes.iter().filter(is_far).count() * 2 > codes.len()
}

/// `1.39999E+20`: a spreadsheet took the code for a number, and its last digits are lost.
fn is_scientific(code: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || c == '.');
    let parts = code.split_once(['E', 'e']);
    parts.is_some_and(|(number, power)| {
        power.strip_prefix('+').is_some_and(is_number) && number.contains('.') && is_number(number)
    })
}

fn fault(
    code: &ProjectCode,
    year: Option<FiscalYear>,
    years: i64,
) -> Option<(String, &'static str, Severity)> {
    const COPY: &str = "从预算管理一体化系统复制编码，不要手工录入";
    if is_scientific(code.as_str()) {
        const TEXT: &str = "单元格格式改为文本，再从预算管理一体化系统复制编码";
        return Some(("是科学计数法，后几位已经丢失".to_owned(), TEXT, Severity::Error));
    }
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

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn n_found(codes: &[&str]) -> usize {
        let form = |(n, code): (usize, &&str)| {
            format!(
                "**预算项目绩效目标表：护林{n}**\n\n| 项目编码 | 项目名称 |\n|---|---|\n| {code} | 护林{n} |\n\n"
            )
        };
        let text: String = codes.iter().enumerate().map(form).collect();
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().filter(|finding| finding.code == "PF-04").count()
    }

    #[test]
    fn codes_of_another_system_are_not_judged() {
        assert_eq!(n_found(&["LY-2031-07"]), 0);
        assert_eq!(n_found(&["LY-2031-07", "LY-2031-08", "LY-2031-09"]), 0);
    }

    #[test]
    fn a_slip_among_national_codes_is_found() {
        assert_eq!(n_found(&["13999922P0010001000", "13999922P00100010001A"]), 1);
        assert_eq!(n_found(&["13999922P0010001000A"]), 1);
    }

    #[test]
    fn one_slip_in_all_codes_is_found() {
        assert_eq!(n_found(&["13999922P00100010001", "13999922P00100010002", "13999922P00100010003"]), 3);
        assert_eq!(n_found(&["1.39999E+20", "1.39998E+20", "1.39997E+20"]), 3);
        assert_eq!(n_found(&["LY-2031-07", "LY-2031-08", "1.39999E+20"]), 1);
    }
}
