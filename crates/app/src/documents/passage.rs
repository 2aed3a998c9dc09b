//! A text as a page shows it, with the findings under it.

use budget::Place;

use super::beneath::Beneath;
use super::beside::Beside;
use super::rows::place_key;

#[derive(Debug, Default)]
pub struct Passage {
    /// Empty where the passage before it stands at the same place.
    pub anchor: String,
    pub text: String,
    pub beneath: Beneath,
}

impl Passage {
    pub fn of(text: &str, place: &Place, beside: &mut Beside<'_>) -> Passage {
        Passage { anchor: place_key::of(place), text: text.to_owned(), beneath: beside.take(&[place]) }
    }
}
