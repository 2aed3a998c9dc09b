//! What a rule is.

use std::collections::BTreeMap;

use budget::BudgetDocument;

use crate::checks::Checks;

/// 级别
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 提示: for the reviewer's attention, no answer required
    Hint,
    /// 警告: must be corrected or explained
    Warning,
    /// 错误: a figure or a mandatory element is demonstrably wrong or missing
    Error,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "警告",
            Severity::Hint => "提示",
        }
    }

    /// The stable name for machines.
    pub fn key(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }

    pub fn from_key(key: &str) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Hint].into_iter().find(|s| s.key() == key)
    }
}

/// 审核规则
#[derive(Debug)]
pub struct Rule {
    /// The id of the catalogue, stable for ever: `SB-01`.
    pub code: &'static str,
    /// The fault in a few words.
    pub title: &'static str,
    pub severity: Severity,
    /// 依据: document and clause.
    pub basis: &'static str,
    /// The rule's page, Markdown.
    pub page: &'static str,
    /// Records every check it makes; a rule that records nothing does not apply to the document.
    pub(crate) check: for<'a> fn(&'a BudgetDocument, &mut Checks<'a>),
}

/// What a finance office may change: severities, and rules switched off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    pub severity: BTreeMap<String, Severity>,
    /// Codes of rules that do not run.
    pub off: Vec<String>,
}

impl Settings {
    pub fn is_on(&self, code: &str) -> bool {
        !self.off.iter().any(|c| c == code)
    }

    pub fn severity(&self, rule: &Rule) -> Severity {
        self.severity.get(rule.code).copied().unwrap_or(rule.severity)
    }
}
