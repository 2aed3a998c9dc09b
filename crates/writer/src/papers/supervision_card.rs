//! 督办卡（交办通知单）: what a unit gets when a matter is assigned to it, with the slip that comes back.

use budget::Money;
use jiff::civil::{Date, DateTime};

use super::{
    Attestation, RETURN_TO, TimeLimit, blank, cut_here, date, form_heading, form_text, issuer, label,
    long_value, marks, numbered, red_line, value,
};
use crate::layout::{Align, Block, Cell, Face, Grid, Layout, Page, Paragraph, Row, size};
use crate::{Error, Fonts, Pdf, docx, pdf};

/// 督办卡.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupervisionCard {
    /// 发文机关: 云岭县人民政府督查室.
    pub issuer: String,
    /// 编号: 云督〔2026〕17号.
    pub number: String,
    pub issued_on: Date,
    /// 紧急程度: 特急, 急件; nothing for an ordinary one.
    pub urgency: Option<String>,
    /// 督办事项.
    pub title: String,
    pub source: CardSource,
    pub instruction: Option<CardInstruction>,
    /// 交办要求.
    pub requirement: String,
    /// 办结标准, each of which can be checked.
    pub closing_standards: Vec<String>,
    /// 牵头单位.
    pub lead_unit: String,
    /// 配合单位.
    pub supporting_units: Vec<String>,
    /// 分管县领导.
    pub leader: Option<String>,
    /// 签收时限.
    pub sign_limit: TimeLimit,
    /// 首次反馈时限.
    pub feedback_limit: Option<TimeLimit>,
    /// 办结时限; none for a matter that is tracked for a long time.
    pub finish_limit: Option<TimeLimit>,
    /// 反馈周期: 每周五17:00前.
    pub feedback_cycle: String,
    /// 关联项目.
    pub linked_project: Option<LinkedProject>,
    /// 关联绩效指标, with its target value.
    pub linked_indicator: Option<String>,
    /// 联系人 of the issuing office.
    pub contact: Contact,
    /// Names of the attachments.
    pub attachments: Vec<String>,
    /// 签收; while it is missing the block is left for writing by hand.
    pub acknowledgement: Option<CardAcknowledgement>,
    pub attestation: Attestation,
}

/// 事项来源.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardSource {
    /// 会议议定事项, 领导批示, 文件部署 and so on.
    pub kind: String,
    /// 文号 or 会议名称.
    pub document_number: Option<String>,
    pub dated: Option<Date>,
    /// 条款原文.
    pub clause: Option<String>,
}

/// 领导批示, word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardInstruction {
    pub leader: String,
    pub given_on: Option<Date>,
    pub text: String,
}

/// 关联项目: a line of the budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedProject {
    pub code: String,
    pub name: String,
    pub amount: Option<Money>,
}

/// 联系人.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub name: String,
    pub phone: String,
}

/// 签收.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardAcknowledgement {
    pub person: String,
    pub at: DateTime,
    /// 经办人.
    pub handler: String,
    /// 计划完成时间.
    pub planned_on: Date,
}

impl SupervisionCard {
    pub fn pdf(&self, fonts: &Fonts) -> Result<Pdf, Error> {
        pdf::print(&self.layout(), fonts)
    }

    pub fn docx(&self) -> Result<Vec<u8>, Error> {
        docx::print(&self.layout())
    }

    fn layout(&self) -> Layout {
        let mut blocks = vec![marks(self.urgency.as_deref()), issuer(&self.issuer).into(), red_line()];
        blocks.push(Paragraph::text("督　办　卡", Face::Title, size::TWO).centred().pitched(60).into());
        blocks.push(self.number_and_date());
        blocks.push(Block::Grid(Grid::lined(COLUMNS.to_vec(), self.rows())));
        blocks.push(Block::Together(vec![self.people().into(), self.attestation.small_print().into()]));
        blocks.push(self.return_slip());
        Layout {
            title: format!("督办卡 {}", self.number),
            issuer: self.issuer.clone(),
            dated: self.issued_on,
            page: Page::OFFICIAL,
            footer: format!("督办卡　{}", self.number),
            blocks,
        }
    }

    fn number_and_date(&self) -> Block {
        let number = form_text(format!("编号：{}", self.number));
        let day = form_text(date(self.issued_on)).aligned(Align::Right);
        let rows = vec![Row::new(vec![number.into(), day.into()])];
        Block::Grid(Grid { widths: vec![980, 580], n_head_rows: 0, rows, inset: 6, has_lines: false })
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = vec![
            wide("督办事项", Cell::from(Paragraph::text(&self.title, Face::Hei, size::SMALL_FOUR))),
            wide("事项来源", self.source.cell()),
        ];
        rows.extend(self.source.clause.as_deref().map(|clause| wide("条款原文", long_value(clause))));
        rows.extend(self.instruction.as_ref().map(|given| wide("领导批示", given.cell())));
        rows.push(wide("交办要求", long_value(&self.requirement)));
        rows.push(wide("办结标准", numbered(&self.closing_standards)));
        let leader = self.leader.clone().unwrap_or_else(|| "—".to_owned());
        rows.push(pair(("牵头单位", &self.lead_unit), ("分管领导", &leader)));
        if !self.supporting_units.is_empty() {
            rows.push(wide("配合单位", value(self.supporting_units.join("、"))));
        }
        rows.push(wide("办理时限", self.limits()));
        let contact = format!("{}　{}", self.contact.name, self.contact.phone);
        rows.push(pair(("反馈周期", &self.feedback_cycle), ("联 系 人", &contact)));
        rows.extend(self.links());
        if !self.attachments.is_empty() {
            rows.push(wide("附　　件", numbered(&self.attachments)));
        }
        rows.extend(self.acknowledgement_block());
        rows
    }

    /// 签收, 首次反馈 and 办结, one below the other.
    fn limits(&self) -> Cell {
        let words = |limit: &Option<TimeLimit>, otherwise: &str| {
            limit.as_ref().map_or_else(|| otherwise.to_owned(), TimeLimit::words)
        };
        let limits = [
            ("签　　收", self.sign_limit.words()),
            ("首次反馈", words(&self.feedback_limit, "随反馈周期")),
            ("办　　结", words(&self.finish_limit, "长期跟踪，随反馈周期报送进展")),
        ];
        Cell::new(limits.iter().map(|(name, words)| form_text(format!("{name}　{words}"))).collect())
    }

    fn links(&self) -> Vec<Row> {
        let project = self.linked_project.as_ref().map(|project| wide("关联项目", value(project.words())));
        let indicator = self.linked_indicator.as_ref().map(|words| wide("绩效指标", value(words)));
        project.into_iter().chain(indicator).collect()
    }

    fn people(&self) -> Paragraph {
        let Attestation { drafter, reviewer, signer, .. } = &self.attestation;
        let or_later = |name: &Option<String>| name.clone().unwrap_or_else(|| "　　　".to_owned());
        let words = [format!("拟稿：{drafter}"), format!("审核：{}", or_later(reviewer))];
        form_text(format!("{}　　签发：{}", words.join("　　"), or_later(signer))).after_space(4)
    }

    /// 签收栏, filled in or to be written by hand.
    fn acknowledgement_block(&self) -> [Row; 2] {
        let mut words = ["签收人：", "签收时间：", "经办人：", "计划完成时间："].map(str::to_owned);
        if let Some(done) = &self.acknowledgement {
            let at = format!("{}{:02}:{:02}", date(done.at.date()), done.at.hour(), done.at.minute());
            let parts = [done.person.clone(), at, done.handler.clone(), date(done.planned_on)];
            for (word, part) in words.iter_mut().zip(parts) {
                *word += &part;
            }
        }
        let [person, at, handler, planned] = words.map(value);
        [
            Row::high(vec![label("签　　收").down(2), person, at.over(2)], 90),
            Row::high(vec![handler, planned.over(2)], 90),
        ]
    }

    fn return_slip(&self) -> Block {
        let named = |words, height| Row::high(vec![label(words), blank().over(3)], height);
        let rows = vec![
            wide("编　　号", value(&self.number)),
            wide("督办事项", value(shortened(&self.title))),
            Row::high(
                vec![label("承办单位"), value(&self.lead_unit), label("办理进度"), value("　　　　％")],
                100,
            ),
            named("已完成情况", 380),
            named("存在问题", 300),
            named("下步打算", 300),
            named("需要支持", 220),
            Row::high(vec![label("负 责 人"), value("（签字）"), label("日期盖章"), blank()], 130),
        ];
        let mut blocks = cut_here(RETURN_TO);
        blocks.push(form_heading("办理情况回执").into());
        blocks.push(Block::Grid(Grid::lined(COLUMNS.to_vec(), rows)));
        Block::Together(blocks)
    }
}

const COLUMNS: [u16; 4] = [250, 530, 250, 530];

fn wide(name: &str, cell: Cell) -> Row {
    Row::new(vec![label(name), cell.over(3)])
}

fn pair(left: (&str, &str), right: (&str, &str)) -> Row {
    Row { may_break: false, ..Row::new(vec![label(left.0), value(left.1), label(right.0), value(right.1)]) }
}

/// The slip names the matter, the card tells it in full.
fn shortened(title: &str) -> String {
    const LIMIT: usize = 60;
    if title.chars().count() <= LIMIT {
        return title.to_owned();
    }
    format!("{}……", title.chars().take(LIMIT).collect::<String>())
}

impl CardSource {
    fn cell(&self) -> Cell {
        let dated = self.dated.map(|day| format!("　{}", date(day))).unwrap_or_default();
        let mut paragraphs = vec![form_text(format!("{}{dated}", self.kind))];
        paragraphs.extend(self.document_number.iter().map(form_text));
        Cell::new(paragraphs)
    }
}

impl CardInstruction {
    fn cell(&self) -> Cell {
        let mut cell = long_value(&self.text);
        let given_on = self.given_on.map(|day| format!("　{}", date(day))).unwrap_or_default();
        cell.paragraphs.push(form_text(format!("{}{given_on}", self.leader)).aligned(Align::Right));
        cell
    }
}

impl LinkedProject {
    fn words(&self) -> String {
        let amount = self.amount.map(|amount| format!("　{} 万元", amount.wan())).unwrap_or_default();
        format!("{}　{}{amount}", self.code, self.name)
    }
}
