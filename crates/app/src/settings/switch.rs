//! 启用与停用 of a rule, as stored and as said.

use budget::{DocumentKind, FiscalYear};
use review::Off;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Switch {
    #[default]
    On,
    Off,
    /// 停用 for documents of these years, and for those of these kinds.
    Partly {
        years: Vec<FiscalYear>,
        kinds: Vec<DocumentKind>,
    },
}

impl Switch {
    /// `on`, `off`, or `2024 disclosure`: what was stored by us.
    pub fn parse(stored: &str) -> Switch {
        if stored == "off" {
            return Switch::Off;
        }
        let years = stored.split(' ').filter_map(|word| FiscalYear::new(word.parse().ok()?)).collect();
        let kinds = stored.split(' ').filter_map(DocumentKind::from_key).collect();
        match (years, kinds) {
            (years, kinds) if Vec::is_empty(&years) && Vec::is_empty(&kinds) => Switch::On,
            (years, kinds) => Switch::Partly { years, kinds },
        }
    }

    pub fn stored(&self) -> String {
        match self {
            Switch::On => "on".to_owned(),
            Switch::Off => "off".to_owned(),
            Switch::Partly { years, kinds } => {
                let years = years.iter().map(|year| year.number().to_string());
                years.chain(kinds.iter().map(|kind| kind.key().to_owned())).collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// 启用, 停用, 停用于 2024 年度、预算公开
    pub fn words(&self) -> String {
        match self {
            Switch::On => "启用".to_owned(),
            Switch::Off => "停用".to_owned(),
            Switch::Partly { years, kinds } => {
                let years = years.iter().map(|year| format!("{} 年度", year.number()));
                let parts: Vec<String> = years.chain(kinds.iter().map(|k| k.name().to_owned())).collect();
                format!("停用于 {}", parts.join("、"))
            }
        }
    }

    pub fn offs(&self, code: &str) -> Vec<Off> {
        match self {
            Switch::On => Vec::new(),
            Switch::Off => vec![Off::always(code)],
            Switch::Partly { years, kinds } => {
                let years = years.iter().map(|year| Off { year: Some(*year), ..Off::always(code) });
                years.chain(kinds.iter().map(|kind| Off { kind: Some(*kind), ..Off::always(code) })).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_switch_survives_the_way_through_the_database() {
        let year = FiscalYear::new(2024).unwrap();
        for switch in [
            Switch::On,
            Switch::Off,
            Switch::Partly { years: vec![year], kinds: vec![] },
            Switch::Partly { years: vec![year], kinds: vec![DocumentKind::PerformanceText] },
        ] {
            assert_eq!(Switch::parse(&switch.stored()), switch);
        }
        assert_eq!(Switch::parse("unknown"), Switch::On);
    }
}
