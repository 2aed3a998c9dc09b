//! Counts over all files of a check.

use std::fmt;

use review::{Report, Severity};

use super::Status;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub n_files: u32,
    pub n_refused: u32,
    n_errors: u32,
    n_warnings: u32,
    n_hints: u32,
    n_consequences: u32,
    n_passed: u32,
    n_failed: u32,
    n_undecided: u32,
    n_not_applicable: u32,
}

impl Tally {
    pub fn of(report: &Report) -> Tally {
        let count = |severity| size(report.findings.iter().filter(|f| f.severity == severity).count());
        Tally {
            n_files: 1,
            n_refused: 0,
            n_errors: count(Severity::Error),
            n_warnings: count(Severity::Warning),
            n_hints: count(Severity::Hint),
            n_consequences: size(report.findings.iter().map(|f| f.consequences.len()).sum()),
            n_passed: report.n_passed,
            n_failed: report.n_failed,
            n_undecided: size(report.undecided.len()),
            n_not_applicable: size(report.not_applicable.len()),
        }
    }

    pub fn add(&mut self, other: &Tally) {
        self.n_files += other.n_files;
        self.n_refused += other.n_refused;
        self.n_errors += other.n_errors;
        self.n_warnings += other.n_warnings;
        self.n_hints += other.n_hints;
        self.n_consequences += other.n_consequences;
        self.n_passed += other.n_passed;
        self.n_failed += other.n_failed;
        self.n_undecided += other.n_undecided;
        self.n_not_applicable += other.n_not_applicable;
    }

    pub fn status(&self) -> Status {
        match (self.n_refused, self.n_errors) {
            (0, 0) => Status::Clean,
            (0, _) => Status::Errors,
            _ => Status::Failed,
        }
    }
}

/// The summary line of the text form.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "共审核 {} 份文件", self.n_files)?;
        if self.n_refused > 0 {
            write!(f, "（另有 {} 处未能读取）", self.n_refused)?;
        }
        write!(f, "：错误 {}，警告 {}，提示 {}", self.n_errors, self.n_warnings, self.n_hints)?;
        if self.n_consequences > 0 {
            write!(f, "（另有连带 {}）", self.n_consequences)?;
        }
        write!(
            f,
            "；检查通过 {} 项，未通过 {} 项，无法判断 {} 项，不适用 {} 项",
            self.n_passed, self.n_failed, self.n_undecided, self.n_not_applicable
        )
    }
}

fn size(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
