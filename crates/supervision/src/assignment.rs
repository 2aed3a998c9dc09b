//! 承办任务: what one unit owes to one matter, and how it moves.

use jiff::civil::{Date, DateTime};

use crate::act::words;
use crate::{Act, Actor, Dues, Duty, Event, PersonId, Refusal, Timer, UnitId};

/// 承办任务状态
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssignmentStage {
    /// 待签收
    Unsigned,
    /// 退签待定
    RefusalPending,
    /// 办理中
    UnderWay,
    /// 单位审核
    UnitReview,
    /// 已报督查室
    Reported,
    /// 退回重办
    Returned,
    /// 通过
    Accepted,
    /// 已退出: refused or reassigned with consent
    Withdrawn,
}

words!(AssignmentStage {
    Unsigned "unsigned" "待签收",
    RefusalPending "refusal_pending" "退签待定",
    UnderWay "under_way" "办理中",
    UnitReview "unit_review" "单位审核",
    Reported "reported" "已报督查室",
    Returned "returned" "退回重办",
    Accepted "accepted" "通过",
    Withdrawn "withdrawn" "已退出",
});

/// 承办任务, one a unit
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub unit: UnitId,
    /// 牵头; otherwise 协办
    pub is_lead: bool,
    pub stage: AssignmentStage,
    pub issued_at: DateTime,
    /// When the time for finishing began to run: at issue, and again when it was reopened.
    pub counts_from: DateTime,
    /// When the dues were last set anew by issue, return or reopening.
    pub armed_at: DateTime,
    pub dues: Dues,
    /// Grows whenever a due instant is set anew.
    pub due_version: u32,
    sign_set: Setting,
    feedback_set: Setting,
    finish_set: Setting,
    pub signed_at: Option<DateTime>,
    /// 经办人
    pub handler: Option<PersonId>,
    pub plan_on: Option<Date>,
    /// 进度 in percent: as reported, and as accepted
    pub progress_reported: u8,
    pub progress: u8,
    /// Who wrote the feedback that is under way, whether it asks for completion, and the stage it was written in.
    pub written: Option<Written>,
    pub reported_at: Option<DateTime>,
    pub accepted_at: Option<DateTime>,
    pub n_returns: u32,
    pub has_refused: bool,
    /// 最近一次反馈
    pub fed_back_at: Option<DateTime>,
    pub nodes_met: usize,
    pub n_extensions: u32,
    /// Calendar days by which extensions have moved the present end.
    pub n_days_extended: i32,
    /// 催办 so far, each with its rung and instant
    pub urged: Vec<(crate::UrgingRung, DateTime)>,
}

/// 时限设定: when a due instant was last set, and as which version of the dues. Reminders of one version are not taken for
/// those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    pub at: DateTime,
    pub version: u32,
}

/// 反馈稿: the feedback that is under way
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub by: Option<Actor>,
    pub is_final: bool,
    from: AssignmentStage,
}

impl Assignment {
    pub fn new(unit: UnitId, is_lead: bool, dues: Dues, at: DateTime) -> Assignment {
        let set = Setting { at, version: 1 };
        Assignment {
            unit,
            is_lead,
            stage: AssignmentStage::Unsigned,
            issued_at: at,
            counts_from: at,
            armed_at: at,
            dues,
            due_version: 1,
            sign_set: set,
            feedback_set: set,
            finish_set: set,
            signed_at: None,
            handler: None,
            plan_on: None,
            progress_reported: 0,
            progress: 0,
            written: None,
            reported_at: None,
            accepted_at: None,
            n_returns: 0,
            has_refused: false,
            fed_back_at: None,
            nodes_met: 0,
            n_extensions: 0,
            n_days_extended: 0,
            urged: Vec::new(),
        }
    }

    /// 在办: neither finished nor out
    pub fn is_open(&self) -> bool {
        !matches!(self.stage, AssignmentStage::Accepted | AssignmentStage::Withdrawn)
    }

    /// The ball lies with 督查室: the unit's own light stands still.
    pub fn is_with_office(&self) -> bool {
        matches!(self.stage, AssignmentStage::Reported | AssignmentStage::RefusalPending)
    }

    /// 退回重办 and not yet reported again
    pub fn is_being_reworked(&self) -> bool {
        match self.stage {
            AssignmentStage::Returned => true,
            AssignmentStage::UnitReview => self.written_from() == AssignmentStage::Returned,
            _ => false,
        }
    }

    /// When the due instant behind a timer was set; the sent ledger tells its versions apart.
    pub fn setting(&self, timer: Timer) -> Setting {
        match timer {
            Timer::Issue => Setting { at: self.issued_at, version: 1 },
            Timer::Sign => self.sign_set,
            Timer::Feedback => self.feedback_set,
            Timer::Finish => self.finish_set,
        }
    }

    /// The next node that is not met.
    pub fn next_node(&self) -> Option<DateTime> {
        self.dues.nodes.get(self.nodes_met).copied()
    }

    /// Where an act leads, or why it does not. The whole table of the assignment is here.
    pub fn next_stage(&self, act: &Act) -> Result<AssignmentStage, Refusal> {
        use AssignmentStage::{
            Accepted, RefusalPending, Reported, Returned, UnderWay, UnitReview, Unsigned, Withdrawn,
        };
        Ok(match (self.stage, act) {
            (Unsigned, Act::Acknowledge { .. }) => UnderWay,
            (Unsigned, Act::Refuse { .. }) => RefusalPending,
            (RefusalPending, Act::AnswerRefusal { granted: true, .. }) => Withdrawn,
            (RefusalPending, Act::AnswerRefusal { granted: false, .. }) => Unsigned,
            (UnderWay | Returned, Act::GiveFeedback { .. }) => UnitReview,
            (UnitReview, Act::Rewrite { .. }) => self.written_from(),
            (UnitReview, Act::SignOff { .. }) => Reported,
            (Reported, Act::Accept { .. }) if self.wants_completion() => Accepted,
            (Reported, Act::Accept { .. }) => UnderWay,
            (Reported | Accepted, Act::ReturnBack { .. }) => Returned,
            (stage, Act::Urge { .. }) if self.is_open() && !self.is_with_office() => stage,
            (stage, Act::Explain { .. }) if self.is_open() => stage,
            (stage, act) => {
                let (act, stage) = (act.word(), stage.word());
                return Err(Refusal(format!("承办任务现为“{stage}”，不能{act}；请刷新页面查看最新状态")));
            }
        })
    }

    fn written_from(&self) -> AssignmentStage {
        self.written.as_ref().map_or(AssignmentStage::UnderWay, |written| written.from)
    }

    pub fn wants_completion(&self) -> bool {
        self.written.as_ref().is_some_and(|written| written.is_final)
    }

    /// What only the state of this assignment can forbid, beyond the stage.
    pub fn forbid(&self, act: &Act, by: &Actor) -> Result<(), Refusal> {
        let refuse = |why: &str| Err(Refusal(why.to_owned()));
        match act {
            Act::Refuse { reason, .. } if reason.trim().is_empty() => refuse("退签须写明理由"),
            Act::Refuse { .. } if self.has_refused => refuse("每项任务只能退签一次，请签收办理或申请改派"),
            Act::GiveFeedback { .. } if by.duty == Duty::Handler && !self.is_handled_by(by) => {
                refuse("只有本任务的经办人可以反馈")
            }
            Act::GiveFeedback { progress, .. } if *progress > 100 => refuse("进度不能超过 100%"),
            Act::GiveFeedback { progress, is_final: true, .. } if *progress < 100 => {
                refuse("申请办结时各项办结标准都应完成，进度须为 100%")
            }
            Act::SignOff { .. } | Act::Rewrite { .. } if self.was_written_by(by) => {
                refuse("起草反馈的人不能自己签发，请由其他负责人或受委托人签发")
            }
            Act::ReturnBack { .. }
                if self.stage == AssignmentStage::Accepted && by.duty != Duty::Director =>
            {
                refuse("已审核通过的任务由督查室主任退回重办")
            }
            Act::ReturnBack { defects, .. } if defects.iter().all(|defect| defect.trim().is_empty()) => {
                refuse("退回重办须列出问题清单")
            }
            _ => Ok(()),
        }
    }

    fn is_handled_by(&self, by: &Actor) -> bool {
        self.handler.as_ref().is_some_and(|handler| by.is(handler))
    }

    fn was_written_by(&self, by: &Actor) -> bool {
        let writer = self.written.as_ref().and_then(|written| written.by.as_ref());
        writer.is_some_and(|writer| {
            by.is(&writer.person) || writer.on_behalf_of.as_ref().is_some_and(|person| by.is(person))
        })
    }

    /// Takes in what happened. The act was allowed when it was recorded.
    pub(crate) fn record(&mut self, event: &Event) {
        if let Ok(stage) = self.next_stage(&event.act) {
            let from = std::mem::replace(&mut self.stage, stage);
            self.take(event, from);
        }
    }

    fn take(&mut self, event: &Event, from: AssignmentStage) {
        let at = event.at;
        match &event.act {
            Act::Acknowledge { handler, plan_on, .. } => {
                (self.signed_at, self.handler, self.plan_on) =
                    (Some(at), Some(handler.clone()), Some(*plan_on));
            }
            Act::Refuse { .. } => (self.has_refused, self.reported_at) = (true, Some(at)),
            Act::AnswerRefusal { sign, .. } => {
                self.reported_at = None;
                if let Some(sign) = *sign {
                    self.postpone(Dues { sign, ..self.dues.clone() }, at);
                }
            }
            Act::GiveFeedback { progress, is_final, .. } => {
                self.progress_reported = *progress;
                self.written = Some(Written { by: event.by.clone(), is_final: *is_final, from });
            }
            Act::SignOff { .. } => (self.reported_at, self.fed_back_at) = (Some(at), Some(at)),
            Act::Accept { nodes_met, next_feedback, .. } => {
                self.progress = self.progress_reported;
                self.nodes_met = (*nodes_met).max(self.nodes_met).min(self.dues.nodes.len());
                if self.stage == AssignmentStage::Accepted {
                    self.accepted_at = Some(at);
                } else {
                    self.reported_at = None;
                    self.postpone(Dues { feedback: *next_feedback, ..self.dues.clone() }, at);
                }
                self.written = None;
            }
            Act::ReturnBack { dues, .. } => {
                self.n_returns += 1;
                self.rearm(dues.clone(), at);
            }
            Act::Urge { rung, .. } => self.urged.push((*rung, at)),
            _ => {}
        }
    }

    /// New dues: every timer runs anew.
    pub(crate) fn rearm(&mut self, dues: Dues, at: DateTime) {
        self.due_version += 1;
        let set = Setting { at, version: self.due_version };
        (self.sign_set, self.feedback_set, self.finish_set) = (set, set, set);
        (self.dues, self.armed_at) = (dues, at);
        (self.nodes_met, self.n_days_extended) = (0, 0);
        (self.written, self.reported_at, self.accepted_at) = (None, None, None);
    }

    /// The dues move, what is under way stays as it is. Only the timers whose instant moves run anew.
    pub(crate) fn postpone(&mut self, dues: Dues, at: DateTime) {
        self.due_version += 1;
        let set = Setting { at, version: self.due_version };
        let timers = [
            (&mut self.sign_set, dues.sign != self.dues.sign),
            (&mut self.feedback_set, dues.feedback != self.dues.feedback),
            (&mut self.finish_set, dues.finish != self.dues.finish),
        ];
        for (setting, _) in timers.into_iter().filter(|(_, moves)| *moves) {
            *setting = set;
        }
        self.dues = dues;
    }

    pub(crate) fn extend(&mut self, dues: Dues, at: DateTime) {
        if let (Some(old), Some(new)) = (self.dues.finish, dues.finish) {
            self.n_days_extended += days_between(old.date(), new.date());
        }
        self.n_extensions += 1;
        self.postpone(dues, at);
    }
}

/// 日, from one date to a later one
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    i32::try_from(to.duration_since(from).as_hours() / 24).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::*;
    use crate::{Grade, Plan, Request, UrgingRung};

    fn stage(story: &Story) -> AssignmentStage {
        story.a().stage
    }

    fn answer(granted: bool) -> Act {
        Act::AnswerRefusal { unit: unit("A"), granted, reason: "经研究".to_owned(), sign: None }
    }

    fn rewrite() -> Act {
        Act::Rewrite { unit: unit("A"), reason: "补充数据".to_owned() }
    }

    #[test]
    fn every_step_of_the_table_leads_where_it_says() {
        use AssignmentStage::{Accepted, RefusalPending, Reported, Returned, UnderWay, UnitReview, Unsigned};
        let issued = Story::issued(plan());
        let signed = Story::signed(plan());
        let returned = signed.clone().reports("A", 50).returns("A", "2026-12-20");
        assert_eq!(stage(&issued), Unsigned);
        assert_eq!(stage(&signed), UnderWay);
        assert_eq!(stage(&issued.clone().refuses("A")), RefusalPending);
        assert_eq!(stage(&issued.refuses("A").then(Duty::Inspector, answer(false))), Unsigned);
        let written = signed.clone().writes("A", 50);
        assert_eq!(stage(&written), UnitReview);
        assert_eq!(stage(&written.unit_does("A", Duty::UnitHead, rewrite())), UnderWay);
        assert_eq!(stage(&signed.clone().reports("A", 50)), Reported);
        assert_eq!(stage(&signed.clone().reports("A", 50).accepts("A")), UnderWay);
        assert_eq!(stage(&signed.clone().reports("A", 100).accepts("A")), Accepted);
        assert_eq!(stage(&returned), Returned);
        let again = returned.clone().writes("A", 60);
        assert_eq!(stage(&again), UnitReview);
        assert!(again.a().is_being_reworked());
        assert_eq!(stage(&again.unit_does("A", Duty::UnitHead, rewrite())), Returned);
        assert_eq!(stage(&Story::answered(plan()).returns("A", "2026-12-20")), Returned);
    }

    #[test]
    fn what_the_table_does_not_have_is_refused() {
        let issued = Story::issued(plan());
        let signed = Story::signed(plan());
        let accept = || Act::Accept { unit: unit("A"), nodes_met: 0, next_feedback: None };
        let sign_off = || Act::SignOff { unit: unit("A") };
        let cases = [
            (&issued, Duty::UnitHead, feedback("A", 10), "待签收", "反馈进展"),
            (&issued, Duty::UnitHead, sign_off(), "待签收", "签发"),
            (&issued, Duty::Inspector, answer(true), "待签收", "退签答复"),
            (&signed, Duty::Liaison, signed.acknowledge("A"), "办理中", "签收"),
            (&signed, Duty::UnitHead, refusal("A"), "办理中", "退签"),
            (&signed, Duty::UnitHead, rewrite(), "办理中", "退回修改"),
            (&signed, Duty::Inspector, accept(), "办理中", "审核通过"),
            (&signed, Duty::Inspector, signed.return_back("A", "2026-12-20"), "办理中", "退回重办"),
        ];
        for (story, duty, act, stage, word) in cases {
            let by = if duty.is_of_unit() { of_unit("A", duty) } else { official(duty) };
            let why = format!("承办任务现为“{stage}”，不能{word}；请刷新页面查看最新状态");
            assert_eq!(story.why_not(Some(by), act), why);
        }
        let by = Some(of_unit("C", Duty::Liaison));
        assert_eq!(signed.why_not(by, signed.acknowledge("C")), "该单位没有承办这件事项");
    }

    #[test]
    fn nobody_signs_what_they_wrote_not_even_through_a_substitute() {
        let why = "起草反馈的人不能自己签发，请由其他负责人或受委托人签发";
        let (handler, head) = (of_unit("A", Duty::Handler), of_unit("A", Duty::UnitHead));
        let sign_off = || Act::SignOff { unit: unit("A") };
        let by_handler = Story::signed(plan()).writes("A", 50);
        assert_eq!(by_handler.why_not(Some(standing_in(&handler, &head)), sign_off()), why);
        assert_eq!(by_handler.why_not(Some(head.clone()), sign_off()), "");
        let by_head = Story::signed(plan()).unit_does("A", Duty::UnitHead, feedback("A", 50));
        let deputy = Actor { person: person("A-deputy"), ..head.clone() };
        assert_eq!(by_head.why_not(Some(head.clone()), sign_off()), why);
        assert_eq!(by_head.why_not(Some(standing_in(&deputy, &head)), sign_off()), why);
        assert_eq!(by_head.why_not(Some(deputy), sign_off()), "");
    }

    #[test]
    fn each_part_of_the_work_has_its_conditions() {
        let story = Story::signed(plan());
        let handler = || Some(of_unit("A", Duty::Handler));
        let other = Actor { person: person("A-other"), ..of_unit("A", Duty::Handler) };
        assert_eq!(story.why_not(Some(other), feedback("A", 10)), "只有本任务的经办人可以反馈");
        assert_eq!(story.why_not(handler(), feedback("A", 101)), "进度不能超过 100%");
        let early = Act::GiveFeedback { unit: unit("A"), progress: 99, is_final: true };
        assert_eq!(story.why_not(handler(), early), "申请办结时各项办结标准都应完成，进度须为 100%");
        let story = story.reports("A", 50);
        let return_back = story.return_back("A", "2026-12-20");
        let Act::ReturnBack { unit, dues, .. } = return_back else { return };
        let empty = Act::ReturnBack { unit, dues, defects: vec![" ".to_owned()] };
        assert_eq!(story.why_not(Some(official(Duty::Inspector)), empty), "退回重办须列出问题清单");
        let story = Story::answered(plan());
        let act = story.return_back("A", "2026-12-20");
        assert_eq!(
            story.why_not(Some(official(Duty::Inspector)), act),
            "已审核通过的任务由督查室主任退回重办"
        );
        let story = Story::issued(plan());
        let head = || Some(of_unit("A", Duty::UnitHead));
        let silent = Act::Refuse { unit: crate::example::unit("A"), reason: String::new() };
        assert_eq!(story.why_not(head(), silent), "退签须写明理由");
        let story = story.refuses("A").then(Duty::Inspector, answer(false));
        assert_eq!(story.why_not(head(), refusal("A")), "每项任务只能退签一次，请签收办理或申请改派");
    }

    #[test]
    fn a_return_arms_every_timer_and_an_interim_answer_only_the_feedback() {
        let story = Story::signed(plan()).reports("A", 50);
        let next_feedback = Some(at("2026-11-30T17:30"));
        let accept = Act::Accept { unit: unit("A"), nodes_met: 9, next_feedback };
        let accepted = story.clone().at("2026-11-17T09:00").then(Duty::Inspector, accept);
        let versions = |story: &Story| {
            [Timer::Sign, Timer::Feedback, Timer::Finish].map(|timer| story.a().setting(timer).version)
        };
        assert_eq!((accepted.a().due_version, versions(&accepted)), (2, [1, 2, 1]));
        assert_eq!((accepted.a().progress, accepted.a().nodes_met), (50, 0));
        let returned = story.returns("A", "2026-12-20");
        assert_eq!((returned.a().due_version, versions(&returned)), (2, [2, 2, 2]));
        assert_eq!(returned.a().setting(Timer::Issue).version, 1);
        let extended = Story::signed(plan()).asks("A", extension("2026-12-17"));
        let act = extended.grant(0, "A", "2026-12-17");
        let extended = extended.then(Duty::Director, act);
        assert_eq!((extended.a().due_version, versions(&extended)), (2, [1, 1, 2]));
    }

    #[test]
    fn nodes_left_after_a_return_are_counted_anew_and_fewer_nodes_do_no_harm() {
        let nodes = ["2026-11-30", "2026-12-31", "2027-03-31"].map(|day| day.parse().unwrap()).to_vec();
        let met = |nodes_met| Act::Accept { unit: unit("A"), nodes_met, next_feedback: None };
        let story = Story::signed(Plan { nodes, ..lone("annual") }).reports("A", 30);
        let story = story.at("2026-12-01T09:00").then(Duty::Inspector, met(1));
        assert_eq!(story.a().next_node(), Some(at("2026-12-31T17:30")));
        let returned = story.clone().reports("A", 40).returns("A", "2027-03-31");
        assert_eq!(returned.a().next_node(), Some(at("2026-12-31T17:30")), "not the one after");
        let adjust =
            Request::Adjustment { change: "合并节点".to_owned(), reason: "工序调整".to_owned() };
        let story = story.reports("A", 60).then(Duty::Inspector, met(2)).asks("A", adjust);
        let dues = Dues { nodes: vec![at("2027-03-31T17:30")], ..story.a().dues.clone() };
        let dues = vec![crate::UnitDues { unit: unit("A"), dues }];
        let act = Act::Decide { request: 0, granted: true, reason: "同意".to_owned(), dues };
        let story = story.then(Duty::Director, act).reports("A", 70).then(Duty::Inspector, met(3));
        assert_eq!(story.a().nodes_met, 1);
    }

    #[test]
    fn a_finished_assignment_is_not_urged_or_asked_about() {
        let story = Story::answered(plan()).then(Duty::Director, Act::Complete { grade: Grade::Passed });
        let urge = Act::Urge { unit: unit("A"), rung: UrgingRung::Red, reason: "请加快".to_owned() };
        let why = story.why_not(Some(official(Duty::Director)), urge);
        assert_eq!(why, "事项现为“办结”，不能催办；请刷新页面查看最新状态");
        let ask = Act::Ask { unit: unit("A"), request: extension("2026-12-17") };
        let why = Story::answered(plan()).why_not(Some(of_unit("A", Duty::UnitHead)), ask);
        assert_eq!(why, "任务已经完成，不能再申请");
    }
}
