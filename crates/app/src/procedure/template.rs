//! 时限模板: how long one kind of matter has to be signed for, first reported on and finished.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use supervision::{DeadlineTemplate, Term};

use super::answer;
use super::rules::CountyRules;
use super::setting::{self, Told, Wanted};
use crate::access::Viewer;
use crate::county::{Asked, County};
use crate::error::{Error, Result};
use crate::extract::{Address, Form, Params};
use crate::layout::{Frame, page};
use crate::organisation_event::{By, Facts, reason_problem};
use crate::{App, clock};

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Sent {
    #[serde(default)]
    region: String,
    sign_n: String,
    sign_in: String,
    first_feedback_n: String,
    first_feedback_in: String,
    #[serde(default)]
    finish_n: String,
    #[serde(default)]
    finish_in: String,
    #[serde(default)]
    reason: String,
}

#[derive(Template)]
#[template(path = "procedure/template.html")]
struct TemplatePage {
    frame: Frame,
    county: County,
    preset: &'static DeadlineTemplate,
    sent: Sent,
    problem: Option<String>,
}

impl TemplatePage {
    /// Label, name, number and measure typed, default.
    fn parts(&self) -> Vec<(&'static str, &'static str, &str, &str, String)> {
        let Sent { sign_n, sign_in, first_feedback_n, first_feedback_in, finish_n, finish_in, .. } =
            &self.sent;
        let first = if self.preset.cycle.is_some_and(|cycle| cycle.is_by_calendar()) {
            "按月反馈的不用".to_owned()
        } else {
            self.preset.first_feedback.word()
        };
        let mut parts = vec![
            ("签收时限", "sign", sign_n.as_str(), sign_in.as_str(), self.preset.sign.word()),
            ("首次反馈", "first_feedback", first_feedback_n, first_feedback_in, first),
        ];
        if let Some(finish) = self.preset.finish {
            parts.push(("办结时限", "finish", finish_n, finish_in, finish.word()));
        }
        parts
    }
}

/// What a number counts.
const MEASURES: [(&str, &str); 3] = [("wd", "个工作日"), ("d", "日（自然日）"), ("min", "分钟（办公时间）")];

pub async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    Address(key): Address<String>,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let county = County::to_change(&app.db, &viewer, &asked.region).await?;
    let preset = DeadlineTemplate::from_key(&key).ok_or(Error::NotFound)?;
    let rules = CountyRules::of(&app.db, &county.name).await?;
    let template = rules.template(&key).ok_or(Error::NotFound)?;
    let (sign_n, sign_in) = split(template.sign);
    let (first_feedback_n, first_feedback_in) = split(template.first_feedback);
    let (finish_n, finish_in) = template.finish.map(split).unwrap_or_default();
    let sent =
        Sent { sign_n, sign_in, first_feedback_n, first_feedback_in, finish_n, finish_in, ..Sent::default() };
    page(&TemplatePage {
        frame: Frame::new(&viewer, "procedure", preset.word),
        county,
        preset,
        sent,
        problem: None,
    })
}

pub async fn update(
    State(app): State<App>,
    viewer: Viewer,
    Address(key): Address<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let county = County::to_change(&app.db, &viewer, &sent.region).await?;
    let preset = DeadlineTemplate::from_key(&key).ok_or(Error::NotFound)?;
    let saved = save(&app, &viewer, &county.name, preset, &sent).await;
    let frame = Frame::new(&viewer, "procedure", preset.word);
    answer::to_change(saved, county, |county, problem| TemplatePage {
        frame,
        county,
        preset,
        sent,
        problem: Some(problem),
    })
}

async fn save(
    app: &App,
    viewer: &Viewer,
    region: &str,
    preset: &'static DeadlineTemplate,
    sent: &Sent,
) -> Result<()> {
    let sign = term("签收时限", &sent.sign_n, &sent.sign_in)?;
    let first_feedback = term("首次反馈", &sent.first_feedback_n, &sent.first_feedback_in)?;
    let finish = match preset.finish {
        Some(_) => Some(term("办结时限", &sent.finish_n, &sent.finish_in)?),
        None => None,
    };
    let is = DeadlineTemplate { sign, first_feedback, finish, ..preset.clone() };
    let problem = problem(&is).map(str::to_owned).or_else(|| reason_problem(&sent.reason));
    if let Some(problem) = problem {
        return Err(Error::Invalid(problem));
    }
    let rules = CountyRules::of(&app.db, region).await?;
    let was = rules.template(preset.key).ok_or(Error::NotFound)?;
    let wanted = |part: &str, is: Option<Term>, preset_term: Option<Term>| Wanted {
        key: format!("template.{}.{part}", preset.key),
        value: is.filter(|_| is != preset_term).map(Term::key),
    };
    let wanted = vec![
        wanted("sign", Some(sign), Some(preset.sign)),
        wanted("first_feedback", Some(first_feedback), Some(preset.first_feedback)),
        wanted("finish", finish, preset.finish),
    ];
    let told = Told { subject_id: preset.key, before: facts(was), after: facts(&is), reason: &sent.reason };
    let mut tx = app.db.begin().await?;
    setting::write(&mut tx, &By::keeper(viewer), region, wanted, told, clock::now()).await?;
    tx.commit().await?;
    Ok(())
}

/// The number and what it counts, as the form has them.
fn split(term: Term) -> (String, String) {
    let key = term.key();
    let at = key.find(|c: char| c.is_ascii_digit()).unwrap_or(key.len());
    (key[at..].to_owned(), key[..at].to_owned())
}

fn term(word: &str, n: &str, measure: &str) -> Result<Term> {
    let n: Option<u32> = n.trim().parse().ok().filter(|n| *n <= if measure == "min" { 2400 } else { 366 });
    let term = n.and_then(|n| Term::from_key(&format!("{measure}{n}")));
    let is_some_time = |term: &Term| !matches!(term, Term::Minutes(n) if *n < 10);
    term.filter(is_some_time).ok_or_else(|| {
        Error::Invalid(format!("“{word}”为不超过 366 的天数，或 10 至 2400 分钟；0 个工作日即当日"))
    })
}

/// Rough lengths in minutes are enough to see what cannot be: a working day has seven hours, five of seven are worked.
fn problem(template: &DeadlineTemplate) -> Option<&'static str> {
    let minutes = |term: Term| match term {
        Term::Minutes(n) => n,
        Term::WorkingDays(n) => i64::from(n.max(1)) * 420,
        Term::CalendarDays(n) => i64::from(n.max(1)) * 300,
    };
    let finish = minutes(template.finish?);
    if minutes(template.sign) > finish {
        return Some("签收时限不能长于办结时限");
    }
    if minutes(template.first_feedback) > finish {
        return Some("首次反馈不能晚于办结时限");
    }
    let hard = template.hard_limit.map(minutes);
    hard.is_some_and(|hard| finish > hard).then_some("办结时限不能长于这类事项的最长时限")
}

fn facts(template: &DeadlineTemplate) -> Facts {
    vec![
        ("时限模板", template.word.to_owned()),
        ("签收时限", template.sign.word()),
        ("首次反馈", template.first_feedback.word()),
        ("办结时限", template.finish.map_or(String::new(), Term::word)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_allowed_and_read_back() {
        for template in DeadlineTemplate::ALL {
            assert_eq!(problem(template), None, "{}", template.key);
            for each in
                [Some(template.sign), Some(template.first_feedback), template.finish].into_iter().flatten()
            {
                let (n, measure) = split(each);
                assert_eq!(term("", &n, &measure).unwrap(), each);
            }
        }
    }

    #[test]
    fn a_term_nobody_can_keep_is_refused() {
        for (n, measure) in
            [("", "wd"), ("367", "d"), ("5", "min"), ("2401", "min"), ("3", "h"), ("-1", "wd")]
        {
            assert!(term("签收时限", n, measure).is_err(), "{n}{measure}");
        }
        let meeting = DeadlineTemplate::from_key("meeting").unwrap();
        let late = DeadlineTemplate { first_feedback: Term::WorkingDays(30), ..meeting.clone() };
        assert_eq!(problem(&late), Some("首次反馈不能晚于办结时限"));
    }
}
