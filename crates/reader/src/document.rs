//! The layout-neutral document: what every format is turned into and all that the forms know.

use budget::Place;

/// Paragraphs and grids in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Paragraph(Paragraph),
    Grid(Grid),
}

/// 段落, without line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub text: String,
    pub place: Place,
}

/// A table as laid out, or the part of one that stands on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    pub rows: Vec<GridRow>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridRow {
    pub cells: Vec<GridCell>,
}

/// 单元格. A cell covered by a span of its neighbour is not repeated; a text format that cannot say spans leaves
/// empty cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell {
    /// Paragraphs of the cell are separated by `\n`.
    pub text: String,
    pub columns: u32,
    pub rows: u32,
    pub place: Place,
}
