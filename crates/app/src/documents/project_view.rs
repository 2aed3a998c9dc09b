//! One project as its page shows it.

use budget::{Amount, Measure, Place, Project};

use super::beneath::Beneath;
use super::beside::Beside;
use super::cell_view::{self, Cell};
use super::indicator_view::{self, IndicatorRow};
use super::passage::Passage;
use super::plan_view::PlanView;
use super::rows::place_key;

#[derive(Debug)]
pub struct ProjectView {
    pub anchor: String,
    pub name: String,
    pub code: Option<String>,
    pub secrecy: &'static str,
    pub is_redacted: bool,
    pub amounts: Vec<Cell>,
    pub under_amounts: Beneath,
    pub plan: Option<PlanView>,
    pub under_plan: Beneath,
    pub purpose: Option<Passage>,
    pub goals: Vec<Passage>,
    pub indicators: Vec<IndicatorRow>,
    /// About the form as a whole.
    pub above: Beneath,
}

/// Rows are claimed from the narrowest place to the widest: indicators first, the form's heading last.
pub fn view(project: &Project, beside: &mut Beside<'_>) -> ProjectView {
    let indicators = indicator_view::rows(&project.indicators, beside);
    let goals = goals(project, beside);
    let under_plan =
        project.spending_plan.as_ref().map(|plan| beside.take(&[&plan.place])).unwrap_or_default();
    let purpose = project.purpose.as_ref().map(|purpose| Passage::of(&purpose.value, &purpose.place, beside));
    let (amounts, under_amounts) = amounts(project, beside);
    ProjectView {
        anchor: place_key::of(&project.place),
        name: project.name.value.clone(),
        code: project.code.as_ref().map(|code| code.value.as_str().to_owned()),
        secrecy: project.secrecy.word(),
        is_redacted: project.secrecy.is_redacted(),
        amounts,
        under_amounts,
        plan: project.spending_plan.as_ref().map(PlanView::of),
        under_plan,
        purpose,
        goals,
        indicators,
        above: beside.take(&[&project.place]),
    }
}

fn amounts(project: &Project, beside: &mut Beside<'_>) -> (Vec<Cell>, Beneath) {
    let printed: [(&'static str, &Option<Amount>); 3] =
        [("预算数", &project.budgeted), ("其中：财政资金", &project.fiscal), ("其他资金", &project.other)];
    let places: Vec<&Place> = printed.iter().filter_map(|(_, a)| a.as_ref()).map(|a| &a.place).collect();
    let mut beneath = beside.take(&places);
    let code = project.code.iter().map(|code| &code.place);
    let heads: Vec<&Place> = std::iter::once(&project.name.place).chain(code).collect();
    beneath.merge(beside.take_rows(&heads));
    let cell = |amount: &Option<Amount>| match amount {
        Some(amount) => cell_view::of_amount(amount, Measure::Wan, &beneath),
        None => Cell { text: "表中没有这一栏".to_owned(), class: "muted", ..Cell::default() },
    };
    let views = printed.map(|(label, amount)| Cell { label, ..cell(amount) });
    (views.into(), beneath)
}

/// The goals of one cell share its place, and its anchor stands once.
fn goals(project: &Project, beside: &mut Beside<'_>) -> Vec<Passage> {
    let mut goals: Vec<Passage> = Vec::new();
    let mut last = None;
    for goal in &project.goals {
        let mut passage = Passage::of(&goal.value, &goal.place, beside);
        if last.replace(&goal.place) == Some(&goal.place) {
            passage.anchor.clear();
        }
        goals.push(passage);
    }
    goals
}
