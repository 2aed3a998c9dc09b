//! A word processor's dump: each cell on a line of its own with a tab before it, an empty line after each row.
//! A cell may go on over lines without a tab, even over empty ones; what follows tells that from a paragraph.

use budget::Place;

use super::{Line, tabbed};
use crate::{Block, Document, Grid, GridCell, GridRow};

pub fn document(lines: &[Line]) -> Document {
    let mut dump = Dump::default();
    for (i, line) in lines.iter().enumerate() {
        if line.is_blank() && line.lone_cell().is_none() {
            dump.blanks += 1;
        } else if let Some(text) = line.lone_cell() {
            dump.cell(line.number, text.trim());
        } else if dump.goes_on(line, &lines[i + 1..]) {
            dump.go_on(line.text.replace('\t', " ").trim());
        } else if line.text.contains('\t') {
            dump.end_row();
            dump.grid.rows.push(tabbed::row(line));
        } else {
            dump.end_grid();
            dump.blocks.push(Block::Paragraph(tabbed::paragraph(line)));
        }
    }
    dump.end_grid();
    Document { blocks: dump.blocks }
}

#[derive(Default)]
struct Dump {
    blocks: Vec<Block>,
    grid: Grid,
    row: GridRow,
    /// Empty lines since the last text.
    blanks: usize,
}

impl Dump {
    fn cell(&mut self, line: u32, text: &str) {
        if self.blanks > 0 {
            self.end_row();
        }
        self.blanks = 0;
        let place = Place::line(line);
        self.row.cells.push(GridCell { text: text.to_owned(), columns: 1, rows: 1, place });
    }

    fn go_on(&mut self, text: &str) {
        self.blanks = 0;
        if let Some(cell) = self.row.cells.last_mut() {
            cell.text.push('\n');
            cell.text.push_str(text);
        }
    }

    fn end_row(&mut self) {
        if !self.row.cells.is_empty() {
            self.grid.rows.push(std::mem::take(&mut self.row));
        }
    }

    fn end_grid(&mut self) {
        self.blanks = 0;
        self.end_row();
        tabbed::close(&mut self.grid, &mut self.blocks);
    }

    /// Whether a line without a tab belongs to the cell before it.
    fn goes_on(&self, line: &Line, following: &[Line]) -> bool {
        let Some(cell) = self.row.cells.last() else {
            return false;
        };
        if line.had_field {
            return false;
        }
        if self.blanks == 0 {
            return true;
        }
        let text = line.text.trim();
        if text.ends_with('表') {
            return false;
        }
        let next_number = cell.text.lines().filter_map(number).next_back().map(|n| n + 1);
        if next_number.is_some() && number(text) == next_number {
            return true;
        }
        self.blanks == 1 && text.ends_with(['。', '；', '，']) && leads_to_a_cell(following)
    }
}

fn leads_to_a_cell(following: &[Line]) -> bool {
    following.iter().find(|line| !line.is_blank()).is_some_and(|line| line.lone_cell().is_some())
}

/// The number a line of a list begins with: 2 of `2.完成调研工作`.
fn number(line: &str) -> Option<u32> {
    let line = line.trim_start();
    let end = line.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..=2).contains(end))?;
    line[end..].starts_with(['.', '．', '、']).then(|| line[..end].parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut out = Vec::new();
        for block in document(&lines(text)).blocks {
            match block {
                Block::Paragraph(p) => out.push(vec![format!("¶{}", p.text)]),
                Block::Grid(grid) => out.extend(
                    grid.rows.into_iter().map(|row| row.cells.into_iter().map(|cell| cell.text).collect()),
                ),
            }
        }
        out
    }

    #[test]
    fn an_empty_line_ends_a_row() {
        assert_eq!(rows("\t甲\n\t乙\n\n\t\n\t丁\n"), [["甲", "乙"], ["", "丁"]]);
    }

    #[test]
    fn a_cell_goes_on_over_lines_and_empty_lines() {
        let text = "\t绩效目标\n\t1.确保流转。   \n\n2.严格标准。  \n\n\n\n\t一级指标\n\t二级指标\n";
        assert_eq!(rows(text), [["绩效目标", "1.确保流转。\n2.严格标准。"], ["一级指标", "二级指标"]]);
    }

    #[test]
    fn a_heading_between_tables_is_a_paragraph() {
        let text = "\t满意度\n\t年度计划\n\n\n2.会议费绩效目标表\n\t201001某办公室\n\t单位：万元\n";
        assert_eq!(rows(text)[1], ["¶2.会议费绩效目标表"]);
        assert_eq!(rows(text)[2], ["201001某办公室", "单位：万元"]);
    }

    #[test]
    fn a_cell_stands_on_its_own_line() {
        let document = document(&lines("标题\n\t甲\n\t乙\n续\n"));
        let Block::Grid(grid) = &document.blocks[1] else { panic!("{document:?}") };
        assert_eq!(grid.rows[0].cells[1].place, Place::line(3));
    }
}
