//! How either database finds matters by their words.

use super::Db;

impl Db {
    /// The ids of the matters that hold the phrase with this mark, to stand in `in (…)`.
    pub fn matters_found(&self, mark: &str) -> String {
        match self {
            Db::Lite { .. } => format!("select matter_id from matter_index where tokens match {mark}"),
            Db::Pg(_) => format!(
                "select matter_id from matter_text where to_tsvector('simple', tokens) @@ to_tsquery('simple', {mark})"
            ),
        }
    }

    /// The same, the latest ones only.
    pub fn latest_matters_found(&self, mark: &str, limit: usize) -> String {
        let order = match self {
            Db::Lite { .. } => "rowid",
            Db::Pg(_) => "id",
        };
        format!("{} order by {order} desc limit {limit}", self.matters_found(mark))
    }

    /// One of the ids that a question of few rows finds. PostgreSQL would else rather walk all matters and ask of each.
    pub fn one_of(&self, ids: &str) -> String {
        match self {
            Db::Lite { .. } => format!("in ({ids})"),
            Db::Pg(_) => format!("= any (array({ids}))"),
        }
    }

    /// Any of these phrases, each of tokens one after the other.
    pub fn any_phrase(&self, phrases: &[&[String]]) -> String {
        let joined = |tokens: &&[String]| match self {
            Db::Lite { .. } => format!("\"{}\"", tokens.join(" ")),
            Db::Pg(_) => {
                let quoted: Vec<String> = tokens.iter().map(|token| format!("'{token}'")).collect();
                format!("({})", quoted.join(" <-> "))
            }
        };
        let or = match self {
            Db::Lite { .. } => " OR ",
            Db::Pg(_) => " | ",
        };
        phrases.iter().map(joined).collect::<Vec<_>>().join(or)
    }
}
