//! Changes to the tables.

use budget::{Amount, BudgetTable, Column, Money, TableKind, TableRow};
use fastrand::Rng;

use crate::edit::{Edit, line_of};
use crate::{DISCLOSURE, Found, Kind, Sample};

pub const KINDS: &[Kind] = &[
    Kind { name: "金额改动", samples: DISCLOSURE, change: amount, found: Found::AtLine },
    Kind { name: "金额数字颠倒", samples: DISCLOSURE, change: swapped_digits, found: Found::AtLine },
    Kind { name: "金额清空", samples: DISCLOSURE, change: cleared, found: Found::AtLine },
    Kind { name: "合计行改动", samples: DISCLOSURE, change: total, found: Found::AtLine },
    Kind { name: "金额变负", samples: DISCLOSURE, change: negative, found: Found::AtLine },
    Kind { name: "金额错一位小数点", samples: DISCLOSURE, change: shifted, found: Found::AtLine },
    Kind { name: "科目编码一位改动", samples: DISCLOSURE, change: code_digit, found: Found::AtLine },
    Kind {
        name: "科目编码两位颠倒", samples: DISCLOSURE, change: code_swapped, found: Found::AtLine
    },
    Kind { name: "科目名称一字改动", samples: DISCLOSURE, change: name, found: Found::AtLine },
    Kind { name: "删去一行", samples: DISCLOSURE, change: row_removed, found: Found::Anywhere },
    Kind { name: "重复一行", samples: DISCLOSURE, change: row_repeated, found: Found::AtLine },
    Kind { name: "表的金额单位改动", samples: DISCLOSURE, change: measure, found: Found::Anywhere },
    Kind { name: "表的预算年度改动", samples: DISCLOSURE, change: year, found: Found::Anywhere },
    Kind { name: "删去空表的注", samples: DISCLOSURE, change: note_removed, found: Found::Anywhere },
    Kind {
        name: "有数的表下注明为空", samples: DISCLOSURE, change: note_added, found: Found::AtLine
    },
    Kind { name: "删去一张表", samples: DISCLOSURE, change: table_removed, found: Found::Anywhere },
];

/// Tables that other tables and texts hold to account.
fn nine(sample: &Sample) -> Vec<&BudgetTable> {
    sample.document.tables.iter().filter(|table| TableKind::NINE.contains(&table.kind)).collect()
}

fn pick<'t, T>(rng: &mut Rng, all: &'t [T]) -> Option<&'t T> {
    (!all.is_empty()).then(|| &all[rng.usize(..all.len())])
}

/// A stated amount other than nil in one of the nine tables.
fn stated<'s>(sample: &'s Sample, rng: &mut Rng, fits: fn(&TableRow) -> bool) -> Option<&'s Amount> {
    let rows: Vec<&TableRow> = nine(sample).into_iter().flat_map(|t| &t.rows).filter(|r| fits(r)).collect();
    let amounts: Vec<&Amount> =
        rows.into_iter().flat_map(|row| &row.amounts).map(|(_, amount)| amount).collect();
    let amounts: Vec<&Amount> =
        amounts.into_iter().filter(|a| a.money().is_some_and(|m| m != Money::ZERO)).collect();
    pick(rng, &amounts).copied()
}

fn printed(fen: i64) -> String {
    Money::from_fen(fen).wan().replace(',', "")
}

/// Beyond what rounding may explain.
fn amount(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let amount = stated(sample, rng, |_| true)?;
    let fen = amount.money()?.fen();
    let change = rng.i64(50..50_000) * 10_000;
    let changed = if rng.bool() && fen > change { fen - change } else { fen + change };
    Edit::cell(&amount.place, printed(changed))
}

fn swapped_digits(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let amount = stated(sample, rng, |_| true)?;
    let changed = swapped(&amount.printed, rng)?;
    let is_far = Amount::read(&changed, budget::Measure::Wan, amount.place.clone());
    let gap = is_far.money()?.abs_diff(amount.money()?);
    (gap >= 200_000).then(|| Edit::cell(&amount.place, changed)).flatten()
}

/// Two neighbouring digits of a text change places.
pub fn swapped(text: &str, rng: &mut Rng) -> Option<String> {
    let mut characters: Vec<char> = text.chars().collect();
    let pairs: Vec<usize> = (1..characters.len())
        .filter(|i| {
            let pair = [characters[i - 1], characters[*i]];
            pair.iter().all(char::is_ascii_digit) && pair[0] != pair[1]
        })
        .collect();
    let at = *pick(rng, &pairs)?;
    characters.swap(at - 1, at);
    Some(characters.into_iter().collect())
}

fn cleared(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    Edit::cell(&stated(sample, rng, |_| true)?.place, String::new())
}

fn total(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let is_total = |row: &TableRow| ["合计", "总计"].iter().any(|word| row.name.trim().ends_with(word));
    let amount = stated(sample, rng, is_total)?;
    Edit::cell(&amount.place, printed(amount.money()?.fen() + rng.i64(50..5_000) * 10_000))
}

fn negative(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let amount = stated(sample, rng, |_| true)?;
    Edit::cell(&amount.place, format!("-{}", amount.printed))
}

fn shifted(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let amount = stated(sample, rng, |_| true)?;
    Edit::cell(&amount.place, printed(amount.money()?.fen() * 10))
}

/// The code cell stands right before the name.
fn coded<'s>(sample: &'s Sample, rng: &mut Rng) -> Option<(&'s BudgetTable, &'s TableRow)> {
    let tables = nine(sample);
    let rows: Vec<(&BudgetTable, &TableRow)> =
        tables.into_iter().flat_map(|t| t.rows.iter().map(move |row| (t, row))).collect();
    let rows: Vec<_> = rows.into_iter().filter(|(_, row)| row.code.is_some()).collect();
    pick(rng, &rows).copied()
}

fn recoded(sample: &Sample, rng: &mut Rng, change: fn(&str, &mut Rng) -> Option<String>) -> Option<Edit> {
    let (_, row) = coded(sample, rng)?;
    let code = row.code.as_deref()?;
    let changed = change(code, rng)?;
    Edit::within(&sample.text, &row.place, &format!("\t{code}\t"), &format!("\t{changed}\t"))
}

fn code_digit(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    recoded(sample, rng, |code, rng| {
        let mut digits: Vec<char> = code.chars().collect();
        let at = rng.usize(..digits.len());
        digits[at] = char::from_digit((digits[at].to_digit(10)? + rng.u32(1..10)) % 10, 10)?;
        Some(digits.into_iter().collect())
    })
}

fn code_swapped(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    recoded(sample, rng, swapped)
}

fn name(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    const OTHERS: [&str; 6] = ["农", "政", "服", "资", "理", "育"];
    let (_, row) = coded(sample, rng)?;
    let characters: Vec<char> = row.name.chars().collect();
    let old = *pick(rng, &characters)?;
    let new = *pick(rng, &OTHERS)?;
    let changed = row.name.replacen(old, new, 1);
    Edit::cell(&row.place, changed).filter(|_| old.is_alphabetic())
}

fn row_removed(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let line = line_of(&coded(sample, rng)?.1.place)?;
    Some(Edit::Remove { first: line, last: line })
}

fn row_repeated(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    Some(Edit::Repeat { line: line_of(&coded(sample, rng)?.1.place)? })
}

fn head(sample: &Sample, rng: &mut Rng, begins: &str, new: &str) -> Option<Edit> {
    let tables: Vec<&BudgetTable> = nine(sample).into_iter().filter(|table| !table.is_empty()).collect();
    let heads: Vec<_> = pick(rng, &tables)?.heads.iter().filter(|h| h.value.starts_with(begins)).collect();
    Edit::cell(&heads.first()?.place, new.to_owned())
}

fn measure(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    head(sample, rng, "单位：", "单位：元")
}

fn year(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let year = 2000 + rng.u16(10..25);
    head(sample, rng, "预算年度：", &format!("预算年度：{year}"))
}

fn empty(sample: &Sample) -> Vec<&BudgetTable> {
    nine(sample).into_iter().filter(|table| table.is_empty()).collect()
}

fn note_removed(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let line = line_of(&pick(rng, &empty(sample))?.note.as_ref()?.place)?;
    Some(Edit::Remove { first: line, last: line })
}

fn note_added(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    const NOTES: [&str; 3] = ["注：空表列示。", "注：本部门无此项预算，空表列示。", "注：无相关数据。"];
    let tables: Vec<&BudgetTable> =
        nine(sample).into_iter().filter(|table| !table.is_empty() && table.note.is_none()).collect();
    let last = pick(rng, &tables)?.rows.last()?;
    let text = (*pick(rng, &NOTES)?).to_owned();
    Some(Edit::Insert { behind: line_of(&last.place)? + 1, text })
}

/// From the title to the last row or the note.
fn table_removed(sample: &Sample, rng: &mut Rng) -> Option<Edit> {
    let tables = nine(sample);
    let table = pick(rng, &tables)?;
    let rows = table.rows.iter().filter_map(|row| line_of(&row.place));
    let last = rows.chain(table.note.iter().filter_map(|note| line_of(&note.place))).max()?;
    Some(Edit::Remove { first: line_of(&table.place)?, last })
}

/// Columns that are checked nowhere would make a kind unfair; all of the nine tables are checked.
#[test]
fn every_amount_column_of_the_samples_is_a_known_one() {
    let sample = Sample::load("disclosure.txt");
    for table in nine(&sample) {
        assert!(table.is_empty() || table.columns.contains(&Column::Total), "{}", table.title);
    }
}
