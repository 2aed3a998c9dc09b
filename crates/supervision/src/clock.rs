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

/// 责任时段: a stretch of time in one hand.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::*;
    use crate::{Act, Duty, Grade, Plan};

    fn lead() -> Holder {
        Holder::Lead(unit("A"))
    }

    fn check(story: &Story, now: &str, expected: &[(Holder, i64)]) {
        let charges = charges(&story.events, &county(), at(now));
        let found: Vec<(Holder, i64)> = charges.into_iter().map(|c| (c.holder, c.minutes)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_hour_lies_with_whoever_held_the_ball() {
        let instructed = Plan { instructed_by: Some(official(Duty::FieldLeader).person), ..plan() };
        let dues = dues_of(&instructed, at("2026-11-16T15:00"));
        let story = Story::drafted(instructed).at("2026-11-16T10:00").then(Duty::Inspector, Act::Submit);
        let story = story.at("2026-11-16T15:00").then(Duty::FieldLeader, Act::Approve { dues });
        let (a, b) = (story.acknowledge("A"), story.acknowledge("B"));
        let story = story.unit_does("A", Duty::Liaison, a).unit_does("B", Duty::Liaison, b);
        let story = story.at("2026-11-17T09:00").reports("A", 100);
        let story = story.at("2026-11-17T10:30").accepts("A");
        let story = story.at("2026-11-17T14:30").reports("B", 100);
        let story = story.at("2026-11-17T15:00").accepts("B").at("2026-11-17T16:00");
        let story = story.then(Duty::Director, Act::Complete { grade: Grade::Good });
        let expected = [
            (Holder::Office, 60),
            (Holder::Leader, 180),
            (lead(), 180),
            (Holder::Office, 90),
            (Holder::Supporting(unit("B")), 120),
            (Holder::Office, 90),
        ];
        check(&story, "2026-12-31T09:00", &expected);
        let totals = totals(&charges(&story.events, &county(), story.now));
        assert_eq!(totals[0], (Holder::Office, 240), "the longest first");
        assert_eq!(totals.iter().map(|(_, minutes)| minutes).sum::<i64>(), 720);
    }

    #[test]
    fn suspended_time_is_the_procedures_until_it_ends_or_the_matter_does() {
        let story = Story::signed(lone("meeting")).at("2026-11-16T10:00").suspended("2026-12-01");
        let expected = [(lead(), 60), (Holder::Procedure, 120)];
        let before = [(Holder::Office, 0)];
        check(&story, "2026-11-16T12:00", &[&before[..], &expected].concat());
        let over = story.at("2026-11-16T12:00");
        let over = over.then(Duty::ChiefLeader, Act::Terminate { reason: "调整".to_owned() });
        check(&over, "2026-12-31T09:00", &[&before[..], &expected].concat());
        assert_eq!(holder(&over.matter), None);
    }

    #[test]
    fn a_refusal_lies_with_the_office_and_a_second_extension_with_the_leader() {
        assert_eq!(holder(&Story::issued(plan()).refuses("A").matter), Some(Holder::Office));
        let story = Story::signed(plan()).asks("A", extension("2026-12-14"));
        assert_eq!(holder(&story.matter), Some(lead()), "the first does not stop the work");
        let act = story.grant(0, "A", "2026-12-14");
        let story = story.then(Duty::Director, act).asks("A", extension("2026-12-15"));
        assert_eq!(holder(&story.matter), Some(Holder::Leader));
        assert_eq!(holder(&story.reports("A", 50).matter), Some(Holder::Office));
        let story = Story::signed(plan()).asks("B", extension("2026-12-14"));
        let act = story.grant(0, "B", "2026-12-14");
        let story = story.then(Duty::Director, act).asks("B", extension("2026-12-15"));
        assert_eq!(holder(&story.matter), Some(lead()), "what B waits for is not A's excuse");
    }

    #[test]
    fn between_completion_and_reopening_time_is_nobodys() {
        let story = Story::completed(lone("meeting")).at("2026-11-18T09:00");
        let act = story.reopen("2026-12-01");
        let story = story.then(Duty::Director, act);
        let charges = charges(&story.events, &county(), at("2026-11-18T10:00"));
        let last = charges.last().unwrap();
        assert_eq!((last.holder.clone(), last.from, last.minutes), (lead(), story.now, 60));
        assert_eq!(charges.iter().map(|charge| charge.minutes).sum::<i64>(), 60);
    }
}
