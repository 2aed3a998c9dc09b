//! 存疑: a rule that fails more often than it holds in one document tells more about how the document was read than
//! about the document. Its findings are set aside as one statement that it could not be decided.

use std::collections::BTreeMap;

use crate::{Finding, Report, Undecided};

/// Fewer failures are simply mistakes.
const AT_LEAST: usize = 3;

pub fn set_aside(mut report: Report) -> Report {
    let mut failures: BTreeMap<&'static str, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| agrees_where_read_right(finding)) {
        failures.entry(finding.code).or_default().push(finding);
    }
    let is_doubtful = |code: &str, n_failed: usize| {
        let n_passed = report.passed.get(code).map_or(0, |n| *n as usize);
        n_failed >= AT_LEAST && n_failed > n_passed
    };
    failures.retain(|code, findings| is_doubtful(code, findings.len()));
    let undecided: Vec<Undecided> = failures.iter().map(|(code, findings)| doubted(code, findings)).collect();
    report.findings.retain(|finding| undecided.iter().all(|doubt| doubt.code != finding.code));
    report.undecided.extend(undecided);
    report.sorted()
}

/// Equations, names beside codes, and contents against headings: parts of a document that agree almost wherever they
/// were read right. What people write into labels, sentences and indicators may well be wrong throughout.
fn agrees_where_read_right(finding: &Finding) -> bool {
    finding.difference.is_some() || finding.code.starts_with("CL-") || finding.code == "ST-05"
}

fn doubted(code: &'static str, findings: &[&Finding]) -> Undecided {
    let first: Vec<&str> = findings.iter().take(2).map(|finding| finding.message.as_str()).collect();
    let reason = format!(
        "{} 处对不上，多于对得上的，像是这份文件的版式没有读对，没有逐条列为问题；请人工核对，例如：{}",
        findings.len(),
        first.join("；")
    );
    Undecided { code, reason, place: findings.first().map(|finding| finding.place.clone()) }
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn row(i: u32, name: &str) -> String {
        format!("| 20{i:02} | {name} | 5.00 | 5.00 | |\n")
    }

    /// Functional classes under names that are not theirs.
    fn table(n_wrong: u32) -> String {
        let head =
            "**支出总表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n";
        let names = ["一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出"];
        let rows = (1..).zip(names).map(|(i, name)| {
            let name = if i <= n_wrong { "某某支出" } else { name };
            row(i, name).replacen("| 20", "| 2", 1)
        });
        format!("{head}{}", rows.collect::<String>())
    }

    #[test]
    fn names_wrong_throughout_are_a_table_misread() {
        let codes = |n_wrong| {
            let report = review(&example::document(&table(n_wrong)), &Settings::default());
            let found = report.findings.iter().filter(|finding| finding.code == "CL-02").count();
            (found, report.undecided.iter().any(|undecided| undecided.code == "CL-02"))
        };
        assert_eq!(codes(2), (2, false));
        assert_eq!(codes(6), (0, true));
    }
}
