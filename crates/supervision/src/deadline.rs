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
    let mut nodes: Vec<DateTime> = plan.nodes.iter().map(|node| time.closing(*node)).collect();
    nodes.sort_unstable();
    Some(Dues {
        sign: template.sign.end(at, time)?,
        // Feedback due with or after the end would only repeat it.
        feedback: Some(first_feedback).filter(|due| finish.is_none_or(|finish| *due < finish)),
        nodes,
        finish,
    })
}

/// When the next feedback is due after one was accepted. One that came before its day of the calendar was for that day.
pub fn next_feedback(
    dues: &Dues,
    template: &DeadlineTemplate,
    at: DateTime,
    time: &WorkingTime<'_>,
) -> Option<DateTime> {
    let cycle = template.cycle?;
    let last = if cycle.is_by_calendar() { dues.feedback.map_or(at, |due| due.max(at)) } else { at };
    let next = cycle.next(last, time);
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
        Some(due).filter(|due| *due > since).and_then(|due| moved(due, left, at, time)).unwrap_or(due)
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

/// 退签未准后的签收时限: what was left of it when the unit refused. `None` when nothing was.
pub fn sign_after_refusal(
    matter: &Matter,
    assignment: &Assignment,
    at: DateTime,
    time: &WorkingTime<'_>,
) -> Option<DateTime> {
    let since = assignment.reported_at?;
    let sign = Some(assignment.dues.sign).filter(|sign| *sign > since)?;
    let suspended: i64 =
        suspended_after(matter, since).map(|(from, to)| time.minutes_between(from, to)).sum();
    moved(sign, time.minutes_between(since, sign) - suspended, at, time)
}

/// An instant with so many minutes left, counted from another; what ended with a day ends with a day again.
fn moved(due: DateTime, left: i64, at: DateTime, time: &WorkingTime<'_>) -> Option<DateTime> {
    let moved = time.add_minutes(at, left.max(1))?;
    let ends_with_day = due == time.closing(due.date());
    Some(if ends_with_day { time.closing(moved.date()) } else { moved })
}

/// 办理时限 of an assignment in working days, suspensions left out. `None` without an end.
pub fn allotted(matter: &Matter, assignment: &Assignment, time: &WorkingTime<'_>) -> Option<i32> {
    let from = assignment.counts_from;
    let suspended: i32 = suspended_after(matter, from).map(|(from, to)| time.days_left(from, to)).sum();
    Some(time.days_left(from, assignment.dues.finish?) - suspended)
}

/// The close of the `n`th working day after an instant, suspensions left out.
pub fn counted_day(matter: &Matter, from: DateTime, n: i32, time: &WorkingTime<'_>) -> Option<DateTime> {
    let mut end = time.add_days(from, n)?;
    for (since, until) in suspended_after(matter, from) {
        if since < end {
            end = time.add_days(end, time.days_left(since, until))?;
        }
    }
    Some(end)
}

/// 挂起 that are over, as far as they lie after an instant.
pub(crate) fn suspended_after(
    matter: &Matter,
    from: DateTime,
) -> impl Iterator<Item = (DateTime, DateTime)> + '_ {
    let spans = matter.suspensions.iter().filter(move |(_, until)| *until > from);
    spans.map(move |(since, until)| (from.max(*since), *until))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::*;

    fn template(key: &str) -> &'static DeadlineTemplate {
        DeadlineTemplate::from_key(key).unwrap()
    }

    #[test]
    fn a_date_that_the_source_names_outranks_the_template() {
        let finish_on = Some("2026-11-23".parse().unwrap());
        let dues = dues_of(&Plan { finish_on, ..plan() }, at("2026-11-16T09:00")).swap_remove(0).dues;
        assert_eq!(dues.finish, Some(at("2026-11-23T17:30")));
        assert_eq!(dues.feedback, None, "it would be due with the end");
    }

    #[test]
    fn nodes_stand_in_order_and_in_place_of_an_end() {
        let nodes = ["2027-03-31", "2026-12-31"].map(|day| day.parse().unwrap()).to_vec();
        let dues = dues_of(&Plan { nodes, ..plan() }, at("2026-11-16T09:00")).swap_remove(0).dues;
        assert_eq!(dues.nodes, [at("2026-12-31T17:30"), at("2027-03-31T17:30")]);
        assert_eq!(dues.finish, None);
    }

    #[test]
    fn feedback_before_its_day_of_the_month_was_for_that_day() {
        let nodes = vec!["2027-03-31".parse().unwrap()];
        let plan = Plan { nodes, ..lone("annual") };
        let dues = dues_of(&plan, at("2026-11-16T09:00")).swap_remove(0).dues;
        assert_eq!(dues.feedback, Some(at("2026-11-27T17:30")), "the 28th is a Saturday");
        let next = next_feedback(&dues, template("annual"), at("2026-11-26T10:00"), &county());
        assert_eq!(next, Some(at("2026-12-28T17:30")));
        let next = next_feedback(&dues, template("annual"), at("2026-12-30T10:00"), &county());
        assert_eq!(next, Some(at("2027-01-28T17:30")));
        let next = next_feedback(&dues, template("urgent"), at("2026-11-26T10:00"), &county());
        assert_eq!(next, None, "no cycle");
    }

    #[test]
    fn after_a_suspension_what_was_left_is_left() {
        // Since, signed by, resumed, and signed by then.
        let cases = [
            ("2026-11-17T10:00", "2026-11-18T17:30", "2026-12-01T10:00", "2026-12-02T17:30", "days"),
            ("2026-11-17T10:00", "2026-11-17T11:00", "2026-12-01T14:00", "2026-12-01T15:00", "an hour"),
            ("2026-11-17T10:00", "2026-11-17T09:00", "2026-12-01T14:00", "2026-11-17T09:00", "overdue"),
            ("2026-11-20T18:00", "2026-11-22T17:30", "2026-12-01T18:00", "2026-12-02T17:30", "a Sunday"),
            ("2026-09-30T14:00", "2026-10-09T17:30", "2026-10-10T14:00", "2026-10-13T17:30", "a festival"),
        ];
        for (since, sign, resumed, expected, why) in cases {
            let mut story = Story::issued(lone("meeting"));
            story.matter.assignments[0].dues.sign = at(sign);
            story.matter.suspended_since = Some(at(since));
            let dues = after_suspension(&story.matter, at(resumed), &county());
            assert_eq!(dues[0].dues.sign, at(expected), "{why}");
        }
        assert!(
            after_suspension(&Story::signed(plan()).matter, at("2026-12-01T09:00"), &county()).is_empty()
        );
    }

    #[test]
    fn a_refusal_gives_back_the_time_that_was_left_once() {
        let sign = |story: &Story| sign_after_refusal(&story.matter, story.a(), story.now, &county());
        let story = Story::issued(lone("urgent"));
        assert_eq!(story.a().dues.sign, at("2026-11-16T14:30"));
        let friday = story.clone().at("2026-11-16T11:30").refuses("A").at("2026-11-21T10:00");
        assert_eq!(sign(&friday), Some(at("2026-11-23T09:30")), "not on the Saturday");
        let late = story.clone().at("2026-11-16T15:00").refuses("A");
        assert_eq!(sign(&late), None);
        let story = story.at("2026-11-16T11:30").refuses("A").suspended("2026-12-01");
        let story = story.at("2026-12-01T09:00").resumed();
        assert_eq!(story.a().dues.sign, at("2026-12-01T10:00"));
        assert_eq!(sign(&story.at("2026-12-01T15:00")), Some(at("2026-12-01T16:00")));
    }
}
