//! The outcome of a review.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use budget::BudgetDocument;

use crate::checks::Log;
use crate::habit::Habits;
use crate::{Finding, cause, rules};

/// 审核结果: the findings by cause, and how every check ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Grouped by cause, most severe first, then by place.
    pub findings: Vec<Finding>,
    /// Checks that could not be decided, with what was missing.
    pub undecided: Vec<Undecided>,
    /// 通过的检查数
    pub n_passed: u32,
    /// 未通过的检查数, consequences included
    pub n_failed: u32,
    /// Rules whose condition the document does not meet.
    pub not_applicable: Vec<&'static str>,
    /// How many checks of each rule held.
    pub(crate) passed: BTreeMap<&'static str, u32>,
    /// What may be a habit, of the findings of form.
    pub(crate) habits: Habits,
}

/// 无法判断: a check that lacked an operand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    pub code: &'static str,
    /// Which operand is missing and why.
    pub reason: String,
    pub place: Option<budget::Place>,
}

impl Report {
    pub(crate) fn of(document: &BudgetDocument, log: Log<'_>) -> Report {
        let mut findings = log.faults;
        let wrong = cause::fold(document, &log.equations);
        let wrong = with_what_stands_there(wrong, &mut findings);
        findings.extend(wrong);
        findings.extend(together(log.truncated));
        Report {
            findings,
            undecided: log.undecided,
            n_passed: log.n_passed,
            n_failed: 0,
            not_applicable: log.not_applicable,
            passed: log.passed,
            habits: log.habits,
        }
        .sorted()
    }

    pub(crate) fn sorted(mut self) -> Report {
        self.findings.sort_by(|a, b| (Reverse(a.severity), &a.place).cmp(&(Reverse(b.severity), &b.place)));
        let n_failed = self.findings.iter().map(|f| 1 + f.consequences.len()).sum::<usize>();
        self.n_failed = u32::try_from(n_failed).unwrap_or(u32::MAX);
        self
    }

    /// Of a document in which nothing was read: an empty report must not look like a clean one.
    pub(crate) fn of_nothing() -> Report {
        let reason = "文件里没有读出任何表格、项目绩效目标表或情况说明，全部规则都不能判断；请检查文件是否完整、是否为扫描件";
        let nothing = Undecided { code: "ST-01", reason: reason.to_owned(), place: None };
        Report {
            undecided: vec![nothing],
            not_applicable: rules().iter().map(|r| r.code).filter(|c| *c != "ST-01").collect(),
            ..Report::default()
        }
    }
}

/// Money that does not belong in a cell which is wrong by the sums: said once.
fn with_what_stands_there(mut wrong: Vec<Finding>, faults: &mut Vec<Finding>) -> Vec<Finding> {
    const OF_CELLS: [&str; 3] = ["CL-05", "CL-06", "SB-08"];
    for cell in &mut wrong {
        let (here, elsewhere) = std::mem::take(faults)
            .into_iter()
            .partition(|fault| OF_CELLS.contains(&fault.code) && fault.place == cell.place);
        cell.consequences.extend::<Vec<_>>(here);
        *faults = elsewhere;
    }
    wrong
}

/// One habit of the author is one finding.
fn together(findings: Vec<Finding>) -> Option<Finding> {
    let mut findings = findings.into_iter();
    let mut first = findings.next()?;
    first.consequences = findings.collect();
    first.suggestion = "按四舍五入改写，或保留到与表中相同的位数".to_owned();
    Some(first)
}
