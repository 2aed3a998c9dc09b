//! 规则分类: the two letters that a code begins with.

use review::Rule;

const NAMES: [(&str, &str); 16] = [
    ("ST", "结构与完整性"),
    ("SB", "表内勾稽"),
    ("SX", "表间勾稽"),
    ("TX", "文字与表格"),
    ("CL", "科目分类"),
    ("TG", "“三公”经费"),
    ("OP", "机关运行经费"),
    ("PR", "政府采购"),
    ("AS", "国有资产"),
    ("PF", "项目绩效目标表"),
    ("PL", "资金支出计划"),
    ("IN", "绩效指标"),
    ("SE", "公开程度与涉密"),
    ("PU", "公开时间"),
    ("MO", "绩效运行监控"),
    ("SF", "绩效自评"),
];

/// 一类规则
#[derive(Debug)]
pub struct Family {
    pub key: &'static str,
    pub name: &'static str,
    pub rules: Vec<&'static Rule>,
}

/// The families that have rules, in the order of the catalogue.
pub fn all() -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    for rule in review::rules() {
        let key = key(rule);
        match families.iter_mut().find(|family| family.key == key) {
            Some(family) => family.rules.push(rule),
            None => families.push(Family { key, name: name(key), rules: vec![rule] }),
        }
    }
    families
}

/// `SB` of `SB-01`.
pub fn key(rule: &Rule) -> &'static str {
    rule.code.split('-').next().unwrap_or_default()
}

pub fn name(key: &str) -> &'static str {
    NAMES.iter().find(|(known, _)| *known == key).map_or("其他", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_stands_in_a_family_with_a_name() {
        let families = all();
        assert_eq!(families.iter().map(|f| f.rules.len()).sum::<usize>(), review::rules().len());
        for family in families {
            assert_ne!(family.name, "其他", "{}", family.key);
        }
    }
}
