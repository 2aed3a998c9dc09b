//! 督查活动 under 政府督查工作条例 (国令第733号): from the proposal over plan, visit, conclusion, objection and rectification
//! to the archive. An inspection is what its journal says: [`Inspection::of`] reads it, [`Inspection::act`] adds to it.
//! Absent: the texts of the papers, and whom the application lets see them.

mod act;
mod guard;
mod record;
mod stage;

use std::collections::BTreeSet;

use jiff::civil::DateTime;

use crate::{PersonId, Refusal, Term, UnitId, WorkingTime};

pub use act::{
    Conclusion, InspectionAct, InspectionEvent, InspectionPart, InspectionPlan, Inspector, PlanQuota,
    ReviewDecision,
};
pub use stage::InspectionStage;

/// 督查活动. Its fields are closed: it changes through acts alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    stage: InspectionStage,
    last_at: Option<DateTime>,
    approved: Option<(PersonId, DateTime)>,
    is_beyond_quota_allowed: bool,
    plan: Option<InspectionPlan>,
    planned_at: Option<DateTime>,
    /// 通知 printed, or sealed
    notified_at: Option<DateTime>,
    recorded: Vec<(UnitId, u32)>,
    originals: BTreeSet<PersonId>,
    services: Vec<Service>,
    rectifications: Vec<Rectification>,
    handling_approved: Option<(PersonId, DateTime)>,
}

/// 送达 of the conclusion on one target
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    pub target: UnitId,
    pub at: DateTime,
    /// 异议期满
    pub object_until: DateTime,
    pub objection: Option<Objection>,
}

/// 复核申请
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    pub at: DateTime,
    /// 复核期满
    pub decide_until: DateTime,
    pub reviewer: Option<PersonId>,
    pub decided: Option<(ReviewDecision, DateTime)>,
}

/// 整改事项. One that a review has taken back keeps its place, because acts name items by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rectification {
    pub target: UnitId,
    pub demand: String,
    pub due: DateTime,
    pub reported: Option<DateTime>,
    pub n_failed: u32,
    pub is_verified: bool,
    pub is_withdrawn: bool,
}

impl Service {
    /// An objection waits for its decision.
    pub fn is_contested(&self) -> bool {
        self.objection.as_ref().is_some_and(|objection| objection.decided.is_none())
    }

    pub fn is_revoked(&self) -> bool {
        let decided = self.objection.as_ref().and_then(|objection| objection.decided);
        decided.is_some_and(|(decision, _)| decision == ReviewDecision::Revoked)
    }
}

impl Rectification {
    pub fn is_open(&self) -> bool {
        !self.is_verified && !self.is_withdrawn
    }
}

impl Inspection {
    /// 条例第十六条: the time to object from service, and to decide from the objection.
    pub const OBJECTION: Term = Term::CalendarDays(30);

    /// Practice of a county: 方案 within 3 working days of approval, 通知 within 2 of the plan.
    pub const PLAN: Term = Term::WorkingDays(3);
    pub const NOTICE: Term = Term::WorkingDays(2);

    pub fn of<'a>(events: impl IntoIterator<Item = &'a InspectionEvent>) -> Inspection {
        let mut inspection = Inspection::default();
        for event in events {
            inspection.record(&event.act, &event.by, event.at);
        }
        inspection
    }

    /// Does the act, or says why it may not be done and leaves everything as it was.
    pub fn act(&mut self, act: &InspectionAct, by: &Inspector, at: DateTime) -> Result<(), Refusal> {
        guard::check(self, act, by, at)?;
        self.record(act, by, at);
        Ok(())
    }

    pub fn stage(&self) -> InspectionStage {
        self.stage
    }

    pub fn last_at(&self) -> Option<DateTime> {
        self.last_at
    }

    /// The head who approved, and when.
    pub fn approved(&self) -> Option<&(PersonId, DateTime)> {
        self.approved.as_ref()
    }

    pub fn handling_approved(&self) -> Option<&(PersonId, DateTime)> {
        self.handling_approved.as_ref()
    }

    pub fn is_beyond_quota_allowed(&self) -> bool {
        self.is_beyond_quota_allowed
    }

    pub fn plan(&self) -> Option<&InspectionPlan> {
        self.plan.as_ref()
    }

    /// 底稿 so far: the target and the number of pieces of evidence of each.
    pub fn recorded(&self) -> &[(UnitId, u32)] {
        &self.recorded
    }

    /// 原督查人员: everybody of the office who had a hand in it up to the conclusion, and the whole team. None of them
    /// may review it.
    pub fn originals(&self) -> &BTreeSet<PersonId> {
        &self.originals
    }

    pub fn services(&self) -> &[Service] {
        &self.services
    }

    pub fn service(&self, target: &UnitId) -> Option<&Service> {
        self.services.iter().find(|service| service.target == *target)
    }

    /// 整改清单, withdrawn items among them
    pub fn rectifications(&self) -> &[Rectification] {
        &self.rectifications
    }

    /// Whether a target may know of the inspection: of an announced one with the notice, of a 暗访 once the visit to
    /// this very target has its first 底稿. A visit to one target does not warn the next.
    pub fn is_known_to(&self, unit: &UnitId) -> bool {
        let Some(plan) = self.plan.as_ref().filter(|plan| plan.targets.contains(unit)) else { return false };
        let is_visited = self.recorded.iter().any(|(target, _)| target == unit);
        if plan.is_unannounced { is_visited } else { self.notified_at.is_some() }
    }

    /// When the step that everybody waits for is due.
    pub fn due(&self, time: &WorkingTime) -> Option<DateTime> {
        match self.stage {
            InspectionStage::Approved => Inspection::PLAN.end(self.approved.as_ref()?.1, time),
            InspectionStage::Planned => Inspection::NOTICE.end(self.planned_at?, time),
            InspectionStage::Notified => Some(time.closing(self.plan.as_ref()?.from)),
            InspectionStage::UnderWay => Some(time.closing(self.plan.as_ref()?.until)),
            InspectionStage::Concluded
            | InspectionStage::Served
            | InspectionStage::Rectifying
            | InspectionStage::Verified => self.first_due(),
            InspectionStage::New
            | InspectionStage::Proposed
            | InspectionStage::Declined
            | InspectionStage::Reported
            | InspectionStage::HandlingProposed
            | InspectionStage::Handled
            | InspectionStage::Cancelled
            | InspectionStage::Archived => None,
        }
    }

    fn first_due(&self) -> Option<DateTime> {
        let contested = self.services.iter().filter(|service| service.is_contested());
        let decisions = contested.filter_map(|service| service.objection.as_ref()).map(|o| o.decide_until);
        let open = self.rectifications.iter().filter(|item| item.is_open()).map(|item| item.due);
        decisions.chain(open).min()
    }
}
