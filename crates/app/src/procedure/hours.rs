//! 办公时间: the two halves of a working day.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Time;
use serde::Deserialize;
use supervision::OfficeHours;

use super::answer;
use super::rules::CountyRules;
use super::setting::{self, Told, Wanted};
use crate::access::Viewer;
use crate::county::{Asked, County};
use crate::error::{Error, Result};
use crate::extract::{Form, Params};
use crate::layout::{Frame, page};
use crate::matters::columns;
use crate::organisation_event::{By, reason_problem};
use crate::{App, clock};

/// `08:30-12:00,14:00-17:30`
pub const KEY: &str = "hours";

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Sent {
    #[serde(default)]
    region: String,
    morning_from: String,
    morning_to: String,
    afternoon_from: String,
    afternoon_to: String,
    #[serde(default)]
    reason: String,
}

#[derive(Template)]
#[template(path = "procedure/hours.html")]
struct HoursPage {
    frame: Frame,
    county: County,
    sent: Sent,
    problem: Option<String>,
}

pub async fn edit(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    let county = County::to_change(&app.db, &viewer, &asked.region).await?;
    let OfficeHours { morning, afternoon } = CountyRules::of(&app.db, &county.name).await?.hours;
    let sent = Sent {
        morning_from: written(morning.0),
        morning_to: written(morning.1),
        afternoon_from: written(afternoon.0),
        afternoon_to: written(afternoon.1),
        ..Sent::default()
    };
    page(&HoursPage { frame: Frame::new(&viewer, "procedure", "办公时间"), county, sent, problem: None })
}

pub async fn update(State(app): State<App>, viewer: Viewer, Form(sent): Form<Sent>) -> Result<Response> {
    let county = County::to_change(&app.db, &viewer, &sent.region).await?;
    let saved = save(&app, &viewer, &county.name, &sent).await;
    let frame = Frame::new(&viewer, "procedure", "办公时间");
    answer::to_change(saved, county, |county, problem| HoursPage {
        frame,
        county,
        sent,
        problem: Some(problem),
    })
}

async fn save(app: &App, viewer: &Viewer, region: &str, sent: &Sent) -> Result<()> {
    let text = format!(
        "{}-{},{}-{}",
        sent.morning_from.trim(),
        sent.morning_to.trim(),
        sent.afternoon_from.trim(),
        sent.afternoon_to.trim()
    );
    let hours = read(&text).ok_or_else(|| {
        Error::Invalid("请按先后填写四个时刻，如 08:30、12:00、14:00、17:30；全天至少办公一小时".to_owned())
    })?;
    if let Some(problem) = reason_problem(&sent.reason) {
        return Err(Error::Invalid(problem));
    }
    let before = CountyRules::of(&app.db, region).await?.hours;
    let value = (hours != OfficeHours::default()).then(|| key(&hours));
    let told = Told {
        subject_id: KEY,
        before: vec![("办公时间", word(&before))],
        after: vec![("办公时间", word(&hours))],
        reason: &sent.reason,
    };
    let mut tx = app.db.begin().await?;
    let wanted = vec![Wanted { key: KEY.to_owned(), value }];
    setting::write(&mut tx, &By::keeper(viewer), region, wanted, told, clock::now()).await?;
    columns::look_again(&mut tx, region).await?;
    tx.commit().await?;
    app.reminder_bell.notify_one();
    Ok(())
}

/// Two halves one after the other, together an hour or more. A half that is not worked begins when it ends.
pub fn read(text: &str) -> Option<OfficeHours> {
    let (morning, afternoon) = text.split_once(',')?;
    let (morning, afternoon) = (half(morning)?, half(afternoon)?);
    let hours = OfficeHours { morning, afternoon };
    (morning.1 <= afternoon.0 && hours.minutes() >= 60).then_some(hours)
}

fn half(text: &str) -> Option<(Time, Time)> {
    let (from, to) = text.split_once('-')?;
    let (from, to) = (minute(from)?, minute(to)?);
    (from <= to).then_some((from, to))
}

/// `08:30`; a browser may add seconds, which an office does not have.
fn minute(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let minute = minute.get(..2).filter(|two| minute == *two || minute == format!("{two}:00"))?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

fn written(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

pub fn key(hours: &OfficeHours) -> String {
    let half = |(from, to)| format!("{}-{}", written(from), written(to));
    format!("{},{}", half(hours.morning), half(hours.afternoon))
}

/// 08:30—12:00，14:00—17:30
pub fn word(hours: &OfficeHours) -> String {
    let halves = [hours.morning, hours.afternoon].into_iter().filter(|(from, to)| from < to);
    halves.map(|(from, to)| format!("{}—{}", written(from), written(to))).collect::<Vec<_>>().join("，")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_back_and_nonsense_is_not() {
        let usual = OfficeHours::default();
        assert_eq!(read(&key(&usual)), Some(usual));
        assert_eq!(word(&usual), "08:30—12:00，14:00—17:30");
        assert!(read("08:00-14:00,14:00-14:00").is_some(), "one half only");
        for text in [
            "",
            "08:30-12:00",
            "12:00-08:30,14:00-17:30",
            "08:30-14:00,12:00-17:30",
            "25:00-26:00,1-2",
            "08:30-08:30,14:00-14:30",
            "08:30:30-12:00,14:00-17:30",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
