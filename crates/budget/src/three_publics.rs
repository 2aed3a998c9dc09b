//! “三公”经费的构成: the parts of the three public expenses, by whatever label names them.

use crate::{Amount, PriorYearChange, ThreePublics, normal_name};

/// “三公”经费的一项, or their total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublicsPart {
    Total,
    OverseasTravel,
    /// Purchase and running together
    Vehicles,
    Purchase,
    Running,
    Reception,
}

impl PublicsPart {
    pub const ALL: [PublicsPart; 6] = [
        PublicsPart::Total,
        PublicsPart::OverseasTravel,
        PublicsPart::Vehicles,
        PublicsPart::Purchase,
        PublicsPart::Running,
        PublicsPart::Reception,
    ];

    /// The official name.
    pub fn name(self) -> &'static str {
        match self {
            PublicsPart::Total => "合计",
            PublicsPart::OverseasTravel => "因公出国（境）费",
            PublicsPart::Vehicles => "公务用车购置及运行维护费",
            PublicsPart::Purchase => "公务用车购置费",
            PublicsPart::Running => "公务用车运行维护费",
            PublicsPart::Reception => "公务接待费",
        }
    }

    /// The part that a row, a column or a sentence names: `二、公务用车购置及运维费`, `因公出国（境）费用`.
    pub fn of_label(label: &str) -> Option<PublicsPart> {
        let label = normal_name(label);
        let named = |words: &[&str]| words.iter().any(|word| label.contains(word));
        Some(match () {
            () if named(&["会议", "培训"]) => return None,
            () if named(&["接待"]) => PublicsPart::Reception,
            () if named(&["出国", "出境"]) => PublicsPart::OverseasTravel,
            () if named(&["用车", "公车"]) => match (named(&["购置"]), named(&["运行", "运维", "维护"]))
            {
                (true, true) => PublicsPart::Vehicles,
                (true, false) => PublicsPart::Purchase,
                (false, true) => PublicsPart::Running,
                (false, false) => PublicsPart::Vehicles,
            },
            () if named(&["三公"]) || ["合计", "总计"].contains(&label.as_str()) => PublicsPart::Total,
            () => return None,
        })
    }
}

impl ThreePublics {
    /// What the narrative states for a part.
    pub fn amount(&self, part: PublicsPart) -> Option<&Amount> {
        let amount = match part {
            PublicsPart::Total => &self.total,
            PublicsPart::OverseasTravel => &self.overseas_travel,
            PublicsPart::Vehicles => &self.vehicles,
            PublicsPart::Purchase => &self.purchase,
            PublicsPart::Running => &self.running,
            PublicsPart::Reception => &self.reception,
        };
        amount.as_ref()
    }

    /// By how much a part differs from the year before, where the narrative says so.
    pub fn change_of(&self, part: PublicsPart) -> Option<&PriorYearChange> {
        if part == PublicsPart::Total {
            return self.change.as_ref();
        }
        self.part_changes.iter().find(|(name, _)| name == part.name()).map(|(_, change)| change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_tables_and_sentences_name_their_part() {
        let part = |label| PublicsPart::of_label(label);
        for official in PublicsPart::ALL {
            assert_eq!(part(official.name()), Some(official));
        }
        assert_eq!(part("二、公务用车购置及运维费"), Some(PublicsPart::Vehicles));
        assert_eq!(part("公务用车购置及运行费"), Some(PublicsPart::Vehicles));
        assert_eq!(part("其中：公务用车运行费"), Some(PublicsPart::Running));
        assert_eq!(part("1.因公出国(境)费用"), Some(PublicsPart::OverseasTravel));
        assert_eq!(part("“三公”经费合计"), Some(PublicsPart::Total));
        assert_eq!(part("会议费"), None);
        assert_eq!(part("其他"), None);
    }
}
