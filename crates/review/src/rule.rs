//! What a rule is.

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

/// 规则分类: the rules whose codes begin alike.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// `SB`
    pub key: &'static str,
    pub name: &'static str,
    pub rules: &'static [Rule],
}

/// 审核规则
#[derive(Clone, Copy, Debug)]
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
    /// 可调项
    pub parameters: &'static [Parameter],
    /// Records every check it makes; a rule that records nothing does not apply to the document.
    pub(crate) check: for<'a> fn(&'a BudgetDocument, &mut Checks<'a>),
}

/// 可调项: what an office may set for a rule beside its severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The stable name for machines.
    pub key: &'static str,
    pub title: &'static str,
    pub preset: Preset,
}

/// 默认值
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    Number { value: i64, least: i64, most: i64, unit: &'static str },
    Words(&'static [&'static str]),
}
