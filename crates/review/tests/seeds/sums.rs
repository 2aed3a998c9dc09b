//! SB on the seeds.

use review::{Finding, Settings};

use super::{JULU, Totals, passed, seed};

pub const TOTALS: Totals =
    &[("SB-01", [0, 11, 0, 0]), ("SB-02", [0, 3, 0, 0]), ("SB-11", [0, 1, 0, 0]), ("SB-12", [0, 1, 0, 0])];

#[test]
fn fifteen_mismatches_have_one_cause() {
    let Some(document) = seed(JULU) else { return };
    let report = review::review(&document, &Settings::default());
    let code = |f: &Finding| ["SB-01", "SB-02", "SX-02"].contains(&f.code);
    let causes: Vec<&Finding> = report.findings.iter().filter(|f| code(f)).collect();
    assert_eq!(causes.len(), 1);
    let message =
        "收入总表 20131 党委办公厅（室）及相关机构事务 高 6.00 万元：各项之和 1,204.00，表中为 1,210.00";
    assert_eq!(causes[0].message, message);
    assert_eq!(causes[0].consequences.len(), 14);
    for part in ["支出总表 20131（基本支出） 改为 451.94", "收入总表 201 改为 1,225.60"] {
        assert!(causes[0].suggestion.contains(part), "{}", causes[0].suggestion);
    }
}

#[test]
fn the_sums_that_hold_are_counted() {
    let Some(julu) = seed(JULU) else { return };
    assert_eq!(passed(&julu, "SB-04"), 58);
    assert_eq!(passed(&julu, "SB-14"), 7);
    for code in ["SB-03", "SB-06", "SB-07", "SB-08", "SB-09", "SB-10", "SB-13"] {
        assert!(passed(&julu, code) > 0, "{code}");
    }
}
