//! PR on the seeds.

use super::{JULU, Totals, messages, passed, seed};

pub const TOTALS: Totals = &[("PR-02", [0, 1, 0, 0]), ("PR-04", [0, 1, 0, 0])];

#[test]
fn nothing_is_procured_in_table_and_words() {
    let Some(julu) = seed(JULU) else { return };
    assert_eq!(passed(&julu, "PR-01"), 1);
}

#[test]
fn nine_projects_look_like_procurement() {
    let Some(found) = messages(JULU, "PR-02") else { return };
    let [message] = found.as_slice() else { panic!("{found:?}") };
    assert!(message.contains("有 9 个项目像是要采购，共 173.90 万元"), "{message}");
    assert!(message.contains("党政专用电视会议系统延伸建设资金 70.00"), "{message}");
}

#[test]
fn indicators_promise_what_the_words_deny() {
    let Some(found) = messages(JULU, "PR-04") else { return };
    let [message] = found.as_slice() else { panic!("{found:?}") };
    assert!(message.contains("“购置配套设施数量（类）”≥40 类"), "{message}");
    assert!(message.contains("密码装备费用"), "{message}");
}
