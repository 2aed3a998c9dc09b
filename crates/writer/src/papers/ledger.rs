//! 督办台账: the list of matters as it stood at one instant, for the wall, the meeting and the filter.

use budget::Money;
use jiff::civil::{Date, DateTime};

use super::{UrgingRung, date};
use crate::layout::{Align, Block, Cell, Face, GREY, Grid, Layout, Page, Paragraph, Row, Run, size};
use crate::xlsx::{Book, Value};
use crate::{Error, Fonts, Pdf, docx, pdf};

/// 督办台账.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    pub title: String,
    /// 编制单位.
    pub issuer: String,
    /// 筛选条件, in words: `全部在办事项，按办结时限排列`.
    pub filter: String,
    /// 数据截止时间.
    pub as_of: DateTime,
    pub rows: Vec<LedgerRow>,
}

/// 台账的一行.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// 编号.
    pub number: String,
    /// 事项来源.
    pub source: String,
    /// 督办事项.
    pub title: String,
    /// 牵头单位.
    pub lead_unit: String,
    /// 配合单位.
    pub supporting_units: Vec<String>,
    /// 分管领导.
    pub leader: Option<String>,
    /// 交办日期.
    pub issued_on: Option<Date>,
    /// 签收日期.
    pub signed_on: Option<Date>,
    /// 办结时限.
    pub due_on: Option<Date>,
    /// 延期至.
    pub extended_to: Option<Date>,
    /// 环节: 办理中, 待审结.
    pub stage: String,
    /// 进度, in percent.
    pub progress: Option<u8>,
    pub light: LightMark,
    /// 亮灯原因.
    pub light_reason: Option<String>,
    pub last_feedback: Option<LastFeedback>,
    /// 存在问题.
    pub problems: Option<String>,
    /// 催办次数.
    pub n_urgings: u32,
    /// 最高一级督办单.
    pub urging_rung: Option<UrgingRung>,
    /// 退回次数.
    pub n_returns: u32,
    /// 办结日期.
    pub closed_on: Option<Date>,
    /// 办结等次.
    pub grade: Option<String>,
    /// 销号编号.
    pub closure_number: Option<String>,
    /// 归档编号.
    pub archive_number: Option<String>,
    /// 关联预算项目.
    pub budget_link: Option<String>,
    /// 关联项目预算金额.
    pub budget_amount: Option<Money>,
}

/// 最近一次反馈.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastFeedback {
    pub on: Date,
    pub text: String,
}

/// 灯, as it is printed: a word and a shape, which grey print keeps apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LightMark {
    Green,
    Yellow,
    Red,
    /// 灰: not issued yet, or suspended.
    Grey,
    /// 按期办结.
    Done,
    /// 逾期办结, which stays for ever.
    DoneLate,
}

impl LightMark {
    /// `●绿`, `▲黄`, `■红`.
    pub const fn word(self) -> &'static str {
        match self {
            LightMark::Green => "●绿",
            LightMark::Yellow => "▲黄",
            LightMark::Red => "■红",
            LightMark::Grey => "○灰",
            LightMark::Done => "◎办结",
            LightMark::DoneLate => "◆逾期办结",
        }
    }

    const fn colour(self) -> &'static str {
        match self {
            LightMark::Green | LightMark::Done => "1E7B34",
            LightMark::Yellow => "8A6100",
            LightMark::Red | LightMark::DoneLate => "B3261E",
            LightMark::Grey => GREY,
        }
    }
}

impl Ledger {
    pub fn pdf(&self, fonts: &Fonts) -> Result<Pdf, Error> {
        pdf::print(&self.layout(), fonts)
    }

    pub fn docx(&self) -> Result<Vec<u8>, Error> {
        docx::print(&self.layout())
    }

    pub fn xlsx(&self) -> Result<Vec<u8>, Error> {
        let rows = (1..).zip(&self.rows).map(|(n, row)| row.values(n)).collect();
        let book = Book {
            name: "台账",
            title: &self.title,
            author: &self.issuer,
            as_of: self.as_of,
            columns: &SHEET_COLUMNS,
            n_frozen: 4,
            rows,
            facts: self.facts(),
        };
        book.print()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("台账", self.title.clone()),
            ("编制单位", self.issuer.clone()),
            ("筛选条件", self.filter.clone()),
            ("数据截止", self.as_of_words()),
            ("事项数", self.rows.len().to_string()),
            ("各灯事项数", self.lights()),
            ("不涉密", "本表不含涉密内容".to_owned()),
        ]
    }

    fn as_of_words(&self) -> String {
        let at = self.as_of;
        format!("{} {:02}:{:02}", date(at.date()), at.hour(), at.minute())
    }

    /// `■红 3，▲黄 5`: only lights that some row has.
    fn lights(&self) -> String {
        use LightMark::{Done, DoneLate, Green, Grey, Red, Yellow};
        let count = |light: LightMark| (light, self.rows.iter().filter(|row| row.light == light).count());
        let counts = [Red, Yellow, Green, Grey, Done, DoneLate].map(count);
        let words = counts.iter().filter(|(_, n)| *n > 0).map(|(light, n)| format!("{} {n}", light.word()));
        words.collect::<Vec<_>>().join("，")
    }

    fn layout(&self) -> Layout {
        let small = |words: String| Paragraph::text(words, Face::Song, size::FIVE);
        let lights = if self.rows.is_empty() { String::new() } else { format!("：{}", self.lights()) };
        let total = format!("共 {} 项{lights}", self.rows.len());
        let facts = [
            (self.issuer.clone(), format!("数据截止：{}　不涉密", self.as_of_words())),
            (format!("筛选条件：{}", self.filter), total),
        ];
        let line =
            |(left, right)| Row::new(vec![small(left).into(), small(right).aligned(Align::Right).into()]);
        let rows = facts.into_iter().map(line).collect();
        let blocks = vec![
            Paragraph::text(&self.title, Face::Title, size::TWO).centred().into(),
            Block::Grid(Grid { widths: vec![1350, 1320], n_head_rows: 0, rows, inset: 6, has_lines: false }),
            self.grid(),
        ];
        Layout {
            title: self.title.clone(),
            issuer: self.issuer.clone(),
            dated: self.as_of.date(),
            page: Page::LANDSCAPE,
            footer: format!("{}　数据截止 {}", self.title, self.as_of_words()),
            blocks,
        }
    }

    fn grid(&self) -> Block {
        let head = |(name, _): &(&str, u16)| {
            let words = Paragraph::text(*name, Face::Hei, size::SMALL_FIVE).pitched(PITCH).centred();
            Cell::from(words).shaded("E8EDF3")
        };
        let mut rows = vec![Row::new(PAGE_COLUMNS.iter().map(head).collect())];
        rows.extend((1..).zip(&self.rows).map(|(n, row)| row.printed(n)));
        if self.rows.is_empty() {
            let words = small("没有符合条件的事项。").centred();
            rows.push(Row::new(vec![Cell::from(words).over(N_PAGE_COLUMNS)]));
        }
        let widths = PAGE_COLUMNS.iter().map(|(_, width)| *width).collect();
        Block::Grid(Grid { widths, n_head_rows: 1, rows, inset: 10, has_lines: true })
    }
}

const PITCH: u16 = 25;
/// A cell with more characters than this may be higher than a page; its row must be allowed to break.
const LONG_CELL: usize = 300;
const N_PAGE_COLUMNS: u16 = 11;

/// Head and width in tenths of a millimetre; together as wide as the text of a page.
const PAGE_COLUMNS: [(&str, u16); 11] = [
    ("序号", 90),
    ("编号和来源", 320),
    ("督办事项", 450),
    ("责任单位", 280),
    ("分管领导", 152),
    ("交办／签收", 190),
    ("办结时限", 190),
    ("环节进度", 152),
    ("灯", 196),
    ("最近反馈和存在问题", 380),
    ("催办和办结", 270),
];

fn small(words: impl Into<String>) -> Paragraph {
    Paragraph::text(words, Face::Song, size::SMALL_FIVE).pitched(PITCH)
}

fn lines(words: impl IntoIterator<Item = Option<String>>) -> Cell {
    Cell::new(words.into_iter().flatten().map(small).collect())
}

fn day(date: Option<Date>, before: &str) -> Option<String> {
    date.map(|date| format!("{before}{date}"))
}

impl LedgerRow {
    fn printed(&self, n: u32) -> Row {
        let supporting = self.supporting_units.join("、");
        let supporting = (!supporting.is_empty()).then(|| format!("配合：{supporting}"));
        let budget = self.budget_link.as_ref().map(|link| {
            let amount =
                self.budget_amount.map(|amount| format!("，{}万元", amount.wan())).unwrap_or_default();
            format!("预算：{link}{amount}")
        });
        let feedback = self.last_feedback.as_ref().map(|last| format!("{} {}", last.on, last.text));
        let problems = self.problems.as_ref().map(|words| format!("问题：{words}"));
        let mut light = vec![light_words(self.light)];
        light.extend(self.light_reason.iter().map(small));
        let cells = vec![
            Cell::from(small(n.to_string()).centred()),
            lines([Some(self.number.clone()), Some(self.source.clone())]),
            lines([Some(self.title.clone()), budget]),
            lines([Some(self.lead_unit.clone()), supporting]),
            lines([self.leader.clone()]),
            lines([day(self.issued_on, ""), day(self.signed_on, "")]),
            lines([
                day(self.due_on, ""),
                self.extended_to.map(|_| "延至".to_owned()),
                day(self.extended_to, ""),
            ]),
            lines([Some(self.stage.clone()), self.progress.map(|p| format!("{p}%"))]),
            Cell::new(light),
            lines([feedback, problems]),
            self.record(),
        ];
        let n_characters: usize = cells.iter().map(Cell::n_characters).max().unwrap_or_default();
        Row { may_break: n_characters > LONG_CELL, ..Row::new(cells) }
    }

    /// 催办, 退回, 办结, 销号, 归档.
    fn record(&self) -> Cell {
        let rung = self.urging_rung.map(|rung| format!("（{}）", rung.short_word())).unwrap_or_default();
        lines([
            (self.n_urgings > 0).then(|| format!("催办{}次{rung}", self.n_urgings)),
            (self.n_returns > 0).then(|| format!("退回{}次", self.n_returns)),
            day(self.closed_on, "办结"),
            self.grade.as_ref().map(|grade| format!("等次{grade}")),
            self.closure_number.as_ref().map(|number| format!("销号：{number}")),
            self.archive_number.as_ref().map(|number| format!("归档：{number}")),
        ])
    }

    /// In the order of `SHEET_COLUMNS`.
    fn values(&self, n: u32) -> Vec<Value> {
        let text = |words: &str| Value::Text(words.to_owned());
        let optional = |words: &Option<String>| Value::text(words.as_deref());
        vec![
            Value::Count(n),
            text(&self.number),
            text(&self.source),
            text(&self.title),
            text(&self.lead_unit),
            text(&self.supporting_units.join("、")),
            optional(&self.leader),
            Value::date(self.issued_on),
            Value::date(self.signed_on),
            Value::date(self.due_on),
            Value::date(self.extended_to),
            text(&self.stage),
            self.progress.map_or(Value::Blank, Value::Percent),
            text(self.light.word()),
            optional(&self.light_reason),
            Value::date(self.last_feedback.as_ref().map(|last| last.on)),
            Value::text(self.last_feedback.as_ref().map(|last| last.text.as_str())),
            optional(&self.problems),
            Value::Count(self.n_urgings),
            Value::text(self.urging_rung.map(UrgingRung::short_word)),
            Value::Count(self.n_returns),
            Value::date(self.closed_on),
            optional(&self.grade),
            optional(&self.closure_number),
            optional(&self.archive_number),
            optional(&self.budget_link),
            self.budget_amount.map_or(Value::Blank, Value::Money),
        ]
    }
}

fn light_words(light: LightMark) -> Paragraph {
    Paragraph::new(vec![Run::new(light.word(), Face::Hei, size::SMALL_FIVE).coloured(light.colour())], PITCH)
}

/// Head and width in characters.
const SHEET_COLUMNS: [(&str, u8); 27] = [
    ("序号", 6),
    ("编号", 18),
    ("事项来源", 20),
    ("督办事项", 44),
    ("牵头单位", 16),
    ("配合单位", 20),
    ("分管领导", 10),
    ("交办日期", 11),
    ("签收日期", 11),
    ("办结时限", 11),
    ("延期至", 11),
    ("环节", 10),
    ("进度", 7),
    ("灯", 9),
    ("亮灯原因", 22),
    ("最近反馈日期", 11),
    ("最近反馈", 40),
    ("存在问题", 30),
    ("催办次数", 7),
    ("最高督办单", 8),
    ("退回次数", 7),
    ("办结日期", 11),
    ("办结等次", 8),
    ("销号编号", 16),
    ("归档编号", 16),
    ("关联预算项目", 24),
    ("预算金额（元）", 16),
];
