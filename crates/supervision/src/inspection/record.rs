//! What each act leaves behind. Nothing is asked here: `guard` has said yes, or the journal says that it happened.

use jiff::civil::DateTime;

use super::{
    Inspection, InspectionPlan, InspectionStage as Stage, Objection, Rectification, ReviewDecision, Service,
};
use crate::{InspectionAct as Act, InspectionPart as Part, Inspector, PersonId, UnitId};

impl Inspection {
    pub(super) fn record(&mut self, act: &Act, by: &Inspector, at: DateTime) {
        self.remember(by, at);
        match act {
            Act::Propose { .. } => self.stage = Stage::Proposed,
            Act::Approve => self.approve(by, at),
            Act::Decline { .. } => self.stage = Stage::Declined,
            Act::AllowBeyondQuota { .. } => self.is_beyond_quota_allowed = true,
            Act::Plan { plan } => self.adopt(plan, at),
            Act::Notify | Act::SealNotice => self.notify(at),
            Act::Begin => self.stage = Stage::UnderWay,
            Act::Record { target, n_evidence, .. } => self.recorded.push((target.clone(), *n_evidence)),
            Act::Report { .. } => self.stage = Stage::Reported,
            Act::Conclude { .. } => self.stage = Stage::Concluded,
            Act::Serve { target, object_until } => self.serve(target, *object_until, at),
            Act::Object { decide_until, .. } => self.object(by, *decide_until, at),
            Act::AssignReviewer { target, reviewer } => self.assign_reviewer(target, reviewer),
            Act::DecideReview { target, decision, .. } => self.decide(target, *decision, at),
            Act::OrderRectification { target, demand, due } => self.order(target, demand, *due),
            Act::ReportRectified { item, .. } => self.report_rectified(*item, at),
            Act::Verify { item, is_met, .. } => self.verify(*item, *is_met),
            Act::ProposeHandling { .. } => self.stage = Stage::HandlingProposed,
            Act::ApproveHandling => self.approve_handling(by, at),
            Act::SendBackHandling { .. } => self.stage = self.stage_of_services(),
            Act::Cancel { .. } => self.stage = Stage::Cancelled,
            Act::Archive => self.stage = Stage::Archived,
        }
    }

    /// Up to the conclusion whoever of the office has a hand in the inspection becomes one of its originals.
    fn remember(&mut self, by: &Inspector, at: DateTime) {
        self.last_at = Some(at);
        let is_of_office = matches!(by.part, Part::Inspector | Part::Director);
        if is_of_office && self.stage.is_before_conclusion() {
            self.originals.extend(by.persons().cloned());
        }
    }

    fn approve(&mut self, by: &Inspector, at: DateTime) {
        self.approved = Some((by.person.clone(), at));
        self.stage = Stage::Approved;
    }

    fn adopt(&mut self, plan: &InspectionPlan, at: DateTime) {
        self.originals.extend(plan.team().cloned());
        self.plan = Some(plan.clone());
        self.planned_at = Some(at);
        self.stage = Stage::Planned;
    }

    fn notify(&mut self, at: DateTime) {
        self.notified_at = Some(at);
        self.stage = Stage::Notified;
    }

    fn serve(&mut self, target: &UnitId, object_until: DateTime, at: DateTime) {
        self.services.push(Service { target: target.clone(), at, object_until, objection: None });
        self.stage = self.stage_of_services();
    }

    fn object(&mut self, by: &Inspector, decide_until: DateTime, at: DateTime) {
        let mut services = self.services.iter_mut();
        if let Some(service) = services.find(|service| by.part == Part::Target(service.target.clone())) {
            service.objection = Some(Objection { at, decide_until, reviewer: None, decided: None });
        }
    }

    fn assign_reviewer(&mut self, target: &UnitId, reviewer: &PersonId) {
        if let Some(objection) = self.objection_of(target) {
            objection.reviewer = Some(reviewer.clone());
        }
    }

    fn decide(&mut self, target: &UnitId, decision: ReviewDecision, at: DateTime) {
        if let Some(objection) = self.objection_of(target) {
            objection.decided = Some((decision, at));
        }
        if decision != ReviewDecision::Upheld {
            let of_target = self.rectifications.iter_mut().filter(|item| item.target == *target);
            of_target.for_each(|item| item.is_withdrawn = true);
        }
        self.stage = self.stage_of_services();
    }

    fn objection_of(&mut self, target: &UnitId) -> Option<&mut Objection> {
        self.services.iter_mut().find(|service| service.target == *target)?.objection.as_mut()
    }

    fn order(&mut self, target: &UnitId, demand: &str, due: DateTime) {
        self.rectifications.push(Rectification {
            target: target.clone(),
            demand: demand.to_owned(),
            due,
            reported: None,
            n_failed: 0,
            is_verified: false,
            is_withdrawn: false,
        });
        self.stage = self.stage_of_services();
    }

    fn report_rectified(&mut self, item: usize, at: DateTime) {
        if let Some(item) = self.rectifications.get_mut(item) {
            item.reported = Some(at);
        }
    }

    /// What was found not to be met has to be reported again.
    fn verify(&mut self, item: usize, is_met: bool) {
        if let Some(item) = self.rectifications.get_mut(item) {
            item.is_verified = is_met;
            item.n_failed += u32::from(!is_met);
            item.reported = item.reported.filter(|_| is_met);
        }
        self.stage = self.stage_of_services();
    }

    fn approve_handling(&mut self, by: &Inspector, at: DateTime) {
        self.handling_approved = Some((by.person.clone(), at));
        self.stage = Stage::Handled;
    }

    /// From the conclusion to the handling the stage follows from what is served and rectified.
    fn stage_of_services(&self) -> Stage {
        let is_served = |unit: &UnitId| self.service(unit).is_some();
        let all_served = self.plan.as_ref().is_some_and(|plan| plan.targets.iter().all(is_served));
        let mut items = self.rectifications.iter().filter(|item| !item.is_withdrawn).peekable();
        if !all_served {
            Stage::Concluded
        } else if items.peek().is_none() {
            Stage::Served
        } else if items.all(|item| item.is_verified) {
            Stage::Verified
        } else {
            Stage::Rectifying
        }
    }
}
