//! Amounts in running text. Offsets are those of the compact passage.

use budget::{Amount, Measure};

use super::super::passage::Passage;

/// What ends a statement.
pub const ENDS: [char; 2] = ['；', '。'];

#[derive(Debug)]
pub struct Found {
    /// Of the name that the amount stands behind.
    pub start: usize,
    /// Behind the amount.
    pub end: usize,
    pub amount: Amount,
}

/// Words that make an amount a change or a comparison instead of a level.
const CHANGES: [&str; 7] = ["增", "减", "上年", "较", "下降", "比20", "相比"];

/// The first amount that stands behind one of the names, in the same clause and not as a change.
pub fn amount_of(passage: &Passage, names: &[&str]) -> Option<Found> {
    amount_where(passage, names, |_| true)
}

/// The same, where what stands before the name fits.
pub fn amount_where(passage: &Passage, names: &[&str], fits: impl Fn(&str) -> bool) -> Option<Found> {
    let of_name = |name: &&str| {
        let mut starts = passage.text.match_indices(*name).map(|(start, _)| start);
        starts.find_map(|start| {
            let (before, after) = passage.text.split_at(start);
            let is_meant = fits(before) && !is_of_a_year_before(before, after);
            amount_behind(passage, start, name.len()).filter(|_| is_meant)
        })
    };
    names.iter().filter_map(of_name).min_by_key(|found| found.start)
}

/// The name is dated `上年` or with a year, and the text speaks of a later one, too.
fn is_of_a_year_before(before: &str, after: &str) -> bool {
    let before = before.trim_end_matches("部门").trim_end_matches("单位").trim_end_matches('度');
    let year = |text: &str| text.get(text.len().checked_sub(4)?..)?.parse::<u16>().ok();
    if before.ends_with("上年") || before.ends_with("去年") {
        return true;
    }
    let Some(dated) = before.strip_suffix('年').and_then(year) else {
        return false;
    };
    let mut years = [before, after]
        .into_iter()
        .flat_map(|text| text.match_indices('年').filter_map(move |(at, _)| year(&text[..at])));
    years.any(|later| later > dated)
}

fn amount_behind(passage: &Passage, start: usize, name: usize) -> Option<Found> {
    /// In characters: `共计安排`, `（含所属单位）为`.
    const FARTHEST: usize = 24;
    /// In bytes, `（一）` before a heading.
    const LONGEST_NUMBER: usize = 12;
    let from = start + name;
    let clause = &passage.text[from..];
    let (at, length) = next_amount(clause)?;
    let between = &clause[..at];
    // `（一）收入预算：2024年年初预算数……`
    let is_heading = start <= LONGEST_NUMBER;
    let between = between.strip_prefix('：').filter(|_| is_heading).unwrap_or(between);
    let is_near = between.chars().count() <= FARTHEST
        && !between.contains(['，', '。', '；', '、', '：'])
        && !CHANGES.iter().any(|word| between.contains(word));
    is_near.then(|| Found { start, end: from + at + length, amount: amount(passage, from + at, length) })
}

/// Reads the amount at an offset.
pub fn amount(passage: &Passage, at: usize, length: usize) -> Amount {
    Amount::read(&passage.text[at..at + length], Measure::Wan, passage.place_at(at).clone())
}

/// Offset and length of the next number that a unit of money follows.
pub fn next_amount(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find(|c: char| c.is_ascii_digit())?;
        let (digits, width) = number(&text[at..]);
        if width > digits {
            return Some((at, width));
        }
        from = at + digits;
    }
}

/// How wide the number is that a text begins with, and how wide with its unit of money.
pub fn number(text: &str) -> (usize, usize) {
    let digits = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    let unit = ["万元", "亿元", "元"].iter().find(|word| text[digits..].starts_with(**word));
    (digits, digits + unit.map_or(0, |word| word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use budget::Place;

    fn level(text: &str, name: &str) -> Option<String> {
        let passage = Passage::new(text, &Place::line(1)).compact();
        amount_of(&passage, &[name]).map(|found| found.amount.printed)
    }

    #[test]
    fn a_figure_of_the_year_before_is_not_this_years() {
        let both = "2024年机关运行经费154.80万元，2025年机关运行经费158.00万元。";
        assert_eq!(level(both, "机关运行经费").as_deref(), Some("158.00万元"));
        let last = "上年机关运行经费154.80万元，本年机关运行经费158.00万元。";
        assert_eq!(level(last, "机关运行经费").as_deref(), Some("158.00万元"));
        let one = "2025年机关运行经费158.00万元，比2024年减少1.00万元。";
        assert_eq!(level(one, "机关运行经费").as_deref(), Some("158.00万元"));
    }

    #[test]
    fn levels_are_not_changes_and_years_are_not_amounts() {
        assert_eq!(
            level("2022年，机关运行经费共计安排606.34万元", "机关运行经费").as_deref(),
            Some("606.34万元")
        );
        assert_eq!(level("“三公”经费与上年减少37万元", "三公"), None);
        assert_eq!(level("上年末固定资产金额为 746.66 万元", "固定资产金额").as_deref(), Some("746.66万元"));
        assert_eq!(level("支出预算总体情况。2022年为5万元", "支出预算"), None);
    }
}
