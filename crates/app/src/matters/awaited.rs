//! 待办: which of the things a person may do waits for that very person, and until when.

use jiff::civil::DateTime;
use supervision::{Act, Asked, Colour, Duty, Limits, Request, Rules, deadline, light};

use super::matter::Loaded;
use super::probe::Probe;
use crate::access::Post;

/// Others may often do it too; it stands on the desk of whoever is asked first.
pub fn of(post: &Post, loaded: &Loaded, probe: &Probe, rules: &Rules<'_>, at: DateTime) -> bool {
    let me = post.account_id.as_str();
    let is_officer = loaded.row.officer_id == me;
    let is_director = post.duty == Duty::Director;
    let instructed = loaded.state.plan.as_ref().and_then(|plan| plan.instructed_by.as_ref());
    let is_instructor = instructed.is_some_and(|leader| leader.0 == me);
    match &probe.act {
        Act::Submit | Act::Close | Act::Archive => is_officer,
        Act::Approve { .. } => is_instructor || (instructed.is_none() && is_director),
        Act::Acknowledge { .. } | Act::SignOff { .. } => true,
        Act::GiveFeedback { unit, .. } => {
            let handler = loaded.state.of_unit(unit).ok().and_then(|a| a.handler.as_ref());
            handler.is_some_and(|handler| handler.0 == me)
        }
        Act::AnswerRefusal { .. } => is_officer || is_director,
        // A review that nobody does in time comes to the director.
        Act::Accept { .. } => is_officer || (is_director && is_late(loaded, rules, at)),
        Act::Complete { .. } => is_director,
        Act::Confirm => is_instructor,
        Act::Decide { request, .. } => {
            let asked = loaded.state.requests.get(*request);
            if asked.is_some_and(|asked| is_second(loaded, asked)) {
                is_leader(post, loaded)
            } else {
                is_director
            }
        }
        _ => false,
    }
}

fn is_late(loaded: &Loaded, rules: &Rules<'_>, at: DateTime) -> bool {
    light::of_office(&loaded.state, rules, at).is_some_and(|light| light.colour == Colour::Red)
}

/// From the second extension on a leader decides.
fn is_second(loaded: &Loaded, asked: &Asked) -> bool {
    let is_extension = matches!(asked.request, Request::Extension { .. });
    is_extension && loaded.state.of_unit(&asked.unit).is_ok_and(|a| a.n_extensions > 0)
}

fn is_leader(post: &Post, loaded: &Loaded) -> bool {
    let named = loaded.row.leader_id.as_deref();
    post.duty.is_leader() && named.map_or(post.duty == Duty::FieldLeader, |leader| leader == post.account_id)
}

/// When it has to be done: the unit's by its dues, the office's by the days it has for each answer.
pub fn due(loaded: &Loaded, probe: &Probe, rules: &Rules<'_>) -> Option<DateTime> {
    let (state, limits) = (&loaded.state, &rules.limits);
    let within = |since: DateTime, n: i32| deadline::counted_day(state, since, n, &rules.time);
    let assignment = probe.act.unit().and_then(|unit| state.of_unit(unit).ok());
    match &probe.act {
        Act::Acknowledge { .. } => assignment.map(|a| a.dues.sign),
        Act::GiveFeedback { .. } | Act::SignOff { .. } => assignment.and_then(|a| {
            let dues = [a.dues.feedback, a.next_node(), a.dues.finish];
            dues.into_iter().flatten().min()
        }),
        Act::AnswerRefusal { .. } | Act::Accept { .. } => {
            let since = assignment?.reported_at?;
            within(since, office_days(&probe.act, limits))
        }
        Act::Complete { .. } => within(state.awaits_completion_since?, limits.review_within),
        Act::Decide { request, .. } => within(state.requests.get(*request)?.at, limits.request_within),
        _ => None,
    }
}

fn office_days(act: &Act, limits: &Limits) -> i32 {
    if matches!(act, Act::Accept { .. }) { limits.review_within } else { limits.refusal_answer_within }
}
