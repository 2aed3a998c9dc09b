//! 办结标准: what must be so before the matter is done, and what the lead unit said of it.

use supervision::Act;

use super::journal::StandardWord;
use super::matter::Loaded;
use crate::args;
use crate::db::Db;
use crate::error::Result;

#[derive(Clone, Debug)]
pub struct Standard {
    pub text: String,
    /// Said by the unit and accepted by 督查室.
    pub is_met: bool,
    /// What the unit said last, accepted or not.
    pub said: Option<StandardWord>,
}

impl Standard {
    pub fn is_said_met(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.is_met)
    }
}

pub async fn of_matter(db: &Db, loaded: &Loaded) -> Result<Vec<Standard>> {
    let texts: Vec<(String,)> = db
        .all("select text from standard where matter_id = $1 order by position", args![&loaded.row.id])
        .await?;
    let (said, accepted) = words(loaded);
    let standard = |(position, (text,)): (usize, (String,))| Standard {
        text,
        is_met: accepted.get(position).is_some_and(|word| word.is_met),
        said: said.get(position).cloned(),
    };
    Ok(texts.into_iter().enumerate().map(standard).collect())
}

/// What the lead said last, and what of it stands accepted. A return or a reopening takes the acceptance back.
fn words(loaded: &Loaded) -> (&[StandardWord], &[StandardWord]) {
    let (mut said, mut accepted): (&[StandardWord], &[StandardWord]) = (&[], &[]);
    let Some(lead) = loaded.state.lead().map(|lead| &lead.unit) else { return (said, accepted) };
    for entry in &loaded.entries {
        match &entry.event.act {
            Act::GiveFeedback { unit, .. } if unit == lead => said = &entry.words.standards,
            Act::Accept { unit, .. } if unit == lead => accepted = said,
            Act::ReturnBack { unit, .. } if unit == lead => accepted = &[],
            Act::Reopen { .. } => accepted = &[],
            _ => {}
        }
    }
    (said, accepted)
}
