//! The text itself: blocks as paragraphs and tables. The order of elements within each is the schema's.

use super::{escape, twips};
use crate::layout::{Align, Block, Cell, Face, Grid, Layout, Page, Paragraph, Row, Rule, Run};

pub(super) fn document(layout: &Layout) -> String {
    let mut out = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        "\n",
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
        r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#
    ));
    blocks(&mut out, &layout.blocks, Keep::Apart);
    out += &section(&layout.page);
    out += "</w:body></w:document>";
    out
}

/// Whether a paragraph must stay on one page with what follows it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Apart,
    Together,
}

fn section(page: &Page) -> String {
    let orient = if page.width > page.height { r#" w:orient="landscape""# } else { "" };
    let [width, height, top, right, bottom, left] =
        [page.width, page.height, page.top, page.right, page.bottom, page.left].map(twips);
    let foot = bottom * 7 / 10;
    format!(
        r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="{width}" w:h="{height}"{orient}/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="850" w:footer="{foot}" w:gutter="0"/></w:sectPr>"#
    )
}

fn blocks(out: &mut String, blocks: &[Block], keep: Keep) {
    for (n, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(p) => paragraph(out, p, keep),
            Block::Rule(rule) => border(out, rule, keep),
            Block::Grid(g) => {
                grid(out, g, keep);
                // Two tables without a paragraph between them would become one, and none may end the text.
                if !matches!(blocks.get(n + 1), Some(Block::Paragraph(_) | Block::Rule(_))) {
                    *out += r#"<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>"#;
                }
            }
            Block::Together(inner) => self::blocks(out, inner, Keep::Together),
        }
    }
}

fn paragraph(out: &mut String, p: &Paragraph, keep: Keep) {
    *out += "<w:p><w:pPr>";
    if p.keep_with_next || keep == Keep::Together {
        *out += "<w:keepNext/>";
    }
    let (pitch, before) = (p.pitch * 10, p.before * 10);
    *out += &format!(r#"<w:spacing w:before="{before}" w:after="0" w:line="{pitch}" w:lineRule="exact"/>"#);
    if p.first_line > 0 {
        *out += &format!(r#"<w:ind w:firstLine="{}"/>"#, p.first_line * 10);
    }
    if p.hanging > 0 {
        *out += &format!(r#"<w:ind w:left="{0}" w:hanging="{0}"/>"#, p.hanging * 10);
    }
    let side = match p.align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Justify => "both",
    };
    *out += &format!(r#"<w:jc w:val="{side}"/></w:pPr>"#);
    for r in &p.runs {
        run(out, r);
    }
    *out += "</w:p>";
}

fn run(out: &mut String, run: &Run) {
    let face = match run.face {
        Face::Song => "宋体",
        Face::Hei => "黑体",
        Face::FangSong => "仿宋_GB2312",
        Face::Title => "方正小标宋简体",
    };
    *out += &format!(
        r#"<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{face}"/><w:color w:val="{0}"/><w:sz w:val="{1}"/><w:szCs w:val="{1}"/></w:rPr>"#,
        run.colour, run.size
    );
    for (n, line) in run.text.split('\n').enumerate() {
        if n > 0 {
            *out += "<w:br/>";
        }
        *out += &format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(line));
    }
    *out += "</w:r>";
}

/// An empty paragraph with a border below it.
fn border(out: &mut String, rule: &Rule, keep: Keep) {
    let keep = if keep == Keep::Together { "<w:keepNext/>" } else { "" };
    let style = if rule.is_dashed { "dashed" } else { "single" };
    *out += &format!(
        r#"<w:p><w:pPr>{keep}<w:pBdr><w:bottom w:val="{style}" w:sz="{}" w:space="0" w:color="{}"/></w:pBdr><w:spacing w:before="{}" w:after="{}" w:line="20" w:lineRule="exact"/></w:pPr></w:p>"#,
        rule.weight,
        rule.colour,
        rule.before * 10,
        rule.after * 10
    );
}

fn grid(out: &mut String, grid: &Grid, keep: Keep) {
    let widths: Vec<u32> = grid.widths.iter().map(|width| twips(*width)).collect();
    let inset = twips(grid.inset);
    let beside = if grid.has_lines { inset } else { 0 };
    let line = if grid.has_lines {
        r#"w:val="single" w:sz="4" w:space="0" w:color="000000""#
    } else {
        r#"w:val="nil""#
    };
    let sides =
        ["top", "left", "bottom", "right", "insideH", "insideV"].map(|side| format!("<w:{side} {line}/>"));
    *out += &format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:tblBorders>{}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="{2}" w:type="dxa"/><w:left w:w="{3}" w:type="dxa"/><w:bottom w:w="{2}" w:type="dxa"/><w:right w:w="{3}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#,
        widths.iter().sum::<u32>(),
        sides.concat(),
        inset / 2,
        beside
    );
    for width in &widths {
        *out += &format!(r#"<w:gridCol w:w="{width}"/>"#);
    }
    *out += "</w:tblGrid>";
    let mut reaching_down = vec![Reach::default(); widths.len()];
    for (n, r) in grid.rows.iter().enumerate() {
        *out += "<w:tr>";
        *out += &row_properties(r, n < grid.n_head_rows, keep);
        row(out, r, &widths, &mut reaching_down, keep);
        *out += "</w:tr>";
    }
    *out += "</w:tbl>";
}

fn row_properties(row: &Row, is_head: bool, keep: Keep) -> String {
    let mut properties = String::new();
    if is_head || !row.may_break || keep == Keep::Together {
        properties += "<w:cantSplit/>";
    }
    if row.min_height > 0 {
        properties += &format!(r#"<w:trHeight w:val="{}" w:hRule="atLeast"/>"#, twips(row.min_height));
    }
    if is_head {
        properties += "<w:tblHeader/>";
    }
    if properties.is_empty() { properties } else { format!("<w:trPr>{properties}</w:trPr>") }
}

/// A cell that reaches down from a row above, at its first column.
#[derive(Clone, Copy, Default)]
struct Reach {
    n_rows_left: u16,
    n_columns: u16,
}

fn row(out: &mut String, row: &Row, widths: &[u32], reaching_down: &mut [Reach], keep: Keep) {
    let mut cells = row.cells.iter();
    let mut column = 0;
    while column < widths.len() {
        let from_above = reaching_down[column];
        if from_above.n_rows_left > 0 {
            reaching_down[column].n_rows_left -= 1;
            cell_head(out, widths, column, from_above.n_columns, "<w:vMerge/>");
            *out += "<w:p/></w:tc>";
            column += usize::from(from_above.n_columns);
            continue;
        }
        let Some(cell) = cells.next() else { break };
        let merge = if cell.n_rows > 1 { r#"<w:vMerge w:val="restart"/>"# } else { "" };
        reaching_down[column] = Reach { n_rows_left: cell.n_rows - 1, n_columns: cell.n_columns };
        cell_head(out, widths, column, cell.n_columns, &format!("{merge}{}", cell_looks(cell)));
        cell_text(out, cell, keep);
        *out += "</w:tc>";
        column += usize::from(cell.n_columns);
    }
}

fn cell_head(out: &mut String, widths: &[u32], column: usize, n_columns: u16, more: &str) {
    let width: u32 = widths.iter().skip(column).take(usize::from(n_columns)).sum();
    let span = if n_columns > 1 { format!(r#"<w:gridSpan w:val="{n_columns}"/>"#) } else { String::new() };
    *out += &format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{more}</w:tcPr>"#);
}

fn cell_looks(cell: &Cell) -> String {
    let shade = cell.shade.map(|fill| format!(r#"<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>"#));
    shade.unwrap_or_default() + r#"<w:vAlign w:val="center"/>"#
}

fn cell_text(out: &mut String, cell: &Cell, keep: Keep) {
    for p in &cell.paragraphs {
        paragraph(out, p, keep);
    }
    if cell.paragraphs.is_empty() {
        let keep = if keep == Keep::Together { "<w:pPr><w:keepNext/></w:pPr>" } else { "" };
        *out += &format!("<w:p>{keep}</w:p>");
    }
}
