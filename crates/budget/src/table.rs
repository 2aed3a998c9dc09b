//! The tables of a published budget: the nine, procurement and assets.

use crate::{Amount, BudgetBook, Decimal, FiscalYear, Located, Measure, Place};

/// 公开表的种类. Found by heading, never by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// 部门预算收支总表
    RevenueAndExpenditure,
    /// 部门预算收入总表
    Revenue,
    /// 部门预算支出总表
    Expenditure,
    /// 部门预算财政拨款收支总表
    AppropriationBalance,
    /// 一般公共预算财政拨款支出表
    GeneralPublicExpenditure,
    /// 一般公共预算财政拨款基本支出表
    BasicExpenditure,
    /// 政府性基金预算财政拨款支出表
    GovernmentFundExpenditure,
    /// 国有资本经营预算财政拨款支出表
    StateCapitalExpenditure,
    /// 财政拨款“三公”经费支出表
    ThreePublics,
    /// 部门政府采购预算表
    Procurement,
    /// 部门固定资产占用情况表
    Assets,
    /// 部门整体支出绩效目标表: of its contents the amounts alone
    WholeTarget,
}

impl TableKind {
    /// The nine tables that 地方预决算公开操作规程（财预〔2016〕143号） asks for, in the order of publication.
    pub const NINE: [TableKind; 9] = [
        TableKind::RevenueAndExpenditure,
        TableKind::Revenue,
        TableKind::Expenditure,
        TableKind::AppropriationBalance,
        TableKind::GeneralPublicExpenditure,
        TableKind::BasicExpenditure,
        TableKind::GovernmentFundExpenditure,
        TableKind::StateCapitalExpenditure,
        TableKind::ThreePublics,
    ];

    /// The official name, as findings print it.
    pub fn name(self) -> &'static str {
        match self {
            TableKind::RevenueAndExpenditure => "收支总表",
            TableKind::Revenue => "收入总表",
            TableKind::Expenditure => "支出总表",
            TableKind::AppropriationBalance => "财政拨款收支总表",
            TableKind::GeneralPublicExpenditure => "一般公共预算财政拨款支出表",
            TableKind::BasicExpenditure => "一般公共预算财政拨款基本支出表",
            TableKind::GovernmentFundExpenditure => "政府性基金预算财政拨款支出表",
            TableKind::StateCapitalExpenditure => "国有资本经营预算财政拨款支出表",
            TableKind::ThreePublics => "财政拨款“三公”经费支出表",
            TableKind::Procurement => "政府采购预算表",
            TableKind::Assets => "固定资产占用情况表",
            TableKind::WholeTarget => "部门整体支出绩效目标表",
        }
    }

    /// The stable name for machines.
    pub fn key(self) -> &'static str {
        match self {
            TableKind::RevenueAndExpenditure => "revenue_and_expenditure",
            TableKind::Revenue => "revenue",
            TableKind::Expenditure => "expenditure",
            TableKind::AppropriationBalance => "appropriation_balance",
            TableKind::GeneralPublicExpenditure => "general_public_expenditure",
            TableKind::BasicExpenditure => "basic_expenditure",
            TableKind::GovernmentFundExpenditure => "government_fund_expenditure",
            TableKind::StateCapitalExpenditure => "state_capital_expenditure",
            TableKind::ThreePublics => "three_publics",
            TableKind::Procurement => "procurement",
            TableKind::Assets => "assets",
            TableKind::WholeTarget => "whole_target",
        }
    }

    pub const ALL: [TableKind; 12] = [
        TableKind::RevenueAndExpenditure,
        TableKind::Revenue,
        TableKind::Expenditure,
        TableKind::AppropriationBalance,
        TableKind::GeneralPublicExpenditure,
        TableKind::BasicExpenditure,
        TableKind::GovernmentFundExpenditure,
        TableKind::StateCapitalExpenditure,
        TableKind::ThreePublics,
        TableKind::Procurement,
        TableKind::Assets,
        TableKind::WholeTarget,
    ];

    pub fn from_key(key: &str) -> Option<TableKind> {
        TableKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether income stands on the left half and expenditure on the right.
    pub fn is_two_sided(self) -> bool {
        matches!(self, TableKind::RevenueAndExpenditure | TableKind::AppropriationBalance)
    }
}

/// The meaning of an amount column. One enum for all tables, so that a rule can compare across them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The whole amount of the row: 合计, 预算数, 金额, 价值
    Total,
    /// 小计（本年收入）
    Subtotal,
    /// 财政拨款收入
    Appropriation,
    /// 财政专户收入
    SpecialAccount,
    /// 事业收入
    Institutional,
    /// 经营收入
    Business,
    /// 上级补助收入
    SuperiorSubsidy,
    /// 附属单位上缴收入
    AffiliatePayment,
    /// 其他收入
    OtherRevenue,
    /// 单位资金
    UnitFunds,
    /// 上年结转
    Carryover,
    /// 基本支出
    Basic,
    /// 项目支出
    Project,
    /// 经营支出
    BusinessExpenditure,
    /// 上解上级支出
    PaidToSuperior,
    /// 对附属单位补助支出
    SubsidyToAffiliate,
    /// 人员经费
    Personnel,
    /// 公用经费
    Operating,
    /// A column of one of the four books
    Book(BudgetBook),
    /// 单价
    UnitPrice,
    /// A column whose head was not understood. It carries no amounts, but sums over the columns miss what it holds.
    Unread,
    /// 预算资金: the money of the project that a procurement row belongs to
    ProjectFunds,
    /// 上年预算数, where a table of 三公经费 prints it beside this year's
    PriorYear,
    /// What a table of 三公经费 that lists units gives one of them: in rows of their own, named after unit and part
    OfUnit,
}

impl Column {
    pub const ALL: [Column; 27] = [
        Column::Total,
        Column::Subtotal,
        Column::Appropriation,
        Column::SpecialAccount,
        Column::Institutional,
        Column::Business,
        Column::SuperiorSubsidy,
        Column::AffiliatePayment,
        Column::OtherRevenue,
        Column::UnitFunds,
        Column::Carryover,
        Column::Basic,
        Column::Project,
        Column::BusinessExpenditure,
        Column::PaidToSuperior,
        Column::SubsidyToAffiliate,
        Column::Personnel,
        Column::Operating,
        Column::Book(BudgetBook::GeneralPublic),
        Column::Book(BudgetBook::GovernmentFund),
        Column::Book(BudgetBook::StateCapital),
        Column::Book(BudgetBook::SocialInsurance),
        Column::UnitPrice,
        Column::Unread,
        Column::ProjectFunds,
        Column::PriorYear,
        Column::OfUnit,
    ];

    pub fn from_key(key: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| column.key() == key)
    }

    /// The printed head of the column, in its short official form.
    pub fn name(self) -> &'static str {
        match self {
            Column::Total => "合计",
            Column::Subtotal => "小计",
            Column::Appropriation => "财政拨款收入",
            Column::SpecialAccount => "财政专户收入",
            Column::Institutional => "事业收入",
            Column::Business => "经营收入",
            Column::SuperiorSubsidy => "上级补助收入",
            Column::AffiliatePayment => "附属单位上缴收入",
            Column::OtherRevenue => "其他收入",
            Column::UnitFunds => "单位资金",
            Column::Carryover => "上年结转",
            Column::Basic => "基本支出",
            Column::Project => "项目支出",
            Column::BusinessExpenditure => "经营支出",
            Column::PaidToSuperior => "上解上级支出",
            Column::SubsidyToAffiliate => "对附属单位补助支出",
            Column::Personnel => "人员经费",
            Column::Operating => "公用经费",
            Column::Book(BudgetBook::GeneralPublic) => "一般公共预算",
            Column::Book(BudgetBook::GovernmentFund) => "政府性基金预算",
            Column::Book(BudgetBook::StateCapital) => "国有资本经营预算",
            Column::Book(BudgetBook::SocialInsurance) => "社会保险基金预算",
            Column::UnitPrice => "单价",
            Column::Unread => "没有认出的栏",
            Column::ProjectFunds => "预算资金",
            Column::PriorYear => "上年预算数",
            Column::OfUnit => "分单位数",
        }
    }

    /// The stable name for machines.
    pub fn key(self) -> &'static str {
        match self {
            Column::Total => "total",
            Column::Subtotal => "subtotal",
            Column::Appropriation => "appropriation",
            Column::SpecialAccount => "special_account",
            Column::Institutional => "institutional",
            Column::Business => "business",
            Column::SuperiorSubsidy => "superior_subsidy",
            Column::AffiliatePayment => "affiliate_payment",
            Column::OtherRevenue => "other_revenue",
            Column::UnitFunds => "unit_funds",
            Column::Carryover => "carryover",
            Column::Basic => "basic",
            Column::Project => "project",
            Column::BusinessExpenditure => "business_expenditure",
            Column::PaidToSuperior => "paid_to_superior",
            Column::SubsidyToAffiliate => "subsidy_to_affiliate",
            Column::Personnel => "personnel",
            Column::Operating => "operating",
            Column::Book(BudgetBook::GeneralPublic) => "general_public",
            Column::Book(BudgetBook::GovernmentFund) => "government_fund",
            Column::Book(BudgetBook::StateCapital) => "state_capital",
            Column::Book(BudgetBook::SocialInsurance) => "social_insurance",
            Column::UnitPrice => "unit_price",
            Column::Unread => "unread",
            Column::ProjectFunds => "project_funds",
            Column::PriorYear => "prior_year",
            Column::OfUnit => "of_unit",
        }
    }
}

/// Which half of a two-sided table a row stands in. One printed line of such a table becomes up to two rows
/// that share its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    Revenue,
    Expenditure,
}

impl Side {
    pub fn from_key(key: &str) -> Option<Side> {
        [Side::Revenue, Side::Expenditure].into_iter().find(|side| side.key() == key)
    }

    /// The stable name for machines.
    pub fn key(self) -> &'static str {
        match self {
            Side::Revenue => "revenue",
            Side::Expenditure => "expenditure",
        }
    }
}

/// 公开表: one table, stitched over page breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetTable {
    pub kind: TableKind,
    /// The title as printed.
    pub title: String,
    /// 预算年度, as the head of this table states it.
    pub fiscal_year: Option<FiscalYear>,
    /// 编制单位, as the head of this table states it (`201 党委`).
    pub unit_line: Option<Located<String>>,
    pub measure: Measure,
    /// The running heads between title and table as printed: `201 党委`, `预算年度：2022`, `单位：万元`.
    pub heads: Vec<Located<String>>,
    /// 注: the note under the table, 空表列示 for one.
    pub note: Option<Located<String>>,
    /// The amount columns found in the head, in printed order, of the one or both halves.
    pub columns: Vec<Column>,
    pub rows: Vec<TableRow>,
    /// Of the title.
    pub place: Place,
}

impl BudgetTable {
    /// The row of a classification code.
    pub fn code_row(&self, code: &str) -> Option<&TableRow> {
        self.rows.iter().find(|row| row.code.as_deref() == Some(code))
    }

    /// The first row whose name, normalised, is one of these.
    pub fn named_row(&self, side: Option<Side>, names: &[&str]) -> Option<&TableRow> {
        self.rows.iter().find(|row| row.side == side && names.contains(&row.normal_name().as_str()))
    }

    /// 合计: the total row of a table by code.
    pub fn total_row(&self) -> Option<&TableRow> {
        self.rows
            .iter()
            .find(|row| row.code.is_none() && matches!(row.normal_name().as_str(), "合计" | "总计"))
    }

    pub fn side(&self, side: Side) -> impl Iterator<Item = &TableRow> + Clone {
        self.rows.iter().filter(move |row| row.side == Some(side))
    }

    /// The title of a table of which neither the head nor a note that it is empty was understood: what stands in it is
    /// unknown, not nil.
    pub fn is_unread(&self) -> bool {
        let knows_nothing = self.columns.iter().all(|column| *column == Column::Unread);
        knows_nothing && self.rows.is_empty() && (self.has_unread_column() || self.note.is_none())
    }

    /// Whether a column was found whose head was not understood.
    pub fn has_unread_column(&self) -> bool {
        self.columns.contains(&Column::Unread)
    }

    /// Basic expenditure is due by economic items, whose codes begin with 3 or 5, all other expenditure by function.
    pub(crate) fn is_classified_as_due(&self) -> bool {
        let codes = || self.rows.iter().filter_map(|row| row.code.as_deref());
        let n_functional = codes().filter(|code| code.starts_with('2')).count();
        let is_functional = n_functional * 2 > codes().count();
        codes().next().is_some() && is_functional == (self.kind != TableKind::BasicExpenditure)
    }

    /// No row states an amount.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.amounts.iter().all(|(_, a)| a.is_blank()))
    }
}

/// One row of a table, or one half of a row of a two-sided table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// 序号, as printed.
    pub number: Option<u32>,
    pub side: Option<Side>,
    /// 科目编码, without blanks, as printed.
    pub code: Option<String>,
    /// 项目 or 科目名称, as printed.
    pub name: String,
    /// The cells under the table's columns that belong to this row; a blank cell is there as blank.
    pub amounts: Vec<(Column, Amount)>,
    /// 数量, in assets and procurement.
    pub quantity: Option<Quantity>,
    /// The text columns of a procurement row.
    pub purchase: Option<Purchase>,
    /// Of the name cell.
    pub place: Place,
}

impl TableRow {
    pub fn amount(&self, column: Column) -> Option<&Amount> {
        self.amounts.iter().find(|(c, _)| *c == column).map(|(_, amount)| amount)
    }

    /// The name for matching: normalised, without its numbering (`一、`, `1、`, `其中：`).
    pub fn normal_name(&self) -> String {
        let name = crate::normal_name(&self.name);
        let name = name.strip_prefix("其中:").unwrap_or(&name);
        let numbering = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let bracketed = name.strip_prefix('(').and_then(|name| name.split_once(')'));
        if let Some((number, rest)) = bracketed
            && !number.is_empty()
            && number.chars().all(numbering)
        {
            return rest.to_owned();
        }
        match name.split_once(['、', '.']) {
            Some((number, rest)) if !number.is_empty() && number.chars().all(numbering) => rest.to_owned(),
            _ => name.to_owned(),
        }
    }

    /// Whether the row is that of one unit in a table of 三公经费.
    pub fn is_of_unit(&self) -> bool {
        self.amounts.first().is_some_and(|(column, _)| *column == Column::OfUnit)
    }

    /// 类 0, 款 1, 项 2 of a coded row; `None` without a code or with one of another length.
    pub fn level(&self) -> Option<usize> {
        match self.code.as_ref()?.len() {
            3 => Some(0),
            5 => Some(1),
            7 => Some(2),
            _ => None,
        }
    }
}

/// 数量: a count or an area, with the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub printed: String,
    /// `None` when blank or not a number.
    pub number: Option<Decimal>,
    pub place: Place,
}

/// 采购明细: what a procurement row says beside its amounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purchase {
    /// 采购物品名称
    pub item: String,
    /// 政府采购目录序号
    pub catalogue_number: Option<String>,
    /// 计量单位
    pub measure: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> String {
        let row = TableRow {
            number: None,
            side: None,
            code: None,
            name: name.into(),
            amounts: vec![],
            quantity: None,
            purchase: None,
            place: Place::line(1),
        };
        row.normal_name()
    }

    #[test]
    fn names_are_matched_without_their_numbering() {
        assert_eq!(named("二十三、灾害防治及应急管理支出"), "灾害防治及应急管理支出");
        assert_eq!(named("其中：公务用车购置费"), "公务用车购置费");
        assert_eq!(named("1、房屋（平方米）"), "房屋(平方米)");
        assert_eq!(named("（十三）农林水支出"), "农林水支出");
        assert_eq!(named("文化、旅游支出"), "文化、旅游支出");
    }
}
