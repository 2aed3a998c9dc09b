//! 两年对比: two budgets of one department side by side. Exact: whole 分, and per cents by integer division.

use std::collections::{HashMap, HashSet};

use budget::{
    Amount, BudgetDocument, BudgetTable, Column, Indicator, IndicatorAspect, Meaning, Money, Project, Side,
    TableKind, TargetValue, normal_name,
};

/// An amount in two years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    pub before: Option<Money>,
    pub after: Option<Money>,
}

impl Line {
    fn new(name: impl Into<String>, before: Option<Money>, after: Option<Money>) -> Line {
        Line { name: name.into(), before, after }
    }

    pub fn before_words(&self) -> String {
        self.before.map_or_else(|| "—".to_owned(), Money::wan)
    }

    pub fn after_words(&self) -> String {
        self.after.map_or_else(|| "—".to_owned(), Money::wan)
    }

    fn change(&self) -> Option<Money> {
        self.after?.checked_sub(self.before?)
    }

    /// `+12.00`, `-3.50`, `0.00`
    pub fn change_words(&self) -> String {
        self.change().map_or_else(|| "—".to_owned(), |change| signed(change.fen(), change.wan()))
    }

    /// `+4.05%`; nothing over nothing is no per cent.
    pub fn percent_words(&self) -> String {
        let percent = self.change().zip(self.before).and_then(|(change, before)| percent(change, before));
        percent.unwrap_or_else(|| "—".to_owned())
    }
}

fn signed(fen: i64, words: String) -> String {
    if fen > 0 { format!("+{words}") } else { words }
}

/// The change over the amount before in hundredths of a per cent, half away from zero.
fn percent(change: Money, before: Money) -> Option<String> {
    let whole = i128::from(before.fen().checked_abs().filter(|fen| *fen > 0)?);
    let twice = i128::from(change.fen()) * 20_000 / whole;
    let hundredths = (twice + twice.signum()) / 2;
    let sign = if hundredths > 0 {
        "+"
    } else if hundredths < 0 {
        "-"
    } else {
        ""
    };
    let size = hundredths.unsigned_abs();
    Some(format!("{sign}{}.{:02}%", size / 100, size % 100))
}

/// The totals of the nine tables, those of both years that either has.
pub fn totals(before: &BudgetDocument, after: &BudgetDocument) -> Vec<Line> {
    let mut lines = Vec::new();
    for kind in TableKind::NINE {
        for (words, pick) in picks(kind) {
            let amount = |doc: &BudgetDocument| doc.table(kind).and_then(|table| pick(table)?.money());
            let line = Line::new(format!("{}{words}", kind.name()), amount(before), amount(after));
            if line.before.is_some() || line.after.is_some() {
                lines.push(line);
            }
        }
    }
    lines
}

type Pick = fn(&BudgetTable) -> Option<&Amount>;

/// Which amounts speak for a table.
fn picks(kind: TableKind) -> &'static [(&'static str, Pick)] {
    match kind {
        TableKind::RevenueAndExpenditure | TableKind::AppropriationBalance => {
            &[(" 收入", |t| side_total(t, Side::Revenue)), (" 支出", |t| side_total(t, Side::Expenditure))]
        }
        TableKind::Expenditure => &[
            (" 合计", |t| t.total_row()?.amount(Column::Total)),
            (" 基本支出", |t| t.total_row()?.amount(Column::Basic)),
            (" 项目支出", |t| t.total_row()?.amount(Column::Project)),
        ],
        TableKind::ThreePublics => &[],
        _ => &[(" 合计", |t| t.total_row()?.amount(Column::Total))],
    }
}

/// 收入总计, 支出总计; where a table ends earlier, 本年收入合计.
fn side_total(table: &BudgetTable, side: Side) -> Option<&Amount> {
    let named = |end: &str| table.side(side).filter(|row| row.normal_name().ends_with(end)).last();
    named("总计").or_else(|| named("合计"))?.amount(Column::Total)
}

type IsNamed = fn(&str) -> bool;

/// “三公”经费 by part, of the table, else of the sentence; then 机关运行经费.
pub fn running(before: &BudgetDocument, after: &BudgetDocument) -> Vec<Line> {
    let parts: [(&str, IsNamed); 6] = [
        ("“三公”经费合计", |name| name == "合计" || name == "总计"),
        ("因公出国（境）费", |name| name.contains("出国")),
        ("公务用车购置及运行维护费", |name| name.contains("购置及")),
        ("其中：公务用车购置费", |name| name.contains("购置") && !name.contains("购置及")),
        ("其中：公务用车运行维护费", |name| {
            name.contains("运行维护") && !name.contains("购置及")
        }),
        ("公务接待费", |name| name.contains("接待")),
    ];
    let mut lines: Vec<Line> = (0..)
        .zip(parts)
        .map(|(index, (name, is_named))| {
            let amount = |doc: &BudgetDocument| {
                let table = doc.table(TableKind::ThreePublics);
                let row = table.and_then(|table| table.rows.iter().find(|row| is_named(&row.normal_name())));
                row.and_then(|row| row.amount(Column::Total)?.money()).or_else(|| stated_part(doc, index))
            };
            Line::new(name, amount(before), amount(after))
        })
        .collect();
    let costs = |doc: &BudgetDocument| doc.stated.running_costs.as_ref().and_then(Amount::money);
    lines.push(Line::new("机关运行经费", costs(before), costs(after)));
    lines.retain(|line| line.before.is_some() || line.after.is_some());
    lines
}

fn stated_part(doc: &BudgetDocument, index: usize) -> Option<Money> {
    let stated = doc.stated.three_publics.as_ref()?;
    let parts = [
        &stated.total,
        &stated.overseas_travel,
        &stated.vehicles,
        &stated.purchase,
        &stated.running,
        &stated.reception,
    ];
    parts.get(index)?.as_ref()?.money()
}

/// 项目 of two years by name.
#[derive(Debug, Default)]
pub struct Projects {
    pub changed: Vec<Line>,
    pub new: Vec<Line>,
    pub gone: Vec<Line>,
    /// In both years with the same amount, or without any to compare.
    pub n_same: usize,
}

pub fn projects(before: &BudgetDocument, after: &BudgetDocument) -> Projects {
    let (old, new) = (budgets(before), budgets(after));
    let old_by_name: HashMap<&str, Option<Money>> =
        old.iter().map(|(key, _, money)| (key.as_str(), *money)).collect();
    let mut out = Projects::default();
    for (key, name, amount) in &new {
        match old_by_name.get(key.as_str()) {
            None => out.new.push(Line::new(name, None, *amount)),
            Some(old) if old == amount || old.is_none() || amount.is_none() => out.n_same += 1,
            Some(old) => out.changed.push(Line::new(name, *old, *amount)),
        }
    }
    let known: HashSet<&str> = new.iter().map(|(key, ..)| key.as_str()).collect();
    let gone = old.iter().filter(|(key, ..)| !known.contains(key.as_str()));
    out.gone = gone.map(|(_, name, amount)| Line::new(name, *amount, None)).collect();
    out
}

/// Key, name and amount of every project, each name once: of its form, else of the list in the narrative.
fn budgets(doc: &BudgetDocument) -> Vec<(String, String, Option<Money>)> {
    let listed = doc.stated.projects.iter().map(|p| (&p.name, p.amount.money()));
    let forms = doc.projects.iter().map(|p| (&p.name.value, p.budgeted.as_ref().and_then(Amount::money)));
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut out: Vec<(String, String, Option<Money>)> = Vec::new();
    for (name, amount) in forms.chain(listed) {
        let key = normal_name(name);
        match index.get(&key) {
            Some(at) => out[*at].2 = out[*at].2.or(amount),
            None => {
                index.insert(key.clone(), out.len());
                out.push((key, name.clone(), amount));
            }
        }
    }
    out
}

/// 指标值有变化的指标
#[derive(Debug, PartialEq, Eq)]
pub struct Retargeted {
    pub project: String,
    pub aspect: &'static str,
    pub name: String,
    pub before: String,
    pub after: String,
}

/// The indicators that a project has in both years with another target value.
pub fn indicators(before: &BudgetDocument, after: &BudgetDocument) -> Vec<Retargeted> {
    let mut old = HashMap::new();
    for (key, _, indicator) in open_indicators(before) {
        old.entry(key).or_insert(indicator);
    }
    let mut out = Vec::new();
    for (key, project, indicator) in open_indicators(after) {
        let Some(old) = old.remove(&key) else { continue };
        let (was, is) = (&old.target_value.value, &indicator.target_value.value);
        if !is_same_promise(was, is) {
            out.push(Retargeted {
                project: project.name.value.clone(),
                aspect: indicator.aspect.name(),
                name: indicator.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
                before: was.text.clone(),
                after: is.text.clone(),
            });
        }
    }
    out
}

/// The same words, or the same day of either year.
fn is_same_promise(was: &TargetValue, is: &TargetValue) -> bool {
    let day = |value: &TargetValue| match value.meaning {
        Meaning::ByDate { month, day, .. } => Some((month, day)),
        _ => None,
    };
    normal_name(&was.text) == normal_name(&is.text) || day(was).is_some_and(|was| day(is) == Some(was))
}

/// Project, aspect and name, by which an indicator is the same in two years.
type Key = (String, IndicatorAspect, String);

fn open_indicators(doc: &BudgetDocument) -> impl Iterator<Item = (Key, &Project, &Indicator)> {
    let open = doc.projects.iter().filter(|project| !project.secrecy.is_redacted());
    open.flat_map(|project| {
        let own = project.indicators.iter().filter(|indicator| !indicator.secrecy().is_redacted());
        own.filter_map(move |indicator| {
            let name = normal_name(&indicator.name.as_ref()?.value);
            Some(((normal_name(&project.name.value), indicator.aspect, name), project, indicator))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(before: i64, after: i64) -> Line {
        Line::new("", Some(Money::from_fen(before)), Some(Money::from_fen(after)))
    }

    #[test]
    fn changes_are_exact_and_carry_their_sign() {
        let cases = [
            (100_000_000, 104_050_000, "+4.05", "+4.05%"),
            (300, 200, "-0.0001", "-33.33%"),
            (300, 100, "-0.0002", "-66.67%"),
            (-100_000_000, -50_000_000, "+50.00", "+50.00%"),
            (80_000, 80_001, "+0.000001", "0.00%"),
            (20_000, 20_001, "+0.000001", "+0.01%"),
            (5, 5, "0.00", "0.00%"),
            (0, 5, "+0.000005", "—"),
            (1, i64::MAX, "", ""),
        ];
        for (before, after, change, percent) in cases {
            let line = line(before, after);
            let (words, percents) = (line.change_words(), line.percent_words());
            if !change.is_empty() {
                assert_eq!((words.as_str(), percents.as_str()), (change, percent), "{before} → {after}");
            }
        }
    }

    #[test]
    fn a_day_of_the_year_is_the_same_promise_every_year() {
        let is_same = |was, is| is_same_promise(&TargetValue::parse(was), &TargetValue::parse(is));
        assert!(is_same("2024年11月30日前", "2025年11月30日前") && is_same("≥ 95%", "≥95%"));
        assert!(!is_same("2024年11月30日前", "2025年10月30日前") && !is_same("≥95%", "是否"));
    }

    #[test]
    fn what_is_missing_has_no_change() {
        let line = Line::new("", None, Some(Money::from_fen(5)));
        assert_eq!((line.change_words(), line.percent_words()), ("—".to_owned(), "—".to_owned()));
    }
}
