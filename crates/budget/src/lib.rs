//! The vocabulary of money: what a published budget says, as exact values with their places.
//!
//! A [`BudgetDocument`] is one published file. It holds [`BudgetTable`]s (the nine tables, procurement,
//! assets), narrative sections with the figures they state, department targets, and [`Project`]s with
//! their [`Indicator`]s. Every printed value keeps its text and its [`Place`].
//!
//! Absent on purpose: input and output, SQL, the clock, floating point.

mod classification;
pub mod csv;
mod decimal;
mod document;
mod figure;
mod fiscal_year;
mod funding;
mod indicator;
mod money;
mod narrative;
mod place;
mod project;
mod project_code;
mod region;
mod secrecy;
mod table;
mod target_value;
mod text;
mod three_publics;
mod unit;

pub use classification::{
    Classification, CodeEntry, CodeTree, Evidence, department_economic, function, government_economic,
};
pub use decimal::Decimal;
pub use document::{BudgetDocument, ContentsEntry, DepartmentTarget, DocumentKind, TargetItem};
pub use figure::{Amount, Figure};
pub use fiscal_year::FiscalYear;
pub use funding::{BudgetBook, FundingSource};
pub use indicator::{Indicator, IndicatorAspect, IndicatorKind};
pub use money::{Measure, Money};
pub use narrative::{
    ListedProject, NarrativeSection, PriorYearChange, PriorYearComparison, StatedFigures, ThreePublics,
};
pub use place::{Located, Place};
pub use project::{PlanPoint, Project, SpendingPlan};
pub use project_code::ProjectCode;
pub use region::{Region, RegionCode, RegionLevel};
pub use secrecy::Secrecy;
pub use table::{BudgetTable, Column, Purchase, Quantity, Side, TableKind, TableRow};
pub use target_value::{Comparison, Meaning, TargetValue};
pub use text::{fold, is_han, normal_name};
pub use three_publics::PublicsPart;
pub use unit::{BudgetUnit, Department};
