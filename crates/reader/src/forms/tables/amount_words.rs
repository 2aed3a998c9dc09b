//! What a column of amounts holds, by the word in its head.

use budget::{BudgetBook, Column};

pub fn amount(head: &str) -> Option<Column> {
    Some(match head {
        "合计" | "总计" | "预算" | "预算数" | "预算金额" | "金额" | "价值" | "本年预算" | "本年预算数"
        | "本年数" | "当年预算" | "当年预算数" | "收入总计" | "支出总计" => Column::Total,
        "小计" => Column::Subtotal,
        "单价" => Column::UnitPrice,
        "预算资金" => Column::ProjectFunds,
        "人员经费" | "人员支出" | "人员经费支出" | "人员类" | "人员类支出" => {
            Column::Personnel
        }
        "公用经费" | "日常公用经费" | "公用支出" | "日常公用支出" | "公用经费支出" | "日常公用经费支出" => {
            Column::Operating
        }
        "专项业务经费" | "专项业务经费支出" | "专项经费支出" | "专项支出" => {
            Column::Project
        }
        // 2025年“三公”经费预算数, beside names of its parts
        _ if head.contains("三公") && head.ends_with("预算数") => Column::Total,
        _ => AMOUNT_WORDS.iter().find(|(word, _)| head.contains(word))?.1,
    })
}

/// In this order: 社会保险基金 before 基金, 经营支出 after 国有资本经营, 非财政拨款结转 is carried over, what is used of
/// 非财政拨款结余 is own money.
const AMOUNT_WORDS: [(&str, Column); 29] = [
    ("使用非财政拨款", Column::UnitFunds),
    ("结转", Column::Carryover),
    ("非财政拨款", Column::UnitFunds),
    ("一般公共预算基本支出", Column::Total),
    ("社会保险基金", Column::Book(BudgetBook::SocialInsurance)),
    ("一般公共预算", Column::Book(BudgetBook::GeneralPublic)),
    ("公共预算拨款", Column::Book(BudgetBook::GeneralPublic)),
    ("基金预算", Column::Book(BudgetBook::GovernmentFund)),
    ("政府性基金", Column::Book(BudgetBook::GovernmentFund)),
    ("国有资本经营", Column::Book(BudgetBook::StateCapital)),
    ("财政拨款", Column::Appropriation),
    ("财政专户", Column::SpecialAccount),
    ("教育收费", Column::SpecialAccount),
    ("上级补助", Column::SuperiorSubsidy),
    ("附属单位上缴", Column::AffiliatePayment),
    ("附属单位补助", Column::SubsidyToAffiliate),
    ("上解上级", Column::PaidToSuperior),
    ("上缴上级", Column::PaidToSuperior),
    ("经营支出", Column::BusinessExpenditure),
    ("经营收入", Column::Business),
    ("经营服务收入", Column::Business),
    ("事业收入", Column::Institutional),
    ("其他收入", Column::OtherRevenue),
    ("其他资金", Column::OtherRevenue),
    ("自有资金", Column::UnitFunds),
    ("自筹资金", Column::UnitFunds),
    ("单位资金", Column::UnitFunds),
    ("基本支出", Column::Basic),
    ("项目支出", Column::Project),
];
