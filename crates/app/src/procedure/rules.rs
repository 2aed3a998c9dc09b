//! The rules in force in a county: the defaults, and above them what the county set.

use std::collections::HashMap;

use jiff::civil::Date;
use supervision::{
    DayKind, DeadlineTemplate, Limits, OfficeHours, Rules, Term, WorkingCalendar, WorkingTime,
};

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
        let set: Vec<(String, String)> =
            db.all("select key, value from supervision_setting where region = $1", args![region]).await?;
        let set: HashMap<String, String> = set.into_iter().collect();
        let templates = DeadlineTemplate::ALL.iter().map(|template| adjusted(template, &set)).collect();
        Ok(CountyRules { calendar, hours: OfficeHours::default(), limits: Limits::default(), templates })
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
fn adjusted(template: &DeadlineTemplate, set: &HashMap<String, String>) -> DeadlineTemplate {
    let term = |part: &str| {
        let value = set.get(&format!("template.{}.{part}", template.key))?;
        Term::from_key(value)
    };
    DeadlineTemplate {
        sign: term("sign").unwrap_or(template.sign),
        first_feedback: term("first_feedback").unwrap_or(template.first_feedback),
        finish: term("finish").or(template.finish),
        ..template.clone()
    }
}
