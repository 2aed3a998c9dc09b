//! 版面: what a paper looks like, before anybody knows whether it becomes PDF or DOCX. Papers build it, `pdf` and
//! `docx` print it; both therefore show the same words in the same cells.
//!
//! Sizes are in half points, lengths in tenths of a millimetre, so that no layout needs a float.

use jiff::civil::Date;
use serde::Serialize;

/// 字号, in half points: 二号, 小二, 三号 and so on.
pub(crate) mod size {
    pub const LARGE: u16 = 52;
    pub const TWO: u16 = 44;
    pub const SMALL_TWO: u16 = 36;
    pub const THREE: u16 = 32;
    pub const FOUR: u16 = 28;
    pub const SMALL_FOUR: u16 = 24;
    pub const FIVE: u16 = 21;
    pub const SMALL_FIVE: u16 = 18;
    pub const SIX: u16 = 15;
}

pub(crate) const BLACK: &str = "000000";
/// The red of document heads.
pub(crate) const RED: &str = "C00000";
pub(crate) const GREY: &str = "595959";

#[derive(Serialize)]
pub(crate) struct Layout {
    pub title: String,
    pub issuer: String,
    pub dated: Date,
    pub page: Page,
    /// At the left of every page's foot; the page number stands at the right.
    pub footer: String,
    pub blocks: Vec<Block>,
}

#[derive(Serialize)]
pub(crate) struct Page {
    pub width: u16,
    pub height: u16,
    pub top: u16,
    pub bottom: u16,
    pub left: u16,
    pub right: u16,
}

impl Page {
    /// GB/T 9704—2012, 5.2: A4, 天头 37 mm, 订口 28 mm, a text area of 156 mm by 225 mm.
    pub const OFFICIAL: Page =
        Page { width: 2100, height: 2970, top: 370, bottom: 350, left: 280, right: 260 };
    /// A4 lying down, for ledgers.
    pub const LANDSCAPE: Page =
        Page { width: 2970, height: 2100, top: 160, bottom: 160, left: 150, right: 150 };

    pub fn text_width(&self) -> u16 {
        self.width - self.left - self.right
    }
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "is")]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Grid(Grid),
    Rule(Rule),
    /// Blocks that stay on one page.
    Together(Vec<Block>),
}

#[derive(Serialize)]
pub(crate) struct Rule {
    pub colour: &'static str,
    /// In eighths of a point, as word processors count borders.
    pub weight: u16,
    pub is_dashed: bool,
    pub before: u16,
    pub after: u16,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Face {
    Song,
    Hei,
    FangSong,
    Title,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
    Justify,
}

#[derive(Clone, Serialize)]
pub(crate) struct Run {
    pub text: String,
    pub face: Face,
    pub size: u16,
    pub colour: &'static str,
}

/// Pasted text brings tabs and control characters along, which no page shows and no XML may hold.
pub(crate) fn printable(text: String) -> String {
    let is_odd = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}');
    if !text.contains(is_odd) {
        return text;
    }
    text.replace('\t', " ").replace("\r\n", "\n").replace('\r', "\n").replace(is_odd, "")
}

impl Run {
    pub fn new(text: impl Into<String>, face: Face, size: u16) -> Run {
        Run { text: printable(text.into()), face, size, colour: BLACK }
    }

    pub fn coloured(self, colour: &'static str) -> Run {
        Run { colour, ..self }
    }
}

#[derive(Clone, Serialize)]
pub(crate) struct Paragraph {
    pub runs: Vec<Run>,
    pub align: Align,
    /// Distance from line to line, in half points.
    pub pitch: u16,
    /// How far the first line is set in, in half points.
    pub first_line: u16,
    /// How far all lines but the first are set in, in half points.
    pub hanging: u16,
    /// Free space above, in half points.
    pub before: u16,
    pub keep_with_next: bool,
}

impl Paragraph {
    pub fn new(runs: Vec<Run>, pitch: u16) -> Paragraph {
        let (align, first_line, hanging, before) = (Align::Left, 0, 0, 0);
        Paragraph { runs, align, pitch, first_line, hanging, before, keep_with_next: false }
    }

    /// One run whose lines are one and a half times its size apart.
    pub fn text(text: impl Into<String>, face: Face, size: u16) -> Paragraph {
        Paragraph::new(vec![Run::new(text, face, size)], size + size / 2)
    }

    pub fn aligned(self, align: Align) -> Paragraph {
        Paragraph { align, ..self }
    }

    pub fn centred(self) -> Paragraph {
        self.aligned(Align::Centre)
    }

    pub fn pitched(self, pitch: u16) -> Paragraph {
        Paragraph { pitch, ..self }
    }

    pub fn set_in(self, first_line: u16) -> Paragraph {
        Paragraph { first_line, ..self }
    }

    pub fn hanging(self, hanging: u16) -> Paragraph {
        Paragraph { hanging, ..self }
    }

    pub fn after_space(self, before: u16) -> Paragraph {
        Paragraph { before, ..self }
    }

    pub fn kept_with_next(self) -> Paragraph {
        Paragraph { keep_with_next: true, ..self }
    }

    pub fn coloured(mut self, colour: &'static str) -> Paragraph {
        for run in &mut self.runs {
            run.colour = colour;
        }
        self
    }
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Block {
        Block::Paragraph(paragraph)
    }
}

/// A table. Every row's cells, with those that reach down into it, fill its columns exactly.
#[derive(Serialize)]
pub(crate) struct Grid {
    pub widths: Vec<u16>,
    /// How many rows at the top are repeated on each page.
    pub n_head_rows: usize,
    pub rows: Vec<Row>,
    /// Free space around the text of a cell, in tenths of a millimetre.
    pub inset: u16,
    /// A grid without lines only puts things beside each other.
    pub has_lines: bool,
}

impl Grid {
    pub fn lined(widths: Vec<u16>, rows: Vec<Row>) -> Grid {
        Grid { widths, n_head_rows: 0, rows, inset: 16, has_lines: true }
    }
}

#[derive(Serialize)]
pub(crate) struct Row {
    pub cells: Vec<Cell>,
    /// What the row has at least, for writing by hand; 0 is as high as its text.
    pub min_height: u16,
    pub may_break: bool,
}

impl Row {
    pub fn new(cells: Vec<Cell>) -> Row {
        Row { cells, min_height: 0, may_break: true }
    }

    pub fn high(cells: Vec<Cell>, min_height: u16) -> Row {
        Row { cells, min_height, may_break: false }
    }
}

#[derive(Serialize)]
pub(crate) struct Cell {
    pub paragraphs: Vec<Paragraph>,
    pub n_columns: u16,
    pub n_rows: u16,
    /// Fill colour.
    pub shade: Option<&'static str>,
}

impl Cell {
    pub fn new(paragraphs: Vec<Paragraph>) -> Cell {
        Cell { paragraphs, n_columns: 1, n_rows: 1, shade: None }
    }

    pub fn over(self, n_columns: u16) -> Cell {
        Cell { n_columns, ..self }
    }

    pub fn down(self, n_rows: u16) -> Cell {
        Cell { n_rows, ..self }
    }

    pub fn n_characters(&self) -> usize {
        let runs = self.paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
        runs.map(|run| run.text.chars().count()).sum()
    }

    pub fn shaded(self, shade: &'static str) -> Cell {
        Cell { shade: Some(shade), ..self }
    }
}

impl From<Paragraph> for Cell {
    fn from(paragraph: Paragraph) -> Cell {
        Cell::new(vec![paragraph])
    }
}
