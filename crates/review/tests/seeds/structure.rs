//! ST on the seeds.

use budget::Money;
use review::Finding;

use super::{JULU, Totals, only, passed, seed};

pub const TOTALS: Totals = &[("ST-03", [0, 1, 0, 0]), ("ST-12", [0, 7, 0, 0])];

#[test]
fn projects_without_a_form_hold_the_known_sum() {
    let Some(document) = seed(JULU) else { return };
    let report = only(&document, "ST-12");
    let named = |f: &Finding| {
        let listed = document.stated.projects.iter().find(|p| f.message.contains(&format!("“{}”", p.name)));
        listed.and_then(|p| p.amount.money())
    };
    let sum = Money::checked_sum(report.findings.iter().filter_map(named)).unwrap();
    assert_eq!(sum.wan(), "74.13");
}

#[test]
fn nine_tables_and_three_empty_ones_pass() {
    let Some(julu) = seed(JULU) else { return };
    assert_eq!(passed(&julu, "ST-01"), 9);
    assert_eq!(passed(&julu, "ST-02"), 3);
}
