//! Which year a column of the table of 三公经费 is of: some templates print last year's figures and the change beside
//! this year's.

use budget::FiscalYear;

use super::columns::year_of;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    This,
    /// The budget of the year before.
    Last,
    /// Known, and not read: the change, what was spent, an earlier year, a remark.
    Other,
}

/// By the words above a column, where `latest` is the latest year that the head names.
pub fn of(words: &[&str], latest: Option<FiscalYear>) -> Year {
    let named = |list: &[&str]| words.iter().any(|word| list.iter().any(|part| word.contains(part)));
    if words.iter().any(|word| is_change(word) || is_remark(word)) {
        return Year::Other;
    }
    let year = words.iter().filter_map(|word| year_of(word)).min();
    let is_last = named(&["上年", "去年"]) && !named(&["结转"])
        || year.is_some_and(|year| latest.is_some_and(|latest| year == latest.previous()));
    let is_spent = named(&["决算", "执行", "完成"]);
    match year {
        _ if is_last && !is_spent => Year::Last,
        _ if is_last => Year::Other,
        Some(year) if Some(year) < latest => Year::Other,
        _ => Year::This,
    }
}

/// Whether a column of another table than that of 三公经费 is known and not read: last year's figures, the change, the
/// share, `扣除基建后预算数`, a remark.
pub fn is_beside(words: &[&str], latest: Option<FiscalYear>) -> bool {
    let is_rest = |word: &str| word.starts_with("扣除") && word.contains('后');
    is_of_last_year(words, latest)
        || words.iter().any(|word| is_remark(word) || is_share(word) || is_rest(word))
}

/// Last year's figures and the change, where no word makes it a remark.
pub fn is_of_last_year(words: &[&str], latest: Option<FiscalYear>) -> bool {
    const LAST: [&str; 4] = ["上年预算", "上年执行", "上年决算", "上年数"];
    let is_last = |word: &str| {
        is_change(word)
            || LAST.iter().any(|last| word.starts_with(last))
            || year_of(word).is_some_and(|year| Some(year) < latest)
    };
    words.iter().any(|word| is_last(word)) && !words.iter().any(|word| is_remark(word))
}

/// A head that says so of itself.
pub fn is_known_beside(word: &str) -> bool {
    is_beside(&[word], None)
}

fn is_change(word: &str) -> bool {
    const CHANGES: [&str; 7] = ["增减", "增长", "变动", "变化", "差额", "比上年", "较上年"];
    let compares = || {
        year_of(word).is_some() && word.split_once(['比', '较']).is_some_and(|(_, of)| year_of(of).is_some())
    };
    CHANGES.iter().any(|part| word.contains(part)) || compares()
}

fn is_remark(word: &str) -> bool {
    word.contains("原因") || word.contains("备注")
}

/// `%`, `占比`, `占支出合计的比重`
fn is_share(word: &str) -> bool {
    matches!(word, "%" | "％" | "比重" | "比例" | "百分比")
        || word.starts_with('占') && (word.len() <= 6 || word.contains(['%', '％', '比']))
}
