//! 习惯: a fault of form or taste in most of the places where its rule looked is the template of a province or the habit
//! of an office, and no slip. It is told once, as a hint, with its places below it.

use crate::{Finding, Report, Severity};

/// Fewer are simply mistakes.
const AT_LEAST: usize = 4;

/// Rules on how a form is filled in, one finding a place. What is wrong by arithmetic, by law or against another place
/// of the document stays wrong however often it stands there, and rules that tell a habit as one have done so.
const OF_FORM: [&str; 18] = [
    "IN-05", "IN-06", "IN-07", "IN-09", "IN-12", "IN-13", "IN-14", "IN-15", "IN-16", "IN-17", "IN-22",
    "IN-24", "PF-03", "PF-08", "PF-10", "ST-10", "ST-11", "TX-15",
];

pub fn fold(mut report: Report) -> Report {
    for code in OF_FORM {
        let n_failed = report.findings.iter().filter(|finding| finding.code == code).count();
        let n_passed = report.passed.get(code).map_or(0, |n| *n as usize);
        if n_failed < AT_LEAST || n_failed <= 2 * n_passed {
            continue;
        }
        let (same, others): (Vec<Finding>, Vec<Finding>) =
            std::mem::take(&mut report.findings).into_iter().partition(|finding| finding.code == code);
        report.findings = others;
        report.findings.extend(as_one(same));
    }
    report.sorted()
}

/// The first by its place, with the others below it.
fn as_one(mut findings: Vec<Finding>) -> Option<Finding> {
    let n = findings.len();
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    findings.iter_mut().for_each(|finding| finding.severity = Severity::Hint);
    let mut findings = findings.into_iter();
    let mut first = findings.next()?;
    first.message += &format!("；全文 {n} 处都是这样，多于查过的三分之二，像是本地的表样或者填报习惯");
    first.suggestion = format!("先核对本地的填报要求，没有要求这样写的，逐处修改：{}", first.suggestion);
    first.consequences.extend(findings);
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

    #[test]
    fn a_few_and_no_more_than_the_others_are_mistakes() {
        assert_eq!(found(3, 0), [(Severity::Warning, 0); 3]);
        assert_eq!(found(4, 2), [(Severity::Warning, 0); 4]);
    }
}
