//! 红黄绿灯: one function of what happened, the calendar and now. Nothing here is stored but the two instants at which
//! the light will turn if nobody acts; they are computed by the same code.

use jiff::civil::{DateTime, Time};

use crate::act::words;
use crate::assignment::{Assignment, AssignmentStage};
use crate::matter::{Matter, Stage};
use crate::{Event, RULE_VERSION, Rules, deadline};

/// 灯色
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Colour {
    /// 灰: not running
    Grey,
    Green,
    Yellow,
    Red,
    /// 绿勾: finished on time
    DoneOnTime,
    /// 红点: 逾期办结, for ever
    DoneLate,
}

words!(Colour {
    Grey "grey" "未计时",
    Green "green" "正常",
    Yellow "yellow" "预警",
    Red "red" "逾期",
    DoneOnTime "done_on_time" "按期办结",
    DoneLate "done_late" "逾期办结",
});

/// 亮灯原因
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LightReason {
    NotIssued,
    Suspended,
    InTime,
    NearEnd,
    FeedbackLate,
    SignLate,
    NodeLate,
    BehindTime,
    AwaitingRework,
    Overdue,
    ReviewNear,
    ReviewLate,
    Finished,
}

words!(LightReason {
    NotIssued "not_issued" "尚未交办",
    Suspended "suspended" "已挂起",
    InTime "in_time" "按计划办理",
    NearEnd "near_end" "临近办结期限",
    FeedbackLate "feedback_late" "反馈逾期",
    SignLate "sign_late" "未按时签收",
    NodeLate "node_late" "节点逾期",
    BehindTime "behind_time" "进度落后于时间",
    AwaitingRework "awaiting_rework" "退回重办中",
    Overdue "overdue" "超过办结期限",
    ReviewNear "review_near" "临近审核期限",
    ReviewLate "review_late" "审核逾期",
    Finished "finished" "已办结",
});

/// 灯: its colour, why, since when, and by which version of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Light {
    pub colour: Colour,
    pub reason: LightReason,
    pub since: Option<DateTime>,
    pub rule_version: u32,
}

/// 变灯: an instant after which the light is at least yellow or red, if nothing happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    pub after: DateTime,
    pub colour: Colour,
    pub reason: LightReason,
}

/// 变灯时刻: the first yellow and the first red of an assignment. What a list asks an index for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turning {
    pub yellow_after: Option<DateTime>,
    pub red_after: Option<DateTime>,
}

impl Turning {
    /// The colour of a light that time moves, from the two instants alone: what a list has of it.
    pub fn colour(self, now: DateTime) -> Colour {
        let is_past = |after: Option<DateTime>| after.is_some_and(|after| after < now);
        if is_past(self.red_after) {
            Colour::Red
        } else if is_past(self.yellow_after) {
            Colour::Yellow
        } else {
            Colour::Green
        }
    }
}

/// The light of the unit. While 督查室 has the ball it stands still.
pub fn of(matter: &Matter, assignment: &Assignment, rules: &Rules<'_>, now: DateTime) -> Light {
    match fixed(matter, assignment) {
        Some(light) => light,
        None => shown(&turns(matter, assignment, rules), now),
    }
}

/// The light of the matter: the lead's.
pub fn of_matter(matter: &Matter, rules: &Rules<'_>, now: DateTime) -> Light {
    matter.lead().map_or_else(
        || light(Colour::Grey, LightReason::NotIssued, None),
        |lead| of(matter, lead, rules, now),
    )
}

/// What the light was at any instant, from the journal alone.
pub fn of_matter_at(events: &[Event], rules: &Rules<'_>, at: DateTime) -> Light {
    of_matter(&Matter::of(events.iter().take_while(|event| event.at <= at)), rules, at)
}

/// The light of 督查室 over a matter: reviews, refusals and requests that wait for its answer.
pub fn of_office(matter: &Matter, rules: &Rules<'_>, now: DateTime) -> Option<Light> {
    let turns = office_turns(matter, rules);
    (!turns.is_empty()).then(|| shown(&turns, now))
}

pub fn turning(matter: &Matter, assignment: &Assignment, rules: &Rules<'_>) -> Turning {
    if fixed(matter, assignment).is_some() {
        return Turning::default();
    }
    first_of(&turns(matter, assignment, rules))
}

pub fn office_turning(matter: &Matter, rules: &Rules<'_>) -> Turning {
    first_of(&office_turns(matter, rules))
}

fn first_of(turns: &[Turn]) -> Turning {
    let first = |colour| turns.iter().filter(|turn| turn.colour == colour).map(|turn| turn.after).min();
    Turning { yellow_after: first(Colour::Yellow), red_after: first(Colour::Red) }
}

fn light(colour: Colour, reason: LightReason, since: Option<DateTime>) -> Light {
    Light { colour, reason, since, rule_version: RULE_VERSION }
}

/// A light that time does not move.
fn fixed(matter: &Matter, assignment: &Assignment) -> Option<Light> {
    if let Some(at) = assignment.accepted_at {
        let done = assignment.reported_at.unwrap_or(at);
        let is_late = assignment.dues.finish.is_some_and(|finish| finish < done);
        let colour = if is_late { Colour::DoneLate } else { Colour::DoneOnTime };
        return Some(light(colour, LightReason::Finished, Some(done)));
    }
    if matter.is_suspended() {
        return Some(light(Colour::Grey, LightReason::Suspended, matter.suspended_since));
    }
    let is_running = matter.is_open() && assignment.is_open();
    (!is_running).then(|| light(Colour::Grey, LightReason::NotIssued, None))
}

fn shown(turns: &[Turn], now: DateTime) -> Light {
    // Of two that come at once the first is shown: what is late before what is only near or behind.
    let past = turns.iter().rev().filter(|turn| turn.after < now);
    let worst = past.max_by(|a, b| a.colour.cmp(&b.colour).then(b.after.cmp(&a.after)));
    worst.map_or_else(
        || light(Colour::Green, LightReason::InTime, None),
        |turn| light(turn.colour, turn.reason, Some(turn.after)),
    )
}

/// Every instant at which something becomes late. While 督查室 has the ball, only what was late before it counts.
fn turns(matter: &Matter, assignment: &Assignment, rules: &Rules<'_>) -> Vec<Turn> {
    let mut turns = Vec::with_capacity(10);
    sign_turns(assignment, rules, &mut turns);
    feedback_turns(assignment, rules, &mut turns);
    finish_turns(matter, assignment, rules, &mut turns);
    if let Some(since) = assignment.reported_at.filter(|_| assignment.is_with_office()) {
        turns.retain(|turn| turn.after < since);
    }
    debug_assert!(matter.is_open(), "only running assignments turn");
    turns
}

fn push(turns: &mut Vec<Turn>, after: Option<DateTime>, colour: Colour, reason: LightReason) {
    turns.extend(after.map(|after| Turn { after, colour, reason }));
}

fn sign_turns(assignment: &Assignment, rules: &Rules<'_>, turns: &mut Vec<Turn>) {
    if assignment.signed_at.is_none() {
        let sign = assignment.dues.sign;
        let red = rules.time.add_days(sign, rules.limits.red_after_sign);
        push(turns, Some(sign), Colour::Yellow, LightReason::SignLate);
        push(turns, red, Colour::Red, LightReason::SignLate);
    }
}

fn feedback_turns(assignment: &Assignment, rules: &Rules<'_>, turns: &mut Vec<Turn>) {
    let clocks = [
        (assignment.dues.feedback, rules.limits.red_after_feedback, LightReason::FeedbackLate),
        (assignment.next_node(), rules.limits.red_after_node, LightReason::NodeLate),
    ];
    for (due, red_after, reason) in clocks {
        let red = due.and_then(|due| rules.time.add_days(due, red_after));
        push(turns, due, Colour::Yellow, reason);
        push(turns, red, Colour::Red, reason);
    }
    if assignment.is_being_reworked() {
        push(turns, Some(assignment.armed_at), Colour::Yellow, LightReason::AwaitingRework);
    }
}

fn finish_turns(matter: &Matter, assignment: &Assignment, rules: &Rules<'_>, turns: &mut Vec<Turn>) {
    let Some(finish) = assignment.dues.finish else { return };
    let (time, limits) = (&rules.time, &rules.limits);
    let from = assignment.counts_from;
    let allotted = deadline::allotted(matter, assignment, time).map_or(1, |days| days.max(1));
    let share = (allotted * limits.yellow_before_percent + 99) / 100;
    let n_before = share.clamp(1, limits.yellow_before_at_most.max(1));
    let last = time.calendar.working_day_until(finish.date());
    let near = last.and_then(|last| time.calendar.add_working_days(last, -n_before));
    push(
        turns,
        near.map(|day| day.to_datetime(Time::midnight()).max(from)),
        Colour::Yellow,
        LightReason::NearEnd,
    );
    push(turns, Some(finish), Colour::Red, LightReason::Overdue);
    // elapsed / allotted − progress > lag, for the first whole day that makes it true
    let n_days = (i32::from(assignment.progress) + limits.lag_points) * allotted / 100 + 1;
    if n_days <= allotted {
        let behind = deadline::counted_day(matter, from, n_days, time);
        push(turns, behind, Colour::Yellow, LightReason::BehindTime);
    }
}

fn office_turns(matter: &Matter, rules: &Rules<'_>) -> Vec<Turn> {
    let mut turns = Vec::new();
    if !matter.is_open() || matter.is_suspended() {
        return turns;
    }
    let limits = &rules.limits;
    let mut wait = |since: DateTime, within: i32| {
        let end = deadline::counted_day(matter, since, within, &rules.time);
        let near = end.map(|end| end.date().to_datetime(Time::midnight()).max(since));
        push(&mut turns, near, Colour::Yellow, LightReason::ReviewNear);
        push(&mut turns, end, Colour::Red, LightReason::ReviewLate);
    };
    for assignment in &matter.assignments {
        match (assignment.stage, assignment.reported_at) {
            (AssignmentStage::Reported, Some(since)) => wait(since, limits.review_within),
            (AssignmentStage::RefusalPending, Some(since)) => wait(since, limits.refusal_answer_within),
            _ => {}
        }
    }
    for asked in matter.requests.iter().filter(|asked| asked.decided.is_none()) {
        wait(asked.at, limits.request_within);
    }
    if let (Some(Stage::AwaitingCompletion), Some(since)) = (matter.stage, matter.awaits_completion_since) {
        wait(since, limits.review_within);
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::*;
    use crate::{Act, Duty, Grade, Plan, Request};

    fn shows(story: &Story, now: &str) -> (Colour, LightReason) {
        let light = of_matter(&story.matter, &rules(), at(now));
        assert_eq!(light.rule_version, RULE_VERSION);
        (light.colour, light.reason)
    }

    fn check(story: &Story, cases: &[(&str, Colour, LightReason)]) {
        for (now, colour, reason) in cases {
            assert_eq!(shows(story, now), (*colour, *reason), "{now}");
        }
    }

    /// A matter of the lead alone with an end of its own, issued at an instant and signed at once.
    fn running(issued: &str, finish_on: &str) -> Story {
        let plan = Plan { finish_on: Some(finish_on.parse().unwrap()), ..lone("meeting") };
        let mut dues = dues_of(&plan, at(issued));
        dues[0].dues.feedback = None;
        let story = Story { now: at(issued), ..Story::drafted(plan) };
        let story = story.then(Duty::Inspector, Act::Submit).then(Duty::Director, Act::Approve { dues });
        let sign = story.acknowledge("A");
        story.unit_does("A", Duty::Liaison, sign)
    }

    #[test]
    fn the_two_instants_tell_the_colour_that_the_whole_matter_has() {
        let story = Story::signed(lone("meeting"));
        let turning = turning(&story.matter, story.a(), &rules());
        for day in 17..31 {
            for time in ["09:00", "17:30", "17:31"] {
                let now = format!("2026-11-{day:02}T{time}").replace("11-31", "12-01");
                assert_eq!(turning.colour(at(&now)), shows(&story, &now).0, "{now}");
            }
        }
    }

    #[test]
    fn what_does_not_run_is_grey() {
        use LightReason::{NotIssued, Suspended};
        check(&Story::drafted(plan()), &[("2026-12-31T09:00", Colour::Grey, NotIssued)]);
        check(&Story::submitted(plan()), &[("2026-12-31T09:00", Colour::Grey, NotIssued)]);
        let story = Story::signed(plan()).suspended("2026-12-31");
        check(&story, &[("2026-12-31T09:00", Colour::Grey, Suspended)]);
        let story =
            Story::signed(plan()).then(Duty::ChiefLeader, Act::Terminate { reason: "调整".to_owned() });
        check(&story, &[("2026-12-31T09:00", Colour::Grey, NotIssued)]);
    }

    #[test]
    fn unsigned_is_yellow_past_its_limit_and_red_two_working_days_later() {
        use LightReason::{InTime, SignLate};
        let cases = [
            ("2026-11-17T17:30", Colour::Green, InTime),
            ("2026-11-17T17:31", Colour::Yellow, SignLate),
            ("2026-11-19T17:30", Colour::Yellow, SignLate),
            ("2026-11-19T17:31", Colour::Red, SignLate),
        ];
        check(&Story::issued(lone("meeting")), &cases);
    }

    #[test]
    fn late_feedback_is_yellow_and_from_the_third_working_day_red() {
        use LightReason::{BehindTime, FeedbackLate};
        // Due on Monday 23 November; after three of fifteen days without progress the time runs ahead, too.
        let cases = [
            ("2026-11-23T17:30", Colour::Yellow, BehindTime),
            ("2026-11-26T17:30", Colour::Yellow, BehindTime),
            ("2026-11-26T17:31", Colour::Red, FeedbackLate),
        ];
        check(&Story::signed(lone("meeting")), &cases);
        let urgent = Story::signed(lone("urgent"));
        assert_eq!(urgent.a().dues.feedback, Some(at("2026-11-17T17:30")));
        assert_eq!(shows(&urgent, "2026-11-17T17:30"), (Colour::Green, LightReason::InTime));
        assert_eq!(shows(&urgent, "2026-11-17T17:31"), (Colour::Yellow, FeedbackLate));
    }

    #[test]
    fn a_node_is_yellow_when_late_and_red_after_five_working_days() {
        use LightReason::{InTime, NodeLate};
        let nodes = vec!["2026-12-31".parse().unwrap()];
        let story = Story::signed(Plan { nodes, ..lone("annual") }).reports("A", 30);
        let story = story.accepts("A");
        let cases = [
            ("2026-12-31T17:30", Colour::Green, InTime),
            ("2026-12-31T17:31", Colour::Yellow, NodeLate),
            // The calendar of 2027 is not announced: 1 January counts as a Friday.
            ("2027-01-07T17:30", Colour::Yellow, NodeLate),
            ("2027-01-07T17:31", Colour::Red, NodeLate),
        ];
        check(&story, &cases);
    }

    #[test]
    fn the_end_draws_near_by_a_fifth_of_the_time_but_three_days_at_most() {
        use LightReason::{BehindTime, NearEnd, Overdue};
        // Allotted, end, and the first day of yellow by nearness.
        let cases = [
            ("2026-11-16T09:00", "2026-11-17", "2026-11-16", "one day: at once"),
            ("2026-11-16T09:00", "2026-11-20", "2026-11-19", "four days: one"),
            ("2026-11-16T09:00", "2026-11-25", "2026-11-23", "seven days: two"),
            ("2026-11-16T09:00", "2026-12-16", "2026-12-11", "22 days: three"),
            ("2026-02-11T09:00", "2026-02-25", "2026-02-24", "four, one a made-up Saturday"),
            ("2026-09-28T09:00", "2026-10-10", "2026-10-09", "five over National Day"),
            ("2026-11-16T09:00", "2026-11-29", "2026-11-25", "ends on a Sunday: nine days, two"),
        ];
        for (issued, end, from, why) in cases {
            let story = running(issued, end);
            let turns = turns(&story.matter, story.a(), &rules());
            let near = turns.iter().find(|turn| turn.reason == NearEnd).unwrap().after;
            assert_eq!(near, at(&format!("{from}T00:00")).max(at(issued)), "{why}");
            let end = at(&format!("{end}T17:30"));
            assert_ne!(of_matter(&story.matter, &rules(), end).colour, Colour::Red, "{why}");
            let over = end.saturating_add(jiff::Span::new().minutes(1));
            let light = of_matter(&story.matter, &rules(), over);
            assert_eq!((light.colour, light.reason, light.since), (Colour::Red, Overdue, Some(end)), "{why}");
        }
        assert_eq!(shows(&running("2026-11-16T09:00", "2026-12-16"), "2026-12-10T09:00").1, BehindTime);
    }

    #[test]
    fn progress_fifteen_points_behind_time_is_yellow() {
        use LightReason::{BehindTime, InTime};
        // 20 working days: nothing reported is 15 points behind after three, more after four.
        let story = running("2026-11-16T09:00", "2026-12-14");
        let cases =
            [("2026-11-19T18:00", Colour::Green, InTime), ("2026-11-20T17:31", Colour::Yellow, BehindTime)];
        check(&story, &cases);
        let story = story.reports("A", 50).accepts("A");
        let cases =
            [("2026-12-03T18:00", Colour::Green, InTime), ("2026-12-04T17:31", Colour::Yellow, BehindTime)];
        check(&story, &cases);
    }

    #[test]
    fn time_suspended_is_nobodys_lag() {
        // As above, with ten working days of standstill after two days of work.
        let story = running("2026-11-16T09:00", "2026-12-14").at("2026-11-18T09:00").suspended("2026-12-02");
        let story = story.at("2026-12-02T09:00").resumed();
        assert_eq!(story.a().dues.finish, Some(at("2026-12-28T17:30")));
        let allotted = deadline::allotted(&story.matter, story.a(), &county());
        assert_eq!(allotted, Some(20), "as many days as before");
        assert_eq!(shows(&story, "2026-12-03T18:00").0, Colour::Green);
        assert_eq!(shows(&story, "2026-12-04T17:31"), (Colour::Yellow, LightReason::BehindTime));
    }

    #[test]
    fn what_was_returned_is_yellow_until_it_is_reported_again() {
        let story = running("2026-11-16T09:00", "2026-12-14").reports("A", 100);
        let story = story.at("2026-11-17T09:00").returns("A", "2026-12-18");
        assert_eq!(shows(&story, "2026-11-17T09:01"), (Colour::Yellow, LightReason::AwaitingRework));
        let story = story.at("2026-11-18T09:00").reports("A", 100);
        assert_eq!(shows(&story, "2026-12-31T09:00"), (Colour::Green, LightReason::InTime));
    }

    #[test]
    fn the_light_stands_still_while_the_office_reviews() {
        use LightReason::{InTime, ReviewLate, ReviewNear};
        let story = running("2026-11-16T09:00", "2026-12-14").at("2026-11-17T09:00").reports("A", 50);
        check(&story, &[("2027-06-01T09:00", Colour::Green, InTime)]);
        let office = |now: &str| of_office(&story.matter, &rules(), at(now)).map(|l| (l.colour, l.reason));
        assert_eq!(office("2026-11-19T18:00"), Some((Colour::Green, InTime)));
        assert_eq!(office("2026-11-20T00:01"), Some((Colour::Yellow, ReviewNear)));
        assert_eq!(office("2026-11-20T17:31"), Some((Colour::Red, ReviewLate)));
        let turning = office_turning(&story.matter, &rules());
        assert_eq!(turning.red_after, Some(at("2026-11-20T17:30")));
        let late = running("2026-11-16T09:00", "2026-11-20").at("2026-11-23T09:00").reports("A", 100);
        assert_eq!(shows(&late, "2026-12-31T09:00"), (Colour::Red, LightReason::Overdue), "late before");
    }

    #[test]
    fn the_office_is_timed_for_answers_and_completion_and_not_while_suspended() {
        let red = |story: &Story| office_turning(&story.matter, &rules()).red_after;
        assert_eq!(red(&Story::signed(plan())), None);
        assert_eq!(red(&Story::issued(plan()).refuses("A")), Some(at("2026-11-17T17:30")));
        let asked = Story::signed(plan()).asks("A", extension("2026-12-17"));
        assert_eq!(red(&asked), Some(at("2026-11-18T17:30")));
        let answered = Story::answered(plan());
        assert_eq!(red(&answered), Some(at("2026-11-19T17:30")));
        let suspended = answered.at("2026-11-17T09:00").suspended("2026-12-01");
        assert_eq!(red(&suspended), None);
        let resumed = suspended.at("2026-12-01T09:00").resumed();
        assert_eq!(red(&resumed), Some(at("2026-12-03T17:30")));
    }

    #[test]
    fn done_is_on_time_by_the_day_it_was_reported_and_late_for_ever() {
        let complete = || Act::Complete { grade: Grade::Good };
        let story = running("2026-11-16T09:00", "2026-11-20").at("2026-11-20T17:00").reports("A", 100);
        let story = story.at("2026-11-24T09:00").accepts("A").then(Duty::Director, complete());
        check(&story, &[("2027-01-01T09:00", Colour::DoneOnTime, LightReason::Finished)]);
        let story = running("2026-11-16T09:00", "2026-11-20").at("2026-11-23T09:00").reports("A", 100);
        let story = story.accepts("A").then(Duty::Director, complete());
        let story = story.then(Duty::ChiefLeader, Act::Confirm).then(Duty::Inspector, Act::Close);
        check(&story, &[("2027-01-01T09:00", Colour::DoneLate, LightReason::Finished)]);
    }

    #[test]
    fn an_instant_of_the_past_shows_what_it_showed() {
        let story = Story::signed(plan()).at("2026-12-01T09:00").reports("A", 100).accepts("A");
        let story = story.reports("B", 100).accepts("B");
        let then = |now: &str| of_matter_at(&story.events, &rules(), at(now)).colour;
        assert_eq!(then("2026-11-16T08:00"), Colour::Grey);
        assert_eq!(then("2026-11-16T10:00"), Colour::Green);
        assert_eq!(then("2026-11-27T10:00"), Colour::Red, "feedback was three days late");
        assert_eq!(then("2026-12-01T09:00"), Colour::DoneOnTime);
    }

    #[test]
    fn the_light_of_a_supporting_unit_is_its_own() {
        let story = Story::issued(plan());
        let sign = story.acknowledge("A");
        let story = story.unit_does("A", Duty::Liaison, sign);
        let b = story.matter.of_unit(&unit("B")).unwrap();
        assert_eq!(of(&story.matter, b, &rules(), at("2026-11-18T09:00")).colour, Colour::Yellow);
        assert_eq!(shows(&story, "2026-11-18T09:00").0, Colour::Green);
    }

    #[test]
    fn a_request_alone_moves_no_light_of_the_unit() {
        let request = Request::Adjustment { change: "合并节点".to_owned(), reason: "工序".to_owned() };
        let story = Story::signed(plan());
        let before = turning(&story.matter, story.a(), &rules());
        let story = story.asks("A", request);
        assert_eq!(turning(&story.matter, story.a(), &rules()), before);
    }
}
