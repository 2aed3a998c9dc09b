//! 文书: one file a paper. A paper is a struct of what is printed on it; `app` fills it, and `pdf`, `docx` or `xlsx`
//! answers bytes. Here is what papers share.

mod ledger;
mod supervision_card;
mod urging_notice;

use jiff::civil::{Date, Time};

use crate::layout::{Align, Block, Cell, Face, GREY, Grid, Paragraph, RED, Row, Rule, Run, size};

pub use ledger::{LastFeedback, Ledger, LedgerRow, LightMark};
pub use supervision_card::{
    CardAcknowledgement, CardInstruction, CardSource, Contact, LinkedProject, SupervisionCard,
};
pub use urging_notice::{Consequence, EarlierUrging, UrgingNotice, UrgingReason, UrgingRung};

/// 时限, as it stands on a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeLimit {
    pub on: Date,
    /// Set where hours count, as for 特急.
    pub at: Option<Time>,
    /// How long that was from the issue: `3个工作日`.
    pub span: String,
}

impl TimeLimit {
    /// `2026年11月24日17:30前（3个工作日）`
    fn words(&self) -> String {
        format!("{}（{}）", self.until(), self.span)
    }

    /// `2026年11月24日17:30前`
    fn until(&self) -> String {
        let at = self.at.map(|at| format!("{:02}:{:02}", at.hour(), at.minute())).unwrap_or_default();
        format!("{}{at}前", date(self.on))
    }
}

/// 落款与核验: who answers for a paper, and how to prove that it is the one that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestation {
    pub drafter: String,
    pub reviewer: Option<String>,
    pub signer: Option<String>,
    /// What a reader types in to see the issued paper.
    pub verify_code: String,
    /// Hash of the paper's content, with its algorithm in front: `SM3 9f86…`.
    pub content_hash: String,
    /// Id of the frozen data that the paper was filled from.
    pub snapshot: String,
}

impl Attestation {
    /// The small print that lets anybody check the paper.
    fn small_print(&self) -> Paragraph {
        let words = format!(
            "核验码：{}　数据快照：{}\n内容摘要：{}",
            self.verify_code, self.snapshot, self.content_hash
        );
        Paragraph::text(words, Face::Song, size::SIX).pitched(21).after_space(2).coloured(GREY)
    }
}

/// `2026年11月21日`
fn date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// Above every paper: that nothing in it is classified, and how urgent it is.
fn marks(urgency: Option<&str>) -> Block {
    let mark = |words: &str, align| Cell::from(Paragraph::text(words, Face::Hei, size::THREE).aligned(align));
    let cells = vec![mark("不涉密", Align::Left), mark(urgency.unwrap_or_default(), Align::Right)];
    let rows = vec![Row::new(cells)];
    Block::Grid(Grid { widths: vec![780, 780], n_head_rows: 0, rows, inset: 0, has_lines: false })
}

/// 发文机关标志: the issuer in red; a long name is set smaller so that it keeps to one line.
fn issuer(name: &str) -> Paragraph {
    let size = if name.chars().count() <= 16 { size::LARGE } else { size::SMALL_TWO };
    Paragraph::text(name, Face::Title, size).centred().coloured(RED)
}

fn red_line() -> Block {
    Block::Rule(Rule { colour: RED, weight: 16, is_dashed: false, before: 6, after: 10 })
}

const SHADE: &str = "F2F2F2";

/// A label of a form.
fn label(words: &str) -> Cell {
    Cell::from(Paragraph::text(words, Face::Hei, size::SMALL_FOUR).centred()).shaded(SHADE)
}

fn value(words: impl Into<String>) -> Cell {
    Cell::from(form_text(words))
}

fn form_text(words: impl Into<String>) -> Paragraph {
    Paragraph::text(words, Face::FangSong, size::SMALL_FOUR)
}

/// A value of several paragraphs; a line break in the words begins a new one.
fn long_value(words: &str) -> Cell {
    Cell::new(words.lines().map(|line| form_text(line).aligned(Align::Justify)).collect())
}

/// `1．…`, one paragraph each, with the number standing out.
fn numbered(items: &[String]) -> Cell {
    let paragraph = |(n, words): (usize, &String)| {
        form_text(format!("{n}．{words}")).hanging(size::SMALL_FOUR * 3 / 2).aligned(Align::Justify)
    };
    Cell::new((1..).zip(items).map(paragraph).collect())
}

fn blank() -> Cell {
    Cell::new(Vec::new())
}

const RETURN_TO: &str = "沿虚线撕下，由承办单位填写后退回";

/// Where to cut, and what for.
fn cut_here(words: &str) -> Vec<Block> {
    let rule = Rule { colour: GREY, weight: 6, is_dashed: true, before: 24, after: 0 };
    let words =
        Paragraph::text(words, Face::Song, size::SMALL_FIVE).centred().coloured(GREY).kept_with_next();
    vec![Block::Rule(rule), words.into()]
}

/// The heading of a part of a paper that comes back.
fn form_heading(words: &str) -> Paragraph {
    Paragraph::text(words, Face::Hei, size::THREE).centred().after_space(8).kept_with_next()
}

/// 正文: 三号仿宋, lines of 28 pt, two characters set in.
fn body_text(runs: Vec<Run>) -> Paragraph {
    Paragraph::new(runs, BODY_PITCH).set_in(size::THREE * 2).aligned(Align::Justify)
}

/// GB/T 9704—2012, 5.2.3: 22 lines on 225 mm, which offices set as 28 pt.
const BODY_PITCH: u16 = 56;

fn body_run(words: impl Into<String>) -> Run {
    Run::new(words, Face::FangSong, size::THREE)
}

#[cfg(test)]
mod tests {
    use jiff::civil;

    use super::*;

    #[test]
    fn a_time_limit_names_the_hour_only_where_it_counts() {
        let day = TimeLimit { on: civil::date(2026, 11, 4), at: None, span: "3个工作日".to_owned() };
        assert_eq!(day.words(), "2026年11月4日前（3个工作日）");
        let hour = TimeLimit { at: Some(civil::time(17, 5, 0, 0)), ..day };
        assert_eq!(hour.until(), "2026年11月4日17:05前");
    }
}
