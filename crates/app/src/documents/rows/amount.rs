//! An amount as columns of a row: what was printed, what it means, the 分 where stated, the place.

use budget::{Amount, Figure, Money, Secrecy};
use sqlx::FromRow;

use super::place_key;
use crate::db::Value;
use crate::error::Result;

#[derive(Debug, FromRow)]
pub struct AmountRow {
    pub printed: String,
    pub state: String,
    pub fen: Option<i64>,
    pub place: String,
}

impl AmountRow {
    pub fn amount(self) -> Result<Amount> {
        let figure = match (self.state.as_str(), self.fen) {
            ("blank", _) => Figure::Blank,
            ("nil", _) => Figure::Nil,
            ("stated", Some(fen)) => Figure::Stated(Money::from_fen(fen)),
            (state, _) => Secrecy::from_key(state).map_or(Figure::Unread, Figure::Redacted),
        };
        Ok(Amount { printed: self.printed, figure, place: place_key::stored(&self.place)? })
    }
}

/// Printed, state, 分 and place, as arguments of a statement.
pub fn values(amount: &Amount) -> [Value; 4] {
    let (state, fen) = match amount.figure {
        Figure::Blank => ("blank", None),
        Figure::Nil => ("nil", None),
        Figure::Stated(money) => ("stated", Some(money.fen())),
        Figure::Redacted(secrecy) => (secrecy.key(), None),
        Figure::Unread => ("unread", None),
    };
    [
        Value::from(&amount.printed),
        Value::from(state),
        Value::from(fen),
        Value::from(place_key::of(&amount.place)),
    ]
}

/// The same for an amount that may be missing altogether.
pub fn optional_values(amount: Option<&Amount>) -> [Value; 4] {
    match amount {
        Some(amount) => values(amount),
        None => [Value::Text(None), Value::Text(None), Value::Int(None), Value::Text(None)],
    }
}
