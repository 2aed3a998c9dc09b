//! 责任时钟: every working minute of a matter, from its first draft to 办结, charged to whoever held it.

use jiff::civil::DateTime;

use crate::assignment::AssignmentStage;
use crate::matter::{Matter, Stage};
use crate::{Event, Request, UnitId, WorkingTime};

/// 责任方
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holder {
    /// 牵头单位
    Lead(UnitId),
    /// 协办单位
    Supporting(UnitId),
    /// 督查室
    Office,
    /// 县领导
    Leader,
    /// 法定程序、上级未定、不可抗力
    Procedure,
}

/// A stretch of time in one hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    pub holder: Holder,
    pub from: DateTime,
    pub to: DateTime,
    pub minutes: i64,
}

/// Who holds the matter now; `None` when it is nobody's: not begun, or over.
pub fn holder(matter: &Matter) -> Option<Holder> {
    let stage = matter.stage?;
    if matter.is_suspended() {
        return Some(Holder::Procedure);
    }
    match stage {
        Stage::Drafted | Stage::AwaitingCompletion => Some(Holder::Office),
        Stage::AwaitingApproval => {
            let is_instructed = matter.plan.as_ref().is_some_and(|plan| plan.instructed_by.is_some());
            Some(if is_instructed { Holder::Leader } else { Holder::Office })
        }
        Stage::Issued | Stage::UnderWay => Some(working(matter)),
        _ => None,
    }
}

fn working(matter: &Matter) -> Holder {
    let Some(lead) = matter.lead() else { return Holder::Office };
    if lead.is_with_office() {
        return Holder::Office;
    }
    if lead.stage != AssignmentStage::Accepted {
        return leader_or(matter, Holder::Lead(lead.unit.clone()), &lead.unit);
    }
    let open = || matter.assignments.iter().filter(|a| a.is_open());
    let theirs = open().find(|a| !a.is_with_office());
    theirs.map_or(Holder::Office, |a| leader_or(matter, Holder::Supporting(a.unit.clone()), &a.unit))
}

/// From the second extension on a leader decides, and a unit that has asked for one waits.
fn leader_or(matter: &Matter, holder: Holder, unit: &UnitId) -> Holder {
    let is_extended = matter.of_unit(unit).is_ok_and(|a| a.n_extensions > 0);
    let mut waiting = matter.requests.iter().filter(|asked| asked.decided.is_none() && asked.unit == *unit);
    let waits = is_extended && waiting.any(|asked| matches!(asked.request, Request::Extension { .. }));
    if waits { Holder::Leader } else { holder }
}

/// The whole time of a matter up to now, one charge after the other without a gap.
pub fn charges(events: &[Event], time: &WorkingTime<'_>, now: DateTime) -> Vec<Charge> {
    let mut charges: Vec<Charge> = Vec::new();
    let mut matter = Matter::default();
    let past = || events.iter().take_while(|event| event.at <= now);
    let ends = past().skip(1).map(|event| event.at).chain(std::iter::once(now));
    for (event, to) in past().zip(ends) {
        matter.record(event);
        let Some(holder) = holder(&matter) else { continue };
        match charges.last_mut() {
            Some(last) if last.holder == holder && last.to == event.at => last.to = to,
            _ => charges.push(Charge { holder, from: event.at, to, minutes: 0 }),
        }
    }
    for charge in &mut charges {
        charge.minutes = time.minutes_between(charge.from, charge.to);
    }
    charges
}

/// What each holder has had in all, the longest first.
pub fn totals(charges: &[Charge]) -> Vec<(Holder, i64)> {
    let mut totals: Vec<(Holder, i64)> = Vec::new();
    for charge in charges {
        match totals.iter_mut().find(|(holder, _)| *holder == charge.holder) {
            Some((_, minutes)) => *minutes += charge.minutes,
            None => totals.push((charge.holder.clone(), charge.minutes)),
        }
    }
    totals.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    totals
}
