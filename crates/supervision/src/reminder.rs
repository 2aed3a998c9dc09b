//! 提醒阶梯: what is due to whom and why. The ladder is data; whoever sends asks [`due`] and keeps what was sent.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::act::words;
use crate::assignment::{Assignment, AssignmentStage};
use crate::matter::Matter;
use crate::{Rules, UrgingRung, deadline};

/// 提醒对象, as parts in the matter; the application knows the people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recipient {
    Liaison,
    UnitHead,
    Handler,
    Inspector,
    Director,
    /// 分管领导 of the unit
    FieldLeader,
}

words!(Recipient {
    Liaison "liaison" "单位联络员",
    UnitHead "unit_head" "单位负责人",
    Handler "handler" "经办人",
    Inspector "inspector" "督查员",
    Director "director" "督查室主任",
    FieldLeader "field_leader" "分管领导",
});

/// The due instant a rung stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Timer {
    Issue,
    Sign,
    Feedback,
    Finish,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offset {
    Minutes(i64),
    Days(i32),
}

/// 一级提醒
#[derive(Debug, PartialEq, Eq)]
pub struct Rung {
    /// Stable name in the sent ledger.
    pub key: &'static str,
    pub timer: Timer,
    offset: Offset,
    pub to: &'static [Recipient],
    /// 催办单, 黄单, 红单 that is issued with it
    pub paper: Option<UrgingRung>,
    /// What the message says first.
    pub word: &'static str,
    /// Only for assignments that were given at least so many working days.
    allotted_at_least: i32,
}

use Offset::{Days, Minutes};
use Recipient::{Director, FieldLeader, Handler, Inspector, Liaison, UnitHead};

const fn rung(
    key: &'static str,
    timer: Timer,
    offset: Offset,
    to: &'static [Recipient],
    word: &'static str,
) -> Rung {
    Rung { key, timer, offset, to, paper: None, word, allotted_at_least: 0 }
}

/// The ladder, in the order of its steps on each timer.
pub static LADDER: [Rung; 16] = [
    rung("issued", Timer::Issue, Minutes(0), &[Liaison, UnitHead], "新交办事项，请签收"),
    rung("sign-2h", Timer::Sign, Minutes(-120), &[Liaison], "签收时限将到"),
    rung("sign+0", Timer::Sign, Minutes(0), &[Liaison, UnitHead], "签收时限已到"),
    rung("sign+1", Timer::Sign, Days(1), &[Liaison, UnitHead, Inspector], "超过签收时限 1 个工作日"),
    rung("sign+2", Timer::Sign, Days(2), &[UnitHead, Inspector, FieldLeader], "超过签收时限 2 个工作日"),
    rung("feedback-1", Timer::Feedback, Days(-1), &[Handler], "明日应反馈进展"),
    rung("feedback+0", Timer::Feedback, Days(0), &[Handler], "今日应反馈进展"),
    rung("feedback+1", Timer::Feedback, Days(1), &[Handler, UnitHead], "反馈逾期 1 个工作日"),
    rung("feedback+3", Timer::Feedback, Days(3), &[UnitHead, Inspector, FieldLeader], "反馈逾期 3 个工作日"),
    Rung {
        allotted_at_least: 15,
        ..rung("finish-5", Timer::Finish, Days(-5), &[Handler], "距办结期限 5 个工作日")
    },
    rung("finish-3", Timer::Finish, Days(-3), &[Handler], "距办结期限 3 个工作日"),
    rung("finish-1", Timer::Finish, Days(-1), &[Handler, UnitHead], "距办结期限 1 个工作日"),
    rung("finish+0", Timer::Finish, Days(0), &[Handler, UnitHead], "今日到期"),
    Rung {
        paper: Some(UrgingRung::Blue),
        ..rung(
            "finish+1",
            Timer::Finish,
            Days(1),
            &[UnitHead, FieldLeader, Inspector],
            "逾期未办结，发催办单",
        )
    },
    Rung {
        paper: Some(UrgingRung::Yellow),
        ..rung(
            "finish+3",
            Timer::Finish,
            Days(3),
            &[UnitHead, FieldLeader, Inspector],
            "催办后仍未办结，发黄单",
        )
    },
    Rung {
        paper: Some(UrgingRung::Red),
        ..rung(
            "finish+6",
            Timer::Finish,
            Days(6),
            &[UnitHead, FieldLeader, Director],
            "黄单后仍未办结，发红单",
        )
    },
];

/// A rung with the instant from which it is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    pub rung: &'static Rung,
    pub at: DateTime,
    /// Of the due instant the rung stands at: what the sent ledger keeps, so that another timer's new due sends nothing twice.
    pub due_version: u32,
}

/// Every rung of the present dues. Nothing is planned while the clock stands or the ball lies elsewhere.
pub fn plan(matter: &Matter, assignment: &Assignment, any_time: bool, rules: &Rules<'_>) -> Vec<Planned> {
    if matter.is_suspended() || !matter.is_open() || !assignment.is_open() || assignment.is_with_office() {
        return Vec::new();
    }
    let allotted = deadline::allotted(matter, assignment, &rules.time).unwrap_or(0);
    let applies = |rung: &&Rung| rung.allotted_at_least <= allotted;
    let mut planned: Vec<Planned> =
        LADDER.iter().filter(applies).filter_map(|rung| placed(rung, assignment, any_time, rules)).collect();
    planned.sort_by_key(|planned| planned.at);
    planned
}

/// A rung at its instant; in office hours unless the matter is so urgent that any time will do.
fn placed(
    rung: &'static Rung,
    assignment: &Assignment,
    any_time: bool,
    rules: &Rules<'_>,
) -> Option<Planned> {
    let is_unsigned = assignment.stage == AssignmentStage::Unsigned;
    let due = match rung.timer {
        Timer::Issue => Some(assignment.issued_at).filter(|_| is_unsigned),
        Timer::Sign => Some(assignment.dues.sign).filter(|_| is_unsigned),
        Timer::Feedback => assignment.dues.feedback,
        Timer::Finish => assignment.dues.finish,
    }?;
    let at = match rung.offset {
        Minutes(minutes) if minutes < 0 => due.checked_sub((-minutes).minutes()).ok()?,
        Minutes(_) => due,
        // Said in the morning of its day, while there is a day left to act in.
        Days(days) => rules.time.opening(day_of(days, due.date(), rules)?),
    };
    // What would have been sent before the dues were set is not news.
    let set = assignment.setting(rung.timer);
    if at < set.at {
        return None;
    }
    let at = if any_time { at } else { rules.time.next_open(at)? };
    Some(Planned { rung, at, due_version: set.version })
}

/// What is due on a day off is spoken of as due on the working day before it.
fn day_of(days: i32, due: Date, rules: &Rules<'_>) -> Option<Date> {
    let calendar = rules.time.calendar;
    let from = if days > 0 { due } else { calendar.working_day_until(due)? };
    calendar.add_working_days(from, days)
}

/// What is to be sent now: on each timer the highest rung that has come, so that nobody hears after an outage what is
/// no longer news; and every paper, because each is a step of the procedure.
pub fn due(planned: &[Planned], now: DateTime) -> Vec<Planned> {
    let come: Vec<Planned> = planned.iter().copied().filter(|planned| planned.at <= now).collect();
    let is_last = |i: usize| come[i + 1..].iter().all(|later| later.rung.timer != come[i].rung.timer);
    let kept = come.iter().enumerate().filter(|(i, planned)| is_last(*i) || planned.rung.paper.is_some());
    kept.map(|(_, planned)| *planned).collect()
}

/// When the sweep must look at the assignment again.
pub fn next(planned: &[Planned], now: DateTime) -> Option<DateTime> {
    planned.iter().map(|planned| planned.at).filter(|at| *at > now).min()
}
