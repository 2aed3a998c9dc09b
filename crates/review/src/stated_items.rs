//! 科目: an item of the functional classification that a paragraph of the narrative begins with, and its amount.

use budget::{
    Amount, BudgetBook, BudgetDocument, BudgetTable, Classification, CodeEntry, CodeTree, Column, FiscalYear,
    Located, Measure, Money, NarrativeSection, TableKind, normal_name,
};

use crate::codes::parent_of;
use crate::figures::{Number, amounts, compact};

/// Where an item may be printed.
const TABLES: [TableKind; 4] = [
    TableKind::GeneralPublicExpenditure,
    TableKind::GovernmentFundExpenditure,
    TableKind::StateCapitalExpenditure,
    TableKind::Expenditure,
];

#[derive(Clone, Debug)]
pub struct StatedItem<'a> {
    pub entry: &'static CodeEntry,
    pub amount: Number,
    /// In 分: what rounding may change.
    pub step: i64,
    pub paragraph: &'a Located<String>,
}

impl<'a> StatedItem<'a> {
    pub fn of(paragraph: &'a Located<String>, year: Option<FiscalYear>) -> Option<StatedItem<'a>> {
        // Cheap, since most paragraphs name no item.
        if !paragraph.value.contains(['款', '“', '"']) || !paragraph.value.contains('元') {
            return None;
        }
        let text = compact(&paragraph.value).replace('（', "(").replace('）', ")");
        let (entry, rest) = coded(&text).or_else(|| levelled(&text, year)).or_else(|| quoted(&text, year))?;
        let amount = level(rest, year)?;
        Some(StatedItem { entry, amount, step: amount.coarse_step(), paragraph })
    }

    /// The same item where its section rounds to whole 万元.
    pub fn in_whole_wan(self) -> StatedItem<'a> {
        StatedItem { step: self.step.max(Measure::Wan.fen()), ..self }
    }

    /// What the tables have of the item.
    pub fn printed(&self, doc: &BudgetDocument) -> Vec<(TableKind, Money)> {
        let tables = TABLES.iter().flat_map(|kind| doc.tables.iter().filter(|table| table.kind == *kind));
        let of_table = |table: &BudgetTable| {
            printed(table, &self.entry.code).into_iter().map(|money| (table.kind, money)).collect::<Vec<_>>()
        };
        tables.flat_map(of_table).collect()
    }

    /// Whether no table has the amount; unknown where none has the item.
    pub fn differs_from(&self, doc: &BudgetDocument) -> Option<bool> {
        let stated = self.amount.money()?;
        let printed = self.printed(doc);
        let is_same = |money: &Money| stated.fen().abs_diff(money.fen()) < self.step.unsigned_abs();
        (!printed.is_empty()).then(|| !printed.iter().any(|(_, money)| is_same(money)))
    }
}

/// Whether a section gives every amount in whole 万元: a habit of rounding, however small the amounts.
pub fn writes_whole(section: &NarrativeSection) -> bool {
    const FEWEST: usize = 2;
    let found: Vec<Number> = section.paragraphs.iter().flat_map(|p| amounts(&compact(&p.value))).collect();
    found.len() >= FEWEST && found.iter().all(|number| number.unit == "万元" && number.value.decimals() == 0)
}

/// The amount behind an item, where it is this year's and of the whole.
fn level(rest: &str, year: Option<FiscalYear>) -> Option<Number> {
    /// In characters: `：2025年一般公共预算当年拨款预算数为`.
    const FARTHEST: usize = 25;
    const OTHERS: [&str; 11] =
        ["上年", "去年", "增", "减", "其中", "比", "较", "。", "；", "基本支出", "项目支出"];
    let amount = amounts(rest).into_iter().next()?;
    let between = &rest[..amount.start];
    let of_last_year = year.is_some_and(|year| between.contains(&year.previous().number().to_string()));
    let is_level = !OTHERS.iter().any(|word| between.contains(word));
    (!of_last_year && is_level && between.chars().count() <= FARTHEST).then_some(amount)
}

/// `公共安全支出(204类)司法(06款)行政运行(01项)`: the code, where the name beside it is the one of the code.
fn coded(text: &str) -> Option<(&'static CodeEntry, &str)> {
    let (class, rest) = text.split_once("类)")?;
    let (section, rest) = rest.split_once("款)")?;
    let (item, rest) = rest.split_once("项)")?;
    let digits = |text: &str, n: usize| {
        let (name, digits) = text.rsplit_once('(')?;
        let is_code = digits.len() == n && digits.bytes().all(|b| b.is_ascii_digit());
        is_code.then(|| (name.to_owned(), digits.to_owned()))
    };
    let ((_, class), (_, section), (name, item)) = (digits(class, 3)?, digits(section, 2)?, digits(item, 2)?);
    let list = Classification::of(CodeTree::Function);
    let entries = list.names_of(&format!("{class}{section}{item}"));
    let entry = entries.iter().find(|entry| entry.is_named(&normal_name(&name)))?;
    (!rest.contains("项)")).then_some((entry, rest))
}

/// `农林水支出(类)水利(款)水土保持(项)`, with dashes between or without.
fn levelled(text: &str, year: Option<FiscalYear>) -> Option<(&'static CodeEntry, &str)> {
    const BEFORE: [char; 10] = ['.', '、', '，', '；', '。', '：', ')', '“', '"', '‘'];
    let (class, rest) = text.split_once("(类)")?;
    let (section, rest) = rest.split_once("(款)")?;
    let (item, rest) = rest.split_once("(项)")?;
    // Of two items in one paragraph nothing says where the first ends.
    if rest.contains("(项)") {
        return None;
    }
    let class = class.rsplit(BEFORE).next()?;
    Some((entry([class, section, item], year)?, rest))
}

/// `“农林水支出-水利-水土保持”科目42万元`
fn quoted(text: &str, year: Option<FiscalYear>) -> Option<(&'static CodeEntry, &str)> {
    let (_, text) = text.split_once(['“', '"'])?;
    let (names, rest) = text.split_once(['”', '"'])?;
    let rest = rest.strip_prefix("科目")?;
    let names: Vec<&str> = names.split(['-', '—', '－', '–']).filter(|name| !name.is_empty()).collect();
    let found = match names.as_slice() {
        [class, section, item] => entry([class, section, item], year),
        [class] => {
            let mut classes = named(class).filter(|entry| entry.code.len() == 3);
            classes.next().filter(|only| classes.all(|other| other.code == only.code))
        }
        _ => None,
    };
    (!rest.contains("”科目")).then_some((found?, rest))
}

fn named(name: &str) -> std::vec::IntoIter<&'static CodeEntry> {
    let name = normal_name(name.trim_matches(['-', '—', '－', '–']));
    Classification::of(CodeTree::Function).named(&name).collect::<Vec<_>>().into_iter()
}

/// The one item of this name under a section and class of these names; a class may go by its former name.
fn entry([class, section, item]: [&str; 3], year: Option<FiscalYear>) -> Option<&'static CodeEntry> {
    let valid = |entry: &&CodeEntry| year.is_none_or(|year| entry.is_valid_in(year));
    let classes: Vec<&CodeEntry> = named(class).collect();
    let is_under = |entry: &CodeEntry, parents: &[&CodeEntry]| {
        parents.iter().any(|parent| parent_of(&entry.code) == Some(parent.code.as_str()))
    };
    let sections: Vec<&CodeEntry> =
        named(section).filter(valid).filter(|section| is_under(section, &classes)).collect();
    let mut items = named(item).filter(valid).filter(|item| is_under(item, &sections));
    let only = items.next()?;
    items.all(|other| other.code == only.code).then_some(only)
}

/// What a table has of an item, over its units: the whole, without carry-over, of the general public budget alone. Empty
/// where the table does not have it or cannot be read.
fn printed(table: &BudgetTable, code: &str) -> Vec<Money> {
    let rows: Vec<_> = table.rows.iter().filter(|row| row.code.as_deref() == Some(code)).collect();
    let sum = |column: Column| {
        let cells = rows.iter().filter_map(|row| row.amount(column));
        Money::checked_sum(cells.map(Amount::addend).collect::<Option<Vec<_>>>()?)
    };
    let Some(whole) =
        sum(Column::Total).filter(|_| !rows.is_empty() && table.columns.contains(&Column::Total))
    else {
        return Vec::new();
    };
    let this_year = sum(Column::Carryover).and_then(|carried| whole.checked_sub(carried));
    let general =
        Some(Column::Book(BudgetBook::GeneralPublic)).filter(|column| table.columns.contains(column));
    [Some(whole), this_year, general.and_then(sum)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use budget::Place;

    fn read(text: &str) -> Option<(String, String)> {
        let paragraph = Located::new(text.to_owned(), Place::line(1));
        let item = StatedItem::of(&paragraph, FiscalYear::new(2024))?;
        Some((item.entry.code.clone(), item.amount.value.to_string()))
    }

    #[test]
    fn items_in_every_way_of_writing() {
        let found = Some(("2130310".to_owned(), "42.50".to_owned()));
        for text in [
            "农林水支出（类）水利（款）水土保持（项）：2024年预算数为42.50万元，用于治理。",
            "3. “农林水支出(类）-水利（款）-水土保持（项）”2024年度预算42.50万元，2023年度预算40万元。",
            "“农林水支出-水利-水土保持”科目42.50万元，主要用于治理。",
            "5、农林水支出（213类）水利（03款）水土保持（10项）42.50万元。主要用于：治理。",
        ] {
            assert_eq!(read(text), found, "{text}");
        }
    }

    #[test]
    fn a_class_may_stand_alone_and_bear_its_former_name() {
        assert_eq!(read("“农林水支出”科目1,200万元。").unwrap().0, "213");
        let former = "医疗卫生与计划生育支出（类）行政事业单位医疗（款）行政单位医疗（项）3.10万元。";
        assert_eq!(read(former).unwrap().0, "2101101");
    }

    #[test]
    fn what_is_not_sure_is_no_item() {
        for text in [
            "农林水支出（213类）水利（03款）防汛（10项）42万元。",
            "“农林水支出-水利-不详”科目42万元。",
            "“乡村振兴”科目42万元。",
            "农林水支出（类）水利（款）水土保持（项）比上年增加42万元。",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
