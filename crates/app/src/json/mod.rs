//! Documents and findings as JSON: the shapes of the command line and of the web interface, which stay compatible.
//! The values of `budget` and `review` know nothing of them.

pub mod document;
pub mod finding;
pub mod place;
pub mod project;
pub mod stated;
pub mod table;

use budget::Amount;

/// Yuan with two decimals; nothing where no amount is printed.
fn yuan(amount: Option<&Amount>) -> Option<String> {
    Some(amount?.money()?.yuan())
}

fn present(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
