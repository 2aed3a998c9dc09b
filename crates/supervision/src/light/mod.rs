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
mod tests;
