//! The vocabulary of duty. For now it holds the working calendar, on which every deadline is counted.
//!
//! Absent on purpose: the clock, input and output, SQL, floating point. Dates enter as parameters.

mod calendar;
mod cycle;
#[cfg(test)]
mod example;
mod ids;
mod inspection;
mod office_hours;
mod refusal;
mod template;
mod term;
mod working_time;

pub use calendar::{DayKind, WorkingCalendar};
pub use cycle::Cycle;
pub use ids::{PersonId, UnitId};
pub use inspection::{
    Conclusion, Inspection, InspectionAct, InspectionEvent, InspectionPart, InspectionPlan, InspectionStage,
    Inspector, Objection, PlanQuota, Rectification, ReviewDecision, Service,
};
pub use office_hours::OfficeHours;
pub use refusal::Refusal;
pub use template::DeadlineTemplate;
pub use term::Term;
pub use working_time::WorkingTime;
