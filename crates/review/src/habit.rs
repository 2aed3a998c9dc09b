//! 习惯: a fault of form or taste in most of the places where its rule looked is the template of a province or the habit
//! of an office, and no slip. It is told once, as a hint, with its places below it.

use std::collections::BTreeMap;

use budget::Place;

use crate::{Finding, Report, Settings, Severity};

/// Fewer are simply mistakes.
const AT_LEAST: usize = 4;

/// What is wrong with a form, by the finding that says so. What is wrong by arithmetic, by law or against another place
/// of the document stays wrong however often it stands there, and rules that tell a habit as one have done so.
pub type Habits = BTreeMap<Key, String>;

type Key = (&'static str, Place, String);

pub fn key(finding: &Finding) -> Key {
    (finding.code, finding.place.clone(), finding.message.clone())
}

pub fn fold(mut report: Report, settings: &Settings) -> Report {
    let mut alike: BTreeMap<(&'static str, String), Vec<Finding>> = BTreeMap::new();
    let mut others = Vec::new();
    for finding in std::mem::take(&mut report.findings) {
        match report.habits.get(&key(&finding)) {
            Some(habit) => alike.entry((finding.code, habit.clone())).or_default().push(finding),
            None => others.push(finding),
        }
    }
    for ((code, habit), findings) in alike {
        let n_passed = report.passed.get(code).map_or(0, |n| *n as usize);
        if findings.len() < AT_LEAST || findings.len() <= 2 * n_passed {
            others.extend(findings);
        } else {
            others.extend(as_one(findings, &habit, settings));
        }
    }
    report.findings = others;
    report.sorted()
}

/// At the first by its place, with the others below it.
fn as_one(mut findings: Vec<Finding>, habit: &str, settings: &Settings) -> Option<Finding> {
    let n = findings.len();
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    for finding in &mut findings {
        // What an office has set stays.
        if !settings.severity.contains_key(finding.code) {
            finding.severity = Severity::Hint;
        }
    }
    let flat = findings.into_iter().flat_map(|mut finding| {
        let below = std::mem::take(&mut finding.consequences);
        std::iter::once(finding).chain(below)
    });
    let mut flat = flat.collect::<Vec<_>>().into_iter();
    let mut first = flat.next()?;
    first.message = format!("{habit}，全文 {n} 处都是这样，多于查过的三分之二，像是本地的表样或者填报习惯");
    first.suggestion = format!("先核对本地的填报要求，没有要求这样写的，逐处修改：{}", first.suggestion);
    first.consequences = flat.collect();
    Some(first)
}

#[cfg(test)]
mod tests {
    use crate::{Settings, Severity, example, review};

    /// Quantities as shares, then as numbers.
    fn found(n_shares: usize, n_numbers: usize) -> Vec<(Severity, usize)> {
        let head = "**预算项目绩效目标表：护林经费**\n| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n\
                    |---|---|---|---|---|---|\n";
        let row = |i: usize, value: &str| {
            format!("| 产出指标 | 数量指标 | 第{i}项巡护任务 | 巡护 | {value} | 护林计划 |\n")
        };
        let shares = (0..n_shares).map(|i| row(i, &format!("≥{}%", 70 + i)));
        let numbers = (0..n_numbers).map(|i| row(i + 50, &format!("≥{} 公里", 10 + i)));
        let text = head.to_owned() + &shares.chain(numbers).collect::<String>();
        let report = review(&example::document(&text), &Settings::default());
        let found = report.findings.iter().filter(|finding| finding.code == "IN-14");
        found.map(|finding| (finding.severity, finding.consequences.len())).collect()
    }

    #[test]
    fn what_most_places_share_is_told_once() {
        assert_eq!(found(5, 2), [(Severity::Hint, 4)]);
    }

    fn forms(lacking: &[&str], settings: &Settings) -> Vec<(Severity, usize)> {
        let form = |(at, lacking): (usize, &&str)| {
            let money = "| 预算数 | 财政资金 | 其他资金 |\n|---|---|---|\n| 5.00 | 5.00 |  |\n";
            let goal = format!("1. 完成第{at}片林地巡护。\n");
            let parts = [("预算数", money), ("绩效目标", goal.as_str())];
            let parts: String = parts
                .iter()
                .filter(|(name, _)| name != lacking)
                .map(|(_, part)| format!("{part}\n"))
                .collect();
            let head = "| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n|---|---|---|---|---|---|\n";
            let row = "| 产出指标 | 数量指标 | 巡护里程 | 巡护 | ≥10 公里 | 护林计划 |\n";
            format!("**预算项目绩效目标表：护林{at}项**\n\n{parts}{head}{row}\n")
        };
        let text: String = lacking.iter().enumerate().map(form).collect();
        let report = review(&example::document(&text), settings);
        let found = report.findings.iter().filter(|finding| finding.code == "ST-10");
        found.map(|finding| (finding.severity, finding.consequences.len())).collect()
    }

    #[test]
    fn what_is_wrong_otherwise_in_each_place_is_no_habit() {
        let same = forms(&["绩效目标"; 5], &Settings::default());
        assert_eq!(same, [(Severity::Hint, 4)]);
        let mixed = forms(&["预算数", "预算数", "绩效目标", "绩效目标", "预算数"], &Settings::default());
        assert_eq!(mixed.len(), 5, "{mixed:?}");
    }

    #[test]
    fn what_the_office_has_set_stays() {
        let mut settings = Settings::default();
        settings.severity.insert("ST-10".into(), Severity::Error);
        assert_eq!(forms(&["绩效目标"; 5], &settings), [(Severity::Error, 4)]);
    }

    #[test]
    fn a_date_before_the_budget_year_is_compared_and_no_habit() {
        let row = |at: usize, value: &str| {
            format!("| 产出指标 | 时效指标 | 第{at}项巡护完成时间 | 巡护 | {value} | 护林计划 |\n")
        };
        let head = "**预算项目绩效目标表：护林经费**\n| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n\
                    |---|---|---|---|---|---|\n";
        let rows: String = (0..5).map(|at| row(at, "2019年12月31日前")).collect();
        let report = review(&example::document(&format!("{head}{rows}")), &Settings::default());
        assert_eq!(report.findings.iter().filter(|finding| finding.code == "IN-05").count(), 5);
    }

    #[test]
    fn a_few_and_no_more_than_the_others_are_mistakes() {
        assert_eq!(found(3, 0), [(Severity::Warning, 0); 3]);
        assert_eq!(found(4, 2), [(Severity::Warning, 0); 4]);
    }
}
