//! 情况说明: the text of a disclosure and the figures it states.

use crate::{Amount, FiscalYear, Located, Place};

/// A section of the narrative: its heading and its paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NarrativeSection {
    /// Without its numbering: `机关运行经费安排情况`.
    pub title: String,
    pub paragraphs: Vec<Located<String>>,
    /// Of the heading.
    pub place: Place,
}

impl NarrativeSection {
    /// The title of text whose title was not recognised.
    pub const UNTITLED: &str = "（未读到标题）";

    pub fn is_untitled(&self) -> bool {
        self.title == NarrativeSection::UNTITLED
    }

    /// The paragraphs, a line each.
    pub fn text(&self) -> String {
        self.paragraphs.iter().map(|p| p.value.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// The figures that the narrative states in sentences. `None`: the sentence was not found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedFigures {
    /// 收入说明: the total and its parts
    pub revenue: Option<Amount>,
    pub general_public: Option<Amount>,
    pub government_fund: Option<Amount>,
    pub special_account: Option<Amount>,
    pub other_revenue: Option<Amount>,
    /// 支出说明: the total and its parts
    pub expenditure: Option<Amount>,
    pub basic: Option<Amount>,
    pub personnel: Option<Amount>,
    pub operating: Option<Amount>,
    pub project: Option<Amount>,
    /// 项目支出主要为……: every item of the list, in order
    pub projects: Vec<ListedProject>,
    /// 比上年增减情况
    pub comparison: Option<PriorYearComparison>,
    /// 机关运行经费: the stated total and the parts named after it
    pub running_costs: Option<Amount>,
    pub running_cost_parts: Vec<(String, Amount)>,
    /// “三公”经费
    pub three_publics: Option<ThreePublics>,
    /// 政府采购预算
    pub procurement: Option<Amount>,
    /// 上年末固定资产金额
    pub assets: Option<Amount>,
    /// 本年度拟购置固定资产总额
    pub planned_assets: Option<Amount>,
}

/// 项目清单的一项: a project named with its amount in the narrative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedProject {
    pub name: String,
    pub amount: Amount,
}

/// 比上年增减情况
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriorYearComparison {
    /// 较……年
    pub year: Option<FiscalYear>,
    pub total: Option<PriorYearChange>,
    pub basic: Option<PriorYearChange>,
    pub project: Option<PriorYearChange>,
    pub place: Place,
}

/// 增减: an increase as a positive amount, a decrease as a negative one, with the reason given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriorYearChange {
    pub amount: Amount,
    pub reason: Option<String>,
}

/// “三公”经费 as the narrative states it
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThreePublics {
    pub total: Option<Amount>,
    pub overseas_travel: Option<Amount>,
    /// 公务用车购置及运行维护费
    pub vehicles: Option<Amount>,
    /// 公务用车购置费
    pub purchase: Option<Amount>,
    /// 公务用车运行维护费
    pub running: Option<Amount>,
    pub reception: Option<Amount>,
    /// Of the total.
    pub change: Option<PriorYearChange>,
    /// Of the parts that say so, by their official names: 因公出国（境）费, 公务用车购置费, …
    pub part_changes: Vec<(String, PriorYearChange)>,
}
