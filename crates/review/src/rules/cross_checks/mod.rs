//! SX 表间勾稽

use crate::Family;

mod appropriation_differs_from_books;
mod appropriation_income_differs;
mod basic_total_differs;
mod class_differs_from_summary;
mod contribution_rate_implausible;
mod expenditure_differs_from_books;
mod housing_fund_differs;
mod medical_insurance_differs;
mod occupational_annuity_missing;
mod other_insurance_differs;
mod pension_differs;
mod retirement_pay_differs;
mod revenue_differs_from_expenditure;
mod three_publics_exceed_appropriation;
mod whole_target_differs;

pub const FAMILY: Family = Family {
    key: "SX",
    name: "表间勾稽",
    rules: &[
        class_differs_from_summary::RULE,
        revenue_differs_from_expenditure::RULE,
        expenditure_differs_from_books::RULE,
        basic_total_differs::RULE,
        appropriation_differs_from_books::RULE,
        appropriation_income_differs::RULE,
        pension_differs::RULE,
        housing_fund_differs::RULE,
        medical_insurance_differs::RULE,
        other_insurance_differs::RULE,
        retirement_pay_differs::RULE,
        occupational_annuity_missing::RULE,
        three_publics_exceed_appropriation::RULE,
        contribution_rate_implausible::RULE,
        whole_target_differs::RULE,
    ],
};
