//! The vocabulary of duty: matters, assignments and inspections with their transitions, the working calendar, deadlines,
//! lights, the reminder ladder and the responsibility clock. Pure functions of events, calendar and now.
//!
//! Absent on purpose: the clock, input and output, SQL, floating point. Instants enter as parameters, in local time.

mod act;
mod assignment;
mod calendar;
pub mod clock;
mod cycle;
pub mod deadline;
mod duty;
#[cfg(test)]
mod example;
mod guard;
mod ids;
mod inspection;
pub mod light;
mod matter;
mod office_hours;
mod refusal;
pub mod reminder;
mod rules;
mod template;
mod term;
mod worked_days;
mod working_time;

pub use act::{Act, Dues, Event, Grade, Plan, Request, SuspensionCause, UnitDues, UrgingRung};
pub use assignment::{Assignment, AssignmentStage, Setting, Written};
pub use calendar::{DayKind, WorkingCalendar};
pub use clock::{Charge, Holder};
pub use cycle::Cycle;
pub use duty::{Actor, Duty};
pub use ids::{PersonId, UnitId};
pub use inspection::{
    Conclusion, Inspection, InspectionAct, InspectionEvent, InspectionPart, InspectionPlan, InspectionStage,
    Inspector, Objection, PlanQuota, Rectification, ReviewDecision, Service,
};
pub use light::{Colour, Light, LightReason, Turn, Turning};
pub use matter::{Asked, Matter, Stage};
pub use office_hours::OfficeHours;
pub use refusal::Refusal;
pub use reminder::{Planned, Recipient, Rung, Timer};
pub use rules::{Limits, RULE_VERSION, Rules};
pub use template::DeadlineTemplate;
pub use term::Term;
pub use working_time::WorkingTime;
