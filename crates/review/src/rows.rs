//! 指标行: what several rules ask of one row of an indicator table, and how rows that share a fault are told as one.

use std::collections::HashMap;
use std::hash::Hash;

use budget::{Indicator, Located, Project, normal_name};

use crate::Operand;
use crate::words::is_letter;

pub fn name(row: &Indicator) -> &str {
    row.name.as_ref().map_or("", |name| name.value.trim())
}

pub fn description(row: &Indicator) -> &str {
    row.description.as_ref().map_or("", |description| description.value.trim())
}

pub fn value(row: &Indicator) -> &str {
    row.target_value.value.text.trim()
}

/// A name or description for matching: letters only, without the measure in brackets at its end.
pub fn bare(text: &str) -> String {
    let text = normal_name(text);
    let head = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let head = head.filter(|(head, measure)| !head.is_empty() && measure.chars().count() <= 3);
    let head = head.map_or(text.as_str(), |(head, _)| head);
    if head.chars().all(is_letter) {
        return head.to_owned();
    }
    head.chars().filter(|c| is_letter(*c)).collect()
}

/// To tell forms of one name apart.
pub fn identity(project: &Project) -> usize {
    std::ptr::from_ref(project).addr()
}

/// A row among the operands of a finding, with the cell that matters.
pub fn operand(project: &Project, row: &Indicator, cell: &Located<String>) -> Operand {
    let label = format!("项目“{}”{}", project.name.value.trim(), row.aspect.name());
    Operand { label, printed: cell.value.clone(), place: cell.place.clone() }
}

/// The same with the value.
pub fn value_operand(project: &Project, row: &Indicator) -> Operand {
    let label = format!("项目“{}”{}“{}”", project.name.value.trim(), row.aspect.name(), name(row));
    let target = &row.target_value;
    Operand { label, printed: target.value.text.clone(), place: target.place.clone() }
}

/// Items with the same key together, groups and items in their first order. Items without a key are left out.
pub fn grouped<T, K: Hash + Eq>(
    items: impl Iterator<Item = T>,
    key: impl Fn(&T) -> Option<K>,
) -> Vec<Vec<T>> {
    let mut at = HashMap::new();
    let mut groups: Vec<Vec<T>> = Vec::new();
    for item in items {
        let Some(key) = key(&item) else { continue };
        let index = *at.entry(key).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

/// `“甲”“乙”“丙”等 26 个项目`; a single one needs no count.
pub fn named<'n>(names: impl IntoIterator<Item = &'n str>, count_word: &str) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let shown: String = names.iter().take(3).map(|name| format!("“{name}”")).collect();
    if names.len() == 1 {
        return shown;
    }
    let more = if names.len() > 3 { "等" } else { "" };
    format!("{shown}{more} {} {count_word}", names.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measure_of_a_name_is_no_part_of_it() {
        assert_eq!(bare("参与活动次数（次）"), bare("参与活动次数 (%)"));
        assert_eq!(bare("保障人数（含外聘人员）"), "保障人数含外聘人员");
        assert_eq!(bare("（次）"), "次");
        assert_eq!(bare(""), "");
    }

    #[test]
    fn groups_keep_their_order() {
        let groups = grouped([3, 1, 4, 1, 5, 3].into_iter(), |n| (*n != 4).then_some(*n));
        assert_eq!(groups, [vec![3, 3], vec![1, 1], vec![5]]);
    }

    #[test]
    fn three_names_stand_for_many() {
        assert_eq!(named(["甲"], "个项目"), "“甲”");
        assert_eq!(named(["甲", "乙"], "个项目"), "“甲”“乙” 2 个项目");
        assert_eq!(named(["甲", "乙", "丙", "丁"], "条指标"), "“甲”“乙”“丙”等 4 条指标");
    }
}
