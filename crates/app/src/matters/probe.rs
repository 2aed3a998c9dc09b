//! 试办: every act that a matter could see next, filled in so that only rights and stage can refuse it. What may be done is
//! asked of the transition itself; nothing here knows who may do what.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use supervision::{
    Act, Assignment, AssignmentStage, Grade, PersonId, Request, SuspensionCause, UnitDues, UrgingRung,
    deadline,
};

use super::approval;
use super::matter::Loaded;
use crate::procedure::rules::CountyRules;

/// A form and an act as it might be sent with it.
pub struct Probe {
    pub form: &'static str,
    pub act: Act,
}

pub fn all(loaded: &Loaded, county: &CountyRules, at: DateTime) -> Vec<Probe> {
    let mut probes = of_matter(loaded, county, at);
    let in_it = loaded.state.assignments.iter().filter(|a| a.stage != AssignmentStage::Withdrawn);
    for assignment in in_it {
        probes.extend(of_office(loaded, assignment, county, at));
        probes.extend(of_unit(assignment, at));
    }
    probes.extend(rare(loaded, county, at));
    probes
}

fn filled() -> String {
    "…".to_owned()
}

fn tomorrow(at: DateTime) -> Date {
    at.date().checked_add(1.day()).unwrap_or(Date::MAX)
}

fn probe(form: &'static str, act: Act) -> Probe {
    Probe { form, act }
}

fn of_matter(loaded: &Loaded, county: &CountyRules, at: DateTime) -> Vec<Probe> {
    let (state, reason) = (&loaded.state, filled);
    let dues = state.plan.as_ref().and_then(|plan| approval::dues(plan, county, at));
    let mut probes = vec![
        probe("submission", Act::Submit),
        probe("approval", Act::Approve { dues: dues.unwrap_or_default() }),
        probe("sending_back", Act::SendBack { reason: reason() }),
        probe("completion", Act::Complete { grade: Grade::Passed }),
        probe("closure", Act::Close),
        probe("archive", Act::Archive),
    ];
    if !state.is_confirmed {
        probes.push(probe("confirmation", Act::Confirm));
    }
    let open = state.requests.iter().enumerate().filter(|(_, asked)| asked.decided.is_none());
    for (request, _) in open {
        let act = Act::Decide { request, granted: false, reason: reason(), dues: Vec::new() };
        probes.insert(0, probe("decision", act));
    }
    probes
}

/// What turns a matter from its way.
fn rare(loaded: &Loaded, county: &CountyRules, at: DateTime) -> Vec<Probe> {
    let (state, reason, rules) = (&loaded.state, filled, county.rules());
    let again = |a: &Assignment| UnitDues {
        unit: a.unit.clone(),
        dues: deadline::for_rework(&a.dues, tomorrow(at), at, &rules.time),
    };
    let dues = state.lead().map(again).into_iter().collect();
    let resumed = deadline::after_suspension(state, at, &rules.time);
    let (cause, until) = (SuspensionCause::Procedure, tomorrow(at));
    vec![
        probe("instruction", Act::Instruct { text: reason() }),
        probe("reopening", Act::Reopen { reason: reason(), dues }),
        probe("resumption", Act::Resume { dues: resumed }),
        probe("suspension", Act::Suspend { cause, reason: reason(), until }),
        probe("merging", Act::Merge { into: reason(), reason: reason() }),
        probe("declining", Act::Decline { reason: reason() }),
        probe("termination", Act::Terminate { reason: reason() }),
    ]
}

fn of_office(loaded: &Loaded, a: &Assignment, county: &CountyRules, at: DateTime) -> Vec<Probe> {
    let (unit, reason) = (|| a.unit.clone(), filled);
    let time = county.rules().time;
    let dues = deadline::for_rework(&a.dues, tomorrow(at), at, &time);
    let sign = deadline::sign_after_refusal(&loaded.state, a, at, &time);
    vec![
        probe("refusal_answer", Act::AnswerRefusal { unit: unit(), granted: false, reason: reason(), sign }),
        probe("acceptance", Act::Accept { unit: unit(), nodes_met: a.nodes_met, next_feedback: None }),
        probe("return_back", Act::ReturnBack { unit: unit(), defects: vec![reason()], dues }),
        probe("urging", Act::Urge { unit: unit(), rung: UrgingRung::Blue, reason: reason() }),
    ]
}

fn of_unit(a: &Assignment, at: DateTime) -> Vec<Probe> {
    let (unit, reason) = (|| a.unit.clone(), filled);
    let ask = |form, request| probe(form, Act::Ask { unit: unit(), request });
    let later = a.dues.finish.and_then(|finish| finish.date().checked_add(1.day()).ok());
    let (cause, until) = (SuspensionCause::Procedure, tomorrow(at));
    let extension = Request::Extension { to: later.unwrap_or(until), reason: reason(), progress: reason() };
    let handler = PersonId(String::new());
    vec![
        probe("acknowledgement", Act::Acknowledge { unit: unit(), handler, plan_on: at.date() }),
        probe("refusal", Act::Refuse { unit: unit(), reason: reason() }),
        probe("sign_off", Act::SignOff { unit: unit() }),
        probe("rewriting", Act::Rewrite { unit: unit(), reason: reason() }),
        probe("feedback", Act::GiveFeedback { unit: unit(), progress: 0, is_final: false }),
        probe("explanation", Act::Explain { unit: unit(), text: reason() }),
        ask("extension", extension),
        ask("pause", Request::Suspension { cause, until, reason: reason() }),
        ask("adjustment", Request::Adjustment { change: reason(), reason: reason() }),
        ask(
            "reassignment",
            Request::Reassignment { to: supervision::UnitId(String::new()), reason: reason() },
        ),
    ]
}
