//! AS on the seeds.

use super::{JULU, Totals, messages, passed, seed};

pub const TOTALS: Totals = &[("AS-03", [0, 1, 0, 0]), ("AS-04", [0, 1, 0, 0])];

#[test]
fn the_classes_add_up_to_the_total_in_table_and_words() {
    let Some(julu) = seed(JULU) else { return };
    assert_eq!(["AS-01", "AS-02"].map(|code| passed(&julu, code)), [1, 1]);
}

#[test]
fn buildings_lack_their_offices_and_are_cheap() {
    let Some(found) = messages(JULU, "AS-03") else { return };
    assert_eq!(found, ["填了房屋 756 平方米，其中的办公用房空白"]);
    let found = messages(JULU, "AS-04").unwrap();
    assert_eq!(found, ["房屋 756 平方米，价值 31.92 万元，平均每平方米不到 500 元"]);
}
