//! The rules in force in a county: the defaults, and above them what the county set.

use jiff::civil::Date;
use supervision::{
    DayKind, DeadlineTemplate, Limits, OfficeHours, Rules, Term, WorkingCalendar, WorkingTime,
};

use super::setting::Settings;
use super::{hours, limit};
use crate::args;
use crate::db::Db;
use crate::error::Result;

/// 督办规则 with everything they refer to.
#[derive(Clone, Debug)]
pub struct CountyRules {
    pub calendar: WorkingCalendar,
    pub hours: OfficeHours,
    pub limits: Limits,
    pub templates: Vec<DeadlineTemplate>,
}

impl CountyRules {
    pub async fn of(db: &Db, region: &str) -> Result<CountyRules> {
        let days: Vec<(String, String, String)> =
            db.all("select day, kind, name from calendar_day where region = $1", args![region]).await?;
        let mut calendar = WorkingCalendar::national().clone();
        for (day, kind, name) in days {
            let Ok(day) = day.parse::<Date>() else { continue };
            let kind = if kind == "holiday" { DayKind::Holiday } else { DayKind::MakeUpDay };
            calendar = calendar.with_day(day, kind, &name);
        }
        let set = Settings::of(db, region).await?;
        let templates = DeadlineTemplate::ALL.iter().map(|template| adjusted(template, &set)).collect();
        let hours = set.get(hours::KEY).and_then(hours::read).unwrap_or_default();
        Ok(CountyRules { calendar, hours, limits: limit::of(&set), templates })
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
