//! What the tests of this crate start from: a county with the national calendar and the usual hours, its people, and a
//! matter that is brought to any stage in a line. The tests in `tests/` take this file in as well.

use jiff::ToSpan;
use jiff::civil::DateTime;
use proptest::prelude::*;

use crate::{
    Act, Actor, Assignment, DeadlineTemplate, Dues, Duty, Event, Grade, Limits, Matter, OfficeHours,
    PersonId, Plan, Request, Rules, SuspensionCause, UnitDues, UnitId, WorkingCalendar, WorkingTime,
    deadline,
};

pub fn county() -> WorkingTime<'static> {
    WorkingTime { calendar: WorkingCalendar::national(), hours: OfficeHours::default() }
}

pub fn rules() -> Rules<'static> {
    Rules { time: county(), limits: Limits::default() }
}

pub fn at(text: &str) -> DateTime {
    text.parse().unwrap()
}

/// Any second of the years 2020 to 2027.
pub fn instants() -> impl Strategy<Value = DateTime> {
    (0i64..2922 * 24 * 3600).prop_map(|s| at("2020-01-01T00:00").checked_add(s.seconds()).unwrap())
}

pub fn unit(name: &str) -> UnitId {
    UnitId(name.to_owned())
}

pub fn person(name: &str) -> PersonId {
    PersonId(name.to_owned())
}

/// Somebody of the county: the only one with this duty.
pub fn official(duty: Duty) -> Actor {
    Actor { person: person(duty.key()), duty, unit: None, on_behalf_of: None }
}

/// Somebody of a unit, named after both.
pub fn of_unit(name: &str, duty: Duty) -> Actor {
    let person = person(&format!("{name}-{}", duty.key()));
    Actor { person, duty, unit: Some(unit(name)), on_behalf_of: None }
}

/// The one acts for the other.
pub fn standing_in(substitute: &Actor, absent: &Actor) -> Actor {
    Actor { person: substitute.person.clone(), on_behalf_of: Some(absent.person.clone()), ..absent.clone() }
}

/// Unit A leads, B supports; decided by a meeting and due within 20 days.
pub fn plan() -> Plan {
    Plan {
        lead: unit("A"),
        supporting: vec![unit("B")],
        template: "meeting".to_owned(),
        finish_on: None,
        nodes: Vec::new(),
        n_standards: 2,
        instructed_by: None,
        duplicates_seen: true,
        unclassified: true,
    }
}

/// A plan with the lead alone.
pub fn lone(template: &str) -> Plan {
    Plan { supporting: Vec::new(), template: template.to_owned(), ..plan() }
}

pub fn dues_of(plan: &Plan, now: DateTime) -> Vec<UnitDues> {
    let template = DeadlineTemplate::from_key(&plan.template).unwrap();
    let dues = deadline::at_issue(plan, template, now, &county()).unwrap();
    plan.units().map(|unit| UnitDues { unit: unit.clone(), dues: dues.clone() }).collect()
}

/// The journal of a matter as it is being written.
#[derive(Clone, Debug)]
pub struct Story {
    pub now: DateTime,
    pub events: Vec<Event>,
    pub matter: Matter,
}

impl Story {
    /// Drafted on a Monday, at 09:00 on 16 November 2026.
    pub fn drafted(plan: Plan) -> Story {
        let story = Story { now: at("2026-11-16T09:00"), events: Vec::new(), matter: Matter::default() };
        story.then(Duty::Inspector, Act::Draft { plan })
    }

    pub fn submitted(plan: Plan) -> Story {
        Story::drafted(plan).then(Duty::Inspector, Act::Submit)
    }

    pub fn issued(plan: Plan) -> Story {
        let story = Story::submitted(plan);
        let plan = story.matter.plan.as_ref().unwrap();
        let duty = if plan.instructed_by.is_some() { Duty::FieldLeader } else { Duty::Director };
        let dues = dues_of(plan, story.now);
        story.then(duty, Act::Approve { dues })
    }

    /// Issued, and signed by every unit.
    pub fn signed(plan: Plan) -> Story {
        let names: Vec<String> = plan.units().map(|unit| unit.0.clone()).collect();
        names.iter().fold(Story::issued(plan), |story, name| {
            let act = story.acknowledge(name);
            story.unit_does(name, Duty::Liaison, act)
        })
    }

    /// Signed, and every unit has been accepted.
    pub fn answered(plan: Plan) -> Story {
        let names: Vec<String> = plan.units().map(|unit| unit.0.clone()).collect();
        names.iter().fold(Story::signed(plan), |story, name| story.reports(name, 100).accepts(name))
    }

    pub fn completed(plan: Plan) -> Story {
        Story::answered(plan).then(Duty::Director, Act::Complete { grade: Grade::Good })
    }

    pub fn closed(plan: Plan) -> Story {
        Story::completed(plan).then(Duty::ChiefLeader, Act::Confirm).then(Duty::Inspector, Act::Close)
    }

    pub fn archived(plan: Plan) -> Story {
        Story::closed(plan).then(Duty::Inspector, Act::Archive)
    }

    pub fn suspended(self, until: &str) -> Story {
        let act = suspension(until);
        self.then(Duty::Director, act)
    }

    pub fn resumed(self) -> Story {
        let dues = deadline::after_suspension(&self.matter, self.now, &county());
        self.then(Duty::Director, Act::Resume { dues })
    }

    /// Fed back by the handler and signed by the head; 100 percent ask for completion.
    pub fn reports(self, name: &str, progress: u8) -> Story {
        self.writes(name, progress).unit_does(name, Duty::UnitHead, Act::SignOff { unit: unit(name) })
    }

    pub fn writes(self, name: &str, progress: u8) -> Story {
        self.unit_does(name, Duty::Handler, feedback(name, progress))
    }

    pub fn accepts(self, name: &str) -> Story {
        let act = Act::Accept { unit: unit(name), nodes_met: 0, next_feedback: None };
        self.then(Duty::Inspector, act)
    }

    pub fn returns(self, name: &str, finish_on: &str) -> Story {
        let act = self.return_back(name, finish_on);
        self.then(Duty::Director, act)
    }

    pub fn asks(self, name: &str, request: Request) -> Story {
        self.unit_does(name, Duty::UnitHead, Act::Ask { unit: unit(name), request })
    }

    pub fn refuses(self, name: &str) -> Story {
        self.unit_does(name, Duty::UnitHead, refusal(name))
    }

    pub fn at(self, now: &str) -> Story {
        Story { now: at(now), ..self }
    }

    pub fn then(self, duty: Duty, act: Act) -> Story {
        self.by(Some(official(duty)), act)
    }

    pub fn unit_does(self, name: &str, duty: Duty, act: Act) -> Story {
        self.by(Some(of_unit(name, duty)), act)
    }

    /// Takes an act that must be allowed.
    pub fn by(mut self, by: Option<Actor>, act: Act) -> Story {
        let event = Event { at: self.now, by, act };
        match self.matter.act(&event, &rules()) {
            Ok(matter) => self.matter = matter,
            Err(why) => panic!("{}: {why}", event.act.word()),
        }
        self.events.push(event);
        self
    }

    /// Why an act is refused; nothing when it is not.
    pub fn why_not(&self, by: Option<Actor>, act: Act) -> String {
        let event = Event { at: self.now, by, act };
        self.matter.act(&event, &rules()).map_or_else(|why| why.0, |_| String::new())
    }

    pub fn a(&self) -> &Assignment {
        self.matter.of_unit(&unit("A")).unwrap()
    }

    pub fn acknowledge(&self, name: &str) -> Act {
        let handler = of_unit(name, Duty::Handler).person;
        Act::Acknowledge { unit: unit(name), handler, plan_on: self.now.date() }
    }

    pub fn return_back(&self, name: &str, finish_on: &str) -> Act {
        let old = &self.matter.of_unit(&unit(name)).unwrap().dues;
        let dues = deadline::for_rework(old, finish_on.parse().unwrap(), self.now, &county());
        Act::ReturnBack { unit: unit(name), defects: vec!["缺少验收材料".to_owned()], dues }
    }

    pub fn reopen(&self, finish_on: &str) -> Act {
        let lead = self.matter.lead().unwrap();
        let dues = deadline::for_rework(&lead.dues, finish_on.parse().unwrap(), self.now, &county());
        let dues = vec![UnitDues { unit: lead.unit.clone(), dues }];
        Act::Reopen { reason: "核查发现未落实".to_owned(), dues }
    }

    /// Grants an extension as it was asked for.
    pub fn grant(&self, request: usize, name: &str, to: &str) -> Act {
        let old: &Dues = &self.matter.of_unit(&unit(name)).unwrap().dues;
        let dues = deadline::extended(old, to.parse().unwrap(), &county());
        let dues = vec![UnitDues { unit: unit(name), dues }];
        Act::Decide { request, granted: true, reason: "情况属实".to_owned(), dues }
    }
}

pub fn feedback(name: &str, progress: u8) -> Act {
    Act::GiveFeedback { unit: unit(name), progress, is_final: progress == 100 }
}

pub fn refusal(name: &str) -> Act {
    Act::Refuse { unit: unit(name), reason: "不属本单位职责".to_owned() }
}

pub fn suspension(until: &str) -> Act {
    let until = until.parse().unwrap();
    Act::Suspend { cause: SuspensionCause::Procedure, reason: "听证".to_owned(), until }
}

pub fn extension(to: &str) -> Request {
    let (reason, progress) = ("汛期停工".to_owned(), "已完成路基".to_owned());
    Request::Extension { to: to.parse().unwrap(), reason, progress }
}
