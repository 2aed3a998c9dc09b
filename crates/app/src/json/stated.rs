//! The figures that the narrative states in sentences.

use serde::Serialize;
use utoipa::ToSchema;

use super::place::Place;
use super::{present, yuan};

/// 情况说明中的数字, each `null` where the sentence was not found
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatedFigures {
    pub revenue: Option<Figure>,
    pub general_public: Option<Figure>,
    pub government_fund: Option<Figure>,
    pub special_account: Option<Figure>,
    pub other_revenue: Option<Figure>,
    pub expenditure: Option<Figure>,
    pub basic: Option<Figure>,
    pub personnel: Option<Figure>,
    pub operating: Option<Figure>,
    pub project: Option<Figure>,
    /// 项目清单
    pub projects: Vec<NamedFigure>,
    pub comparison: Option<Comparison>,
    /// 机关运行经费
    pub running_costs: Option<Figure>,
    pub running_cost_parts: Vec<NamedFigure>,
    pub three_publics: Option<ThreePublics>,
    pub procurement: Option<Figure>,
    pub assets: Option<Figure>,
    pub planned_assets: Option<Figure>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Figure {
    /// Yuan.
    pub amount: Option<String>,
    pub printed: Option<String>,
    pub place: Place,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NamedFigure {
    pub name: Option<String>,
    #[serde(flatten)]
    pub figure: Figure,
}

/// 比上年增减情况
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Comparison {
    pub year: Option<u16>,
    pub total: Option<Change>,
    pub basic: Option<Change>,
    pub project: Option<Change>,
    pub place: Place,
}

/// 增减: a decrease is negative
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Change {
    #[serde(flatten)]
    pub figure: Figure,
    pub reason: Option<String>,
}

/// “三公”经费
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ThreePublics {
    pub total: Option<Figure>,
    pub overseas_travel: Option<Figure>,
    pub vehicles: Option<Figure>,
    pub purchase: Option<Figure>,
    pub running: Option<Figure>,
    pub reception: Option<Figure>,
    pub change: Option<Change>,
    /// Of the parts that say so, by name.
    pub part_changes: Vec<NamedChange>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NamedChange {
    pub name: String,
    #[serde(flatten)]
    pub change: Change,
}

impl From<&budget::StatedFigures> for StatedFigures {
    fn from(stated: &budget::StatedFigures) -> StatedFigures {
        let named = |name: &str, amount| NamedFigure { name: present(name), figure: Figure::from(amount) };
        StatedFigures {
            revenue: figure(stated.revenue.as_ref()),
            general_public: figure(stated.general_public.as_ref()),
            government_fund: figure(stated.government_fund.as_ref()),
            special_account: figure(stated.special_account.as_ref()),
            other_revenue: figure(stated.other_revenue.as_ref()),
            expenditure: figure(stated.expenditure.as_ref()),
            basic: figure(stated.basic.as_ref()),
            personnel: figure(stated.personnel.as_ref()),
            operating: figure(stated.operating.as_ref()),
            project: figure(stated.project.as_ref()),
            projects: stated.projects.iter().map(|p| named(&p.name, &p.amount)).collect(),
            comparison: stated.comparison.as_ref().map(Comparison::from),
            running_costs: figure(stated.running_costs.as_ref()),
            running_cost_parts: stated.running_cost_parts.iter().map(|(n, a)| named(n, a)).collect(),
            three_publics: stated.three_publics.as_ref().map(ThreePublics::from),
            procurement: figure(stated.procurement.as_ref()),
            assets: figure(stated.assets.as_ref()),
            planned_assets: figure(stated.planned_assets.as_ref()),
        }
    }
}

impl From<&budget::Amount> for Figure {
    fn from(amount: &budget::Amount) -> Figure {
        Figure {
            amount: yuan(Some(amount)),
            printed: present(&amount.printed),
            place: Place::from(&amount.place),
        }
    }
}

impl From<&budget::PriorYearComparison> for Comparison {
    fn from(comparison: &budget::PriorYearComparison) -> Comparison {
        let change = |change: &Option<budget::PriorYearChange>| change.as_ref().map(Change::from);
        Comparison {
            year: comparison.year.map(budget::FiscalYear::number),
            total: change(&comparison.total),
            basic: change(&comparison.basic),
            project: change(&comparison.project),
            place: Place::from(&comparison.place),
        }
    }
}

impl From<&budget::PriorYearChange> for Change {
    fn from(change: &budget::PriorYearChange) -> Change {
        Change { figure: Figure::from(&change.amount), reason: change.reason.clone() }
    }
}

impl From<&budget::ThreePublics> for ThreePublics {
    fn from(stated: &budget::ThreePublics) -> ThreePublics {
        ThreePublics {
            total: figure(stated.total.as_ref()),
            overseas_travel: figure(stated.overseas_travel.as_ref()),
            vehicles: figure(stated.vehicles.as_ref()),
            purchase: figure(stated.purchase.as_ref()),
            running: figure(stated.running.as_ref()),
            reception: figure(stated.reception.as_ref()),
            change: stated.change.as_ref().map(Change::from),
            part_changes: stated.part_changes.iter().map(NamedChange::from).collect(),
        }
    }
}

impl From<&(String, budget::PriorYearChange)> for NamedChange {
    fn from((name, change): &(String, budget::PriorYearChange)) -> NamedChange {
        NamedChange { name: name.clone(), change: Change::from(change) }
    }
}

fn figure(amount: Option<&budget::Amount>) -> Option<Figure> {
    amount.map(Figure::from)
}
