//! 审核设置: what a finance office may change without touching a rule.

use std::collections::BTreeMap;

use budget::{BudgetDocument, DocumentKind, FiscalYear};

use crate::{Parameter, Preset, Rule, Severity};

/// 审核设置 of one office. Whatever is not named here stays as the rule has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// By code.
    pub severity: BTreeMap<String, Severity>,
    /// 停用的规则
    pub off: Vec<Off>,
    /// By code and key of the parameter.
    pub values: BTreeMap<(String, String), Value>,
}

/// 停用: a rule that does not run, for all documents or those of one year or kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Off {
    pub code: String,
    pub year: Option<FiscalYear>,
    pub kind: Option<DocumentKind>,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Number(i64),
    Words(Vec<String>),
}

impl Off {
    pub fn always(code: &str) -> Off {
        Off { code: code.to_owned(), year: None, kind: None }
    }

    fn covers(&self, code: &str, document: &BudgetDocument) -> bool {
        self.code == code
            && self.year.is_none_or(|year| document.fiscal_year == Some(year))
            && self.kind.is_none_or(|kind| document.kind == kind)
    }
}

impl Settings {
    pub fn is_on(&self, code: &str, document: &BudgetDocument) -> bool {
        !self.off.iter().any(|off| off.covers(code, document))
    }

    pub fn severity(&self, rule: &Rule) -> Severity {
        self.severity.get(rule.code).copied().unwrap_or(rule.severity)
    }

    pub fn number(&self, rule: &Rule, key: &str) -> i64 {
        match (self.value(rule, key), &parameter(rule, key).preset) {
            (Some(Value::Number(number)), _) => *number,
            (_, Preset::Number { value, .. }) => *value,
            (_, Preset::Words(_)) => unreachable!("{} {key} is a list of words", rule.code),
        }
    }

    pub fn words<'a>(&'a self, rule: &Rule, key: &str) -> Vec<&'a str> {
        match (self.value(rule, key), &parameter(rule, key).preset) {
            (Some(Value::Words(words)), _) => words.iter().map(String::as_str).collect(),
            (_, Preset::Words(words)) => words.to_vec(),
            (_, Preset::Number { .. }) => unreachable!("{} {key} is a number", rule.code),
        }
    }

    fn value(&self, rule: &Rule, key: &str) -> Option<&Value> {
        if self.values.is_empty() {
            return None;
        }
        self.values.get(&(rule.code.to_owned(), key.to_owned()))
    }
}

fn parameter<'r>(rule: &'r Rule, key: &str) -> &'r Parameter {
    let found = rule.parameters.iter().find(|parameter| parameter.key == key);
    found.expect("a rule asks only for parameters that it declares")
}
