//! 绩效指标: the rows of a project's indicator table.

use crate::{Located, Place, Secrecy, TargetValue, normal_name};

/// 一级指标
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndicatorKind {
    /// 成本指标: a first level of its own since 财预〔2021〕101号
    Cost,
    Output,
    Benefit,
    Satisfaction,
}

impl IndicatorKind {
    pub const ALL: [IndicatorKind; 4] =
        [IndicatorKind::Cost, IndicatorKind::Output, IndicatorKind::Benefit, IndicatorKind::Satisfaction];

    pub fn name(self) -> &'static str {
        match self {
            IndicatorKind::Cost => "成本指标",
            IndicatorKind::Output => "产出指标",
            IndicatorKind::Benefit => "效益指标",
            IndicatorKind::Satisfaction => "满意度指标",
        }
    }

    pub fn of_label(label: &str) -> Option<IndicatorKind> {
        let label = normal_name(label);
        IndicatorKind::ALL.into_iter().find(|kind| label == kind.name())
    }
}

/// 二级指标, over all form versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndicatorAspect {
    Quantity,
    Quality,
    Timeliness,
    /// 成本指标 as a second level, under output, in forms before 2022
    Cost,
    EconomicCost,
    SocialCost,
    EcologicalCost,
    Economic,
    Social,
    Ecological,
    Lasting,
    Served,
}

impl IndicatorAspect {
    pub fn name(self) -> &'static str {
        match self {
            IndicatorAspect::Quantity => "数量指标",
            IndicatorAspect::Quality => "质量指标",
            IndicatorAspect::Timeliness => "时效指标",
            IndicatorAspect::Cost => "成本指标",
            IndicatorAspect::EconomicCost => "经济成本指标",
            IndicatorAspect::SocialCost => "社会成本指标",
            IndicatorAspect::EcologicalCost => "生态环境成本指标",
            IndicatorAspect::Economic => "经济效益指标",
            IndicatorAspect::Social => "社会效益指标",
            IndicatorAspect::Ecological => "生态效益指标",
            IndicatorAspect::Lasting => "可持续影响指标",
            IndicatorAspect::Served => "服务对象满意度指标",
        }
    }

    /// The aspect a printed label names; forms differ (`可持续性影响`, `服务对象满意度`).
    pub fn of_label(label: &str) -> Option<IndicatorAspect> {
        let label = normal_name(label);
        let label = label.strip_suffix("指标").unwrap_or(&label);
        Some(match label {
            "数量" => IndicatorAspect::Quantity,
            "质量" => IndicatorAspect::Quality,
            "时效" => IndicatorAspect::Timeliness,
            "成本" => IndicatorAspect::Cost,
            "经济成本" => IndicatorAspect::EconomicCost,
            "社会成本" => IndicatorAspect::SocialCost,
            "生态环境成本" => IndicatorAspect::EcologicalCost,
            "经济效益" => IndicatorAspect::Economic,
            "社会效益" => IndicatorAspect::Social,
            "生态效益" | "生态环境效益" => IndicatorAspect::Ecological,
            "可持续影响" | "可持续性影响" | "可持续发展" | "可持续" => {
                IndicatorAspect::Lasting
            }
            // 服务对象满意度, 社会公众满意度, 社会公众或服务对象满意度
            _ if label.ends_with("满意度") => IndicatorAspect::Served,
            _ => return None,
        })
    }
}

/// 三级指标: one row, with the two levels it stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    pub kind: IndicatorKind,
    pub aspect: IndicatorAspect,
    /// The labels as printed, where they are printed on this row (`效果指标`, `可持续性影响`).
    pub kind_label: Option<String>,
    pub aspect_label: Option<String>,
    /// 三级指标. `None` in a row left empty.
    pub name: Option<Located<String>>,
    /// 绩效指标描述
    pub description: Option<Located<String>>,
    /// 指标值; its meaning is [`Meaning::None`](crate::Meaning::None) when the cell is blank.
    pub target_value: Located<TargetValue>,
    /// 指标值确定依据
    pub value_basis: Option<Located<String>>,
    pub place: Place,
}

impl Indicator {
    /// A row is redacted when its name is: the value may have been forgotten.
    pub fn secrecy(&self) -> Secrecy {
        self.name.as_ref().and_then(|n| Secrecy::marked(&n.value)).unwrap_or_default()
    }

    pub fn is_cost(&self) -> bool {
        self.kind == IndicatorKind::Cost || self.aspect == IndicatorAspect::Cost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_every_form_version() {
        assert_eq!(IndicatorKind::of_label("效果指标"), Some(IndicatorKind::Benefit));
        assert_eq!(IndicatorKind::of_label("满意度 指标"), Some(IndicatorKind::Satisfaction));
        assert_eq!(IndicatorAspect::of_label("社会效益指 标"), Some(IndicatorAspect::Social));
        assert_eq!(IndicatorAspect::of_label("可持续性影响"), Some(IndicatorAspect::Lasting));
        assert_eq!(IndicatorAspect::of_label("服务对象满 意度指标"), Some(IndicatorAspect::Served));
        let public = IndicatorAspect::of_label("社会公众或服务对象满意度指标");
        assert_eq!(public, Some(IndicatorAspect::Served));
        assert_eq!(IndicatorAspect::of_label("单位：万元"), None);
    }
}
