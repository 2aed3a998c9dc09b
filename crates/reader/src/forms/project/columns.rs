//! The columns of an indicator table: which cell of a row is the name, the value and so on.

use budget::{Meaning, Secrecy, TargetValue, fold, normal_name};

use super::super::piece::{Cell, Row};
use super::content::{self, Content};
use super::years::{self, Years};

/// Where the cells of a row stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    pub name: usize,
    pub description: Option<usize>,
    pub value: usize,
    pub basis: Option<usize>,
    /// 指标性质: the comparison, where it has a column of its own
    pub comparison: Option<usize>,
    /// 度量单位, likewise
    pub measure: Option<usize>,
}

#[derive(Debug)]
pub struct Head {
    pub width: usize,
    pub columns: Columns,
    /// Columns with a head of another meaning, 分值 for one.
    pub others: Vec<usize>,
    /// 权重, 分值
    pub weight: Option<usize>,
    /// 评分标准: how the value is graded
    pub scoring: Option<usize>,
    /// The first level: what stands before it, 目标名称 for one, is none.
    pub level: Option<usize>,
    /// How many rows below the head belong to it.
    pub n_below: usize,
    /// The values of which year stand where is not known.
    pub is_value_lost: bool,
    /// Whether one of these has a head that is not known, over cells that do not tell what they are.
    pub unread: bool,
}

const NAMES: [&str; 3] = ["绩效指标", "指标", "绩效指标名称"];

const VALUES: [&str; 13] = [
    "指标值",
    "目标值",
    "年度指标值",
    "年度目标值",
    "年度绩效指标值",
    "绩效指标值",
    "绩效目标值",
    "当年指标值",
    "本年指标值",
    "计划指标值",
    "预期指标值",
    "预期目标值",
    "评价标准",
];

const COMPARISONS: [&str; 11] = [
    "指标性质",
    "绩效指标性质",
    "性质",
    "指标符号",
    "运算符号",
    "运算符",
    "比较符号",
    "比较符",
    "计算符号",
    "指标方向",
    "符号",
];

const MEASURES: [&str; 9] = [
    "度量单位",
    "绩效度量单位",
    "计量单位",
    "绩效计量单位",
    "指标单位",
    "指标值单位",
    "指标值计量单位",
    "指标度量单位",
    "单位",
];

pub const WEIGHTS: [&str; 9] =
    ["权重", "指标权重", "绩效指标权重", "分值", "指标分值", "分值权重", "权重分值", "分数", "赋分"];

/// How points are given for a value.
const SCORINGS: [&str; 13] = [
    "评分标准",
    "评分规则",
    "评分方法",
    "评分细则",
    "评分说明",
    "计分标准",
    "计分方法",
    "计分规则",
    "记分标准",
    "扣分标准",
    "加扣分标准",
    "评扣分标准",
    "赋分标准",
];

/// What stands beside and matters to no rule.
const OTHERS: [&str; 11] = [
    "备注",
    "说明",
    "序号",
    "指标方向性",
    "指标属性",
    "指标类型",
    "指标类别",
    "绩效指标方向",
    "一级指标",
    "二级指标",
    "历史参考值",
];

/// A head word of indicator tables.
fn is_known(label: &str) -> bool {
    const PARTS: [&str; 7] = ["三级指标", "指标描述", "指标内容", "指标说明", "指标解释", "依据", "指标名称"];
    is_head_word(label) || PARTS.iter().any(|part| label.contains(part))
}

/// The whole word, as it stands in no row.
pub fn is_head_word(label: &str) -> bool {
    const LISTS: [&[&str]; 7] = [&NAMES, &VALUES, &COMPARISONS, &MEASURES, &WEIGHTS, &SCORINGS, &OTHERS];
    LISTS.iter().any(|list| list.contains(&label))
        || matches!(label, "指标名称" | "指标内容")
        || years::is_value(label)
}

/// The head word of a cell, without what is said of it.
pub fn plain_head(cell: &Cell) -> String {
    without_remark(&normal_name(&cell.text))
}

impl Columns {
    const USUAL: Columns = Columns::of_six(4);
    /// With an empty column before the value.
    const SHIFTED: Columns = Columns::of_six(5);

    const fn of_six(value: usize) -> Columns {
        Columns {
            name: 2,
            description: Some(3),
            value,
            basis: Some(value + 1),
            comparison: None,
            measure: None,
        }
    }

    fn all(self) -> impl Iterator<Item = usize> {
        let others = [self.description, self.basis, self.comparison, self.measure];
        [self.name, self.value].into_iter().chain(others.into_iter().flatten())
    }

    fn last(self) -> usize {
        self.all().max().unwrap_or(self.value)
    }

    /// Whether a row of another width than the head may still be a row of six or seven cells.
    fn is_usual(self) -> bool {
        self.comparison.is_none() && self.measure.is_none() && self.basis.is_some()
    }

    /// 指标值 as one text, from its parts where they stand apart: `≥`, `98`, `%`.
    pub fn value(self, row: &Row) -> String {
        let line = |i: Option<usize>| {
            let cell = i.and_then(|i| row.cells.get(i));
            cell.map_or(String::new(), Cell::line)
        };
        let value = line(Some(self.value));
        if self.is_usual() || value.is_empty() {
            return value;
        }
        let parsed = TargetValue::parse(&value);
        let is_number = matches!(parsed.meaning, Meaning::Quantity { .. } | Meaning::ByDate { .. });
        if !is_number {
            return value;
        }
        let comparison = Some(line(self.comparison)).filter(|sign| {
            !parsed.has_operator()
                && !sign.is_empty()
                && TargetValue::parse(&format!("{sign}1")).has_operator()
        });
        // A list to choose from has the word for the sign.
        let chosen = line(self.measure);
        let measure = if chosen == "百分比" { "%".to_owned() } else { chosen };
        let is_printed = value.ends_with(&measure) || fold(&value).ends_with(&fold(&measure));
        let is_nothing = matches!(normal_name(&measure).as_str(), "/" | "-" | "—" | "无" | "定性" | "定量");
        let measure = if is_printed || is_nothing { "" } else { measure.as_str() };
        format!("{}{value}{measure}", comparison.unwrap_or_default())
    }
}

impl Head {
    /// `None` for a head without the columns that every table has. `body`: the rows under it, which tell what stands
    /// in a column whose head is not known.
    pub fn of(row: &Row, body: &[&Row]) -> Option<Head> {
        let words = Words::of(row, body);
        let name = words.name()?;
        let found = words.value(name);
        let value = found.or_else(|| words.any_value(name))?;
        let years = Years::below(row, value, body);
        let mut columns = words.columns(name, value, years.is_none());
        let mut others = words.beside(columns);
        let is_unknown = others.iter().any(|i| !words.is_idle(*i));
        let is_value_lost = found.is_none()
            || years.as_ref().is_some_and(|years| years.current.is_none())
            || years.is_none() && years::stand_side_by_side(row, value, body);
        let n_below = years.as_ref().map_or(0, |years| years.n_rows);
        if let Some(years) = years {
            columns.value = years.current.unwrap_or(value);
            others.extend(years.columns.into_iter().filter(|i| *i != columns.value));
        }
        Some(Head {
            width: row.cells.len(),
            columns,
            others,
            weight: words.exact(&WEIGHTS),
            scoring: words.exact(&SCORINGS),
            level: words.level(),
            n_below,
            is_value_lost,
            unread: is_unknown || is_value_lost,
        })
    }

    /// Text where these columns leave a gap: they are not those of this row.
    fn strays(&self, row: &Row) -> bool {
        let columns = self.columns;
        let last = columns.last();
        let is_used = |i: usize| columns.all().any(|column| column == i) || self.others.contains(&i);
        let in_gap = row.filled().any(|(i, _)| i > columns.name && i < last && !is_used(i));
        let behind =
            row.text(columns.value).is_empty() && row.filled().any(|(i, _)| i == last + 1 && !is_used(i));
        in_gap || behind
    }
}

/// The words of a head, and the rows under it.
struct Words<'r> {
    labels: Vec<(usize, String)>,
    body: &'r [&'r Row],
}

impl<'r> Words<'r> {
    fn of(row: &Row, body: &'r [&'r Row]) -> Words<'r> {
        Words { labels: row.filled().map(|(i, cell)| (i, plain_head(cell))).collect(), body }
    }

    fn exact(&self, names: &[&str]) -> Option<usize> {
        self.labels.iter().find(|(_, label)| names.contains(&label.as_str())).map(|(i, _)| *i)
    }

    /// Of several words the first that stands in any label.
    fn part(&self, words: &[&str]) -> Option<usize> {
        let of_word = |word: &&str| self.labels.iter().find(|(_, label)| label.contains(*word));
        words.iter().find_map(of_word).map(|(i, _)| *i)
    }

    fn is_free(&self, column: usize) -> bool {
        self.labels.iter().all(|(i, _)| *i != column)
    }

    fn holds(&self, column: usize) -> Option<Content> {
        content::of(self.body.iter().copied(), column)
    }

    fn unknown_behind(&self, column: usize) -> impl Iterator<Item = usize> {
        self.labels.iter().filter(move |(i, label)| *i > column && !is_known(label)).map(|(i, _)| *i)
    }

    fn level(&self) -> Option<usize> {
        self.exact(&["一级指标"])
    }

    fn name(&self) -> Option<usize> {
        let bare = || self.labels.iter().rev().find(|(i, label)| *i > 0 && NAMES.contains(&label.as_str()));
        let behind_levels = || {
            let levels = self.exact(&["二级指标"]).or(self.level())?;
            self.unknown_behind(levels).next().filter(|i| self.holds(*i).is_none())
        };
        self.part(&["三级指标"])
            .or_else(|| self.exact(&["指标名称"]))
            .or_else(|| self.exact(&["指标内容"]))
            .or_else(|| bare().map(|(i, _)| *i))
            .or_else(behind_levels)
    }

    fn value(&self, name: usize) -> Option<usize> {
        // Of two, either may be the value.
        let unknown_with = |content: Content| {
            let mut found = self.unknown_behind(name).filter(|i| self.holds(*i) == Some(content));
            found.next().filter(|_| found.next().is_none())
        };
        self.exact(&VALUES)
            .or_else(|| years::value_of(&self.labels, name))
            .or_else(|| unknown_with(Content::Values))
            .or_else(|| unknown_with(Content::Numbers))
    }

    fn any_value(&self, name: usize) -> Option<usize> {
        self.labels.iter().find(|(i, label)| *i > name && years::is_value(label)).map(|(i, _)| *i)
    }

    /// `is_single`: the value has one column, so that the next may be its basis.
    fn columns(&self, name: usize, value: usize, is_single: bool) -> Columns {
        let compares = |i: &usize| self.holds(*i) == Some(Content::Comparison);
        let by_sign =
            || self.labels.iter().map(|(i, _)| *i).filter(|i| *i > name && *i != value).find(compares);
        let headed = self.exact(&COMPARISONS);
        let unit =
            || self.unknown_behind(name).find(|i| *i != value && self.holds(*i) == Some(Content::Measure));
        Columns {
            name,
            value,
            description: self
                .part(&["指标描述", "指标内容", "指标说明", "指标解释"])
                .filter(|i| *i != name)
                .or(Some(name + 1).filter(|i| self.is_free(*i) && *i < value)),
            basis: self
                .part(&["确定依据", "依据"])
                .or(Some(value + 1).filter(|i| is_single && self.is_free(*i))),
            comparison: headed.filter(compares).or_else(by_sign).or(headed),
            measure: self.exact(&MEASURES).or_else(unit),
        }
    }

    /// The columns behind the name with a head of another meaning.
    fn beside(&self, columns: Columns) -> Vec<usize> {
        let is_beside = |i: &usize| *i > columns.name && columns.all().all(|column| column != *i);
        self.labels.iter().map(|(i, _)| *i).filter(is_beside).collect()
    }

    /// Whether it is known, by its head or by what stands in it, to matter to no rule.
    fn is_idle(&self, column: usize) -> bool {
        self.labels.iter().any(|(i, label)| *i == column && is_known(label))
            || matches!(self.holds(column), Some(Content::Nature | Content::Points))
    }
}

/// The columns of a row: those of the head, or by the row's own width where a page break has changed it.
pub fn of_row(head: Option<&Head>, row: &Row) -> Columns {
    let width = row.cells.len();
    let widest = Columns::SHIFTED.last() + 1;
    if let Some(head) = head
        && (!head.columns.is_usual()
            || head.columns.name != Columns::USUAL.name
            || head.n_below > 0
            || (head.width == width || width > widest) && !head.strays(row))
    {
        return head.columns;
    }
    let shifted_head = head.is_some_and(|head| head.columns == Columns::SHIFTED);
    let gap = row.text(4).is_empty();
    let behind_gap = row.text(5);
    let looks_like_value = Secrecy::marked(behind_gap).is_some()
        || matches!(TargetValue::parse(behind_gap).meaning, Meaning::Quantity { .. });
    let shifted = gap && (!row.text(6).is_empty() || shifted_head && looks_like_value);
    if shifted { Columns::SHIFTED } else { Columns::USUAL }
}

/// 指标值 of `指标值（包含数字及文字描述）`.
fn without_remark(label: &str) -> String {
    match label.split_once('(') {
        Some((label, remark))
            if !label.is_empty() && remark.find(')').is_none_or(|end| end + 1 == remark.len()) =>
        {
            label.to_owned()
        }
        Some((before, remark)) => format!("{before}{}", remark.split_once(')').map_or("", |(_, rest)| rest)),
        _ => label.to_owned(),
    }
}
