//! Where money comes from and which book it is in.

/// 四本预算
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BudgetBook {
    GeneralPublic,
    GovernmentFund,
    StateCapital,
    SocialInsurance,
}

/// 资金来源: the rows of 收支总表 and the columns of 收入总表.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FundingSource {
    /// 财政拨款, from one of the four books
    Appropriation(BudgetBook),
    /// 财政专户管理资金
    SpecialAccount,
    /// 事业收入
    Institutional,
    /// 事业单位经营收入
    Business,
    /// 上级补助收入
    SuperiorSubsidy,
    /// 附属单位上缴收入
    AffiliatePayment,
    /// 其他收入
    Other,
    /// 单位资金: from 2023 on the Hebei tables print this in place of the five rows above
    UnitFunds,
    /// 上年结转
    Carryover,
}

impl FundingSource {
    /// The source a printed row label names, `一、一般公共预算拨款收入` for one.
    pub fn of_label(label: &str) -> Option<FundingSource> {
        use BudgetBook::{GeneralPublic, GovernmentFund, StateCapital};
        let label = crate::normal_name(label);
        let named = |word: &str| label.contains(word);
        Some(match () {
            () if named("结转") => FundingSource::Carryover,
            () if named("一般公共预算") => FundingSource::Appropriation(GeneralPublic),
            () if named("政府性基金") => FundingSource::Appropriation(GovernmentFund),
            () if named("国有资本经营") => FundingSource::Appropriation(StateCapital),
            () if named("财政专户") => FundingSource::SpecialAccount,
            () if named("经营收入") => FundingSource::Business,
            () if named("事业收入") => FundingSource::Institutional,
            () if named("上级补助") => FundingSource::SuperiorSubsidy,
            () if named("附属单位") => FundingSource::AffiliatePayment,
            () if named("单位资金") => FundingSource::UnitFunds,
            () if named("其他收入") => FundingSource::Other,
            () => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_their_source() {
        let general = FundingSource::Appropriation(BudgetBook::GeneralPublic);
        assert_eq!(FundingSource::of_label("一、一般公共预算拨款收入"), Some(general));
        let fund = FundingSource::Appropriation(BudgetBook::GovernmentFund);
        assert_eq!(FundingSource::of_label("二、政府基金预算拨款"), Some(fund));
        assert_eq!(FundingSource::of_label("六、事业单位经营收入"), Some(FundingSource::Business));
        assert_eq!(FundingSource::of_label("本年收入合计"), None);
    }
}
