//! 资金支出计划 drawn: one bar a date, up to the share of the money spent by then.

use budget::{Decimal, PlanPoint, SpendingPlan};

use super::rows::place_key;

/// The drawing's measures, in units of its own.
const LEFT: i64 = 44;
const STEP: i64 = 100;
const BAR: i64 = 56;
const BOTTOM: i64 = 160;
/// The height of 100%.
const WHOLE: i64 = 120;
/// Plans above this share are drawn cut off.
const MOST_TENTHS: i64 = 1150;

#[derive(Debug)]
pub struct PlanView {
    pub anchor: String,
    pub points: Vec<PointView>,
}

/// One date of the plan.
#[derive(Debug)]
pub struct PointView {
    pub date: &'static str,
    pub words: String,
    /// Empty where nothing is printed.
    pub anchor: String,
    pub is_stated: bool,
    pub x: i64,
    pub y: i64,
    pub height: i64,
}

impl PointView {
    /// What stands over the bar, where a sentence has no room.
    pub fn label(&self) -> &str {
        const MOST: usize = 4;
        if self.is_stated || self.words.chars().count() <= MOST { &self.words } else { "读不出" }
    }

    pub fn middle(&self) -> i64 {
        self.x + BAR / 2
    }

    pub fn label_y(&self) -> i64 {
        self.y - 7
    }
}

impl PlanView {
    pub fn of(plan: &SpendingPlan) -> PlanView {
        let points = SpendingPlan::DATES.iter().zip(&plan.points).enumerate();
        PlanView {
            anchor: place_key::of(&plan.place),
            points: points.map(|(i, (date, point))| view(i, date, point)).collect(),
        }
    }

    /// The drawing in one sentence.
    pub fn description(&self) -> String {
        let parts: Vec<String> = self.points.iter().map(|p| format!("{}{}", p.date, p.words)).collect();
        parts.join("，")
    }

    /// The heights of the ruled lines and what they stand for.
    pub fn lines(&self) -> [(i64, &'static str); 3] {
        [(BOTTOM - WHOLE, "100%"), (BOTTOM - WHOLE / 2, "50%"), (BOTTOM, "0")]
    }
}

fn view(index: usize, date: &'static str, point: &PlanPoint) -> PointView {
    let (words, place) = match point {
        PlanPoint::Blank => ("未填".to_owned(), None),
        PlanPoint::Lost => ("没有读到这一栏".to_owned(), None),
        PlanPoint::Stated { percent, place } => (format!("{percent}%"), Some(place)),
        PlanPoint::Unread { printed, place } => (format!("印为“{printed}”，读不出"), Some(place)),
        PlanPoint::Redacted(secrecy) => (secrecy.word().to_owned(), None),
    };
    let height = point.percent().map_or(0, |percent| tenths(percent).clamp(0, MOST_TENTHS) * WHOLE / 1000);
    PointView {
        date,
        words,
        anchor: place.map(place_key::of).unwrap_or_default(),
        is_stated: point.percent().is_some(),
        x: LEFT + i64::try_from(index).unwrap_or(0) * STEP + (STEP - BAR) / 2,
        y: BOTTOM - height,
        height,
    }
}

/// Tenths of a percent, finer parts cut off.
fn tenths(percent: Decimal) -> i64 {
    const BILLION: i64 = 1_000_000_000;
    percent.scaled_by(BILLION).map_or(MOST_TENTHS, |billionths| billionths / (BILLION / 10))
}

#[cfg(test)]
mod tests {
    use budget::{Place, Secrecy};

    use super::*;

    #[test]
    fn what_is_no_figure_is_said_in_words() {
        let stated = |text: &str| PlanPoint::Stated { percent: text.parse().unwrap(), place: Place::line(1) };
        let points = [stated("12.5"), PlanPoint::Lost, PlanPoint::Redacted(Secrecy::Withheld), stated("100")];
        let view = PlanView::of(&SpendingPlan { points, place: Place::line(1) });
        assert_eq!(view.description(), "3月底12.5%，6月底没有读到这一栏，10月底不公开，12月底100%");
        assert_eq!((view.points[0].height, view.points[3].height), (15, WHOLE));
    }
}
