//! 批量办理: the same act on many matters, each by itself and each with its own answer.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::DateTime;
use serde::Deserialize;
use supervision::{Act, AssignmentStage, Refusal, Rules, UrgingRung, deadline};

use super::approval;
use super::journal::Words;
use super::matter::{self, Loaded};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Form;
use crate::layout::{Frame, page};
use crate::procedure::rules::CountyRules;
use crate::{App, clock};

const AT_MOST: usize = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    action: String,
    id: Vec<String>,
    reason: String,
    query: String,
}

/// 批量操作
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Submit,
    Approve,
    Accept,
    Urge,
}

impl Action {
    fn from_key(key: &str) -> Option<Action> {
        match key {
            "submit" => Some(Action::Submit),
            "approve" => Some(Action::Approve),
            "accept" => Some(Action::Accept),
            "urge" => Some(Action::Urge),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Action::Submit => "报批",
            Action::Approve => "批准立项",
            Action::Accept => "审核通过",
            Action::Urge => "催办",
        }
    }

    fn act(self, loaded: &Loaded, county: &CountyRules, reason: &str, at: DateTime) -> Result<Act> {
        match self {
            Action::Submit => Ok(Act::Submit),
            Action::Approve => {
                let plan = loaded.state.plan.as_ref();
                let dues = plan.and_then(|plan| approval::dues(plan, county, at));
                let dues = dues.ok_or_else(|| refuse("须有办结期限；长期事项须有节点，请退回拟办补充"))?;
                Ok(Act::Approve { dues })
            }
            Action::Accept => acceptance(loaded, county, at),
            Action::Urge => {
                let lead = loaded.state.lead().ok_or_else(|| refuse("事项还没有交办，不能催办"))?;
                let (unit, reason) = (lead.unit.clone(), reason.to_owned());
                Ok(Act::Urge { unit, rung: UrgingRung::Blue, reason })
            }
        }
    }
}

fn refuse(why: &str) -> Error {
    Error::from(Refusal(why.to_owned()))
}

/// The first feedback that waits.
fn acceptance(loaded: &Loaded, county: &CountyRules, at: DateTime) -> Result<Act> {
    let mut assignments = loaded.state.assignments.iter();
    let waiting = assignments.find(|assignment| assignment.stage == AssignmentStage::Reported);
    let assignment = waiting.ok_or_else(|| refuse("没有等待审核的反馈"))?;
    let template = county.template(&loaded.row.template).ok_or_else(|| refuse("没有这种时限类型"))?;
    let next = deadline::next_feedback(&assignment.dues, template, at, &county.rules().time);
    let next_feedback = next.filter(|_| !assignment.wants_completion());
    Ok(Act::Accept { unit: assignment.unit.clone(), nodes_met: assignment.nodes_met, next_feedback })
}

/// 逐件结果
struct Answer {
    id: String,
    title: String,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "matters/batch.html")]
struct BatchPage {
    frame: Frame,
    word: &'static str,
    answers: Vec<Answer>,
    query: String,
}

impl BatchPage {
    fn n_done(&self) -> usize {
        self.answers.iter().filter(|answer| answer.problem.is_none()).count()
    }
}

pub async fn create(State(app): State<App>, viewer: Viewer, Form(asked): Form<Asked>) -> Result<Response> {
    viewer.county()?;
    let action = Action::from_key(&asked.action)
        .ok_or_else(|| Error::Invalid("请选择要办理的操作，选中的事项没有变化".to_owned()))?;
    if asked.id.is_empty() || asked.id.len() > AT_MOST {
        return Err(Error::Invalid(format!("请先在台账中勾选事项，一次 1 至 {AT_MOST} 件")));
    }
    let batch = Batch { app: &app, viewer: &viewer, action, reason: asked.reason.trim(), now: clock::now() };
    let mut answers = Vec::with_capacity(asked.id.len());
    for id in &asked.id {
        answers.push(batch.answer(id).await);
    }
    let frame = Frame::new(&viewer, "matters", format!("批量{}", action.word()));
    page(&BatchPage { frame, word: action.word(), answers, query: asked.query })
}

struct Batch<'a> {
    app: &'a App,
    viewer: &'a Viewer,
    action: Action,
    reason: &'a str,
    now: i64,
}

impl Batch<'_> {
    async fn answer(&self, id: &str) -> Answer {
        let loaded = matter::by_id(&self.app.db, self.viewer, id).await;
        let title =
            loaded.as_ref().map_or("（没有找到，或者您没有查看权限）", |l| l.row.title.as_str()).to_owned();
        let done = match loaded {
            Ok(loaded) => self.act(&loaded).await,
            Err(error) => Err(error),
        };
        let problem = done.err().map(|error| {
            error.log();
            error.to_string()
        });
        Answer { id: id.to_owned(), title, problem }
    }

    async fn act(&self, loaded: &Loaded) -> Result<()> {
        let county = CountyRules::of(&self.app.db, &loaded.row.region).await?;
        let assignments = loaded.state.assignments.iter();
        let n_reported = assignments.filter(|a| a.stage == AssignmentStage::Reported).count();
        // Every unit that has reported is accepted, one act each.
        let n_acts = if self.action == Action::Accept { n_reported.max(1) } else { 1 };
        let deed = |loaded: &Loaded, _: &Rules<'_>| {
            self.action.act(loaded, &county, self.reason, loaded.instant(self.now))
        };
        for _ in 0..n_acts {
            matter::act(self.app, self.viewer, &loaded.row.id, &Words::default(), self.now, &deed).await?;
        }
        Ok(())
    }
}
