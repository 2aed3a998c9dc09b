//! TG on the seeds.

use review::{Finding, Settings, Severity};

use super::{JULU, Totals, flat, only, passed, seed};

pub const TOTALS: Totals =
    &[("TG-01", [0, 2, 0, 0]), ("TG-02", [0, 2, 0, 0]), ("TG-03", [0, 1, 0, 0]), ("TG-04", [0, 1, 0, 0])];

#[test]
fn the_blank_row_of_vehicles_is_one_cause() {
    let Some(julu) = seed(JULU) else { return };
    let report = review::review(&julu, &Settings::default());
    let is_sum = |f: &&Finding| ["TG-01", "TG-02", "TG-03"].contains(&f.code);
    let causes: Vec<&Finding> = report.findings.iter().filter(is_sum).collect();
    let [cause] = causes.as_slice() else { panic!("{causes:#?}") };
    let message = "财政拨款“三公”经费支出表 二、公务用车购置及运维费 低 50.00 万元：购置费与运行维护费之和 50.00，表中为空";
    assert_eq!(cause.message, message);
    assert_eq!(cause.consequences.len(), 4);
    assert!(cause.suggestion.contains("改为 50.00"), "{}", cause.suggestion);
}

#[test]
fn words_and_table_agree_on_the_five_other_figures() {
    let Some(julu) = seed(JULU) else { return };
    assert_eq!(only(&julu, "TG-03").n_passed, 5);
}

#[test]
fn one_reason_for_all_parts_is_a_hint() {
    let Some(julu) = seed(JULU) else { return };
    let report = only(&julu, "TG-04");
    let severities: Vec<Severity> = flat(&report).iter().map(|f| f.severity).collect();
    assert_eq!(severities, [Severity::Hint]);
}

#[test]
fn fewer_publics_with_a_project_and_twenty_vehicles_pass() {
    let Some(julu) = seed(JULU) else { return };
    assert_eq!(["TG-05", "TG-06", "TG-07"].map(|code| passed(&julu, code)), [1, 1, 1]);
}
