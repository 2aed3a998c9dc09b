//! PF-11: a project ends before it begins.

use budget::{BudgetDocument, Place, Project, fold};

use crate::checks::{Checks, Fault};
use crate::{Operand, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PF-11",
    title: "项目终止时间早于起始时间",
    severity: Severity::Error,
    basis: basis::GOAL,
    page: include_str!("project_ends_before_it_begins.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for project in &doc.projects {
        let date = |mark| project.marked(mark).find_map(|(text, place)| Some((date(text)?, text, place)));
        let (Some(begins), Some(ends)) = (date(Project::BEGINS), date(Project::ENDS)) else { continue };
        if is_before(ends.0, begins.0) { out.fail(fault(project, begins, ends)) } else { out.pass() }
    }
}

/// A year, and a month where it is printed.
type Date = (u32, Option<u32>);

fn is_before(one: Date, other: Date) -> bool {
    let is_in_year = one.1.zip(other.1).is_some_and(|(one, other)| one < other);
    one.0 < other.0 || one.0 == other.0 && is_in_year
}

fn fault(project: &Project, begins: (Date, &str, &Place), ends: (Date, &str, &Place)) -> Fault {
    let name = project.name.value.trim();
    let operand = |what: &str, (_, text, place): (Date, &str, &Place)| Operand {
        label: format!("项目“{name}”{what}"),
        printed: text.to_owned(),
        place: place.clone(),
    };
    let message = format!("项目“{name}”{}终止，早于起始的{}", ends.1, begins.1);
    let rows = vec![operand("起始", begins), operand("终止", ends)];
    Fault::new(ends.2, ends.1, message, "核对起始和终止时间，改正写错的一个").with_rows("终止 ≥ 起始", rows)
}

/// `2025年`, `2025年3月`, `2025.03`
fn date(text: &str) -> Option<Date> {
    let text = fold(text);
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let year = numbers.find(|number| number.len() == 4)?.parse().ok()?;
    let month = numbers.next().filter(|month| month.len() <= 2).and_then(|month| month.parse().ok());
    let is_year = (1990..2100).contains(&year);
    is_year.then_some((year, month.filter(|month| (1..=12).contains(month))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_compared_as_far_as_they_are_printed() {
        let before = |one, other| is_before(date(one).unwrap(), date(other).unwrap());
        assert!(before("2023年", "2025年") && before("2025年3月", "2025.12"));
        assert!(!before("2025年", "2025年12月") && !before("2027年", "2025年"));
        assert_eq!([date("长期"), date("20250101"), date("3年")], [None; 3]);
    }
}
