//! 责任时钟 as a bar and as a table of the same figures: in whose hands the working time went.

use jiff::civil::DateTime;
use supervision::{Holder, Rules, clock};

use super::matter::Loaded;
use super::names::Names;
use super::{days, standing};

pub struct Responsibility {
    /// In thousandths of the bar: class, from, width, what it is.
    pub segments: Vec<Segment>,
    pub shares: Vec<Share>,
    pub total: String,
    /// Since when the last holder has had it.
    pub since: Option<String>,
}

pub struct Segment {
    pub class: &'static str,
    pub x: i64,
    pub width: i64,
    pub title: String,
}

pub struct Share {
    pub class: &'static str,
    pub holder: String,
    pub time: String,
    pub percent: i64,
}

const WIDTH: i64 = 1000;

pub fn of(loaded: &Loaded, names: &Names, rules: &Rules<'_>, now: DateTime) -> Responsibility {
    let charges = clock::charges(&loaded.events(), &rules.time, now);
    let total: i64 = charges.iter().map(|charge| charge.minutes).sum();
    let a_day = rules.time.hours.minutes();
    let mut before = 0;
    let mut segments = Vec::with_capacity(charges.len());
    for charge in charges.iter().filter(|charge| charge.minutes > 0) {
        let x = before * WIDTH / total.max(1);
        before += charge.minutes;
        let held = standing::holder(&charge.holder, names);
        let (from, to) = (days::instant(charge.from, now), days::instant(charge.to, now));
        let title = format!("{held} {}（{from} 至 {to}）", spent(charge.minutes, a_day));
        segments.push(Segment {
            class: class(&charge.holder),
            x,
            width: before * WIDTH / total.max(1) - x,
            title,
        });
    }
    let share = |(holder, minutes): (Holder, i64)| Share {
        class: class(&holder),
        holder: standing::holder(&holder, names),
        time: spent(minutes, a_day),
        percent: (minutes * 100 + total / 2) / total.max(1),
    };
    let since = charges.last().filter(|_| clock::holder(&loaded.state).is_some());
    Responsibility {
        segments,
        since: since.map(|charge| days::instant(charge.from, now)),
        shares: clock::totals(&charges).into_iter().map(share).collect(),
        total: spent(total, a_day),
    }
}

fn class(holder: &Holder) -> &'static str {
    match holder {
        Holder::Lead(_) => "lead",
        Holder::Supporting(_) => "supporting",
        Holder::Office => "office",
        Holder::Leader => "leader",
        Holder::Procedure => "procedure",
    }
}

/// `3 个工作日 2 小时`
fn spent(minutes: i64, a_day: i64) -> String {
    let (days, rest) = (minutes / a_day.max(1), minutes % a_day.max(1));
    let parts = [(days, "个工作日"), (rest / 60, "小时"), (rest % 60, "分")];
    let said: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).take(2).map(|(n, word)| format!("{n} {word}")).collect();
    if said.is_empty() { "不足 1 分".to_owned() } else { said.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_said_in_working_days_and_hours() {
        let cases = [
            (0, "不足 1 分"),
            (59, "59 分"),
            (120, "2 小时"),
            (425, "1 个工作日 5 分"),
            (1000, "2 个工作日 2 小时"),
        ];
        for (minutes, said) in cases {
            assert_eq!(spent(minutes, 420), said);
        }
    }
}
