//! 事项文字的校验值: what a draft says in words stands in columns, and its entry in the journal vouches for them by this.

use sqlx::FromRow;

use super::attachment::Brought;
use super::draft::Draft;
use super::journal;
use crate::chain;

/// The words of a matter as its columns hold them.
#[derive(Clone, Debug, FromRow)]
pub struct Texts {
    pub title: String,
    pub requirement: String,
    pub source_kind: String,
    pub source_title: String,
    pub source_number: Option<String>,
    pub source_on: Option<String>,
    pub clause_text: Option<String>,
}

impl Texts {
    fn of(draft: &Draft) -> Texts {
        Texts {
            title: draft.title.trim().to_owned(),
            requirement: draft.requirement.trim().to_owned(),
            source_kind: draft.source_kind.clone(),
            source_title: draft.source_title.trim().to_owned(),
            source_number: draft.source_number.clone(),
            source_on: draft.source_on.clone(),
            clause_text: draft.clause_text.clone(),
        }
    }

    /// SM3 over the words and the closing standards.
    pub fn seal<'a>(&'a self, standards: impl Iterator<Item = &'a str>) -> String {
        let optional = [&self.source_number, &self.source_on, &self.clause_text];
        let words = [&self.title, &self.requirement, &self.source_kind, &self.source_title];
        let words = words.into_iter().map(String::as_str);
        let optional = optional.into_iter().map(|text| text.as_deref().unwrap_or_default());
        chain::digest(words.chain(optional).chain(standards))
    }
}

/// What the entry of a draft carries.
pub fn of_draft(draft: &Draft, files: &[Brought]) -> journal::Words {
    let standards = draft.standards.iter().map(|text| text.trim());
    journal::Words {
        sealed: Texts::of(draft).seal(standards),
        attachments: files.iter().map(Brought::attached).collect(),
        ..journal::Words::default()
    }
}
