//! 参照材料: documents that a review may hold the document against.

use budget::BudgetDocument;

/// 参照材料. What is not at hand, rules cannot decide.
#[derive(Clone, Copy, Debug, Default)]
pub struct Companions<'a> {
    /// 上年材料: of the same department and kind, one year before.
    pub prior_year: Option<&'a BudgetDocument>,
    /// 脱密前的稿本, or an earlier version that printed what this one withholds.
    pub unredacted: Option<&'a BudgetDocument>,
}
