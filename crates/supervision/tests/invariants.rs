//! Any sequence of allowed acts, by anybody and at any time, keeps what the office relies on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a step that cannot be taken is a failed test")]

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::DateTime;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use supervision::{
    Act, Actor, Assignment, AssignmentStage, Charge, Colour, DeadlineTemplate, Dues, Duty, Event, Grade,
    Light, Limits, Matter, OfficeHours, PersonId, Plan, Request, Rules, Stage, SuspensionCause, Timer,
    UnitDues, UnitId, UrgingRung, WorkingCalendar, WorkingTime, clock, deadline, light, reminder,
};

#[allow(dead_code, reason = "the tests at the bottom of the files use the rest")]
#[path = "../src/example.rs"]
mod example;

use example::{
    Story, at, county, dues_of, extension, feedback, lone, of_unit, official, person, plan, refusal, rules,
    standing_in, suspension,
};

/// What chance decides in one step: the act, who takes it, how long after the last, and a number for the rest.
#[derive(Clone, Copy, Debug)]
struct Step {
    act: usize,
    actor: usize,
    minutes: i64,
    chance: u32,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let minutes = prop_oneof![0i64..30, 30i64..600, 1440i64..1440 * 4, 1440i64..1440 * 25];
    let step = (any::<usize>(), any::<usize>(), minutes, any::<u32>())
        .prop_map(|(act, actor, minutes, chance)| Step { act, actor, minutes, chance });
    proptest::collection::vec(step, 1..70)
}

fn actors() -> Vec<Actor> {
    let mut actors: Vec<Actor> = Duty::ALL.into_iter().filter(|d| !d.is_of_unit()).map(official).collect();
    for name in ["A", "B", "C"] {
        actors.extend([Duty::UnitHead, Duty::Liaison, Duty::Handler].map(|duty| of_unit(name, duty)));
        let (head, handler) = (of_unit(name, Duty::UnitHead), of_unit(name, Duty::Handler));
        let deputy = Actor { person: person(&format!("{name}-deputy")), ..head.clone() };
        actors.extend([standing_in(&handler, &head), standing_in(&head, &handler), deputy]);
    }
    let (inspector, director) = (official(Duty::Inspector), official(Duty::Director));
    actors.push(standing_in(&inspector, &director));
    actors.push(standing_in(&director, &inspector));
    actors.push(standing_in(&inspector, &official(Duty::FieldLeader)));
    actors
}

fn running(matter: &Matter) -> impl Iterator<Item = &Assignment> {
    matter.assignments.iter().filter(|a| a.stage != AssignmentStage::Withdrawn)
}

fn plans(chance: u32) -> Plan {
    let instructed_by = chance.is_multiple_of(5).then(|| official(Duty::FieldLeader).person);
    match chance % 4 {
        0 => Plan { instructed_by, ..lone("instruction") },
        1 => Plan { nodes: vec![at("2027-01-15T00:00").date(), at("2027-03-31T00:00").date()], ..plan() },
        2 => Plan { instructed_by, ..lone("extra-urgent") },
        _ => plan(),
    }
}

/// Acts on the matter as a whole, with what they need as it stands.
fn acts_on_matter(story: &Story, chance: u32) -> Vec<Act> {
    let matter = &story.matter;
    let day = |n: u32| story.now.date().saturating_add(i64::from(n).days());
    let mut acts = vec![
        Act::Draft { plan: plans(chance) },
        Act::Submit,
        Act::SendBack { reason: "标准不清".to_owned() },
        Act::Complete { grade: Grade::ALL[chance as usize % 3] },
        Act::Confirm,
        Act::Close,
        Act::Archive,
        Act::Instruct { text: "加快".to_owned() },
        Act::Resume { dues: deadline::after_suspension(matter, story.now, &county()) },
    ];
    acts.extend(matter.plan.as_ref().map(|plan| Act::Approve { dues: dues_of(plan, story.now) }));
    if matter.lead().is_some() {
        acts.push(story.reopen(&day(chance % 20 + 1).to_string()));
    }
    if chance.is_multiple_of(8) {
        acts.push(suspension(&day(chance % 60 + 1).to_string()));
    }
    // The ways out are rare, or no matter would come to its end.
    if chance.is_multiple_of(40) {
        acts.push(Act::Decline { reason: "仅供阅知".to_owned() });
        acts.push(Act::Terminate { reason: "政策调整".to_owned() });
        acts.push(Act::Merge { into: "2026-7".to_owned(), reason: "同一事项".to_owned() });
    }
    acts.extend(decisions(story, chance));
    acts
}

fn decisions(story: &Story, chance: u32) -> Vec<Act> {
    let open = story.matter.requests.iter().enumerate().filter(|(_, asked)| asked.decided.is_none());
    open.filter_map(|(i, asked)| {
        let theirs = story.matter.of_unit(&asked.unit).ok()?;
        let dues = match &asked.request {
            Request::Extension { to, .. } => {
                vec![UnitDues {
                    unit: asked.unit.clone(),
                    dues: deadline::extended(&theirs.dues, *to, &county()),
                }]
            }
            Request::Reassignment { to, .. } => {
                let dues = dues_of(story.matter.plan.as_ref()?, story.now).swap_remove(0).dues;
                vec![UnitDues { unit: to.clone(), dues }]
            }
            Request::Adjustment { .. } => {
                let nodes = theirs.dues.nodes.iter().copied().take(1).collect();
                vec![UnitDues { unit: asked.unit.clone(), dues: Dues { nodes, ..theirs.dues.clone() } }]
            }
            Request::Suspension { .. } => Vec::new(),
        };
        let granted = !chance.is_multiple_of(4);
        Some(Act::Decide { request: i, granted, reason: "经研究".to_owned(), dues })
    })
    .collect()
}

fn acts_of_unit(story: &Story, assignment: &Assignment, chance: u32) -> Vec<Act> {
    let name = assignment.unit.0.as_str();
    let unit = assignment.unit.clone();
    let day = story.now.date().saturating_add(i64::from(chance % 15 + 1).days());
    let reason = "须完善".to_owned();
    let granted = chance.is_multiple_of(3);
    let sign = deadline::sign_after_refusal(&story.matter, assignment, story.now, &county());
    let template = story.matter.plan.as_ref().and_then(|plan| DeadlineTemplate::from_key(&plan.template));
    let next = template.and_then(|t| deadline::next_feedback(&assignment.dues, t, story.now, &county()));
    let mut acts = vec![
        story.acknowledge(name),
        story.acknowledge(name),
        refusal(name),
        Act::AnswerRefusal { unit: unit.clone(), granted, reason: reason.clone(), sign },
        feedback(name, 100),
        feedback(name, (chance % 100) as u8),
        Act::SignOff { unit: unit.clone() },
        Act::Rewrite { unit: unit.clone(), reason: reason.clone() },
        Act::Accept { unit: unit.clone(), nodes_met: chance as usize % 4, next_feedback: next },
        Act::Urge { unit: unit.clone(), rung: UrgingRung::Blue, reason: reason.clone() },
        Act::Explain { unit: unit.clone(), text: reason.clone() },
    ];
    if chance.is_multiple_of(3) {
        acts.push(story.return_back(name, &day.to_string()));
    }
    let cause = SuspensionCause::ForceMajeure;
    let requests = [
        Request::Reassignment { to: UnitId("C".to_owned()), reason: reason.clone() },
        Request::Suspension { cause, until: day, reason: reason.clone() },
        Request::Adjustment { change: "减少一个节点".to_owned(), reason: reason.clone() },
    ];
    let finish = assignment.dues.finish.unwrap_or(story.now);
    let to = finish.date().saturating_add(i64::from(chance % 5 + 1).days()).to_string();
    let request = requests.get(chance as usize % 6).cloned().unwrap_or_else(|| extension(&to));
    acts.push(Act::Ask { unit, request });
    acts
}

/// The story one allowed act later; as it was when chance finds none.
fn next(story: &Story, step: Step, actors: &[Actor]) -> Story {
    let mut story = story.clone();
    story.now = story.now.saturating_add(step.minutes.minutes());
    let mut acts = acts_on_matter(&story, step.chance);
    acts.extend(running(&story.matter).flat_map(|assignment| acts_of_unit(&story, assignment, step.chance)));
    let n = acts.len();
    acts.rotate_left(step.act % n);
    for act in acts.into_iter().take(12) {
        let first = step.actor % actors.len();
        let by = actors[first..].iter().chain(&actors[..first]).cloned().map(Some);
        for by in by.chain(std::iter::once(None)) {
            let event = Event { at: story.now, by, act: act.clone() };
            if let Ok(matter) = story.matter.act(&event, &rules()) {
                story.matter = matter;
                story.events.push(event);
                return story;
            }
        }
    }
    story
}

fn people(actor: &Actor) -> BTreeSet<&PersonId> {
    std::iter::once(&actor.person).chain(&actor.on_behalf_of).collect()
}

fn people_of<'a>(events: impl Iterator<Item = &'a Event>) -> BTreeSet<&'a PersonId> {
    events.filter_map(|event| event.by.as_ref()).flat_map(people).collect()
}

fn check_parts(story: &Story) {
    let (last, before) = story.events.split_last().unwrap();
    let takers = people_of(std::iter::once(last));
    match &last.act {
        Act::Approve { .. } => {
            let drafts = before.iter().filter(|e| matches!(e.act, Act::Draft { .. } | Act::Submit));
            assert!(takers.is_disjoint(&people_of(drafts)), "approved by a drafter");
        }
        Act::SignOff { unit } => {
            let mut written = before.iter().rev();
            let text = written.find(|e| matches!(&e.act, Act::GiveFeedback { unit: of, .. } if of == unit));
            assert!(takers.is_disjoint(&people_of(text.into_iter())), "signed off by the writer");
        }
        _ => {}
    }
    if story.matter.is_open() {
        let units: Vec<&UnitId> = running(&story.matter).map(|a| &a.unit).collect();
        assert_eq!(units.len(), units.iter().collect::<BTreeSet<_>>().len(), "one assignment a unit");
        assert_eq!(running(&story.matter).filter(|a| a.is_lead).count(), 1, "exactly one lead");
        assert_eq!(story.matter.lead().map(|a| &a.unit), story.matter.plan.as_ref().map(|p| &p.lead));
    }
}

fn check_timers(before: &Matter, story: &Story) {
    let event = story.events.last().unwrap();
    let (units, timers): (Vec<&UnitId>, &[Timer]) = match &event.act {
        Act::ReturnBack { unit, .. } => (vec![unit], &[Timer::Sign, Timer::Feedback, Timer::Finish]),
        Act::Reopen { dues, .. } => {
            (dues.iter().map(|d| &d.unit).collect(), &[Timer::Sign, Timer::Feedback, Timer::Finish])
        }
        Act::Decide { request, granted: true, dues, .. }
            if matches!(story.matter.requests[*request].request, Request::Extension { .. }) =>
        {
            (dues.iter().map(|d| &d.unit).collect(), &[Timer::Finish])
        }
        _ => (Vec::new(), &[]),
    };
    for unit in units {
        let (old, new) = (before.of_unit(unit).unwrap(), story.matter.of_unit(unit).unwrap());
        assert!(new.due_version > old.due_version, "{}", event.act.word());
        for timer in timers {
            assert_eq!(new.setting(*timer).version, new.due_version, "re-armed");
            assert_eq!(new.setting(*timer).at, event.at);
        }
    }
}

fn is_over(stage: Stage) -> bool {
    !stage.is_open() && !matches!(stage, Stage::Drafted | Stage::AwaitingApproval)
}

fn check_charges(story: &Story, now: DateTime) {
    let charges = clock::charges(&story.events, &county(), now);
    let first = story.events[0].at;
    let mut idle = 0;
    for (i, event) in story.events.iter().enumerate() {
        let until = story.events.get(i + 1).map_or(now, |next| next.at);
        if is_over(Matter::of(&story.events[..=i]).stage.unwrap()) {
            idle += county().minutes_between(event.at, until);
        }
    }
    let charged: i64 = charges.iter().map(|charge| charge.minutes).sum();
    assert_eq!(charged + idle, county().minutes_between(first, now), "no minute lost or doubled");
    assert_eq!(charges.first().map(|charge| charge.from), Some(first));
    let joins = |pair: &[Charge]| pair[0].to <= pair[1].from && pair[0].from <= pair[0].to;
    assert!(charges.windows(2).all(joins));
    let totals: i64 = clock::totals(&charges).iter().map(|(_, minutes)| minutes).sum();
    assert_eq!(totals, charged);
}

/// The colours that time itself brings.
fn moves(light: Light) -> bool {
    matches!(light.colour, Colour::Green | Colour::Yellow | Colour::Red)
}

fn check_lights(story: &Story) {
    for assignment in &story.matter.assignments {
        let of = |now| light::of(&story.matter, assignment, &rules(), now);
        let turning = light::turning(&story.matter, assignment, &rules());
        let edges = [turning.yellow_after, turning.red_after];
        let around = edges.into_iter().flatten().flat_map(|t| [t, t.saturating_add(1.second())]);
        let later =
            [0, 60, 1440, 4 * 1440, 15 * 1440, 90 * 1440].map(|m: i64| story.now.saturating_add(m.minutes()));
        let mut instants: Vec<DateTime> = around.chain(later).filter(|t| *t >= story.now).collect();
        instants.sort_unstable();
        let lights: Vec<Light> = instants.iter().map(|t| of(*t)).collect();
        assert!(lights.windows(2).all(|pair| pair[0].colour <= pair[1].colour), "never better by waiting");
        for (now, shown) in instants.iter().zip(&lights) {
            let is_past = |after: Option<DateTime>| after.is_some_and(|after| after < *now);
            let expected = match (is_past(turning.yellow_after), is_past(turning.red_after)) {
                (_, true) => Colour::Red,
                (true, false) => Colour::Yellow,
                (false, false) => Colour::Green,
            };
            assert!(!moves(*shown) || shown.colour == expected, "{shown:?} {turning:?} {now}");
            assert!(moves(*shown) || turning == light::turning(&Matter::default(), assignment, &rules()));
        }
    }
}

fn check_reminders(story: &Story) {
    for assignment in &story.matter.assignments {
        let planned = reminder::plan(&story.matter, assignment, false, &rules());
        assert!(planned.iter().all(|p| county().is_open(p.at)), "only in office hours");
        assert!(planned.iter().all(|p| p.due_version <= assignment.due_version));
        assert!(planned.is_sorted_by_key(|p| p.at));
        let due = reminder::due(&planned, story.now);
        assert!(due.iter().all(|p| p.at <= story.now && planned.contains(p)));
        let waits = assignment.is_with_office() || story.matter.is_suspended() || !story.matter.is_open();
        assert!(!waits || planned.is_empty(), "nobody is reminded of what lies elsewhere");
    }
}

fn check_journal(story: &Story) {
    assert_eq!(Matter::of(&story.events), story.matter);
    let event = story.events.last().unwrap();
    let text = serde_json::to_string(event).unwrap();
    assert_eq!(&serde_json::from_str::<Event>(&text).unwrap(), event);
    if story.matter.stage == Some(Stage::Archived) {
        let acts = acts_on_matter(story, 0).into_iter();
        let theirs = running(&story.matter).flat_map(|a| acts_of_unit(story, a, 0));
        for act in acts.chain(theirs) {
            for by in actors().into_iter().map(Some).chain([None]) {
                let why = story.why_not(by, act.clone());
                assert!(!why.is_empty(), "archived, and yet {}", act.word());
            }
        }
    }
}

/// Plays the steps, checks after each, and tells which stages came.
fn play(steps: &[Step]) -> BTreeSet<String> {
    let (actors, mut story) = (actors(), Story::drafted(plan()));
    let mut seen: Vec<(DateTime, Light)> = Vec::new();
    let mut reached = BTreeSet::new();
    for step in steps {
        let after = next(&story, *step, &actors);
        if after.events.len() > story.events.len() {
            // Just before it happened, the light was what it is said to have been once more is known.
            let eve = after.now.saturating_sub(1.second());
            if story.events.iter().all(|e| e.at <= eve) {
                seen.push((eve, light::of_matter(&story.matter, &rules(), eve)));
            }
            check_parts(&after);
            check_timers(&story.matter, &after);
            check_lights(&after);
            check_reminders(&after);
            check_journal(&after);
            reached.insert(after.events.last().unwrap().act.word().to_owned());
            reached.insert(after.matter.stage.unwrap().key().to_owned());
            reached.extend(after.matter.assignments.iter().map(|a| a.stage.key().to_owned()));
            if after.matter.is_suspended() {
                reached.insert("suspended".to_owned());
            }
        }
        story = after;
    }
    check_charges(&story, story.now.saturating_add(10.days()));
    for (then, shown) in seen {
        assert_eq!(light::of_matter_at(&story.events, &rules(), then), shown, "as it was on {then}");
    }
    reached
}

proptest! {
    #![proptest_config(Config { cases: 128, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_sequence_of_allowed_acts_keeps_the_invariants(steps in steps()) {
        play(&steps);
    }
}

#[test]
fn chance_reaches_every_stage_and_every_act() {
    let mut runner = TestRunner::deterministic();
    let mut reached = BTreeSet::new();
    for _ in 0..250 {
        let steps = steps().new_tree(&mut runner).unwrap().current();
        reached.extend(play(&steps));
    }
    let stages = Stage::ALL.iter().map(|stage| stage.key());
    let of_assignments = AssignmentStage::ALL.iter().map(|stage| stage.key());
    let acts = [
        "退签答复",
        "签发",
        "退回修改",
        "审核通过",
        "退回重办",
        "重启",
        "挂起",
        "恢复办理",
        "申请",
        "申请答复",
        "催办",
    ];
    let wanted = stages.chain(of_assignments).chain(acts).chain(["suspended"]);
    let missed: Vec<&str> = wanted.filter(|word| !reached.contains(*word)).collect();
    assert_eq!(missed, Vec::<&str>::new());
}
