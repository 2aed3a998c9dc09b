//! CL-10: a project code that begins with the division of another county.

use std::collections::HashMap;

use budget::{BudgetDocument, Located, Project, ProjectCode, Region};

use crate::checks::{Checks, Fault};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "CL-10",
    title: "项目编码的区划不是本地",
    severity: Severity::Error,
    basis: basis::PROJECT_CODE,
    page: include_str!("project_code_of_another_division.md"),
    parameters: &[Parameter {
        key: "divisions",
        title: "内置区划表以外也认可的区划代码（六位）",
        preset: Preset::Words(&[]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let allowed = out.words("divisions");
    let mut divisions: Vec<(&Project, &Located<ProjectCode>, &str)> = Vec::new();
    for project in &doc.projects {
        let Some(code) = project.code.as_ref().filter(|code| !code.value.as_str().is_empty()) else {
            continue;
        };
        match code.value.division() {
            Some(division) if allowed.contains(&division) => out.pass(),
            Some(division) => divisions.push((project, code, division)),
            None => {
                let reason = "有的项目编码前 6 位不是数字，读不出区划";
                out.undecided(reason.to_owned(), Some(&code.place));
            }
        }
    }
    let Some((_, first, _)) = divisions.first() else { return };
    if let Some(home) = home(doc) {
        for (project, code, division) in divisions {
            if is_of(division, home) || is_above(division, home.code.as_str()) {
                out.pass();
            } else {
                out.fail(of_another(project, code, division, home));
            }
        }
        return;
    }
    let Some(common) = common(&divisions) else {
        let reason = "项目编码的区划各不相同，又不知道发布单位的区划";
        return out.undecided(reason.to_owned(), Some(&first.place));
    };
    let province = Region::by_code(&format!("{}0000", common.get(..2).unwrap_or_default()));
    if province.is_none() {
        let reason =
            format!("区划 {common} 所在的省不在内置区划表里，只核对了各项目是否一致；确认后可加入可调项");
        out.undecided(reason, Some(&first.place));
    }
    for (project, code, division) in divisions.iter().copied() {
        if division == common || is_above(division, common) {
            out.pass();
        } else {
            out.fail(unlike_the_others(project, code, division, common));
        }
    }
}

/// The publisher's division in the built-in list: by the full name of a county in its own name, else as the document has it.
fn home(doc: &BudgetDocument) -> Option<&'static Region> {
    let name = doc.department.name.as_ref().map_or("", |name| name.value.as_str());
    let named = Region::named_in(name).filter(|region| name.contains(region.name.as_str()));
    named.or_else(|| Region::by_code(doc.region_code.as_ref()?.as_str()))
}

/// The division itself, or the city above it: its offices in the counties are financed by the city.
fn is_of(division: &str, home: &Region) -> bool {
    division == home.code.as_str() || home.parent.as_ref().is_some_and(|city| city.as_str() == division)
}

/// The province or the city, whose transfers keep the codes that it gave them: 410000 and 410900 above 410922.
fn is_above(division: &str, own: &str) -> bool {
    let bare = division.trim_end_matches("00");
    matches!(bare.len(), 2 | 4) && division.len() > bare.len() && own.starts_with(bare)
}

/// The division of more than half of the codes; of a single one, its own.
fn common<'d>(divisions: &[(&Project, &Located<ProjectCode>, &'d str)]) -> Option<&'d str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, _, division) in divisions {
        *counts.entry(division).or_default() += 1;
    }
    let (common, n) = counts.into_iter().max_by_key(|(division, n)| (*n, std::cmp::Reverse(*division)))?;
    (n * 2 > divisions.len()).then_some(common)
}

fn of_another(project: &Project, code: &Located<ProjectCode>, division: &str, home: &Region) -> Fault {
    let other = Region::by_code(division);
    let other = other.map_or_else(|| "不在区划表中".to_owned(), |region| format!("是{}", region.name));
    let name = &project.name.value;
    let message =
        format!("项目“{name}”编码的区划 {division} {other}，本单位属{} {}", home.name, home.code.as_str());
    let suggestion = format!("核对项目编码，前 6 位应为 {}", home.code.as_str());
    Fault::new(&code.place, code.value.as_str(), message, suggestion)
}

fn unlike_the_others(project: &Project, code: &Located<ProjectCode>, division: &str, common: &str) -> Fault {
    let name = &project.name.value;
    let message = format!("项目“{name}”编码的区划 {division} 与其他项目的 {common} 不同");
    let suggestion = format!("核对项目编码，前 6 位应为 {common}");
    Fault::new(&code.place, code.value.as_str(), message, suggestion)
}

#[cfg(test)]
mod tests {
    use super::is_above;

    #[test]
    fn transfers_keep_the_codes_of_the_levels_above() {
        assert!(is_above("130000", "130324") && is_above("130300", "130324"));
        for division in ["130324", "130400", "140000", "130322", "000000"] {
            assert!(!is_above(division, "130324"), "{division}");
        }
    }
}
