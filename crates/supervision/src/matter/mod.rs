//! 督办事项: one promise with one lead unit, from draft to archive. A matter is what its journal says; [`Matter::of`]
//! reads the journal, [`Matter::act`] says whether something may happen now.

use jiff::civil::DateTime;

use crate::act::words;
use crate::assignment::{Assignment, AssignmentStage};
use crate::{
    Act, Actor, Dues, Duty, Event, Grade, PersonId, Plan, Refusal, Request, Rules, UnitDues, UnitId, guard,
};

/// 督办事项状态
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// 拟办
    Drafted,
    /// 立项待批
    AwaitingApproval,
    /// 不立项（阅知）
    Declined,
    /// 已交办
    Issued,
    /// 办理中
    UnderWay,
    /// 待审结
    AwaitingCompletion,
    /// 办结
    Completed,
    /// 销号
    Closed,
    /// 归档
    Archived,
    /// 终止
    Terminated,
    /// 并案
    Merged,
}

words!(Stage {
    Drafted "drafted" "拟办",
    AwaitingApproval "awaiting_approval" "立项待批",
    Declined "declined" "不立项",
    Issued "issued" "已交办",
    UnderWay "under_way" "办理中",
    AwaitingCompletion "awaiting_completion" "待审结",
    Completed "completed" "办结",
    Closed "closed" "销号",
    Archived "archived" "归档",
    Terminated "terminated" "终止",
    Merged "merged" "并案",
});

impl Stage {
    /// 在办: issued and not yet 办结
    pub fn is_open(self) -> bool {
        matches!(self, Stage::Issued | Stage::UnderWay | Stage::AwaitingCompletion)
    }
}

/// 申请 and what became of it
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub unit: UnitId,
    pub request: Request,
    pub by: Option<PersonId>,
    pub on_behalf_of: Option<PersonId>,
    pub at: DateTime,
    /// Granted or not, and when. A request of a unit that is out lapses ungranted.
    pub decided: Option<(bool, DateTime)>,
}

/// 督办事项 as its journal has it
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matter {
    /// `None` before the first draft.
    pub stage: Option<Stage>,
    pub plan: Option<Plan>,
    pub assignments: Vec<Assignment>,
    pub requests: Vec<Asked>,
    /// 挂起 since, while it lasts
    pub suspended_since: Option<DateTime>,
    pub suspended_until: Option<jiff::civil::Date>,
    /// 挂起 that are over, each from and to
    pub suspensions: Vec<(DateTime, DateTime)>,
    /// Every person who wrote the draft or sent it for approval.
    pub drafters: Vec<PersonId>,
    pub grade: Option<Grade>,
    pub issued_at: Option<DateTime>,
    pub completed_at: Option<DateTime>,
    pub closed_at: Option<DateTime>,
    pub awaits_completion_since: Option<DateTime>,
    /// 领导最近批示, and whether a leader has confirmed the completion since
    pub instructed_at: Option<DateTime>,
    pub is_confirmed: bool,
    /// 1, and one more for each reopening
    pub cycle: u32,
}

impl Matter {
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Matter {
        let mut matter = Matter::default();
        for event in events {
            matter.record(event);
        }
        matter
    }

    /// The matter after the act, or why it may not happen. The program itself (`by` none) may resume what has come due,
    /// urge by the ladder, and let a refusal that nobody answered in time come to nothing.
    pub fn act(&self, event: &Event, rules: &Rules<'_>) -> Result<Matter, Refusal> {
        if let Some(by) = &event.by {
            self.may(&event.act, by)?;
        } else if !matches!(
            event.act,
            Act::Resume { .. } | Act::Urge { .. } | Act::AnswerRefusal { granted: false, .. }
        ) {
            return Err(Refusal("这一步须由有权限的人办理".to_owned()));
        }
        self.next_stage(&event.act)?;
        guard::check(self, event, rules)?;
        if let Some(unit) = event.act.unit() {
            let assignment = self.of_unit(unit)?;
            if !matches!(event.act, Act::Ask { .. }) {
                assignment.next_stage(&event.act)?;
            }
            event.by.as_ref().map_or(Ok(()), |by| assignment.forbid(&event.act, by))?;
        }
        let mut after = self.clone();
        after.record(event);
        Ok(after)
    }

    pub fn lead(&self) -> Option<&Assignment> {
        self.assignments.iter().find(|a| a.is_lead && a.stage != AssignmentStage::Withdrawn)
    }

    pub fn is_suspended(&self) -> bool {
        self.suspended_since.is_some()
    }

    pub fn is_open(&self) -> bool {
        self.stage.is_some_and(Stage::is_open)
    }

    pub fn of_unit(&self, unit: &UnitId) -> Result<&Assignment, Refusal> {
        let is_theirs = |a: &&Assignment| a.unit == *unit && a.stage != AssignmentStage::Withdrawn;
        self.assignments.iter().find(is_theirs).ok_or_else(|| Refusal("该单位没有承办这件事项".to_owned()))
    }

    /// Where an act leads. The whole table of the matter is here; acts of one assignment leave the stage to
    /// [`settle`](Self::settle).
    pub fn next_stage(&self, act: &Act) -> Result<Stage, Refusal> {
        use Stage::{
            Archived, AwaitingApproval, AwaitingCompletion, Closed, Completed, Declined, Drafted, Issued,
            Merged, Terminated, UnderWay,
        };
        let Some(stage) = self.stage else {
            let is_draft = matches!(act, Act::Draft { .. });
            return if is_draft { Ok(Drafted) } else { Err(Refusal("请先登记事项".to_owned())) };
        };
        if self.is_suspended()
            && !matches!(
                act,
                Act::Resume { .. } | Act::Terminate { .. } | Act::Merge { .. } | Act::Instruct { .. }
            )
        {
            return Err(Refusal(format!("事项已挂起，恢复办理后才能{}", act.word())));
        }
        Ok(match (stage, act) {
            (Drafted, Act::Draft { .. }) => Drafted,
            (Drafted, Act::Submit) => AwaitingApproval,
            (Drafted, Act::Decline { .. }) => Declined,
            (AwaitingApproval, Act::SendBack { .. }) => Drafted,
            (AwaitingApproval, Act::Approve { .. }) => Issued,
            (AwaitingCompletion, Act::Complete { .. }) => Completed,
            (AwaitingCompletion, Act::ReturnBack { .. }) => UnderWay,
            (Completed, Act::Confirm) => Completed,
            (Completed, Act::Close) => Closed,
            (Closed, Act::Archive) => Archived,
            (Completed | Closed, Act::Reopen { .. }) => UnderWay,
            (stage, Act::Terminate { .. }) if stage.is_open() => Terminated,
            (Drafted, Act::Merge { .. }) => Merged,
            (stage, Act::Merge { .. }) if stage.is_open() => Merged,
            (stage, Act::Suspend { .. }) if stage.is_open() => stage,
            (stage, Act::Resume { .. }) if self.is_suspended() => stage,
            (stage, Act::Instruct { .. }) if !matches!(stage, Archived | Merged) => stage,
            (stage, act)
                if stage.is_open() && (act.unit().is_some() || matches!(act, Act::Decide { .. })) =>
            {
                stage
            }
            (stage, act) => {
                let (act, stage) = (act.word(), stage.word());
                return Err(Refusal(format!("事项现为“{stage}”，不能{act}；请刷新页面查看最新状态")));
            }
        })
    }

    /// Takes in what happened. The act was allowed when it was recorded.
    pub fn record(&mut self, event: &Event) {
        if let Ok(stage) = self.next_stage(&event.act) {
            self.stage = Some(stage);
            self.take(event);
            self.settle(event.at);
            self.lapse(event.at);
        }
    }

    fn take(&mut self, event: &Event) {
        let at = event.at;
        if let Some(unit) = event.act.unit() {
            let theirs = |a: &&mut Assignment| a.unit == *unit && a.stage != AssignmentStage::Withdrawn;
            if let Some(assignment) = self.assignments.iter_mut().find(theirs) {
                assignment.record(event);
            }
        }
        match &event.act {
            Act::Draft { plan } => {
                self.plan = Some(plan.clone());
                self.cycle = 1;
                self.remember_drafter(event);
            }
            Act::Submit => self.remember_drafter(event),
            Act::Approve { dues } => {
                self.issued_at = Some(at);
                self.assign(dues, at);
            }
            Act::Complete { grade } => (self.grade, self.completed_at) = (Some(*grade), Some(at)),
            Act::Confirm => self.is_confirmed = true,
            Act::Close => self.closed_at = Some(at),
            Act::Instruct { .. } => (self.instructed_at, self.is_confirmed) = (Some(at), false),
            Act::Suspend { until, .. } => self.suspend(at, *until),
            Act::Resume { dues } => self.resume(dues, at),
            Act::Terminate { .. } | Act::Merge { .. } => self.end_suspension(at),
            Act::Reopen { dues, .. } => self.reopen(dues, at),
            Act::Ask { unit, request } => self.requests.push(Asked {
                unit: unit.clone(),
                request: request.clone(),
                by: event.by.as_ref().map(|by| by.person.clone()),
                on_behalf_of: event.by.as_ref().and_then(|by| by.on_behalf_of.clone()),
                at,
                decided: None,
            }),
            Act::Decide { request, granted, dues, .. } => self.decide(*request, *granted, dues, at),
            _ => {}
        }
    }

    fn remember_drafter(&mut self, event: &Event) {
        let by = event.by.iter();
        let people = by.flat_map(|by| std::iter::once(&by.person).chain(&by.on_behalf_of));
        self.drafters.extend(people.cloned());
    }

    fn assign(&mut self, dues: &[UnitDues], at: DateTime) {
        let lead = self.plan.as_ref().map(|plan| plan.lead.clone());
        for UnitDues { unit, dues } in dues {
            let is_lead = lead.as_ref() == Some(unit);
            self.assignments.push(Assignment::new(unit.clone(), is_lead, dues.clone(), at));
        }
    }

    fn suspend(&mut self, at: DateTime, until: jiff::civil::Date) {
        (self.suspended_since, self.suspended_until) = (Some(at), Some(until));
    }

    fn end_suspension(&mut self, at: DateTime) {
        self.suspensions.extend(self.suspended_since.take().map(|since| (since, at)));
        self.suspended_until = None;
    }

    fn resume(&mut self, dues: &[UnitDues], at: DateTime) {
        self.end_suspension(at);
        self.each_of(dues, |assignment, dues| assignment.postpone(dues, at));
    }

    fn reopen(&mut self, dues: &[UnitDues], at: DateTime) {
        self.cycle += 1;
        (self.grade, self.completed_at, self.closed_at, self.is_confirmed) = (None, None, None, false);
        self.each_of(dues, |assignment, dues| {
            assignment.stage = AssignmentStage::Returned;
            (assignment.counts_from, assignment.n_extensions) = (at, 0);
            assignment.rearm(dues, at);
        });
    }

    fn each_of(&mut self, dues: &[UnitDues], change: impl Fn(&mut Assignment, Dues)) {
        for UnitDues { unit, dues } in dues {
            let theirs = |a: &&mut Assignment| a.unit == *unit && a.stage != AssignmentStage::Withdrawn;
            if let Some(assignment) = self.assignments.iter_mut().find(theirs) {
                change(assignment, dues.clone());
            }
        }
    }

    fn decide(&mut self, request: usize, granted: bool, dues: &[UnitDues], at: DateTime) {
        let Some(asked) = self.requests.get_mut(request) else { return };
        asked.decided = Some((granted, at));
        let asked = asked.clone();
        if !granted {
            return;
        }
        match asked.request {
            Request::Extension { .. } => self.each_of(dues, |assignment, dues| assignment.extend(dues, at)),
            Request::Adjustment { .. } => {
                self.each_of(dues, |assignment, dues| assignment.postpone(dues, at));
            }
            Request::Suspension { until, .. } => self.suspend(at, until),
            Request::Reassignment { .. } => self.reassign(&asked.unit, dues, at),
        }
    }

    fn reassign(&mut self, from: &UnitId, dues: &[UnitDues], at: DateTime) {
        let theirs = |a: &&mut Assignment| a.unit == *from && a.stage != AssignmentStage::Withdrawn;
        let Some(old) = self.assignments.iter_mut().find(theirs) else { return };
        old.stage = AssignmentStage::Withdrawn;
        let is_lead = old.is_lead;
        for UnitDues { unit, dues } in dues {
            self.assignments.push(Assignment::new(unit.clone(), is_lead, dues.clone(), at));
            let planned =
                self.plan.iter_mut().flat_map(|p| std::iter::once(&mut p.lead).chain(&mut p.supporting));
            for old in planned.filter(|planned| *planned == from) {
                *old = unit.clone();
            }
        }
    }

    fn lapse(&mut self, at: DateTime) {
        let (requests, assignments) = (&mut self.requests, &self.assignments);
        let is_in = |unit: &UnitId| {
            assignments.iter().any(|a| a.unit == *unit && a.stage != AssignmentStage::Withdrawn)
        };
        for asked in requests.iter_mut().filter(|asked| asked.decided.is_none() && !is_in(&asked.unit)) {
            asked.decided = Some((false, at));
        }
    }

    /// What follows by itself: the first signature of the lead starts the work, its acceptance with all supporting
    /// units' answers ends it, and a lead that is out sends the matter back to be drafted again.
    fn settle(&mut self, at: DateTime) {
        let Some(stage @ (Stage::Issued | Stage::UnderWay)) = self.stage else { return };
        let Some(is_signed) = self.lead().map(|lead| lead.signed_at.is_some()) else {
            self.stage = Some(Stage::Drafted);
            for assignment in &mut self.assignments {
                assignment.stage = AssignmentStage::Withdrawn;
            }
            return;
        };
        self.awaits_completion_since = None;
        if self.assignments.iter().all(|a| !a.is_open()) {
            (self.stage, self.awaits_completion_since) = (Some(Stage::AwaitingCompletion), Some(at));
        } else if stage == Stage::Issued && is_signed {
            self.stage = Some(Stage::UnderWay);
        }
    }

    fn may(&self, act: &Act, by: &Actor) -> Result<(), Refusal> {
        if !act.duties().contains(&by.duty) {
            return Err(Refusal(format!("{}不能{}", by.duty.word(), act.word())));
        }
        if by.duty.is_of_unit() && act.unit() != by.unit.as_ref() {
            return Err(Refusal("只能办理本单位承办的事项".to_owned()));
        }
        if !by.duty.is_of_unit() && by.unit.is_some() && act.unit() == by.unit.as_ref() {
            return Err(Refusal("本单位人员不能审核本单位的反馈".to_owned()));
        }
        let is_drafter = self.drafters.iter().any(|person| by.is(person));
        if matches!(act, Act::Approve { .. }) && is_drafter {
            return Err(Refusal("拟办的人不能批准自己拟的事项，请由其他负责人批准".to_owned()));
        }
        let leader = self.plan.as_ref().and_then(|plan| plan.instructed_by.as_ref());
        if matches!(act, Act::Approve { .. }) && leader.is_some() && !by.duty.is_leader() {
            return Err(Refusal("领导批示件由分管领导或主要领导批准交办".to_owned()));
        }
        let is_theirs = by.duty == Duty::ChiefLeader || leader.is_none_or(|leader| by.is(leader));
        if matches!(act, Act::Confirm) && !is_theirs {
            return Err(Refusal("由作出批示的领导确认办结".to_owned()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
