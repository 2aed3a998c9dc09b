//! A layout-neutral document to budget values and notes. No form knows of tabs, lines or pages: they see texts
//! and rows of cells.

mod chapters;
mod contents;
mod department;
mod empty_list;
mod head;
mod heading;
mod list_end;
mod measure_line;
mod narrative;
mod notes;
mod numbering;
mod outline;
mod passage;
mod piece;
mod project;
mod region;
mod stated;
mod tables;
mod targets;
mod units;
mod walk;
mod whole_target;
mod year;

use budget::{BudgetDocument, DocumentKind, TableKind};

use crate::{Document, Reading, Refusal};
use chapters::Chapters;
use notes::Notes;
use outline::Outline;
use piece::Piece;

pub fn budget(document: Document) -> Result<Reading, Refusal> {
    let mut notes = Notes::default();
    let mut pieces = piece::pieces(document);
    let said_empty = empty_list::read(&pieces);
    let contents = contents::take(&mut pieces);
    let pieces = passage::join(pieces);
    pieces.iter().for_each(|piece| note_damage(piece, &mut notes));
    let mut outline = outline::read(&pieces, &Chapters::of(&contents), &mut notes);
    empty_list::note(&mut outline.tables, &said_empty);
    if !outline.is_of_a_budget() {
        return Err(Refusal::NotABudget);
    }
    let fiscal_year = year::fiscal_year(&outline);
    let department = department::department(&outline);
    let (region, region_code) = region::region(&outline, &department);
    let kind = kind(&outline);
    let untitled = narrative::untitled(&outline.opening).filter(|_| kind == DocumentKind::Disclosure);
    if let Some(section) = &untitled {
        notes.add(&section.place, "这段文字之前没有认出标题，其中各部分是否齐全无法判断".into());
    }
    let sections = outline.sections.iter().map(narrative::Section::finish);
    let document = BudgetDocument {
        kind,
        fiscal_year,
        region,
        region_code,
        department,
        contents,
        stated: stated::figures(&outline.sections),
        narrative: untitled.into_iter().chain(sections).collect(),
        target: targets::read(&outline.targets),
        tables: outline.tables,
        units: outline.units,
        projects: outline.projects,
    };
    Ok(Reading { document, notes: notes.into_list() })
}

/// U+FFFD stands where a byte could not be decoded.
fn note_damage(piece: &Piece, notes: &mut Notes) {
    let message = || "这里有无法解码的字符，文件可能损坏，读出的内容请与原件核对".to_owned();
    match piece {
        Piece::Text(passage) => {
            let damage = passage.text.find(char::REPLACEMENT_CHARACTER);
            damage.into_iter().for_each(|at| notes.add(passage.place_at(at), message()));
        }
        Piece::Row(row) => {
            let damaged = row.filled().filter(|(_, cell)| cell.text.contains(char::REPLACEMENT_CHARACTER));
            damaged.for_each(|(_, cell)| notes.add(&cell.place, message()));
        }
    }
}

/// Procurement and assets alone do not make a disclosure; the nine tables or several sections do.
fn kind(outline: &Outline) -> DocumentKind {
    const OF_A_DISCLOSURE: [&str; 6] = ["预算", "收支", "机关运行", "三公", "采购", "名词解释"];
    let is_one_of_nine = |kind: TableKind| TableKind::NINE.contains(&kind);
    let is_open =
        |section: &narrative::Section| OF_A_DISCLOSURE.iter().any(|word| section.title.contains(word));
    // A volume of targets may begin with a part on the department.
    let has_targets = !outline.targets.is_empty() || !outline.projects.is_empty();
    let is_introduced =
        outline.sections.iter().all(|section| !is_open(section) && !section.title.contains("绩效"));
    let has_tables = outline.tables.iter().any(|table| table.kind != TableKind::WholeTarget);
    if !has_tables && has_targets && is_introduced {
        return DocumentKind::PerformanceText;
    }
    if outline.tables.iter().any(|table| is_one_of_nine(table.kind)) || outline.sections.len() > 1 {
        return DocumentKind::Disclosure;
    }
    match outline.sections.first() {
        Some(section) if section.title.contains("绩效") => DocumentKind::PerformanceSection,
        Some(_) => DocumentKind::Disclosure,
        None if has_tables => DocumentKind::Disclosure,
        None => DocumentKind::PerformanceText,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, Grid, GridCell, GridRow, Paragraph};
    use budget::{Column, Place};

    fn place(row: u32, column: u32) -> Place {
        Place::Page { page: 1, table: Some(1), row: Some(row), column: Some(column) }
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(Paragraph { text: text.into(), place: place(1, 1) })
    }

    /// Cells parted by `|`; `2×` before a text spans two columns, `2+` two rows.
    fn grid(rows: &[&str]) -> Block {
        let cell = |(row, column, text): (u32, u32, &str)| {
            let (columns, text) =
                text.split_once('×').map_or((1, text), |(n, text)| (n.parse().unwrap(), text));
            let (rows, text) = text.split_once('+').map_or((1, text), |(n, text)| (n.parse().unwrap(), text));
            GridCell { text: text.into(), columns, rows, place: place(row, column) }
        };
        let row = |(row, text): (u32, &&str)| GridRow {
            cells: (1..).zip(text.split('|')).map(|(column, text)| cell((row, column, text))).collect(),
        };
        Block::Grid(Grid { rows: (1..).zip(rows).map(row).collect() })
    }

    #[test]
    fn spans_and_empty_cells_say_the_same() {
        let title = || [paragraph("部门预算支出总表"), paragraph("单位：万元")];
        let spanned = grid(&["2+序号|2×功能分类科目|2+合计|2+基本支出", "科目编码|科目名称", "1||合计|5|5"]);
        let empty = grid(&["序号|功能分类科目||合计|基本支出", "|科目编码|科目名称||", "1||合计|5|5"]);
        let read = |grid: Block| {
            let blocks = title().into_iter().chain([grid]).collect();
            let mut document = budget(Document { blocks }).unwrap().document;
            document.tables.remove(0)
        };
        let (spanned, empty) = (read(spanned), read(empty));
        assert_eq!(spanned, empty);
        let amount = spanned.rows[0].amount(Column::Basic).unwrap();
        assert_eq!((amount.printed.as_str(), &amount.place), ("5", &place(3, 5)));
    }

    #[test]
    fn a_form_with_spans_over_its_levels_is_read() {
        let form = grid(&[
            "绩效目标|5×1. 甲。2. 乙。",
            "一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据",
            "3+产出指标|2+数量指标|次|次|2次|计划",
            "人|人|3人|计划",
            "质量指标|率|率|≥95%|计划",
        ]);
        let blocks = vec![paragraph("会议费绩效目标表"), form];
        let projects = budget(Document { blocks }).unwrap().document.projects;
        let rows: Vec<_> = projects[0].indicators.iter().map(|row| (row.aspect.name(), &row.place)).collect();
        let expected = [("数量指标", &place(3, 1)), ("数量指标", &place(4, 1)), ("质量指标", &place(5, 1))];
        assert_eq!(rows, expected);
        assert_eq!(projects[0].goals.len(), 2);
    }
}
