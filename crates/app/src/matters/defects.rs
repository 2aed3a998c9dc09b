//! 问题清单: what a unit was told to mend and has not yet answered.

use supervision::{Act, Assignment};

use super::matter::Loaded;

pub fn open(loaded: &Loaded, assignment: &Assignment) -> Vec<String> {
    if !assignment.is_being_reworked() {
        return Vec::new();
    }
    let told = |act: &Act| match act {
        Act::ReturnBack { unit, defects, .. } if *unit == assignment.unit => Some(defects.clone()),
        _ => None,
    };
    loaded.entries.iter().rev().find_map(|entry| told(&entry.event.act)).unwrap_or_default()
}
