//! The four published documents this platform began with. They are not part of the project; where they lie beside
//! it, what is read from them is held against what was copied from them by hand.

#![allow(clippy::unwrap_used, clippy::panic)]

mod beidaihe;
mod development_zone;
mod julu;
mod julu_projects;
mod julu_stated;
mod lulong;

use std::path::{Path, PathBuf};

use budget::{Amount, Money, PlanPoint, Project, Secrecy};
use reader::Reading;

/// Reads a document; `None`, and a line that says so, when it is not there.
fn reading(name: &str) -> Option<Reading> {
    let Some(folder) = folder() else {
        println!("skipped: no folder shared/seeds above {}", env!("CARGO_MANIFEST_DIR"));
        return None;
    };
    let bytes = std::fs::read(folder.join(name)).expect("the folder holds all four documents");
    Some(reader::read(name, &bytes).expect("a published document is readable"))
}

fn folder() -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|dir| dir.join("shared/seeds"))
        .find(|dir| dir.is_dir())
}

fn wan(text: &str) -> Money {
    Money::from_decimal(text.parse().unwrap(), budget::Measure::Wan).unwrap()
}

fn stated(amount: Option<&Amount>) -> Money {
    amount.and_then(Amount::money).unwrap_or_else(|| panic!("no amount: {amount:?}"))
}

/// Name, code, secrecy, budget, number of goals and of indicator rows.
type Form<'a> = (&'a str, &'a str, Secrecy, &'a str, usize, usize);

fn assert_forms(projects: &[Project], forms: &[Form]) {
    assert_eq!(projects.len(), forms.len());
    for (project, (name, code, secrecy, budgeted, n_goals, n_rows)) in projects.iter().zip(forms) {
        assert_eq!(project.name.value, *name);
        assert_eq!(project.code.as_ref().unwrap().value.as_str(), *code, "{name}");
        assert_eq!(project.secrecy, *secrecy, "{name}");
        assert_eq!(stated(project.budgeted.as_ref()), wan(budgeted), "{name}");
        assert_eq!(stated(project.fiscal.as_ref()), wan(budgeted), "{name}");
        assert_eq!((project.goals.len(), project.indicators.len()), (*n_goals, *n_rows), "{name}");
    }
}

/// The plan in short: a number, `-` for blank, `?` for a lost column.
fn plan(project: &Project) -> Vec<String> {
    let word = |point: &PlanPoint| match point {
        PlanPoint::Stated { percent, .. } => percent.to_string(),
        PlanPoint::Blank => "-".to_owned(),
        PlanPoint::Lost => "?".to_owned(),
        other => format!("{other:?}"),
    };
    project.spending_plan.as_ref().expect("the form has a plan").points.iter().map(word).collect()
}

/// The cells of an indicator row from the third level on.
fn cells(project: &Project, row: usize) -> [&str; 4] {
    let row = &project.indicators[row];
    [
        row.name.as_ref().map_or("", |cell| &cell.value),
        row.description.as_ref().map_or("", |cell| &cell.value),
        &row.target_value.value.text,
        row.value_basis.as_ref().map_or("", |cell| &cell.value),
    ]
}
