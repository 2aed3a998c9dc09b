//! The rules in force in a county: the defaults, and above them what the county set.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;
use supervision::{
    DayKind, DeadlineTemplate, Limits, OfficeHours, Rules, Term, WorkingCalendar, WorkingTime,
};

use super::setting::Settings;
use super::{hours, limit};
use crate::db::Db;
use crate::error::Result;
use crate::reminders::channels::Channels;
use crate::{App, args};

/// 督办规则 with everything they refer to.
#[derive(Clone, Debug)]
pub struct CountyRules {
    pub calendar: Cow<'static, WorkingCalendar>,
    pub hours: OfficeHours,
    pub limits: Limits,
    pub templates: Vec<DeadlineTemplate>,
    pub channels: Channels,
}

impl CountyRules {
    /// As of the moment.
    pub async fn kept(app: &App, region: &str, now: i64) -> Result<Arc<CountyRules>> {
        let read = async || CountyRules::of(&app.db, region).await.map(Arc::new);
        app.rules.of(app.moment(now), region.to_owned(), read).await
    }

    pub async fn of(db: &Db, region: &str) -> Result<CountyRules> {
        // Every act and every page of a matter asks this: one question for both tables.
        let rows: Vec<(Option<String>, String, String)> = db
            .all(
                "select day, kind, name from calendar_day where region = $1
                 union all select null, key, value from supervision_setting where region = $1",
                args![region],
            )
            .await?;
        let mut calendar = Cow::Borrowed(WorkingCalendar::national());
        let mut set = Settings::default();
        for (day, key, value) in rows {
            let Some(day) = day else {
                set.insert(key, value);
                continue;
            };
            let Ok(day) = day.parse::<Date>() else { continue };
            let kind = if key == "holiday" { DayKind::Holiday } else { DayKind::MakeUpDay };
            calendar = Cow::Owned(calendar.into_owned().with_day(day, kind, &value));
        }
        let templates = DeadlineTemplate::ALL.iter().map(|template| adjusted(template, &set)).collect();
        let hours = set.get(hours::KEY).and_then(hours::read).unwrap_or_default();
        let channels = Channels::read(|key| set.get(key));
        Ok(CountyRules { calendar, hours, limits: limit::of(&set), templates, channels })
    }

    pub fn rules(&self) -> Rules<'_> {
        Rules {
            time: WorkingTime { calendar: &self.calendar, hours: self.hours },
            limits: self.limits.clone(),
        }
    }

    pub fn template(&self, key: &str) -> Option<&DeadlineTemplate> {
        self.templates.iter().find(|template| template.key == key)
    }
}

/// `template.meeting.finish` = `wd10`
fn adjusted(template: &DeadlineTemplate, set: &Settings) -> DeadlineTemplate {
    let term = |part: &str| Term::from_key(set.get(&format!("template.{}.{part}", template.key))?);
    DeadlineTemplate {
        sign: term("sign").unwrap_or(template.sign),
        first_feedback: term("first_feedback").unwrap_or(template.first_feedback),
        finish: term("finish").or(template.finish),
        ..template.clone()
    }
}
