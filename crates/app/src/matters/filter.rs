//! 台账筛选: what is asked for, as the address carries it, and as a condition on `matter`. The list, its count and its
//! export share it.

use serde::Deserialize;
use supervision::{Colour, Stage};

use super::draft::SOURCES;
use super::visibility;
use crate::access::Viewer;
use crate::clock;
use crate::db::{Args, Db, Value};
use crate::documents::search;
use crate::error::{Error, Result};
use crate::layout::percent_encoded;

const LONGEST_TEXT: usize = 100;

/// In the place of a leader: the matters that have none.
pub const NOBODY: &str = "none";

/// When the light turns red, as an index has it: what never does comes last, beside what has not yet.
pub const TURNS_RED: &str = "coalesce(matter.red_after, 9223372036854775807)";

/// 超过办结期限: red, and not only because a word is late. While 督查室 has a report in hand the light stands still.
pub const OVER: &str = "matter.fixed_light is null and matter.red_after < {} and matter.finish_due < {}";

/// 筛选条件. Empty means not asked for; without a stage the open matters are meant.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Filter {
    pub q: String,
    pub source: String,
    pub leader: String,
    pub unit: String,
    pub light: String,
    /// A stage, `all`, `open`, or nothing for what is open
    pub stage: String,
    pub from: String,
    pub to: String,
    /// `1`: those the viewer registered
    pub mine: String,
    /// 办结日期
    pub done_from: String,
    pub done_to: String,
    /// `1`: red, and past the due instant of the whole matter
    pub over: String,
    /// `1`: returned at least once
    pub returned: String,
    /// `1`: extended at least once
    pub extended: String,
    /// `late`: the latest due first; `new`: the newest first
    pub sort: String,
    pub page: String,
}

impl Filter {
    pub fn page_number(&self) -> i64 {
        self.page.parse().ok().filter(|page| *page >= 1).unwrap_or(1)
    }

    fn asked(&self) -> [(&'static str, &str); 14] {
        [
            ("q", self.q.trim()),
            ("source", &self.source),
            ("leader", &self.leader),
            ("unit", &self.unit),
            ("light", &self.light),
            ("stage", &self.stage),
            ("from", &self.from),
            ("to", &self.to),
            ("mine", &self.mine),
            ("done_from", &self.done_from),
            ("done_to", &self.done_to),
            ("over", &self.over),
            ("returned", &self.returned),
            ("extended", &self.extended),
        ]
    }

    /// What is asked for beyond the fields of the form: key, value and words.
    pub fn further(&self) -> Vec<(&'static str, &str, String)> {
        let all = [
            ("done_from", self.done_from.as_str(), format!("办结日期从：{}", self.done_from)),
            ("done_to", &self.done_to, format!("办结日期到：{}", self.done_to)),
            ("over", &self.over, "超过办结期限".to_owned()),
            ("returned", &self.returned, "有退回".to_owned()),
            ("extended", &self.extended, "有延期".to_owned()),
        ];
        all.into_iter().filter(|(_, value, _)| !value.is_empty()).collect()
    }

    /// Nothing is asked for but a page or an order.
    pub fn is_plain(&self) -> bool {
        self.asked().iter().all(|(_, value)| value.is_empty())
    }

    /// What stands after the `?`, without the page.
    pub fn query(&self) -> String {
        let fields = self.asked().into_iter().chain([("sort", self.sort.as_str())]);
        let asked = fields.filter(|(_, value)| !value.is_empty());
        asked.map(|(key, value)| format!("{key}={}", percent_encoded(value))).collect::<Vec<_>>().join("&")
    }

    pub fn is_latest_first(&self) -> bool {
        self.sort == "late"
    }

    pub fn is_newest_first(&self) -> bool {
        self.sort == "new"
    }

    /// Only what the words of the form allow; the rest would be an empty list that nobody understands.
    fn refuse_unknown(&self) -> Result<()> {
        let is_known = |value: &str, known: bool| value.is_empty() || known;
        let is_source = SOURCES.iter().any(|(key, _)| *key == self.source);
        let holds = is_known(&self.source, is_source)
            && is_known(&self.light, Colour::from_key(&self.light).is_some())
            && is_known(
                &self.stage,
                ["all", "open"].contains(&self.stage.as_str()) || Stage::from_key(&self.stage).is_some(),
            )
            && [&self.from, &self.to, &self.done_from, &self.done_to]
                .into_iter()
                .all(|day| is_known(day, clock::day(day).is_some()))
            && [&self.over, &self.returned, &self.extended].into_iter().all(|set| is_known(set, set == "1"));
        if !holds {
            return Err(Error::Invalid(
                "网址中的筛选条件无法识别；日期写作 2026-03-31，请回到台账重新选择".to_owned(),
            ));
        }
        if [&self.q, &self.leader, &self.unit].iter().any(|text| text.chars().count() > LONGEST_TEXT) {
            return Err(Error::Invalid(format!("检索词太长，请缩短到 {LONGEST_TEXT} 字以内")));
        }
        Ok(())
    }

    /// The condition for this viewer at this instant, and its arguments from `$1`.
    pub fn condition(&self, db: &Db, viewer: &Viewer, now: i64) -> Result<Condition> {
        self.refuse_unknown()?;
        let (reasons, args) = visibility::reasons(db, viewer, 1);
        let mut condition = Condition { reasons, parts: Vec::new(), args };
        self.add_stage(&mut condition);
        self.add_light(&mut condition, now);
        for (column, value) in
            [("source_kind", &self.source), ("leader_id", &self.leader), ("lead_unit_id", &self.unit)]
        {
            if column == "leader_id" && value == NOBODY {
                condition.require("matter.leader_id is null");
            } else if !value.is_empty() {
                condition.add(&format!("matter.{column} = {{}}"), value);
            }
        }
        if self.mine == "1" {
            condition.add("matter.officer_id = {}", &viewer.account_id);
        }
        for (column, from, to) in
            [("finish_due", &self.from, &self.to), ("completed_at", &self.done_from, &self.done_to)]
        {
            if let Some((start, _)) = clock::day(from) {
                condition.add(&format!("matter.{column} >= {{}}"), start);
            }
            if let Some((_, end)) = clock::day(to) {
                condition.add(&format!("matter.{column} < {{}}"), end);
            }
        }
        self.add_history(&mut condition, now);
        self.add_words(&mut condition, db);
        Ok(condition)
    }

    fn add_stage(&self, condition: &mut Condition) {
        match self.stage.as_str() {
            // What is done is not open: whoever asks for its light means all of it.
            "" if self.light.starts_with("done") => {}
            "" | "open" => condition.require("matter.is_open = 1"),
            "all" => {}
            stage => condition.add("matter.stage = {}", stage),
        }
    }

    fn add_light(&self, condition: &mut Condition, now: i64) {
        let Some(colour) = Colour::from_key(&self.light) else { return };
        let (red, not_red) = (format!("{TURNS_RED} < {{}}"), format!("{TURNS_RED} >= {{}}"));
        let runs = "matter.fixed_light is null";
        match colour {
            Colour::Red => condition.add(&format!("{runs} and {red}"), now),
            Colour::Yellow => {
                condition.add(&format!("{runs} and matter.yellow_after < {{}} and {not_red}"), now);
            }
            Colour::Green => condition.add(
                &format!(
                    "{runs} and (matter.yellow_after is null or matter.yellow_after >= {{}}) and {not_red}"
                ),
                now,
            ),
            Colour::Grey | Colour::DoneOnTime | Colour::DoneLate => {
                condition.add("matter.fixed_light = {}", colour.key());
            }
        }
    }

    fn add_history(&self, condition: &mut Condition, now: i64) {
        if self.over == "1" {
            condition.add(OVER, now);
        }
        if self.returned == "1" {
            condition.require("matter.n_returns > 0");
        }
        if self.extended == "1" {
            condition.require("matter.n_extensions > 0");
        }
    }

    fn add_words(&self, condition: &mut Condition, db: &Db) {
        if let Some((year, number)) = number_in(&self.q) {
            condition.add("matter.year = {}", year);
            condition.add("matter.number = {}", number);
            return;
        }
        let tokens = search::query_tokens(&self.q);
        if !tokens.is_empty() {
            let found = db.matters_found("{}");
            condition.add(&format!("matter.id in ({found})"), db.phrase(&tokens));
        }
    }
}

/// Parts that must all hold, and reasons to see a matter of which one must.
#[derive(Clone, Debug)]
pub struct Condition {
    reasons: Vec<String>,
    parts: Vec<String>,
    pub args: Args,
}

impl Condition {
    /// Each `{}` of the text stands for the same value.
    pub fn add(&mut self, text: &str, value: impl Into<Value>) {
        self.args.push(value.into());
        self.parts.push(text.replace("{}", &format!("${}", self.args.len())));
    }

    pub fn require(&mut self, text: &str) {
        self.parts.push(text.to_owned());
    }

    /// The ids of what each reason finds: so many, the first in this order.
    pub fn ids(&self, order: &str, most: i64) -> String {
        let of = |reason: &String| {
            let all: Vec<&str> = std::iter::once(reason).chain(&self.parts).map(String::as_str).collect();
            let text = all.join(" and ");
            format!(
                "select id from (select matter.id from matter where {text} {order} limit {most}) as found"
            )
        };
        self.reasons.iter().map(of).collect::<Vec<_>>().join(" union ")
    }

    /// Each matter once, so many at the most, and nothing sorted to find them: what an earlier reason finds, a later one
    /// leaves out.
    pub fn each(&self, most: i64) -> String {
        let of = |(position, reason): (usize, &String)| {
            let earlier = self.reasons[..position].iter().map(|earlier| format!("({earlier}) is not true"));
            let all: Vec<String> =
                std::iter::once(reason.clone()).chain(earlier).chain(self.parts.iter().cloned()).collect();
            format!("select matter.id from matter where {}", all.join(" and "))
        };
        let each: Vec<String> = self.reasons.iter().enumerate().map(of).collect();
        format!("{} limit {most}", each.join(" union all "))
    }

    /// All of it as one condition, which is quick where there is one reason.
    pub fn only(&self) -> Option<String> {
        let [reason] = &self.reasons[..] else { return None };
        Some(std::iter::once(reason).chain(&self.parts).map(String::as_str).collect::<Vec<_>>().join(" and "))
    }
}

/// A number as people write it: 〔2026〕12号, 2026-12.
pub fn number_in(text: &str) -> Option<(i64, i64)> {
    let is_around = |c: char| "〔〕[]（）()-第号 ".contains(c);
    if !text.chars().all(|c| c.is_ascii_digit() || is_around(c)) {
        return None;
    }
    let mut groups = text.split(is_around).filter(|group| !group.is_empty());
    let (year, number) = (groups.next()?.parse().ok()?, groups.next()?.parse().ok()?);
    ((2000..2100).contains(&year) && groups.next().is_none()).then_some((year, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_however_it_is_written() {
        for text in ["〔2026〕12 号", "〔2026〕12号", "2026-12", " 2026 12 ", "（2026）第12号"] {
            assert_eq!(number_in(text), Some((2026, 12)), "{text}");
        }
        for text in ["2026", "12", "2026-12-31", "县政府〔2026〕12号", "1998-3", ""] {
            assert_eq!(number_in(text), None, "{text}");
        }
    }

    #[test]
    fn the_address_keeps_what_is_asked_and_nothing_else() {
        let filter = Filter {
            q: " 农田 ".to_owned(),
            light: "red".to_owned(),
            page: "3".to_owned(),
            ..Filter::default()
        };
        assert_eq!(filter.query(), "q=%E5%86%9C%E7%94%B0&light=red");
        assert!(!filter.is_plain() && Filter { sort: "new".to_owned(), ..Filter::default() }.is_plain());
    }
}
