//! 催办单、黄单、红单: one letter on three rungs, with the explanation that the unit sends back.

use jiff::civil::Date;

use super::{
    Attestation, Contact, RETURN_TO, TimeLimit, blank, body_run, body_text, cut_here, date, form_heading,
    issuer, label, marks, value,
};
use crate::layout::{Align, Block, Cell, Face, Grid, Layout, Page, Paragraph, Row, Rule, Run, size};
use crate::{Error, Fonts, Pdf, docx, pdf};

/// 催办单、黄单、红单.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrgingNotice {
    pub issuer: String,
    /// 编号 of this notice.
    pub number: String,
    pub issued_on: Date,
    pub rung: UrgingRung,
    /// 编号 of the card whose matter is late.
    pub card_number: String,
    pub matter_title: String,
    /// 主送: the unit that is urged.
    pub unit: String,
    /// 抄送.
    pub copies: Vec<String>,
    pub reason: UrgingReason,
    /// 未完成的事项.
    pub missed: Vec<String>,
    /// 此前催办.
    pub earlier: Vec<EarlierUrging>,
    /// 新的办理时限; `None` asks for it at once.
    pub new_limit: Option<TimeLimit>,
    /// 书面说明的时限, where one is asked for.
    pub explanation_limit: Option<TimeLimit>,
    /// 逾期后果, each with the article it rests on.
    pub consequences: Vec<Consequence>,
    pub contact: Contact,
    /// In what part the person who answers for the notice does so: `签发人（督查室主任）`.
    pub signed_as: String,
    pub attestation: Attestation,
}

/// 督办单的级别: 蓝, 黄, 红.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UrgingRung {
    Blue,
    Yellow,
    Red,
}

/// 催办原因.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrgingReason {
    /// What the rule says has happened: `办结时限届满未办结`.
    pub rule: String,
    /// The limit that was missed or is near; a matter of many years may have none.
    pub due: Option<TimeLimit>,
    /// 逾期工作日数.
    pub n_days_over: u32,
    /// 目前在谁手上.
    pub held_by: String,
}

/// 此前一次催办.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierUrging {
    pub rung: UrgingRung,
    pub number: String,
    pub issued_on: Date,
}

/// 逾期后果.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// Document and article.
    pub article: String,
    pub text: String,
}

impl UrgingRung {
    /// 催办单（蓝单）, 督办黄单, 督办红单.
    pub const fn word(self) -> &'static str {
        match self {
            UrgingRung::Blue => "催办单（蓝单）",
            UrgingRung::Yellow => "督办黄单",
            UrgingRung::Red => "督办红单",
        }
    }

    /// 蓝单, 黄单, 红单.
    pub const fn short_word(self) -> &'static str {
        match self {
            UrgingRung::Blue => "蓝单",
            UrgingRung::Yellow => "黄单",
            UrgingRung::Red => "红单",
        }
    }

    /// Colours of the band and of the words on it; the words tell the rung in grey print.
    const fn colours(self) -> (&'static str, &'static str) {
        match self {
            UrgingRung::Blue => ("1F4E9E", "FFFFFF"),
            UrgingRung::Yellow => ("F2C200", "000000"),
            UrgingRung::Red => ("C00000", "FFFFFF"),
        }
    }
}

impl UrgingNotice {
    pub fn pdf(&self, fonts: &Fonts) -> Result<Pdf, Error> {
        pdf::print(&self.layout(), fonts)
    }

    pub fn docx(&self) -> Result<Vec<u8>, Error> {
        docx::print(&self.layout())
    }

    fn layout(&self) -> Layout {
        let mut blocks = vec![marks(None), issuer(&self.issuer).into(), self.band(), self.number_line()];
        blocks.push(Paragraph::new(vec![body_run(format!("{}：", self.unit))], 56).after_space(16).into());
        blocks.push(self.opening().into());
        blocks.extend(self.parts());
        blocks.push(self.signature());
        blocks.push(self.imprint());
        blocks.push(self.attestation.small_print().into());
        blocks.push(self.explanation_form());
        Layout {
            title: format!("{} {}", self.rung.word(), self.number),
            issuer: self.issuer.clone(),
            dated: self.issued_on,
            page: Page::OFFICIAL,
            footer: format!("{}　{}", self.rung.word(), self.number),
            blocks,
        }
    }

    fn band(&self) -> Block {
        let (fill, ink) = self.rung.colours();
        let word = Paragraph::text(self.rung.word(), Face::Title, size::TWO).centred().coloured(ink);
        let rows = vec![Row::new(vec![Cell::from(word).shaded(fill)])];
        Block::Grid(Grid { widths: vec![1560], n_head_rows: 0, rows, inset: 12, has_lines: false })
    }

    fn number_line(&self) -> Block {
        let small = |words: String| Paragraph::text(words, Face::FangSong, size::FOUR);
        let number = small(format!("编号：{}", self.number));
        let card = small(format!("督办卡：{}", self.card_number)).aligned(Align::Right);
        let rows = vec![Row::new(vec![number.into(), card.into()])];
        Block::Grid(Grid { widths: vec![780, 780], n_head_rows: 0, rows, inset: 12, has_lines: false })
    }

    fn opening(&self) -> Paragraph {
        let UrgingReason { rule, due, n_days_over, held_by } = &self.reason;
        let over =
            if *n_days_over > 0 { format!("已逾期{n_days_over}个工作日，") } else { String::new() };
        let due = due.as_ref().map(|due| format!("应于{}完成，", due.words())).unwrap_or_default();
        let words =
            format!("》，{due}{rule}，{over}目前由{held_by}办理。现发出{}，请抓紧办理。", self.rung.word());
        body_text(vec![
            body_run("你单位承办的督办事项《"),
            Run::new(&self.matter_title, Face::Hei, size::THREE),
            body_run(words),
        ])
    }

    fn parts(&self) -> Vec<Block> {
        let mut parts = Parts::default();
        if !self.missed.is_empty() {
            parts.heading("未完成的事项");
            parts.items(self.missed.iter().cloned());
        }
        if !self.earlier.is_empty() {
            parts.heading("此前催办情况");
            parts.items(self.earlier.iter().map(|earlier| {
                let EarlierUrging { rung, number, issued_on } = earlier;
                format!("{}发出{}，编号{number}。", date(*issued_on), rung.short_word())
            }));
        }
        parts.heading("办理要求");
        parts.text(self.demand());
        if !self.consequences.is_empty() {
            parts.heading("逾期后果");
            parts.items(self.consequences.iter().map(|c| format!("依据{}，{}", c.article, c.text)));
        }
        let Contact { name, phone } = &self.contact;
        let phone = if phone.is_empty() { String::new() } else { format!("，电话：{phone}") };
        let contact = format!("联系人：{name}{phone}。");
        // A page that bears a signature must bear some of the text.
        parts.blocks.push(body_text(vec![body_run(contact)]).kept_with_next().into());
        parts.blocks
    }

    fn demand(&self) -> String {
        let explain = self.explanation_limit.as_ref().map(|limit| {
            format!(
                "请于{}提交经单位负责人签字的书面说明，写明逾期原因、已采取的措施和完成时间。",
                limit.words()
            )
        });
        let until =
            self.new_limit.as_ref().map_or("立即".to_owned(), |limit| format!("于{}", limit.words()));
        format!("请{until}完成上述事项并报送结果。{}", explain.unwrap_or_default())
    }

    /// 签发人 at the left as the rung asks, issuer and date at the right as in any official document.
    fn signature(&self) -> Block {
        let right = |words: String| Paragraph::new(vec![body_run(words)], 56).aligned(Align::Right);
        let signer = self.attestation.signer.as_deref().unwrap_or("　　　　　");
        let signer = body_run(format!("{}：{signer}", self.signed_as));
        Block::Together(vec![
            Paragraph::new(vec![signer], 56).after_space(28).set_in(64).into(),
            right(format!("{}　　", self.issuer)).into(),
            right(format!("{}　　　", date(self.issued_on))).into(),
        ])
    }

    /// 版记: copies, drafter and reviewer between two lines.
    fn imprint(&self) -> Block {
        let line =
            |before| Block::Rule(Rule { colour: "000000", weight: 6, is_dashed: false, before, after: 4 });
        let small = |words: String| Paragraph::text(words, Face::FangSong, size::FOUR);
        let mut blocks = vec![line(28)];
        if !self.copies.is_empty() {
            blocks.push(small(format!("抄送：{}。", self.copies.join("，"))).hanging(84).into());
        }
        let reviewer = self.attestation.reviewer.as_deref().unwrap_or("　　　");
        blocks.push(small(format!("拟稿：{}　　审核：{reviewer}", self.attestation.drafter)).into());
        blocks.push(line(4));
        Block::Together(blocks)
    }

    fn explanation_form(&self) -> Block {
        let named = |words, height| Row::high(vec![label(words), blank().over(3)], height);
        let rows = vec![
            Row::new(vec![label("编　　号"), value(&self.number), label("承办单位"), value(&self.unit)]),
            Row::high(vec![label("签 收 人"), blank(), label("签收时间"), blank()], 130),
            named("逾期原因", 350),
            named("采取措施", 350),
            named("完成时间", 130),
            Row::high(vec![label("负 责 人"), value("（签字）"), label("日期盖章"), blank()], 150),
        ];
        let mut blocks = cut_here(RETURN_TO);
        blocks.push(form_heading(&format!("{}签收与情况说明", self.rung.short_word())).into());
        blocks.push(Block::Grid(Grid::lined(vec![250, 530, 250, 530], rows)));
        Block::Together(blocks)
    }
}

/// 一、二、三: the parts of the letter, numbered as they come.
#[derive(Default)]
struct Parts {
    blocks: Vec<Block>,
    n_headings: usize,
}

impl Parts {
    fn heading(&mut self, words: &str) {
        let numeral = ["一", "二", "三", "四"][self.n_headings];
        self.n_headings += 1;
        let run = Run::new(format!("{numeral}、{words}"), Face::Hei, size::THREE);
        self.blocks.push(body_text(vec![run]).kept_with_next().into());
    }

    fn items(&mut self, items: impl Iterator<Item = String>) {
        for (n, words) in (1..).zip(items) {
            self.text(format!("{n}．{words}"));
        }
    }

    fn text(&mut self, words: String) {
        self.blocks.push(body_text(vec![body_run(words)]).into());
    }
}
