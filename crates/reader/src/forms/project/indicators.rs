//! 绩效指标: the rows under 一级指标, 二级指标, 三级指标. The head binds the columns; where a row is wider or
//! narrower than the head, as after a page break, the row's own width does.

use budget::{Indicator, IndicatorAspect, IndicatorKind, Located, Place, Project, TargetValue, normal_name};

use super::super::notes::Notes;
use super::super::piece::{Cell, Row};
use super::columns::{self, Columns, Head};
use super::halves::Half;
use super::{behind, labels};

const GRADES: [&str; 4] = ["优", "良", "中", "差"];

#[derive(Debug, Default)]
pub struct IndicatorTable {
    indicators: Vec<Indicator>,
    head: Option<Head>,
    /// Of the year, where those of all years stand beside them.
    half: Option<Half>,
    /// Rows still to come that belong to the head.
    n_below: usize,
    /// Of all years, under a title of their own: none of the year's.
    is_of_all_years: bool,
    /// 权重, as printed, each row's and that of the last row.
    weights: Vec<Located<String>>,
    weight_total: Option<Located<String>>,
    /// 评分标准 of the rows that have it, at the row's place.
    scorings: Vec<Located<String>>,
    kind: Option<IndicatorKind>,
    aspect: Option<IndicatorAspect>,
    /// Where a column has no known head, or a row does not fit.
    unread: Option<Place>,
    /// Where a first or second level has a name that is not known.
    unread_level: Option<Place>,
}

impl IndicatorTable {
    /// `body`: the rows under the head, as far as they may tell what its columns are.
    pub fn head(&mut self, row: &Row, body: &[&Row], notes: &mut Notes) {
        self.half = Half::of(row);
        let row = &self.of_the_year(row);
        let body: Vec<Row> = body.iter().map(|row| self.of_the_year(row)).collect();
        let head = Head::of(row, &body.iter().collect::<Vec<_>>());
        if head.as_ref().is_none_or(|head| head.unread) {
            self.unread.get_or_insert_with(|| row.place().clone());
        }
        self.n_below = head.as_ref().map_or(0, |head| head.n_below);
        // A head that comes again on the next page says nothing new.
        let full_weight = || full_weight(row, head.as_ref()?.weight?);
        self.weight_total = self.weight_total.take().or_else(full_weight);
        if head.as_ref().is_some_and(|head| head.is_value_lost) {
            let message = "指标值分了几栏，没有认出哪一栏是当年的，指标值没有读入";
            notes.add(row.place(), message.into());
        }
        self.head = head.or(self.head.take());
        if self.head.is_none() {
            notes.add(row.place(), "指标表的表头不全，按常用的六列读".into());
        }
    }

    fn of_the_year(&self, row: &Row) -> Row {
        self.half.as_ref().map_or_else(|| row.clone(), |half| half.cut(row))
    }

    /// The indicators of all years, which those of the year follow.
    pub fn begin_anew(&mut self) {
        self.indicators.clear();
        self.weights.clear();
        self.scorings.clear();
        (self.weight_total, self.is_of_all_years) = (None, false);
    }

    /// A title of its own says that what follows is of all years: 长期绩效目标表.
    pub fn begin_all_years(&mut self) {
        self.is_of_all_years = self.indicators.is_empty();
    }

    /// A row of heads below the head.
    pub fn takes_as_head(&mut self) -> bool {
        let is_head = self.n_below > 0;
        self.n_below = self.n_below.saturating_sub(1);
        is_head
    }

    /// The column of the first level.
    pub fn level(&self) -> usize {
        self.head.as_ref().and_then(|head| head.level).unwrap_or(0)
    }

    /// Whether the first levels stand where the head has them, whatever stands before: 年度绩效目标1.
    pub fn is_under_levels(&self, row: &Row) -> bool {
        let level = self.level();
        level > 0 && labels::kind(row.text(level)).is_some()
    }

    pub fn row(&mut self, row: &Row, notes: &mut Notes) {
        let row = &self.of_the_year(row);
        if row.filled().next().is_none() {
            return;
        }
        if row.filled().map(|(_, cell)| cell.text.as_str()).eq(GRADES) {
            return self.grades(row);
        }
        let columns = columns::of_row(self.head.as_ref(), row);
        if self.is_total(row, columns.name) {
            return;
        }
        let (kind_label, aspect_label) = self.levels(row, columns.name, notes);
        let is_blank = |i: usize| row.text(i).is_empty();
        let is_rest =
            is_blank(columns.value) && (is_blank(columns.name) || columns.basis.is_some_and(is_blank));
        if kind_label.is_none() && aspect_label.is_none() && is_rest && self.continues(row, columns, notes) {
            return;
        }
        let is_empty = is_blank(columns.name) && is_blank(columns.value);
        if self.half.is_some() && is_empty || says_nothing(row, columns) {
            return;
        }
        let Some((kind, aspect)) = self.kind.zip(self.aspect) else {
            self.unread.get_or_insert_with(|| row.place().clone());
            notes.add(row.place(), "这一行指标没有可识别的一级、二级指标名称，没有读入".into());
            return;
        };
        let located = |i: usize| located(row, i);
        let is_lost = self.head.as_ref().is_some_and(|head| head.is_value_lost);
        let value = if is_lost { String::new() } else { columns.value(row) };
        self.weights.extend(self.weight(row));
        self.scorings.extend(self.scoring(row));
        self.indicators.push(Indicator {
            kind,
            aspect,
            kind_label,
            aspect_label,
            name: located(columns.name),
            description: columns.description.and_then(located),
            target_value: Located::new(TargetValue::parse(&value), row.place_of(columns.value).clone()),
            value_basis: columns.basis.and_then(located),
            place: row.place().clone(),
        });
    }

    /// Older forms give a value for each grade. The first one is what the project is to reach.
    fn grades(&mut self, row: &Row) {
        let Some(head) = &mut self.head else {
            return;
        };
        let lower: Vec<usize> = row.filled().map(|(i, _)| i).skip(1).collect();
        head.columns.basis = head.columns.basis.filter(|basis| !lower.contains(basis));
        head.others.extend(lower);
    }

    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// 权重 of a row, blank where nothing is printed.
    fn weight(&self, row: &Row) -> Option<Located<String>> {
        let column = self.head.as_ref()?.weight?;
        let printed = row.cells.get(column).map_or(String::new(), Cell::line);
        Some(Located::new(printed, row.place_of(column).clone()))
    }

    fn scoring(&self, row: &Row) -> Option<Located<String>> {
        let cell = row.cells.get(self.head.as_ref()?.scoring?).filter(|cell| !cell.is_blank())?;
        Some(Located::new(cell.line(), row.place().clone()))
    }

    /// 合计 below the indicators, which only weights have.
    fn is_total(&mut self, row: &Row, name: usize) -> bool {
        let is_label = |(i, cell): (usize, &Cell)| {
            i <= name
                && matches!(normal_name(&cell.text).as_str(), "合计" | "总计" | "总分" | "小计" | "合计分值")
        };
        let is_total = row.filled().next().is_some_and(is_label);
        let is_of_all = !row.filled().any(|(_, cell)| normal_name(&cell.text) == "小计");
        if is_total && is_of_all {
            let printed = self.weight(row).filter(|weight| !weight.value.is_empty());
            self.weight_total = printed.or(self.weight_total.take());
        }
        is_total
    }

    /// What stands beside the indicators, each behind its mark.
    pub fn marks(&self) -> Vec<Located<String>> {
        let weights = self.weights.iter().map(|text| behind(Project::WEIGHT, text));
        let total = self.weight_total.iter().map(|text| behind(Project::WEIGHT_TOTAL, text));
        let scorings = self.scorings.iter().map(|text| behind(Project::SCORING, text));
        weights.chain(total).chain(scorings).collect()
    }

    /// Indicators of all years alone leave open which the year has.
    pub fn unread(&self) -> Option<&Place> {
        let first = self.indicators.first().filter(|_| self.is_of_all_years).map(|row| &row.place);
        self.unread.as_ref().or(first)
    }

    pub fn unread_level(&self) -> Option<&Place> {
        self.unread_level.as_ref()
    }

    /// Without those of all years alone, which are not the year's.
    pub fn into_indicators(self) -> Vec<Indicator> {
        if self.is_of_all_years { Vec::new() } else { self.indicators }
    }

    /// Reads the labels of the two levels; a blank label means that of the row before.
    fn levels(&mut self, row: &Row, name: usize, notes: &mut Notes) -> (Option<String>, Option<String>) {
        let mut labels = (None, None);
        let first_level = self.level();
        for (i, cell) in row.filled().take_while(|(i, _)| *i < name) {
            let label = cell.line();
            let as_kind = labels::kind(&label).filter(|_| labels.0.is_none() && labels.1.is_none());
            if let Some(kind) = as_kind.filter(|_| !self.is_second_level(row, name, &label)) {
                // 成本指标 is a first level in later forms and a second level in earlier ones.
                self.aspect = self.aspect.filter(|_| self.kind == Some(kind));
                self.kind = Some(kind);
                labels.0 = Some(label);
            } else if let Some(aspect) = labels::aspect(&label) {
                self.aspect = Some(aspect);
                self.kind = self.kind.or(Some(usual_kind(aspect)));
                labels.1 = Some(label);
            } else if i >= first_level && !is_rest_of_label(&label) && !labels::is(&label, "绩效指标") {
                self.unread_level.get_or_insert_with(|| cell.place.clone());
                notes.add(&cell.place, format!("“{label}”不是已知的一级或二级指标，按上一行的类别读"));
            }
        }
        labels
    }

    /// A label that names both a first and a second level, 成本指标 or 满意度指标, in the second column.
    fn is_second_level(&self, row: &Row, name: usize, label: &str) -> bool {
        labels::aspect(label).is_some()
            && self.kind.is_some()
            && name >= 2
            && row.text(name - 1) == label
            && row.text(name - 2).is_empty()
    }

    /// The rest of a row that a page break has torn.
    fn continues(&mut self, row: &Row, columns: Columns, notes: &mut Notes) -> bool {
        let Some(last) = self.indicators.last_mut() else {
            return false;
        };
        let pairs = [
            (Some(columns.name), &mut last.name),
            (columns.description, &mut last.description),
            (columns.basis, &mut last.value_basis),
        ];
        for (i, text) in pairs {
            let Some(cell) = i.and_then(|i| row.cells.get(i)).filter(|cell| !cell.is_blank()) else {
                continue;
            };
            match text {
                Some(text) => text.value.push_str(&cell.line()),
                None => *text = Some(Located::new(cell.line(), cell.place.clone())),
            }
        }
        notes.add(row.place(), "这一行没有指标类别和指标值，按上一行的续行并入".into());
        true
    }
}

/// 90 of the head `分值权重（90分）`: what the weights are to make up. 每项10分 is of each.
fn full_weight(row: &Row, column: usize) -> Option<Located<String>> {
    const OF_ALL: [&str; 8] = ["", "共", "计", "共计", "合计", "总计", "总分", "满分"];
    let head = normal_name(row.text(column));
    let (_, inner) = head.strip_suffix("分)")?.rsplit_once('(')?;
    let words = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    let points = &inner[words.len()..];
    let is_of_all = OF_ALL.contains(&words.trim_end_matches(':')) && !points.is_empty();
    is_of_all.then(|| Located::new(points.to_owned(), row.place_of(column).clone()))
}

fn located(row: &Row, column: usize) -> Option<Located<String>> {
    let cell = row.cells.get(column).filter(|cell| !cell.is_blank())?;
    Some(Located::new(cell.line(), cell.place.clone()))
}

/// `生态效益指标 | 无 | 无`, `不适用社会成本指标 | 不适用`: the aspect does not apply, as the form itself says.
fn says_nothing(row: &Row, columns: Columns) -> bool {
    let is_nothing = |i: usize| matches!(row.text(i), "无" | "/" | "-" | "—" | "——" | "不涉及" | "不适用");
    let denies = |text: &str| ["不适用", "不涉及"].iter().any(|word| text.starts_with(word));
    let value = row.text(columns.value);
    (is_nothing(columns.name) || denies(row.text(columns.name)))
        && (value.is_empty() || is_nothing(columns.value))
}

/// What a page break left of a label: `标`, `指标`.
fn is_rest_of_label(label: &str) -> bool {
    "指标".ends_with(label) || label.ends_with("指标") && label.chars().count() < 4
}

fn usual_kind(aspect: IndicatorAspect) -> IndicatorKind {
    use IndicatorAspect as A;
    match aspect {
        A::Quantity | A::Quality | A::Timeliness | A::Cost => IndicatorKind::Output,
        A::EconomicCost | A::SocialCost | A::EcologicalCost => IndicatorKind::Cost,
        A::Economic | A::Social | A::Ecological | A::Lasting => IndicatorKind::Benefit,
        A::Served => IndicatorKind::Satisfaction,
    }
}
