//! Deadline templates: how long a matter of each kind has to be signed for, reported on and finished. The numbers are
//! what a county starts with; its own stand in its settings.

use jiff::civil::DateTime;

use crate::{Cycle, Term, WorkingTime};

/// 时限模板
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineTemplate {
    pub key: &'static str,
    pub word: &'static str,
    /// 签收时限
    pub sign: Term,
    /// 首次反馈. With a cycle by the calendar its first day comes in place of this:
    /// see [`first_feedback_end`](Self::first_feedback_end).
    pub first_feedback: Term,
    /// 反馈周期 after the first feedback, until the matter is done
    pub cycle: Option<Cycle>,
    /// 办结时限; `None` where the matter itself has to say
    pub finish: Option<Term>,
    /// 最长时限, which no extension passes
    pub hard_limit: Option<Term>,
    /// 节点 set by the calendar, where there is no single day to finish
    pub nodes: Option<Cycle>,
    /// 随到随办: may be reminded of outside office hours
    pub any_time: bool,
}

/// What most templates leave open.
const PLAIN: DeadlineTemplate = DeadlineTemplate {
    key: "",
    word: "",
    sign: Term::WorkingDays(1),
    first_feedback: Term::WorkingDays(3),
    cycle: None,
    finish: None,
    hard_limit: None,
    nodes: None,
    any_time: false,
};

impl DeadlineTemplate {
    /// In the order in which a form offers them. None of the numbers is law: they are the practice of the offices
    /// named, and ours where it is said so.
    pub const ALL: &'static [DeadlineTemplate] = &[
        // Practice: 特急件随到随办. Two hours and one working day are ours.
        DeadlineTemplate {
            key: "extra-urgent",
            word: "特急件",
            sign: Term::Minutes(120),
            first_feedback: Term::WorkingDays(0),
            finish: Some(Term::WorkingDays(1)),
            any_time: true,
            ..PLAIN
        },
        // Practice: urgent instructions of leaders within 1 to 5 days, in most offices 3. Half a day to sign, 3.5 of
        // the usual seven hours, is ours.
        DeadlineTemplate {
            key: "urgent",
            word: "急件（领导批示急件）",
            sign: Term::Minutes(210),
            first_feedback: Term::WorkingDays(1),
            finish: Some(Term::WorkingDays(3)),
            ..PLAIN
        },
        // Practice: 山西 13710 has 1 day to arrange, 3 to report, 7 to solve, 1 month at the most. Elsewhere 15 days and
        // 30 at the most. The cycle for what takes longer than seven days is ours.
        DeadlineTemplate {
            key: "instruction",
            word: "一般批示件",
            cycle: Some(Cycle::EveryWorkingDays(5)),
            finish: Some(Term::WorkingDays(7)),
            hard_limit: Some(Term::CalendarDays(30)),
            ..PLAIN
        },
        // Practice: decisions of meetings are reported on within 5 working days and done within 20 days unless the
        // minutes say otherwise. The cycle is ours.
        DeadlineTemplate {
            key: "meeting",
            word: "会议议定事项",
            first_feedback: Term::WorkingDays(5),
            cycle: Some(Cycle::EveryWorkingDays(5)),
            finish: Some(Term::CalendarDays(20)),
            ..PLAIN
        },
        // Practice: what documents call for within 30 days. Signing, reporting and the cycle are ours.
        DeadlineTemplate {
            key: "document",
            word: "文件部署事项",
            sign: Term::WorkingDays(2),
            first_feedback: Term::WorkingDays(10),
            cycle: Some(Cycle::EveryWorkingDays(10)),
            finish: Some(Term::CalendarDays(30)),
            ..PLAIN
        },
        // Practice: 盘锦 has the year's key work reported by the 28th of each month, with nodes by quarter.
        DeadlineTemplate {
            key: "annual",
            word: "年度重点（报告分解）事项",
            sign: Term::WorkingDays(2),
            first_feedback: Term::CalendarDays(30),
            cycle: Some(Cycle::MonthlyOn(28)),
            nodes: Some(Cycle::QuarterEnd),
            ..PLAIN
        },
        // Practice: what citizens and firms raise is answered within 5 working days. The first feedback is ours.
        DeadlineTemplate {
            key: "lead",
            word: "网民（企业）线索",
            finish: Some(Term::WorkingDays(5)),
            ..PLAIN
        },
    ];

    pub fn from_key(key: &str) -> Option<&'static DeadlineTemplate> {
        DeadlineTemplate::ALL.iter().find(|template| template.key == key)
    }

    /// When the first feedback on a matter issued at an instant is due: never before the day on which the time to
    /// sign is over. Where the calendar sets the days it is the first of them after that.
    pub fn first_feedback_end(&self, issued: DateTime, time: &WorkingTime) -> Option<DateTime> {
        let signed_by = self.sign.end(issued, time)?;
        match self.cycle.filter(|cycle| cycle.is_by_calendar()) {
            Some(cycle) => Some(cycle.next(signed_by, time)),
            None => Some(self.first_feedback.end(issued, time)?.max(time.closing(signed_by.date()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::example::{at, county, instants};

    fn template(key: &str) -> &'static DeadlineTemplate {
        DeadlineTemplate::from_key(key).unwrap()
    }

    #[test]
    fn each_of_the_seven_is_found_by_its_key() {
        let keys: BTreeSet<&str> = DeadlineTemplate::ALL.iter().map(|template| template.key).collect();
        assert_eq!(keys.len(), 7);
        for key in keys {
            assert_eq!(template(key).key, key);
            assert!(!template(key).word.is_empty());
        }
        assert_eq!(DeadlineTemplate::from_key(""), None);
    }

    #[test]
    fn a_matter_issued_on_a_monday_morning_is_due_like_this() {
        let issued = at("2026-11-16T09:00");
        let cases = [
            ("extra-urgent", "2026-11-16T11:00", "2026-11-16T17:30", Some("2026-11-17T17:30")),
            ("urgent", "2026-11-16T14:30", "2026-11-17T17:30", Some("2026-11-19T17:30")),
            ("instruction", "2026-11-17T17:30", "2026-11-19T17:30", Some("2026-11-25T17:30")),
            ("meeting", "2026-11-17T17:30", "2026-11-23T17:30", Some("2026-12-07T17:30")),
            ("document", "2026-11-18T17:30", "2026-11-30T17:30", Some("2026-12-16T17:30")),
            ("annual", "2026-11-18T17:30", "2026-11-27T17:30", None),
            ("lead", "2026-11-17T17:30", "2026-11-19T17:30", Some("2026-11-23T17:30")),
        ];
        for (key, sign, first_feedback, finish) in cases {
            let template = template(key);
            assert_eq!(template.sign.end(issued, &county()), Some(at(sign)), "{key}");
            assert_eq!(template.first_feedback_end(issued, &county()), Some(at(first_feedback)), "{key}");
            assert_eq!(template.finish.and_then(|t| t.end(issued, &county())), finish.map(at), "{key}");
        }
    }

    #[test]
    fn only_the_most_urgent_are_reminded_at_any_time() {
        let any_time = DeadlineTemplate::ALL.iter().filter(|t| t.any_time).map(|t| t.key);
        assert_eq!(any_time.collect::<Vec<_>>(), ["extra-urgent"]);
    }

    #[test]
    fn a_most_urgent_matter_of_the_last_hour_is_reported_on_the_next_day() {
        let end = template("extra-urgent").first_feedback_end(at("2026-11-16T16:30"), &county());
        assert_eq!(end, Some(at("2026-11-17T17:30")));
    }

    #[test]
    fn the_year_s_work_issued_late_in_a_month_is_first_reported_in_the_next() {
        let end = template("annual").first_feedback_end(at("2026-03-26T16:00"), &county());
        assert_eq!(end, Some(at("2026-04-28T17:30")));
    }

    proptest! {
        #[test]
        fn signing_comes_before_reporting_and_reporting_before_finishing(issued in instants()) {
            for template in DeadlineTemplate::ALL {
                let end = |term: Option<Term>| term.and_then(|term| term.end(issued, &county()));
                let sign = end(Some(template.sign)).unwrap();
                let first = template.first_feedback_end(issued, &county()).unwrap();
                let finish = end(template.finish);
                prop_assert!(sign <= first, "{}", template.key);
                prop_assert!(finish.is_none_or(|finish| first <= finish), "{}", template.key);
                prop_assert!(end(template.hard_limit).is_none_or(|hard| finish <= Some(hard)), "{}", template.key);
            }
        }
    }
}
