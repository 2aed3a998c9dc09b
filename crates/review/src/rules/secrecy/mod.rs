//! SE 公开程度与涉密

use crate::Family;

mod marking_words_mixed;
mod much_money_withheld;
mod ordinary_spending_withheld;
mod purpose_contradicts_marking;
mod redacted_row_leaks;
mod sensitive_topic_published;
mod total_gives_amount_away;
mod withheld_text_remains;

pub const FAMILY: Family = Family {
    key: "SE",
    name: "公开程度与涉密",
    rules: &[
        redacted_row_leaks::RULE,
        purpose_contradicts_marking::RULE,
        marking_words_mixed::RULE,
        ordinary_spending_withheld::RULE,
        much_money_withheld::RULE,
        sensitive_topic_published::RULE,
        total_gives_amount_away::RULE,
        withheld_text_remains::RULE,
    ],
};
