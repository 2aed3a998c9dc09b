//! 办到哪一步: where the matter stands, who holds it, and what comes next, in words.

use jiff::civil::DateTime;
use supervision::{Assignment, AssignmentStage, Holder, Matter, Rules, Stage, clock};

use super::days;
use super::names::Names;

/// The way from draft to archive; what ended otherwise ends with its own word.
const WAY: [Stage; 8] = [
    Stage::Drafted,
    Stage::AwaitingApproval,
    Stage::Issued,
    Stage::UnderWay,
    Stage::AwaitingCompletion,
    Stage::Completed,
    Stage::Closed,
    Stage::Archived,
];

/// Each step with its word and whether it is done, the present one or ahead.
pub fn way(state: &Matter) -> Vec<(&'static str, &'static str)> {
    let stage = state.stage.unwrap_or(Stage::Drafted);
    let Some(at) = WAY.iter().position(|step| *step == stage) else {
        let last = if state.issued_at.is_some() { Stage::Issued } else { Stage::Drafted };
        return vec![(Stage::Drafted.word(), "past"), (last.word(), "past"), (stage.word(), "now")]
            .into_iter()
            .skip(usize::from(last == Stage::Drafted))
            .collect();
    };
    let state = |i: usize| match i.cmp(&at) {
        std::cmp::Ordering::Less => "past",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "ahead",
    };
    WAY.iter().enumerate().map(|(i, step)| (step.word(), state(i))).collect()
}

pub fn holder(holder: &Holder, names: &Names) -> String {
    match holder {
        Holder::Lead(unit) => format!("{}（牵头）", names.unit(unit)),
        Holder::Supporting(unit) => format!("{}（协办）", names.unit(unit)),
        Holder::Office => "督查室".to_owned(),
        Holder::Leader => "县领导".to_owned(),
        Holder::Procedure => "挂起（法定程序等）".to_owned(),
    }
}

/// Who has it in hand: `县水利局（牵头）`
pub fn held_by(state: &Matter, names: &Names) -> Option<String> {
    clock::holder(state).map(|held| holder(&held, names))
}

/// What comes next, in one sentence.
pub fn next(state: &Matter, names: &Names, rules: &Rules<'_>, now: DateTime) -> String {
    if let Some(until) = state.suspended_until {
        return format!("事项已挂起，{} 自动恢复办理", days::short(until));
    }
    match state.stage.unwrap_or(Stage::Drafted) {
        Stage::Drafted => "督查员写齐立项方案后报批".to_owned(),
        Stage::AwaitingApproval if state.plan.as_ref().is_some_and(|plan| plan.instructed_by.is_some()) => {
            "批示领导批准后交办".to_owned()
        }
        Stage::AwaitingApproval => "督查室主任批准后交办".to_owned(),
        Stage::Issued | Stage::UnderWay => working(state, names, now),
        Stage::AwaitingCompletion => "督查室主任审结并评定等次".to_owned(),
        Stage::Completed => closing(state, rules, now),
        Stage::Closed => "督查室核对材料后归档".to_owned(),
        Stage::Archived => "办理完毕，材料存档，不再变动".to_owned(),
        Stage::Declined => "不立项，仅供阅知".to_owned(),
        Stage::Terminated => "已终止，不再办理".to_owned(),
        Stage::Merged => "已并入其他事项，在那里继续办理".to_owned(),
    }
}

fn working(state: &Matter, names: &Names, now: DateTime) -> String {
    let Some(lead) = state.lead() else { return "督查室重新拟办".to_owned() };
    if lead.stage != AssignmentStage::Accepted {
        return step(lead, names, now);
    }
    let open = state.assignments.iter().find(|a| a.is_open());
    open.map_or_else(|| "督查室审结".to_owned(), |a| step(a, names, now))
}

fn step(a: &Assignment, names: &Names, now: DateTime) -> String {
    let unit = names.unit(&a.unit);
    let by = |due: Option<DateTime>| {
        due.map(|due| format!("（{} 前）", days::instant(due, now))).unwrap_or_default()
    };
    match a.stage {
        AssignmentStage::Unsigned => format!("{unit}签收{}", by(Some(a.dues.sign))),
        AssignmentStage::RefusalPending => format!("督查室答复{unit}的退签"),
        AssignmentStage::UnderWay => {
            let due = [a.dues.feedback, a.next_node(), a.dues.finish].into_iter().flatten().min();
            format!("{unit}反馈办理情况{}", by(due))
        }
        AssignmentStage::UnitReview => format!("{unit}负责人签发反馈"),
        AssignmentStage::Reported => format!("督查室审核{unit}的反馈"),
        AssignmentStage::Returned => format!("{unit}按问题清单整改后再报{}", by(a.dues.finish)),
        AssignmentStage::Accepted | AssignmentStage::Withdrawn => "督查室审结".to_owned(),
    }
}

fn closing(state: &Matter, rules: &Rules<'_>, now: DateTime) -> String {
    if state.is_confirmed {
        return "领导已确认，督查室销号".to_owned();
    }
    let days = rules.limits.silence_before_closure;
    let from = state.completed_at.and_then(|done| rules.time.add_days(done, days));
    let from = from.map(|from| days::instant(from, now)).unwrap_or_default();
    format!("领导确认办结后销号；没有新的批示，{from} 起也可销号")
}
