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
    const CHANGES: [&str; 9] = ["增减", "增长", "变动", "变化", "差额", "比上年", "较上年", "原因", "备注"];
    let named = |list: &[&str]| words.iter().any(|word| list.iter().any(|part| word.contains(part)));
    if named(&CHANGES) {
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
