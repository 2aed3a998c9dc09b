//! 项目: one project form of the budget.

use crate::{Amount, Decimal, Indicator, Located, Place, ProjectCode, Secrecy};

/// 预算项目绩效目标表: a project with its money, plan, goals and indicators. A field is `None` when the form has no
/// such field at all; an empty field is there and blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// 项目名称
    pub name: Located<String>,
    /// 项目编码
    pub code: Option<Located<ProjectCode>>,
    pub secrecy: Secrecy,
    /// 预算数
    pub budgeted: Option<Amount>,
    /// 其中：财政资金
    pub fiscal: Option<Amount>,
    /// 其他资金
    pub other: Option<Amount>,
    /// 资金用途
    pub purpose: Option<Located<String>>,
    /// 资金支出计划
    pub spending_plan: Option<SpendingPlan>,
    /// 绩效目标, one entry a numbered goal, without the numbers
    pub goals: Vec<Located<String>>,
    pub indicators: Vec<Indicator>,
    /// The labels and running heads of the form as printed, each once: `项目编号`, `一级指标`, `单位：万元`; marks of what
    /// was not understood; and behind marks of their own what stands beside the indicators, weights and dates.
    pub labels: Vec<Located<String>>,
    /// Of the form's heading.
    pub place: Place,
}

impl Project {
    /// Among the labels: an indicator table has a column or a row here that was not understood.
    pub const UNREAD_INDICATORS: &str = "（没有认出的指标栏）";
    /// Among the labels: a 一级指标 or 二级指标 here is not known, and its rows are read under the level before it.
    pub const UNREAD_LEVEL: &str = "（没有认出的指标类别）";
    /// Among the labels: a row of the form has a label here that is not known.
    pub const UNREAD_ROW: &str = "（没有认出的栏目）";
    /// Among the labels: money of the form stands in rows that were not read.
    pub const UNREAD_FUNDS: &str = "（没有读入的资金）";

    /// Among the labels, before the printed weight of each indicator that has the column.
    pub const WEIGHT: &str = "（权重）";
    /// Likewise, before the sum printed below them.
    pub const WEIGHT_TOTAL: &str = "（权重合计）";
    /// Among the labels: a note below the form leaves it open which indicators are filled in.
    pub const OPTIONAL: &str = "（指标选填）";
    /// Before the printed 评分标准 of an indicator, at the place of its row.
    pub const SCORING: &str = "（评分标准）";
    /// Before the printed dates between which the project runs.
    pub const BEGINS: &str = "（起始）";
    pub const ENDS: &str = "（终止）";

    /// What is printed behind one of these marks, blanks included.
    pub fn marked<'a>(&'a self, mark: &'a str) -> impl Iterator<Item = (&'a str, &'a Place)> {
        self.labels.iter().filter_map(move |label| Some((label.value.strip_prefix(mark)?, &label.place)))
    }

    /// What is read of the indicators may be wrong, or not all of them.
    pub fn has_unread_indicators(&self) -> bool {
        self.labels.iter().any(|label| label.value == Self::UNREAD_INDICATORS)
    }

    /// Some indicators may stand under another 一级指标 or 二级指标 than the form gives them.
    pub fn has_unread_level(&self) -> bool {
        self.labels.iter().any(|label| label.value == Self::UNREAD_LEVEL)
    }

    /// Money of further sources may belong to the sum.
    pub fn has_unread_funds(&self) -> bool {
        self.labels.iter().any(|label| label.value == Self::UNREAD_FUNDS)
    }

    /// Rows of the template may stay blank, as the form itself says.
    pub fn has_optional_indicators(&self) -> bool {
        self.labels.iter().any(|label| label.value == Self::OPTIONAL)
    }

    /// A field that seems to be missing may stand in such a row.
    pub fn has_unread_row(&self) -> bool {
        self.labels.iter().any(|label| label.value == Self::UNREAD_ROW)
    }
}

/// 资金支出计划: the cumulative share of the money spent at four dates of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpendingPlan {
    /// At 3月底, 6月底, 10月底, 12月底.
    pub points: [PlanPoint; 4],
    /// Of the row of figures.
    pub place: Place,
}

impl SpendingPlan {
    pub const DATES: [&'static str; 4] = ["3月底", "6月底", "10月底", "12月底"];
}

/// One figure of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanPoint {
    /// The column is there, the figure is not.
    Blank,
    /// Percent.
    Stated { percent: Decimal, place: Place },
    /// The column itself was not found, at a page break for one.
    Lost,
    /// Printed, but not a number.
    Unread { printed: String, place: Place },
    /// 不公开 or 涉密 in place of the figure.
    Redacted(Secrecy),
}

impl PlanPoint {
    pub fn percent(&self) -> Option<Decimal> {
        match self {
            PlanPoint::Stated { percent, .. } => Some(*percent),
            _ => None,
        }
    }
}
