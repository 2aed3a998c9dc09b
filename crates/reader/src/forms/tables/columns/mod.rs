//! What each column of a table means, by the words in its head, over all rows of the head.

use budget::{Column, FiscalYear, Measure, Place, Side, TableKind, fold, is_han, normal_name};

use super::super::piece::{Cell, Row};
use super::amount_words;
use super::years::{self, Year};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 序号
    Number,
    /// 科目编码
    Code,
    /// 科目名称, 项目
    Name,
    Amount(Column),
    /// 数量
    Quantity,
    /// 采购物品名称
    Item,
    /// 政府采购目录序号
    CatalogueNumber,
    /// 计量单位
    Measure,
    /// 单位代码: whose money it is, where a table has rows for every unit
    UnitCode,
    /// 预算单位: the same by name, beside the names of the items
    Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    pub index: usize,
    pub role: Role,
    pub side: Option<Side>,
}

#[derive(Clone, Debug, Default)]
pub struct Binding {
    pub columns: Vec<Bound>,
    /// Heads that no column is known for.
    pub unknown: Vec<(Place, String)>,
    pub unknown_indices: Vec<usize>,
    /// Known and not read: last year's figures and the change.
    pub last_year: Vec<usize>,
    /// Whether the names are those of units: 单位名称.
    pub names_units: bool,
    /// Whether a row of the head may be lost.
    pub is_torn: bool,
    /// Columns of amounts on the right of the expenditure by function: the same expenditure by economic items.
    pub further: Vec<usize>,
    /// The heads over them, which were not read.
    pub beside: Vec<(Place, String)>,
    /// The unit of measure that a head names: `价值（金额单位：万元）`.
    pub measure: Option<Measure>,
}

impl Binding {
    pub fn amounts(&self) -> impl Iterator<Item = Column> {
        self.columns.iter().filter_map(|bound| match bound.role {
            Role::Amount(column) => Some(column),
            _ => None,
        })
    }

    pub fn index(&self, role: Role, side: Option<Side>) -> Option<usize> {
        self.columns.iter().find(|bound| bound.role == role && bound.side == side).map(|bound| bound.index)
    }

    /// 科目编码 may stand in three columns side by side: 类, 款, 项. What is left blank before a printed part is that of
    /// the code above.
    pub fn code(&self, row: &Row, above: Option<&str>) -> String {
        /// Digits up to and with 类, 款, 项.
        const ENDS: [usize; 3] = [3, 5, 7];
        let codes = self.columns.iter().filter(|bound| bound.role == Role::Code);
        let side_by_side = (0..).zip(codes).scan(None, |first, (n, bound)| {
            (*first.get_or_insert(bound.index) + n == bound.index).then_some(bound.index)
        });
        side_by_side.enumerate().fold(String::new(), |code, (level, index)| {
            let part: String = fold(row.text(index)).split_whitespace().collect();
            let inherited = || above.and_then(|above| above.get(..*ENDS.get(level.checked_sub(1)?)?));
            match part {
                part if part.is_empty() => code,
                part if part.starts_with(&code) && !code.is_empty() => part,
                part if code.is_empty() && part.len() == 2 => {
                    inherited().unwrap_or_default().to_owned() + &part
                }
                part => code + &part,
            }
        })
    }

    /// The unit of a row, by its name or by the words in place of its code: 合计.
    pub fn unit<'r>(&self, row: &'r Row, side: Option<Side>) -> Option<&'r Cell> {
        let cell = |role| row.cells.get(self.index(role, side)?).filter(|cell| !cell.is_blank());
        cell(Role::Unit).or_else(|| cell(Role::UnitCode).filter(|cell| cell.text.contains(is_han)))
    }

    /// Whether a head with words unknown still says which column is the name, which the code and which an amount.
    /// `with_figures` are the columns under unknown words that hold figures.
    pub fn is_understood(&self, kind: TableKind, with_figures: &[usize]) -> bool {
        let has = |side, role| self.index(role, side).is_some();
        if kind.is_two_sided() {
            let sides = [Side::Revenue, Side::Expenditure].map(Some);
            return sides
                .into_iter()
                .all(|side| has(side, Role::Name) && has(side, Role::Amount(Column::Total)));
        }
        if self.unknown_indices.is_empty() && !self.is_torn {
            return true;
        }
        let is_amount = |bound: &&Bound| matches!(bound.role, Role::Amount(_));
        let Some(first) = self.columns.iter().filter(is_amount).map(|bound| bound.index).min() else {
            return false;
        };
        with_figures.iter().all(|index| *index > first) && self.has(Role::Name)
    }

    pub fn has(&self, role: Role) -> bool {
        self.columns.iter().any(|bound| bound.role == role)
    }
}

pub fn bind(kind: TableKind, head: &[&Row]) -> Binding {
    let mut binding = Binding::default();
    let width = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut side = None;
    let latest = head.iter().flat_map(|row| &row.cells).filter_map(|cell| year_of(&fold(&cell.text))).max();
    for index in 0..width {
        let words = words(head, index);
        let Some((leaf, place)) = words.last() else {
            continue;
        };
        if kind == TableKind::ThreePublics {
            match years::of(&words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(), latest) {
                Year::This => {}
                Year::Last if is_whole(leaf) => {
                    binding.columns.push(Bound { index, role: Role::Amount(Column::PriorYear), side: None });
                    continue;
                }
                Year::Last | Year::Other => continue,
            }
        }
        let above: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        if years::is_beside(&above, latest) {
            binding.last_year.extend(years::is_of_last_year(&above, latest).then_some(index));
            continue;
        }
        binding.measure = binding.measure.or_else(|| measure_in(leaf));
        let role = role(leaf).or_else(|| is_bare_year(leaf).then_some(Role::Amount(Column::Total)));
        let by_source = matches!(kind, TableKind::Revenue | TableKind::Expenditure);
        let role = role.map(|role| under(&above, role, by_source));
        let follows_book = binding.amounts().last().is_some_and(|column| matches!(column, Column::Book(_)));
        let is_part = is_part_of_source(&above) || follows_book && is_named_part(leaf);
        if is_part && is_by_source(kind) {
            continue;
        }
        if is_detail_of_carryover(&above, role) || by_source && is_subtotal_of_sources(head, index, &words) {
            continue;
        }
        let is_classification = ["科目", "分类"].iter().any(|word| leaf.contains(word));
        let role = role.or((kind.is_two_sided() && is_classification).then_some(Role::Name));
        if kind.is_two_sided() && role != Some(Role::Number) {
            side = side_of(&words).or(side_after(role, &binding, side));
            // 支出 once more, by economic items.
            if role == Some(Role::Name)
                && side == Some(Side::Expenditure)
                && binding.index(Role::Name, side).is_some()
            {
                binding.beside.push((place.clone(), leaf.clone()));
                continue;
            }
            if !binding.beside.is_empty() {
                binding.further.push(index);
                continue;
            }
        }
        match role {
            Some(Role::Number) => binding.columns.push(Bound { index, role: Role::Number, side: None }),
            Some(role) => binding.columns.push(Bound { index, role, side }),
            None if is_group(leaf) => {}
            None => {
                binding.unknown.push((place.clone(), leaf.clone()));
                binding.unknown_indices.push(index);
            }
        }
    }
    name_by_classification(head, &mut binding);
    name_by_unit(head, &mut binding);
    total_of_basic(kind, &mut binding);
    if !kind.is_two_sided() {
        name_by_position(&mut binding);
    }
    let has_total = binding.amounts().any(|column| column == Column::Total);
    let spends = !kind.is_two_sided() && kind != TableKind::Revenue;
    if let Some(subtotal) = binding.columns.iter_mut().find(|b| b.role == Role::Amount(Column::Subtotal))
        && spends
        && !has_total
    {
        subtotal.role = Role::Amount(Column::Total);
    }
    binding
}

/// 小计 under 基本支出 is all there is where the whole table is of 基本支出.
fn total_of_basic(kind: TableKind, binding: &mut Binding) {
    let has_total = binding.amounts().any(|column| column == Column::Total);
    let basic = binding.columns.iter_mut().find(|bound| bound.role == Role::Amount(Column::Basic));
    if let (TableKind::BasicExpenditure, false, Some(basic)) = (kind, has_total, basic) {
        basic.role = Role::Amount(Column::Total);
    }
}

/// 小计 of the columns under 基本支出 is 基本支出, that under 上年结转 is the carry-over, that under 公共预算拨款 is that
/// source; 合计 under 本年收入 is a 小计.
fn under(above: &[&str], role: Role, by_source: bool) -> Role {
    let mut groups = above.iter().rev().skip(1);
    let group = groups.clone().find_map(|word| match self::role(word) {
        Some(Role::Amount(column @ (Column::Basic | Column::Project | Column::Carryover))) => Some(column),
        Some(Role::Amount(column)) if by_source && is_source(word) => Some(column),
        _ => None,
    });
    match (role, group) {
        (Role::Amount(Column::Subtotal), Some(column)) => Role::Amount(column),
        (Role::Amount(Column::Total), Some(Column::Carryover)) => Role::Amount(Column::Carryover),
        // `金额 | 其中：……` under one source.
        (Role::Amount(Column::Total), Some(column)) if by_source && above.last() == Some(&"金额") => {
            Role::Amount(column)
        }
        (Role::Amount(Column::Total), None) if groups.any(|word| *word == "本年收入") => {
            Role::Amount(Column::Subtotal)
        }
        (role, _) => role,
    }
}

/// 一般公共预算 under 上年结转: the carry-over of one book, which the carry-over of all of them has in it.
fn is_detail_of_carryover(above: &[&str], role: Option<Role>) -> bool {
    let Some((_, groups)) = above.split_last() else { return false };
    groups.iter().any(|word| word.contains("结转"))
        && !matches!(role, Some(Role::Amount(Column::Carryover | Column::Total)))
}

/// `其中：财政拨款`, or 财政拨款 under 一般公共预算: a part of the source above it, not one beside it.
fn is_part_of_source(above: &[&str]) -> bool {
    let Some((leaf, groups)) = above.split_last() else { return false };
    let under_book = groups.iter().any(|word| matches!(role(word), Some(Role::Amount(Column::Book(_)))));
    let is_grant = role(leaf) == Some(Role::Amount(Column::Appropriation));
    let under_source = groups.iter().any(|word| is_source(word));
    under_book && (is_grant || is_named_part(leaf)) || under_source && is_named(leaf)
}

/// `其中：财政拨款`; a bare 其中 stands over all the parts.
fn is_named_part(leaf: &str) -> bool {
    is_named(leaf) && is_source(&leaf["其中".len()..])
}

fn is_named(leaf: &str) -> bool {
    leaf.strip_prefix("其中").is_some_and(|rest| rest.chars().count() > 1)
}

/// Tables whose columns are the sources of the money.
fn is_by_source(kind: TableKind) -> bool {
    matches!(kind, TableKind::Revenue | TableKind::Expenditure | TableKind::AppropriationBalance)
}

/// 小计 of a group whose parts are sources of their own, 财政拨款 over 一般公共预算 and 政府性基金 for one.
fn is_subtotal_of_sources(head: &[&Row], index: usize, words: &[(String, Place)]) -> bool {
    let is_subtotal = |text: &str| matches!(role(text), Some(Role::Amount(Column::Subtotal | Column::Total)));
    let Some(((leaf, _), groups)) = words.split_last() else { return false };
    let Some((_, place)) = groups.last().filter(|(group, _)| is_source(group)) else { return false };
    let width = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut siblings = (0..width).filter(|other| *other != index).map(|other| self::words(head, other));
    is_subtotal(leaf)
        && siblings.any(|words| {
            let is_of_group = words.iter().any(|(_, other)| other == place);
            let above: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
            is_of_group && !is_part_of_source(&above) && words.last().is_some_and(|(leaf, _)| is_source(leaf))
        })
}

fn is_source(word: &str) -> bool {
    let is_split = |column| {
        !matches!(
            column,
            Column::Total
                | Column::Subtotal
                | Column::Basic
                | Column::Project
                | Column::Carryover
                | Column::Personnel
                | Column::Operating
                | Column::UnitPrice
                | Column::ProjectFunds
        )
    };
    !is_group(word) && matches!(role(word), Some(Role::Amount(column)) if is_split(column))
}

/// What stands left of amounts alone is what they are of: `支出项目类别（资金使用单位）`.
fn name_by_position(binding: &mut Binding) {
    let Some(&index) = binding.unknown_indices.first() else { return };
    let is_amount = |bound: &Bound| matches!(bound.role, Role::Amount(_)) && bound.index > index;
    if binding.columns.len() > 1 && binding.columns.iter().all(is_amount) {
        binding.unknown.remove(0);
        binding.unknown_indices.remove(0);
        binding.columns.push(Bound { index, role: Role::Name, side: None });
    }
}

/// `预算单位` alone beside the amounts: the rows are units.
fn name_by_unit(head: &[&Row], binding: &mut Binding) {
    let leaf = |index: usize| words(head, index).pop().map(|(leaf, _)| leaf);
    binding.names_units =
        binding.index(Role::Name, None).and_then(leaf).is_some_and(|leaf| is_of_units(&leaf));
    if binding.has(Role::Name) || binding.has(Role::Code) {
        return;
    }
    let position = |role| binding.columns.iter().position(|bound| bound.role == role);
    if let Some(at) = position(Role::Unit).or(position(Role::UnitCode)) {
        binding.columns[at].role = Role::Name;
        binding.names_units = true;
    }
}

/// `单位名称`, `单位（科目名称）`, whose rows without a code are those of units.
fn is_of_units(leaf: &str) -> bool {
    const UNITS: [&str; 5] = ["单位", "部门", "单位名称", "部门名称", "预算单位名称"];
    !leaf.contains("项目") && UNITS.contains(&without_brackets(leaf).as_str())
}

/// Codes and names in one column under nothing but `支出经济分类科目`: the department's before the government's.
fn name_by_classification(head: &[&Row], binding: &mut Binding) {
    if binding.has(Role::Name) || binding.has(Role::Code) {
        return;
    }
    let width = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let is_classification =
        |index: &usize| words(head, *index).last().is_some_and(|(word, _)| word.ends_with("科目"));
    if let Some(index) = (0..width).find(is_classification) {
        binding.columns.push(Bound { index, role: Role::Name, side: None });
    }
}

/// The words above a column from top to bottom. An empty cell above a printed one belongs to its left neighbour.
pub fn words(head: &[&Row], index: usize) -> Vec<(String, Place)> {
    let mut words = Vec::with_capacity(head.len());
    for (i, row) in head.iter().enumerate() {
        let below = || head[i + 1..].iter().any(|row| !row.text(index).is_empty());
        let printed = if !row.text(index).is_empty() {
            row.cells.get(index)
        } else if below() {
            row.cells[..index.min(row.cells.len())].iter().rfind(|cell| !cell.is_blank())
        } else {
            None
        };
        words.extend(printed.map(|cell| (normal_name(&cell.text), cell.place.clone())));
    }
    words
}

fn side_of(words: &[(String, Place)]) -> Option<Side> {
    words.iter().find_map(|(word, _)| match word.as_str() {
        "收入" | "收入项目" => Some(Side::Revenue),
        "支出" | "支出项目" => Some(Side::Expenditure),
        _ => None,
    })
}

/// Without the words 收入 and 支出 above them, the first 项目 opens the left half and the second the right.
fn side_after(role: Option<Role>, binding: &Binding, side: Option<Side>) -> Option<Side> {
    match role {
        Some(Role::Name) if binding.has(Role::Name) => Some(Side::Expenditure),
        Some(Role::Name) => Some(Side::Revenue),
        _ => side,
    }
}

/// The whole amount of a year, not one book of it.
fn is_whole(leaf: &str) -> bool {
    matches!(role(leaf), None | Some(Role::Amount(Column::Total)))
}

/// `2025年`
fn is_bare_year(leaf: &str) -> bool {
    year_of(leaf).is_some() && leaf.trim_end_matches('度').ends_with('年')
}

/// 2025 of `2025年预算数`.
pub fn year_of(head: &str) -> Option<FiscalYear> {
    let (year, _) = head.trim().split_once('年')?;
    FiscalYear::new(year.parse().ok()?)
}

pub fn role(head: &str) -> Option<Role> {
    let bare = without_brackets(head);
    let bare = bare.as_str();
    let bare = if year_of(bare).is_some() { bare[4..].trim_start_matches(['年', '度']) } else { bare };
    Some(match bare {
        "序号" | "行次" => Role::Number,
        "编码" | "功能科目编码" | "类" | "款" | "项" => Role::Code,
        "单位代码" | "单位编码" | "部门代码" | "部门编码" | "预算单位编码" | "预算单位代码" => {
            Role::UnitCode
        }
        "预算单位" => Role::Unit,
        "科目" | "项目" | "项目名称" | "名称" | "收入" | "支出" | "收入项目" | "支出项目" | "功能分类"
        | "支出功能分类" | "功能科目名称" | "功能科目" | "资产类别" | "资产名称" | "资产项目"
        | "采购项目" | "采购项目名称" | "费用名称" | "费用项目" | "经费项目" | "单位名称" | "部门名称"
        | "预算单位名称" => Role::Name,
        "采购物品名称" | "采购品目" | "采购品目名称" | "品目名称" => Role::Item,
        "政府采购目录序号" | "采购目录序号" | "目录序号" => Role::CatalogueNumber,
        "计量单位" => Role::Measure,
        "数量" | "采购数量" => Role::Quantity,
        _ if bare.ends_with("科目编码") || bare.ends_with("科目代码") => Role::Code,
        _ if bare.ends_with("科目名称") || head.contains("(科目名称)") => Role::Name,
        _ if bare.ends_with("经济分类") => Role::Name,
        _ => Role::Amount(amount_words::amount(bare)?),
    })
}

/// `部门(单位)代码`, `价值(金额单位:万元)`
fn without_brackets(head: &str) -> String {
    let Some((before, behind)) = head.split_once('(') else { return head.to_owned() };
    before.to_owned() + behind.split_once(')').map_or("", |(_, behind)| behind)
}

/// A head that only groups the columns under it.
pub fn is_group(head: &str) -> bool {
    const GROUPS: [&str; 9] = [
        "科目",
        "本年收入",
        "本年支出",
        "资金性质",
        "资金来源",
        "政府采购项目来源",
        "政府采购金额",
        "栏次",
        "其中",
    ];
    GROUPS.iter().any(|group| head.contains(group))
}

fn measure_in(head: &str) -> Option<Measure> {
    let (_, after) = head.split_once("单位:")?;
    Measure::from_word(after.trim_end_matches(')'))
}

#[cfg(test)]
mod tests;
