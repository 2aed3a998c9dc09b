//! 不公开、涉密 marks: where they stand in place of a text.

use budget::{Amount, BudgetDocument, Figure, Indicator, Located, Place, PlanPoint, Project, Secrecy};

use crate::texts::{Part, texts};

/// A mark, and whose it is.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    pub secrecy: Secrecy,
    pub place: &'a Place,
}

/// The redacting mark of a text, alone or behind a title: `机要局业务费：不公开。`
pub fn mark_of(text: &str) -> Option<Secrecy> {
    let behind = || text.rsplit_once(['：', ':']).and_then(|(_, behind)| Secrecy::marked(behind));
    Secrecy::marked(text).or_else(behind).filter(|secrecy| secrecy.is_redacted())
}

/// Whether a cell is a redacting mark and nothing else.
pub fn is_marked(text: &str) -> bool {
    Secrecy::marked(text).is_some_and(Secrecy::is_redacted)
}

/// Printed and no mark.
pub fn is_open(text: &Located<String>) -> bool {
    !text.value.trim().is_empty() && !is_marked(&text.value)
}

/// The marks of one form.
pub fn form_marks(project: &Project) -> impl Iterator<Item = Mark<'_>> {
    let amounts = [&project.budgeted, &project.fiscal, &project.other];
    let amounts = amounts.into_iter().flatten().filter_map(amount_mark);
    let texts = std::iter::once(&project.name).chain(&project.purpose).chain(&project.goals);
    let texts = texts.filter_map(|text| mark(&text.value, &text.place));
    let plan = project.spending_plan.iter().flat_map(|plan| {
        plan.points.iter().filter_map(|point| match point {
            PlanPoint::Redacted(secrecy) => Some(Mark { secrecy: *secrecy, place: &plan.place }),
            _ => None,
        })
    });
    amounts.chain(texts).chain(plan).chain(project.indicators.iter().flat_map(row_marks))
}

fn row_marks(row: &Indicator) -> impl Iterator<Item = Mark<'_>> {
    let cells = [&row.name, &row.description, &row.value_basis].into_iter().flatten();
    let cells = cells.filter_map(|text| mark(&text.value, &text.place));
    cells.chain(mark(&row.target_value.value.text, &row.target_value.place))
}

/// The marks outside the forms: narrative and targets, amounts of the project list and the tables.
pub fn other_marks(doc: &BudgetDocument) -> impl Iterator<Item = Mark<'_>> {
    let texts = texts(doc).into_iter().filter(|text| !matches!(text.part, Part::Form(..)));
    let texts = texts.filter(|text| !says_both(text.text));
    let texts = texts.filter_map(|text| Some(Mark { secrecy: mark_of(text.text)?, place: text.place }));
    let listed = doc.stated.projects.iter().filter_map(|listed| amount_mark(&listed.amount));
    let cells = doc.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.amounts);
    texts.chain(listed).chain(cells.filter_map(|(_, amount)| amount_mark(amount)))
}

/// `涉密项目，按规定不予公开` says both, and agrees with either word elsewhere.
fn says_both(text: &str) -> bool {
    const LONGEST_WORD: usize = 5;
    let says = text.contains('密') && text.contains("公开");
    says && text.chars().filter(|c| c.is_alphanumeric()).count() > LONGEST_WORD
}

fn mark<'a>(text: &str, place: &'a Place) -> Option<Mark<'a>> {
    let marked = Secrecy::marked(text).filter(|_| !says_both(text));
    let secrecy = marked.filter(|secrecy| secrecy.is_redacted())?;
    Some(Mark { secrecy, place })
}

fn amount_mark(amount: &Amount) -> Option<Mark<'_>> {
    match amount.figure {
        Figure::Redacted(secrecy) if secrecy.is_redacted() => Some(Mark { secrecy, place: &amount.place }),
        _ => None,
    }
}
