//! 灯 as a page shows it: colour, shape and word, why, since when, and by which rules.

use jiff::civil::DateTime;
use supervision::{Colour, Light};

use super::days;

#[derive(Clone, Debug)]
pub struct LightView {
    pub key: &'static str,
    pub word: &'static str,
    pub reason: &'static str,
    pub since: Option<String>,
    pub rule_version: u32,
}

impl LightView {
    pub fn new(light: Light, now: DateTime) -> LightView {
        LightView {
            key: light.colour.key(),
            word: light.colour.word(),
            reason: light.reason.word(),
            since: light.since.map(|since| days::instant(since, now)),
            rule_version: light.rule_version,
        }
    }

    /// 督查室 is neither overdue nor done; it has time, little time, or none left.
    pub fn of_office(light: Light, now: DateTime) -> LightView {
        let shown = LightView::new(light, now);
        if light.colour == Colour::Green {
            return LightView { word: "待答复", reason: "在答复期限内", ..shown };
        }
        shown
    }
}
