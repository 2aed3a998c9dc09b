//! Projects with their indicators.

use budget::{Located, Meaning, PlanPoint};
use serde::Serialize;
use utoipa::ToSchema;

use super::place::Place;
use super::{present, yuan};

/// 项目
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Project {
    pub name: Option<String>,
    /// As printed, even when it is wrong.
    pub code: Option<String>,
    /// `public`, `on_request`, `withheld` or `classified`
    pub secrecy: &'static str,
    pub budgeted: Option<String>,
    pub fiscal: Option<String>,
    pub other: Option<String>,
    pub purpose: Option<String>,
    /// Cumulative per cent at the end of March, June, October and December.
    #[schema(value_type = Option<Vec<Option<f64>>>)]
    pub spending_plan: Option<Vec<Option<serde_json::Number>>>,
    pub goals: Vec<String>,
    pub place: Place,
    pub indicators: Vec<Indicator>,
}

/// 绩效指标
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Indicator {
    pub kind: &'static str,
    pub aspect: &'static str,
    pub name: Option<String>,
    pub description: Option<String>,
    pub target_value: TargetValue,
    pub value_basis: Option<String>,
    pub place: Place,
}

/// 指标值
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TargetValue {
    pub text: Option<String>,
    /// `ge`, `le`, `gt`, `lt`, `eq`, `by_date`, `within`, `qualitative` or `none`
    pub comparison: &'static str,
    pub number: Option<String>,
    pub measure: Option<String>,
    /// With `by_date`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

/// 截止日期, the year where it is printed
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Date {
    pub year: Option<u16>,
    pub month: u8,
    pub day: u8,
}

impl From<&budget::Project> for Project {
    fn from(project: &budget::Project) -> Project {
        Project {
            name: present(&project.name.value),
            code: project.code.as_ref().and_then(|c| present(c.value.as_str())),
            secrecy: project.secrecy.key(),
            budgeted: yuan(project.budgeted.as_ref()),
            fiscal: yuan(project.fiscal.as_ref()),
            other: yuan(project.other.as_ref()),
            purpose: text(project.purpose.as_ref()),
            spending_plan: project.spending_plan.as_ref().map(|p| p.points.iter().map(percent).collect()),
            goals: project.goals.iter().map(|g| g.value.clone()).collect(),
            place: Place::from(&project.place),
            indicators: project.indicators.iter().map(Indicator::from).collect(),
        }
    }
}

impl From<&budget::Indicator> for Indicator {
    fn from(indicator: &budget::Indicator) -> Indicator {
        Indicator {
            kind: indicator.kind.name(),
            aspect: indicator.aspect.name(),
            name: text(indicator.name.as_ref()),
            description: text(indicator.description.as_ref()),
            target_value: TargetValue::from(&indicator.target_value.value),
            value_basis: text(indicator.value_basis.as_ref()),
            place: Place::from(&indicator.place),
        }
    }
}

impl From<&budget::TargetValue> for TargetValue {
    fn from(value: &budget::TargetValue) -> TargetValue {
        let (number, measure) = match &value.meaning {
            Meaning::Quantity { number, measure, .. } | Meaning::Within { number, measure } => {
                (Some(number.to_string()), present(measure))
            }
            _ => (None, None),
        };
        let date = match value.meaning {
            Meaning::ByDate { year, month, day } => Some(Date { year, month, day }),
            _ => None,
        };
        TargetValue { text: present(&value.text), comparison: value.comparison_key(), number, measure, date }
    }
}

fn text(located: Option<&Located<String>>) -> Option<String> {
    present(&located?.value)
}

fn percent(point: &PlanPoint) -> Option<serde_json::Number> {
    point.percent()?.to_string().parse().ok()
}
