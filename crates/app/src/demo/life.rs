//! The life of one matter of the fictional county, told by the same transitions that hold for real ones. What a
//! transition refuses does not happen.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::DateTime;
use supervision::{
    Act, Assignment, AssignmentStage, Duty, Event, Grade, Matter, Plan, Planned, Request, Rules, Stage,
    SuspensionCause, UnitDues, deadline, reminder,
};

use super::Size;
use super::cast::{Cast, id};
use super::texts::{self, Texts};
use crate::clock;
use crate::matters::journal::{StandardWord, Words};
use crate::procedure::rules::CountyRules;

/// What happened, who did it, and what they wrote.
pub struct Step {
    pub event: Event,
    /// Index of the person; `None` for the program.
    pub by: Option<usize>,
    pub words: Words,
}

pub struct Life {
    pub id: String,
    pub texts: Texts,
    pub source: &'static str,
    pub source_on: String,
    pub template: &'static str,
    pub lead: usize,
    pub leader: usize,
    pub officer: usize,
    pub entries: Vec<Step>,
    pub state: Matter,
}

const SOURCES: [(&str, &str); 10] = [
    ("meeting", "meeting"),
    ("meeting", "meeting"),
    ("meeting", "meeting"),
    ("instruction", "instruction"),
    ("instruction", "urgent"),
    ("superior", "document"),
    ("annual", "document"),
    ("document", "document"),
    ("inspection", "meeting"),
    ("message", "lead"),
];

/// How a matter begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Start {
    pub at: DateTime,
    /// The story goes no further than its lead unit's work.
    pub stays_under_way: bool,
}

/// When matters are registered, the earliest first: in office hours, over the years up to the end.
pub fn starts(size: Size, county: &CountyRules, random: &mut fastrand::Rng) -> Vec<Start> {
    let n_days = i64::try_from(size.years).unwrap_or(1) * 365;
    let mut starts = Vec::new();
    for (n, days, stays_under_way) in
        [(size.years * size.matters_a_year, 0..n_days, false), (size.under_way, 14..28, true)]
    {
        let at = std::iter::repeat_with(|| opened(size, &days, county, random)).flatten().take(n);
        starts.extend(at.map(|at| Start { at, stays_under_way }));
    }
    starts.sort_unstable();
    starts
}

/// A moment so many days before the end, if it lies in office hours.
fn opened(
    size: Size,
    days: &Range<i64>,
    county: &CountyRules,
    random: &mut fastrand::Rng,
) -> Option<DateTime> {
    let until = clock::civil(size.until);
    let time = county.rules().time;
    let day = until.date().checked_sub(random.i64(days.clone()).days()).unwrap_or(until.date());
    let at = time.opening(day).checked_add(random.i64(0..540).minutes()).unwrap_or(until);
    (time.is_open(at) && at < until).then_some(at)
}

struct Teller<'a> {
    cast: &'a Cast,
    county: &'a CountyRules,
    rules: &'a Rules<'a>,
    until: DateTime,
    now: DateTime,
    stays_under_way: bool,
    life: Life,
}

pub fn live(
    cast: &Cast,
    county: &CountyRules,
    rules: &Rules<'_>,
    Start { at: start, stays_under_way }: Start,
    until: i64,
    random: &mut fastrand::Rng,
) -> Life {
    let (source, template) = SOURCES[random.usize(..SOURCES.len())];
    let lead = 1 + random.usize(..cast.units.len() - 1);
    let texts = texts::of_matter(source, &cast.units[lead].name, start.year(), random);
    let life = Life {
        id: id(random),
        source,
        source_on: start.date().checked_sub(random.i64(0..5).days()).unwrap_or(start.date()).to_string(),
        template,
        lead,
        leader: cast.units[lead].leader,
        officer: cast.find(Duty::Inspector, None, random),
        texts,
        entries: Vec::new(),
        state: Matter::default(),
    };
    let until = clock::civil(until);
    let mut teller = Teller { cast, county, rules, until, now: start, stays_under_way, life };
    teller.tell(random);
    teller.life
}

impl Teller<'_> {
    fn tell(&mut self, random: &mut fastrand::Rng) {
        let officer = self.life.officer;
        let plan = self.plan(random);
        self.does(officer, Act::Draft { plan: plan.clone() }, Words::default());
        if !self.stays_under_way && random.u8(..40) == 0 {
            self.wait(random.i64(200..1_500));
            let director = self.cast.find(Duty::Director, None, random);
            let reason = "内容与已有事项重复，转有关单位阅知".to_owned();
            self.does(director, Act::Decline { reason }, Words::default());
            return;
        }
        self.wait(random.i64(20..240));
        self.does(officer, Act::Submit, Words::default());
        self.wait(random.i64(30..500));
        let is_instructed = plan.instructed_by.is_some();
        let approver =
            if is_instructed { self.life.leader } else { self.cast.find(Duty::Director, None, random) };
        let dues = self.dues(&plan);
        self.does(approver, Act::Approve { dues }, Words::default());
        // Some units are slow in everything they do.
        let pace = 55 + i64::try_from(self.life.lead * 37 % 60).unwrap_or(0);
        for _ in 0..60 {
            if self.rests() || !self.step(pace, random) {
                break;
            }
        }
    }

    fn rests(&self) -> bool {
        let lead = self.life.state.lead();
        self.stays_under_way && lead.is_some_and(|lead| lead.stage == AssignmentStage::UnderWay)
    }

    fn plan(&self, random: &mut fastrand::Rng) -> Plan {
        let mut supporting: Vec<usize> =
            (0..random.usize(0..3)).map(|_| 1 + random.usize(..self.cast.units.len() - 1)).collect();
        supporting.sort_unstable();
        supporting.dedup();
        supporting.retain(|unit| *unit != self.life.lead);
        let leader = self.cast.actor(self.life.leader).person;
        Plan {
            lead: self.cast.unit_id(self.life.lead),
            supporting: supporting.into_iter().map(|unit| self.cast.unit_id(unit)).collect(),
            template: self.life.template.to_owned(),
            finish_on: None,
            nodes: Vec::new(),
            n_standards: self.life.texts.standards.len(),
            instructed_by: (self.life.source == "instruction").then_some(leader),
            duplicates_seen: true,
            unclassified: true,
        }
    }

    fn dues(&self, plan: &Plan) -> Vec<UnitDues> {
        let template = self.county.template(&plan.template);
        let dues =
            template.and_then(|template| deadline::at_issue(plan, template, self.now, &self.rules.time));
        let of_unit = |unit: &supervision::UnitId| Some(UnitDues { unit: unit.clone(), dues: dues.clone()? });
        plan.units().filter_map(of_unit).collect()
    }

    /// One thing that happens next; false when nothing more does before the end of the story.
    fn step(&mut self, pace: i64, random: &mut fastrand::Rng) -> bool {
        let state = self.life.state.clone();
        let Some(stage) = state.stage else { return false };
        if state.is_suspended() {
            self.wait(random.i64(2_000..8_000));
            let director = self.cast.find(Duty::Director, None, random);
            let dues = deadline::after_suspension(&state, self.now, &self.rules.time);
            return self.does(director, Act::Resume { dues }, Words::default());
        }
        match stage {
            Stage::Issued | Stage::UnderWay => {
                let open: Vec<&Assignment> = state.assignments.iter().filter(|a| a.is_open()).collect();
                let Some(assignment) = open.get(random.usize(..open.len().max(1))) else { return false };
                // The lead does most of the work.
                let pace = if assignment.is_lead { pace } else { pace / 5 };
                self.work(assignment, pace / i64::try_from(open.len()).unwrap_or(1).max(1), random)
            }
            Stage::AwaitingCompletion => {
                self.wait(random.i64(60..900));
                let grade = Grade::ALL[random.usize(..Grade::ALL.len())];
                let director = self.cast.find(Duty::Director, None, random);
                self.does(director, Act::Complete { grade }, Words::default())
            }
            Stage::Completed => {
                self.wait(random.i64(1_300..2_500));
                self.does(self.life.officer, Act::Close, Words::default());
                self.now < self.until
            }
            Stage::Closed => {
                self.wait(random.i64(2_000..6_000));
                self.does(self.life.officer, Act::Archive, Words::default());
                false
            }
            _ => false,
        }
    }

    fn work(&mut self, assignment: &Assignment, pace: i64, random: &mut fastrand::Rng) -> bool {
        let unit = assignment.unit.clone();
        let at = self.cast.units.iter().position(|u| u.id == unit.0);
        let slow = |minutes: i64| minutes * pace / 100;
        match assignment.stage {
            AssignmentStage::Unsigned => {
                self.wait(slow(random.i64(10..500)));
                let handler = self.cast.actor(self.cast.find(Duty::Handler, at, random)).person;
                let plan_on = assignment.dues.finish.map_or(self.now.date(), |finish| finish.date());
                let plan_on = plan_on.max(self.now.date());
                let liaison = self.cast.find(Duty::Liaison, at, random);
                self.does(liaison, Act::Acknowledge { unit, handler, plan_on }, Words::default())
            }
            AssignmentStage::UnderWay if random.u8(..18) == 0 => self.asks(assignment, at, random),
            AssignmentStage::UnderWay | AssignmentStage::Returned => {
                let term = assignment.dues.finish.map_or(2_000, |finish| {
                    self.rules.time.minutes_between(self.now, finish).clamp(200, 6_000)
                });
                let is_final = assignment.stage == AssignmentStage::Returned || random.u8(..2) == 0;
                let share = if is_final { random.i64(40..105) } else { random.i64(20..50) };
                self.wait(slow(term * share / 100));
                self.reports(assignment, at, is_final, random)
            }
            AssignmentStage::UnitReview => {
                self.wait(slow(random.i64(20..300)));
                let head = self.cast.find(Duty::UnitHead, at, random);
                self.does(head, Act::SignOff { unit }, Words::default())
            }
            AssignmentStage::Reported => self.is_judged(assignment, random),
            _ => false,
        }
    }

    fn reports(
        &mut self,
        assignment: &Assignment,
        at: Option<usize>,
        is_final: bool,
        random: &mut fastrand::Rng,
    ) -> bool {
        let writer = assignment.handler.as_ref();
        let writer = writer.and_then(|id| self.cast.people.iter().position(|person| person.id == id.0));
        let writer = writer.unwrap_or_else(|| self.cast.find(Duty::Liaison, at, random));
        let progress = if is_final { 100 } else { random.u8(assignment.progress.min(80)..90) };
        let standard = |i: usize| StandardWord { is_met: is_final || i == 0, evidence: String::new() };
        let words = Words {
            content: texts::progress(is_final, random).to_owned(),
            problems: if is_final { String::new() } else { texts::problem(random).to_owned() },
            standards: (0..self.life.texts.standards.len()).map(standard).collect(),
            ..Words::default()
        };
        self.does(writer, Act::GiveFeedback { unit: assignment.unit.clone(), progress, is_final }, words)
    }

    fn is_judged(&mut self, assignment: &Assignment, random: &mut fastrand::Rng) -> bool {
        self.wait(random.i64(30..1_100));
        let unit = assignment.unit.clone();
        let officer = self.life.officer;
        if random.u8(..12) == 0 {
            let defects = vec![texts::DEFECTS[random.usize(..texts::DEFECTS.len())].to_owned()];
            let days = random.i32(3..8);
            let Some(day) = self.rules.time.calendar.add_working_days(self.now.date(), days) else {
                return false;
            };
            let dues = deadline::for_rework(&assignment.dues, day, self.now, &self.rules.time);
            return self.does(officer, Act::ReturnBack { unit, defects, dues }, Words::default());
        }
        let template = self.county.template(self.life.template);
        let next_feedback = template.and_then(|template| {
            deadline::next_feedback(&assignment.dues, template, self.now, &self.rules.time)
        });
        let act = Act::Accept { unit, nodes_met: assignment.nodes_met, next_feedback };
        self.does(officer, act, Words::default())
    }

    fn asks(&mut self, assignment: &Assignment, at: Option<usize>, random: &mut fastrand::Rng) -> bool {
        self.wait(random.i64(30..600));
        let head = self.cast.find(Duty::UnitHead, at, random);
        let unit = assignment.unit.clone();
        let Some(finish) = assignment.dues.finish else { return false };
        let director = self.cast.find(Duty::Director, None, random);
        let reason = "上级批复未下达，按程序须等待".to_owned();
        if random.u8(..4) == 0 {
            let until = self.now.date().checked_add(20.days()).unwrap_or(self.now.date());
            let cause = SuspensionCause::Procedure;
            self.does(director, Act::Suspend { cause, reason, until }, Words::default());
            return self.now < self.until;
        }
        let Some(to) = self.rules.time.calendar.add_working_days(finish.date(), random.i32(2..5)) else {
            return false;
        };
        let progress = "前期工作已完成".to_owned();
        let request = Request::Extension { to, reason, progress };
        if self.does(head, Act::Ask { unit: unit.clone(), request }, Words::default()) {
            self.wait(random.i64(30..700));
            let granted = random.u8(..4) > 0;
            let dues = deadline::extended(&assignment.dues, to, &self.rules.time);
            let dues = if granted { vec![UnitDues { unit, dues }] } else { Vec::new() };
            let request = self.life.state.requests.len() - 1;
            let reason =
                if granted { "情况属实，同意" } else { "理由不充分，按原期限办理" }.to_owned();
            self.does(director, Act::Decide { request, granted, reason, dues }, Words::default());
        }
        self.now < self.until
    }

    /// So many minutes of office time pass.
    fn wait(&mut self, minutes: i64) {
        let Some(later) = self.rules.time.add_minutes(self.now, minutes) else { return };
        for (at, act) in self.urgings(later) {
            self.now = at;
            self.happens(None, act, Words::default());
        }
        self.now = later;
    }

    /// What the ladder sends by rule while everybody waits.
    fn urgings(&self, until: DateTime) -> Vec<(DateTime, Act)> {
        let state = &self.life.state;
        let template = self.county.template(self.life.template);
        let any_time = template.is_some_and(|template| template.any_time);
        let of = |assignment: &Assignment| {
            let planned = reminder::plan(state, assignment, any_time, self.rules).into_iter();
            let come = planned.filter(|step| step.at <= until);
            let urge = |step: Planned| {
                let (unit, rung) = (assignment.unit.clone(), step.rung.paper?);
                let is_sent = assignment.urged.iter().any(|(sent, at)| *sent == rung && *at >= step.at);
                let urge = Act::Urge { unit, rung, reason: step.rung.word.to_owned() };
                (!is_sent).then_some((step.at.max(self.now), urge))
            };
            come.filter_map(urge).collect::<Vec<_>>()
        };
        let mut urgings: Vec<_> = state.assignments.iter().flat_map(of).collect();
        urgings.sort_by_key(|(at, _)| *at);
        urgings
    }

    /// Whether it happened: the story ends, and transitions refuse.
    fn does(&mut self, person: usize, act: Act, words: Words) -> bool {
        self.happens(Some(person), act, words)
    }

    fn happens(&mut self, by: Option<usize>, act: Act, words: Words) -> bool {
        if self.now >= self.until {
            return false;
        }
        let event = Event { at: self.now, by: by.map(|person| self.cast.actor(person)), act };
        let Ok(after) = self.life.state.act(&event, self.rules) else { return false };
        self.life.state = after;
        self.life.entries.push(Step { event, by, words });
        true
    }
}
