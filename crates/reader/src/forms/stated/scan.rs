//! Amounts in running text. Offsets are those of the compact passage.

use budget::{Amount, Measure};

use super::super::numbering;
use super::super::passage::Passage;

#[derive(Debug)]
pub struct Found {
    /// Of the name that the amount stands behind.
    pub start: usize,
    /// Behind the amount.
    pub end: usize,
    pub amount: Amount,
}

/// Words that make an amount a change or a comparison instead of a level.
const CHANGES: [&str; 6] = ["增", "减", "上年", "较", "下降", "比20"];

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

/// The name is dated `上年` or with a year, and the text goes on to a later one.
fn is_of_a_year_before(before: &str, after: &str) -> bool {
    let before = before.trim_end_matches('度');
    let year = |text: &str| text.get(text.len().checked_sub(4)?..)?.parse::<u16>().ok();
    if before.ends_with("上年") || before.ends_with("去年") {
        return true;
    }
    let Some(dated) = before.strip_suffix('年').and_then(year) else {
        return false;
    };
    after.match_indices('年').filter_map(|(at, _)| year(&after[..at])).any(|later| later > dated)
}

fn amount_behind(passage: &Passage, start: usize, name: usize) -> Option<Found> {
    /// In characters: `共计安排`, `（含所属单位）为`.
    const FARTHEST: usize = 24;
    let from = start + name;
    let clause = &passage.text[from..];
    let (at, length) = next_amount(clause)?;
    let between = &clause[..at];
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
        let digits = text[at..].find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','));
        let end = digits.map_or(text.len(), |length| at + length);
        let is_money = |word: &&&str| text[end..].starts_with(**word);
        if let Some(word) = ["万元", "亿元", "元"].iter().find(is_money) {
            return Some((at, end + word.len() - at));
        }
        from = end;
    }
}

/// The items of a list up to the end of its sentence: a name and an amount each. Names may hold any mark, so
/// an item ends only where an amount does.
pub fn list(passage: &Passage, start: usize) -> impl Iterator<Item = (String, Amount)> + use<'_> {
    let mut from = start;
    let mut over = false;
    std::iter::from_fn(move || {
        let mut seek = from;
        while !over {
            let (at, length) = next_amount(&passage.text[seek..])?;
            let (at, end) = (seek + at, seek + at + length);
            if let Some(width) = item_end(&passage.text[end..]) {
                let name = item_name(&passage.text[from..at]);
                let sentence_ended = name.contains('。');
                from = end + width;
                over = matches!(passage.text[from..].chars().next(), None | Some('。'));
                return (!sentence_ended && !name.is_empty())
                    .then(|| (name.to_owned(), amount(passage, at, length)));
            }
            seek = end;
        }
        None
    })
}

/// The width of the words between an amount and the mark that ends its item, if it ends there.
fn item_end(behind: &str) -> Option<usize> {
    const ENDS: [char; 6] = ['，', '；', '。', '、', '）', ','];
    /// In characters: `等12个项目`.
    const LONGEST_REST: usize = 8;
    let is_end = |rest: &str| rest.chars().next().is_none_or(|c| ENDS.contains(&c));
    let closed = ["）", ")", ""].iter().find_map(|words| {
        let rest = behind.strip_prefix(words)?;
        let others = rest.starts_with('等').then(|| rest.find(ENDS).unwrap_or(rest.len()));
        let others = others.filter(|width| rest[..*width].chars().count() <= LONGEST_REST).unwrap_or(0);
        is_end(&rest[others..]).then_some(words.len() + others)
    });
    let joined = || ["和", "以及", "及"].iter().find(|word| behind.starts_with(**word));
    closed.or_else(|| joined().map(|word| word.len()))
}

/// The name alone of `1.甲经费（`.
fn item_name(text: &str) -> &str {
    let name = text.trim_start_matches(['，', '；', '、', '：', ',', '）', ')']);
    let name = numbering::split(name).map_or(name, |(_, rest)| rest);
    name.trim_end_matches(['为', '（', '('])
}

#[cfg(test)]
mod tests {
    use super::*;
    use budget::Place;

    fn items(text: &str) -> Vec<(String, String)> {
        let passage = Passage::new(text, &Place::line(1)).compact();
        list(&passage, 0).map(|(name, amount)| (name, amount.printed)).collect()
    }

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
    fn names_may_hold_marks_and_amounts_end_items() {
        let text = "县委、政协楼电费22.00万元，讲话、信息上报（含，逗号）等经费6.00万元，5万元以下设备购置 3 万元。下句1万元。";
        let names: Vec<String> = items(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["县委、政协楼电费", "讲话、信息上报（含，逗号）等经费", "5万元以下设备购置"]);
    }

    #[test]
    fn items_may_be_numbered_bracketed_and_joined() {
        let lists = [
            "1.甲经费6.00万元；2.和美乡村资金3.00万元。",
            "甲经费（6.00万元），和美乡村资金（3.00万元）。",
            "甲经费6.00万元和和美乡村资金3.00万元。",
            "甲经费6.00万元、和美乡村资金3.00万元等。",
        ];
        for list in lists {
            let names: Vec<String> = items(list).into_iter().map(|(name, _)| name).collect();
            assert_eq!(names, ["甲经费", "和美乡村资金"], "{list}");
        }
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
