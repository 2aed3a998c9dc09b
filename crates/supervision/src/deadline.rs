//! 时限: the due instants that an act freezes into the journal.

use jiff::civil::{Date, DateTime};

use crate::{Assignment, DeadlineTemplate, Dues, Matter, Plan, UnitDues, WorkingTime};

/// The dues of one assignment issued at an instant. A date that the source names outranks the template's.
pub fn at_issue(
    plan: &Plan,
    template: &DeadlineTemplate,
    at: DateTime,
    time: &WorkingTime<'_>,
) -> Option<Dues> {
    let finish = match plan.finish_on {
        Some(date) => Some(time.closing(date)),
        None if plan.nodes.is_empty() => template.finish.and_then(|term| term.end(at, time)),
        None => None,
    };
    let first_feedback = template.first_feedback_end(at, time)?;
    Some(Dues {
        sign: template.sign.end(at, time)?,
        // Feedback due with or after the end would only repeat it.
        feedback: Some(first_feedback).filter(|due| finish.is_none_or(|finish| *due < finish)),
        nodes: plan.nodes.iter().map(|node| time.closing(*node)).collect(),
        finish,
    })
}

/// When the next feedback is due after one was accepted.
pub fn next_feedback(
    dues: &Dues,
    template: &DeadlineTemplate,
    at: DateTime,
    time: &WorkingTime<'_>,
) -> Option<DateTime> {
    let next = template.cycle?.next(at, time);
    Some(next).filter(|next| dues.finish.is_none_or(|finish| *next < finish))
}

/// After a return or a reopening: the work ends on a new day, and there is no feedback before it.
pub fn for_rework(dues: &Dues, finish_on: Date, at: DateTime, time: &WorkingTime<'_>) -> Dues {
    let nodes = dues.nodes.iter().copied().filter(|node| *node > at).collect();
    Dues { sign: dues.sign, feedback: None, nodes, finish: Some(time.closing(finish_on)) }
}

pub fn extended(dues: &Dues, to: Date, time: &WorkingTime<'_>) -> Dues {
    Dues { finish: Some(time.closing(to)), ..dues.clone() }
}

/// 恢复办理: what was left when the clock stopped is left again when it goes on. What was overdue stays overdue.
pub fn after_suspension(matter: &Matter, at: DateTime, time: &WorkingTime<'_>) -> Vec<UnitDues> {
    let Some(since) = matter.suspended_since else { return Vec::new() };
    let moved = |due: DateTime| {
        let left = time.minutes_between(since, due);
        let moved = (left > 0).then(|| time.add_minutes(at, left)).flatten();
        moved.map_or(due, |moved| time.closing(moved.date()))
    };
    let dues = |a: &Assignment| Dues {
        sign: moved(a.dues.sign),
        feedback: a.dues.feedback.map(moved),
        nodes: a.dues.nodes.iter().copied().map(moved).collect(),
        finish: a.dues.finish.map(moved),
    };
    let open = matter.assignments.iter().filter(|a| a.is_open());
    open.map(|a| UnitDues { unit: a.unit.clone(), dues: dues(a) }).collect()
}
