//! 规则分类 on pages: the families that have rules, and the one of a rule.

use review::{Family, Rule};

/// The families that have rules, in the order of the catalogue.
pub fn all() -> Vec<&'static Family> {
    review::families().iter().filter(|family| !family.rules.is_empty()).collect()
}

/// The family's name; the code of a rule begins with its key.
pub fn name(rule: &Rule) -> &'static str {
    let key = rule.code.split('-').next().unwrap_or_default();
    review::families().iter().find(|family| family.key == key).map_or("", |family| family.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_stands_in_a_family_with_a_name() {
        assert_eq!(all().iter().map(|f| f.rules.len()).sum::<usize>(), review::rules().len());
        for rule in review::rules() {
            assert_ne!(name(rule), "", "{}", rule.code);
        }
    }
}
