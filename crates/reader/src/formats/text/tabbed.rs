//! The layout with tabs between cells: a line with a tab is a row, rows that follow each other are a grid.

use budget::Place;

use super::Line;
use crate::{Block, Document, Grid, GridCell, GridRow, Paragraph};

pub fn document(lines: &[Line]) -> Document {
    let mut blocks = Vec::new();
    let mut grid = Grid::default();
    for line in lines {
        if line.text.contains('\t') {
            grid.rows.push(row(line));
            continue;
        }
        close(&mut grid, &mut blocks);
        if !line.is_blank() {
            blocks.push(Block::Paragraph(paragraph(line)));
        }
    }
    close(&mut grid, &mut blocks);
    Document { blocks }
}

pub fn row(line: &Line) -> GridRow {
    let cells = (1..).zip(line.text.split('\t')).map(|(column, text)| GridCell {
        text: text.trim().to_owned(),
        columns: 1,
        rows: 1,
        place: Place::cell(line.number, column),
    });
    GridRow { cells: cells.collect() }
}

pub fn paragraph(line: &Line) -> Paragraph {
    Paragraph { text: line.text.trim().to_owned(), place: Place::line(line.number) }
}

pub fn close(grid: &mut Grid, blocks: &mut Vec<Block>) {
    if !grid.rows.is_empty() {
        blocks.push(Block::Grid(std::mem::take(grid)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    #[test]
    fn cells_know_their_line_and_number() {
        let document = document(&lines("单位：万元\n\n序号\t收入\n1\t拨款\n\n尾"));
        let [Block::Paragraph(head), Block::Grid(grid), Block::Paragraph(_)] = &document.blocks[..] else {
            panic!("{document:?}");
        };
        assert_eq!(head.place, Place::line(1));
        assert_eq!(grid.rows[1].cells[1].text, "拨款");
        assert_eq!(grid.rows[1].cells[1].place, Place::cell(4, 2));
    }
}
