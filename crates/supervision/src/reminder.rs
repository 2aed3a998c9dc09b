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

/// 提醒所依的时限: the due instant a rung stands at.
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

/// 待发提醒: a rung with the instant from which it is to be sent.
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
    let mut planned = Vec::with_capacity(LADDER.len());
    planned
        .extend(LADDER.iter().filter(applies).filter_map(|rung| placed(rung, assignment, any_time, rules)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::*;
    // Its name is that of the function tested, too.
    use crate::example::plan;
    use crate::{Act, Duty, Plan};

    fn planned(story: &Story) -> Vec<Planned> {
        super::plan(&story.matter, story.a(), false, &rules())
    }

    fn at_keys(planned: &[Planned]) -> Vec<(&str, String)> {
        planned.iter().map(|p| (p.rung.key, p.at.strftime("%m-%d %H:%M").to_string())).collect()
    }

    fn check(planned: &[Planned], expected: &[(&str, &str)]) {
        let expected: Vec<(&str, String)> = expected.iter().map(|(k, t)| (*k, (*t).to_owned())).collect();
        assert_eq!(at_keys(planned), expected);
    }

    #[test]
    fn every_rung_has_its_day_its_people_and_its_paper() {
        let to = |key: &str| {
            let rung = LADDER.iter().find(|rung| rung.key == key).unwrap();
            (rung.to.iter().map(|to| to.word()).collect::<Vec<_>>().join("、"), rung.paper)
        };
        let cases = [
            ("issued", "单位联络员、单位负责人", None),
            ("sign-2h", "单位联络员", None),
            ("sign+0", "单位联络员、单位负责人", None),
            ("sign+1", "单位联络员、单位负责人、督查员", None),
            ("sign+2", "单位负责人、督查员、分管领导", None),
            ("feedback-1", "经办人", None),
            ("feedback+0", "经办人", None),
            ("feedback+1", "经办人、单位负责人", None),
            ("feedback+3", "单位负责人、督查员、分管领导", None),
            ("finish-5", "经办人", None),
            ("finish-3", "经办人", None),
            ("finish-1", "经办人、单位负责人", None),
            ("finish+0", "经办人、单位负责人", None),
            ("finish+1", "单位负责人、分管领导、督查员", Some(UrgingRung::Blue)),
            ("finish+3", "单位负责人、分管领导、督查员", Some(UrgingRung::Yellow)),
            ("finish+6", "单位负责人、分管领导、督查室主任", Some(UrgingRung::Red)),
        ];
        assert_eq!(cases.len(), LADDER.len());
        for (key, people, paper) in cases {
            assert_eq!(to(key), (people.to_owned(), paper), "{key}");
        }
    }

    #[test]
    fn the_whole_ladder_of_an_unsigned_matter() {
        let expected = [
            ("issued", "11-16 09:00"),
            ("sign-2h", "11-17 15:30"),
            ("sign+0", "11-18 08:30"),
            ("sign+1", "11-18 08:30"),
            ("sign+2", "11-19 08:30"),
            ("feedback-1", "11-20 08:30"),
            ("feedback+0", "11-23 08:30"),
            ("feedback+1", "11-24 08:30"),
            ("feedback+3", "11-26 08:30"),
            ("finish-5", "11-30 08:30"),
            ("finish-3", "12-02 08:30"),
            ("finish-1", "12-04 08:30"),
            ("finish+0", "12-07 08:30"),
            ("finish+1", "12-08 08:30"),
            ("finish+3", "12-10 08:30"),
            ("finish+6", "12-15 08:30"),
        ];
        check(&planned(&Story::issued(plan())), &expected);
        check(&planned(&Story::signed(plan())), &expected[5..]);
        assert!(planned(&Story::issued(plan())).iter().all(|p| p.due_version == 1));
    }

    #[test]
    fn short_terms_have_no_fifth_day_and_nothing_before_they_began() {
        let expected = [
            ("finish-1", "11-18 08:30"),
            ("finish+0", "11-19 08:30"),
            ("finish+1", "11-20 08:30"),
            ("finish+3", "11-24 08:30"),
            ("finish+6", "11-27 08:30"),
        ];
        let finish: Vec<Planned> = planned(&Story::signed(lone("urgent")))
            .into_iter()
            .filter(|planned| planned.rung.timer == Timer::Finish)
            .collect();
        check(&finish, &expected);
    }

    #[test]
    fn what_is_due_on_a_day_off_is_spoken_of_on_the_working_day_before() {
        let plan = Plan { finish_on: Some("2026-10-04".parse().unwrap()), ..lone("meeting") };
        let story = Story { now: at("2026-09-21T09:00"), ..Story::drafted(plan.clone()) };
        let dues = dues_of(&plan, story.now);
        let story = story.then(Duty::Inspector, Act::Submit).then(Duty::Director, Act::Approve { dues });
        let finish: Vec<Planned> =
            planned(&story).into_iter().filter(|p| p.rung.timer == Timer::Finish).collect();
        let expected = [
            // 25 to 27 September are 中秋节.
            ("finish-3", "09-24 08:30"),
            ("finish-1", "09-29 08:30"),
            ("finish+0", "09-30 08:30"),
            ("finish+1", "10-08 08:30"),
            ("finish+3", "10-10 08:30"),
            ("finish+6", "10-14 08:30"),
        ];
        check(&finish, &expected);
    }

    #[test]
    fn after_two_days_without_power_only_the_last_word_is_said_and_every_paper() {
        let story = Story::signed(plan());
        let planned = planned(&story);
        let due = |now: &str| due(&planned, at(now)).iter().map(|p| p.rung.key).collect::<Vec<_>>();
        assert_eq!(due("2026-11-16T10:00"), Vec::<&str>::new());
        assert_eq!(due("2026-11-20T08:29"), Vec::<&str>::new());
        assert_eq!(due("2026-11-20T08:30"), ["feedback-1"]);
        assert_eq!(due("2026-11-24T09:00"), ["feedback+1"], "not the two days before");
        assert_eq!(due("2026-12-08T09:00"), ["feedback+3", "finish+1"]);
        assert_eq!(due("2026-12-31T09:00"), ["feedback+3", "finish+1", "finish+3", "finish+6"]);
        assert_eq!(next(&planned, at("2026-11-20T08:29")), Some(at("2026-11-20T08:30")));
        assert_eq!(next(&planned, at("2026-11-20T08:30")), Some(at("2026-11-23T08:30")));
        assert_eq!(next(&planned, at("2026-12-31T09:00")), None);
    }

    #[test]
    fn only_the_most_urgent_rings_at_night() {
        let submitted = Story::submitted(lone("extra-urgent")).at("2026-11-20T21:00");
        let dues = dues_of(submitted.matter.plan.as_ref().unwrap(), submitted.now);
        let story = submitted.then(Duty::Director, Act::Approve { dues });
        let first = |any_time| super::plan(&story.matter, story.a(), any_time, &rules())[0].at;
        assert_eq!(first(true), at("2026-11-20T21:00"));
        assert_eq!(first(false), at("2026-11-23T08:30"), "else on Monday");
    }

    #[test]
    fn nothing_is_planned_while_the_ball_lies_elsewhere() {
        let signed = Story::signed(plan());
        assert!(planned(&signed.clone().reports("A", 50)).is_empty());
        assert!(planned(&signed.clone().suspended("2026-12-01")).is_empty());
        assert!(planned(&Story::issued(plan()).refuses("A")).is_empty());
        assert!(planned(&Story::answered(plan())).is_empty());
        assert!(!planned(&signed.writes("A", 50)).is_empty(), "still with the unit");
    }

    #[test]
    fn an_interim_answer_sends_no_paper_twice() {
        let story = Story::signed(plan()).at("2026-12-09T09:00").reports("A", 50);
        let next_feedback = Some(at("2026-12-14T17:30"));
        let accept = Act::Accept { unit: unit("A"), nodes_met: 0, next_feedback };
        let story = story.then(Duty::Inspector, accept);
        assert_eq!(story.a().due_version, 2);
        let planned = planned(&story);
        let version = |key: &str| planned.iter().find(|p| p.rung.key == key).map(|p| p.due_version);
        assert_eq!(version("finish+1"), Some(1), "the ledger knows it");
        assert_eq!(version("feedback+0"), Some(2));
    }

    #[test]
    fn new_dues_bring_new_reminders_and_none_of_the_past() {
        let story = Story::signed(plan()).at("2026-12-03T09:00").asks("A", extension("2026-12-09"));
        let act = story.grant(0, "A", "2026-12-09");
        let finish: Vec<Planned> = planned(&story.then(Duty::Director, act))
            .into_iter()
            .filter(|p| p.rung.timer == Timer::Finish)
            .collect();
        assert!(finish.iter().all(|p| p.due_version == 2));
        assert_eq!(at_keys(&finish)[0], ("finish-3", "12-04 08:30".to_owned()), "not the fifth day before");
    }
}
