//! Arguments of a statement. Nulls keep their type because PostgreSQL asks for it.

use sqlx::postgres::{PgArguments, Postgres};
use sqlx::query::{Query, QueryAs};
use sqlx::sqlite::{Sqlite, SqliteArguments};

/// The two kinds of value we store. Amounts are whole 分, instants are milliseconds, days are `2026-03-31`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    Int(Option<i64>),
    Text(Option<String>),
}

/// The arguments of one statement, in the order of their marks.
pub type Args = Vec<Value>;

/// `args![year, "text", None::<String>]`
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Value::from($value)),*] };
}

macro_rules! bind {
    ($name:ident, $query:ty) => {
        pub(super) fn $name<'q, T>(self, query: $query) -> $query {
            match self {
                Value::Int(v) => query.bind(v),
                Value::Text(v) => query.bind(v),
            }
        }
    };
}

impl Value {
    bind!(bind_lite, QueryAs<'q, Sqlite, T, SqliteArguments>);
    bind!(bind_pg, QueryAs<'q, Postgres, T, PgArguments>);

    pub(super) fn bind_lite_query(
        self,
        query: Query<'_, Sqlite, SqliteArguments>,
    ) -> Query<'_, Sqlite, SqliteArguments> {
        match self {
            Value::Int(v) => query.bind(v),
            Value::Text(v) => query.bind(v),
        }
    }

    pub(super) fn bind_pg_query(
        self,
        query: Query<'_, Postgres, PgArguments>,
    ) -> Query<'_, Postgres, PgArguments> {
        match self {
            Value::Int(v) => query.bind(v),
            Value::Text(v) => query.bind(v),
        }
    }

    /// PostgreSQL keeps no NUL in a text; either database gets the sign for an unknown character instead.
    fn text(text: Option<String>) -> Value {
        Value::Text(text.map(|t| if t.contains('\0') { t.replace('\0', "\u{fffd}") } else { t }))
    }
}

macro_rules! from_number {
    ($($t:ty),*) => {$(
        impl From<$t> for Value {
            fn from(v: $t) -> Value { Value::Int(Some(i64::from(v))) }
        }
        impl From<Option<$t>> for Value {
            fn from(v: Option<$t>) -> Value { Value::Int(v.map(i64::from)) }
        }
    )*};
}

from_number!(i64, u32, i32, u16, bool);

impl From<usize> for Value {
    fn from(v: usize) -> Value {
        Value::Int(Some(i64::try_from(v).expect("a count in memory fits 63 bits")))
    }
}

impl From<&str> for Value {
    fn from(v: &str) -> Value {
        Value::text(Some(v.to_owned()))
    }
}

impl From<Option<&str>> for Value {
    fn from(v: Option<&str>) -> Value {
        Value::text(v.map(str::to_owned))
    }
}

impl From<String> for Value {
    fn from(v: String) -> Value {
        Value::text(Some(v))
    }
}

impl From<&String> for Value {
    fn from(v: &String) -> Value {
        Value::text(Some(v.clone()))
    }
}

impl From<Option<String>> for Value {
    fn from(v: Option<String>) -> Value {
        Value::text(v)
    }
}
