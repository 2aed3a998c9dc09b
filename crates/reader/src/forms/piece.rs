//! The document as one stream of texts and rows: spans expanded, marks of web pages and Markdown removed, and
//! page breaks gone. Forms know nothing else of the layout.

use budget::Place;

use super::head;
use super::heading;
use super::passage::Passage;
use crate::{Block, Document, Grid, GridRow};

#[derive(Clone, Debug)]
pub enum Piece {
    Text(Passage),
    Row(Row),
}

#[derive(Clone, Debug)]
pub struct Row {
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug)]
pub struct Cell {
    /// Paragraphs of the cell are separated by `\n`.
    pub text: String,
    pub place: Place,
}

impl Piece {
    pub fn place(&self) -> &Place {
        match self {
            Piece::Text(passage) => passage.place(),
            Piece::Row(row) => row.place(),
        }
    }

    pub fn row(&self) -> Option<&Row> {
        match self {
            Piece::Row(row) => Some(row),
            Piece::Text(_) => None,
        }
    }
}

impl Row {
    /// Of the first printed cell.
    pub fn place(&self) -> &Place {
        let cell = self.filled().next().map(|(_, cell)| cell).or(self.cells.first());
        &cell.expect("a row is kept only with a printed cell").place
    }

    /// The printed cells with their columns, counted from 0.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank())
    }

    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text.as_str())
    }

    /// Where a column's cell stands, or would stand had the row not ended before it.
    pub fn place_of(&self, column: usize) -> &Place {
        self.cells.get(column).map_or_else(|| self.place(), |cell| &cell.place)
    }
}

impl Cell {
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The text on one line. Chinese lines join without a blank, words of other scripts with one.
    pub fn line(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        for part in self.text.lines().map(str::trim) {
            let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if is_word(out.chars().next_back()) && is_word(part.chars().next()) {
                out.push(' ');
            }
            out.push_str(part);
        }
        out
    }
}

pub fn pieces(document: Document) -> Vec<Piece> {
    let mut out = Vec::new();
    for block in document.blocks {
        match block {
            Block::Paragraph(p) => texts(&clean(&p.text), &p.place, &mut out),
            Block::Grid(grid) => rows(grid, &mut out),
        }
    }
    out
}

/// A line of several heads (`编制单位：… 预算年度：… 单位：万元`) becomes one text each.
fn texts(text: &str, place: &Place, out: &mut Vec<Piece>) {
    let text = text.strip_prefix("- ").unwrap_or(text).trim();
    if text.is_empty() || is_ruler(text) {
        return;
    }
    if let Some((note, title)) = note_and_title(text) {
        out.push(Piece::Text(Passage::new(note, place)));
        return texts(title, place, out);
    }
    match heads(text) {
        Some(parts) => out.extend(parts.iter().map(|part| Piece::Text(Passage::new(part, place)))),
        None => out.push(Piece::Text(Passage::new(text, place))),
    }
}

/// `（注：……）公开表7政府采购预算表`: the note below a table and the title of the next one, whose line end was lost.
fn note_and_title(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(['（', '('])?;
    if !inner.starts_with("注：") && !inner.starts_with("注:") {
        return None;
    }
    let end = inner.rfind(['）', ')']).map(|at| text.len() - inner.len() + at)?;
    let (note, title) = text.split_at(end + text[end..].chars().next().map_or(0, char::len_utf8));
    let title = title.trim();
    matches!(heading::of(title), Some(heading::Heading::Table(_))).then_some((note, title))
}

/// The heads that stand on one line, with wide gaps between them or only their labels to tell them apart.
fn heads(text: &str) -> Option<Vec<&str>> {
    /// In bytes. A line of heads is no paragraph.
    const LONGEST: usize = 300;
    if text.len() > LONGEST {
        return None;
    }
    let wide = text.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect();
    let are_heads = |parts: &Vec<&str>| parts.len() > 1 && parts.iter().all(|part| head::of(part).is_some());
    let glued = || Some(glued(text)?.to_vec());
    Some(wide).filter(are_heads).or_else(|| Some(labelled(text)).filter(are_heads)).or_else(glued)
}

/// `编制单位：某局单位：元`, whose blank the conversion lost: the measure at the end is a head of its own.
fn glued(text: &str) -> Option<[&str; 2]> {
    const LABELS: [&str; 4] = ["金额单位", "计量单位", "货币单位", "单位"];
    let colon = text.rfind([':', '：'])?;
    let label = LABELS.iter().find(|label| text[..colon].trim_end().ends_with(**label))?;
    let at = text[..colon].rfind(*label).filter(|at| *at > 0)?;
    let (unit, measure) = (text[..at].trim(), &text[at..]);
    let is_measure = matches!(head::of(measure), Some(head::Head::Measure(_)));
    (is_measure && matches!(head::of(unit), Some(head::Head::Unit { .. }))).then_some([unit, measure])
}

/// Split before every word that holds a label.
fn labelled(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let blanks = text.match_indices(' ').map(|(blank, _)| blank + 1);
    let is_label = |start: &usize| {
        let word = text[*start..].split(' ').next().unwrap_or("");
        word.find([':', '：']).is_some_and(|colon| colon > 0)
    };
    starts.extend(blanks.filter(is_label));
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| text[*start..end].trim()).collect()
}

fn rows(grid: Grid, out: &mut Vec<Piece>) {
    let mut spans = Spans::default();
    for row in grid.rows {
        let row = Row { cells: spans.expand(row) };
        if row.filled().all(|(_, cell)| is_ruler(&cell.text)) {
            continue;
        }
        if is_heading(&row) {
            row.filled().for_each(|(_, cell)| texts(&cell.text, &cell.place, out));
        } else {
            out.push(Piece::Row(row));
        }
    }
}

/// Titles and heads laid out as cells, as workbooks and some dumps do.
fn is_heading(row: &Row) -> bool {
    let is_alone = row.filled().count() == 1;
    if is_alone && row.cells.len() > 2 && is_other_title(row.text(0)) {
        return true;
    }
    row.filled().all(|(_, cell)| match heading::of(&cell.text) {
        Some(found) => is_alone && found.may_stand_in_a_cell(),
        None => head::of(&cell.text).is_some_and(|head| !head.is_page_number()),
    })
}

/// `项目支出表（预算表9）`: the title of a table of another kind, with nothing beside it.
fn is_other_title(text: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 40;
    let text = budget::normal_name(text);
    let title =
        text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map_or(text.as_str(), |(t, _)| t);
    title.ends_with('表')
        && title.chars().count() <= LONGEST
        && ["支出", "收入", "预算", "采购", "绩效"].iter().any(|word| title.contains(word))
}

/// Cells that span rows and reach into the rows below.
#[derive(Default)]
struct Spans {
    /// By column: how many rows are still covered.
    covered: Vec<u32>,
}

impl Spans {
    fn expand(&mut self, row: GridRow) -> Vec<Cell> {
        /// Wider than any form; a damaged file may claim more.
        const WIDEST: u32 = 64;
        let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len());
        for cell in row.cells {
            self.skip_covered(&mut cells, &cell.place);
            let text = clean(&cell.text);
            for i in 0..cell.columns.clamp(1, WIDEST) {
                let text = if i == 0 { text.clone() } else { String::new() };
                if cell.rows > 1 {
                    self.covered.resize(self.covered.len().max(cells.len() + 1), 0);
                    self.covered[cells.len()] = cell.rows - 1;
                }
                cells.push(Cell { text, place: cell.place.clone() });
            }
        }
        if let Some(place) = cells.last().map(|cell| cell.place.clone()) {
            self.skip_covered(&mut cells, &place);
        }
        cells
    }

    fn skip_covered(&mut self, cells: &mut Vec<Cell>, place: &Place) {
        while let Some(left @ 1..) = self.covered.get_mut(cells.len()) {
            *left -= 1;
            cells.push(Cell { text: String::new(), place: place.clone() });
        }
    }
}

fn is_ruler(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.len() >= 3 && text.chars().all(|c| matches!(c, '-' | '=' | '_' | ':' | '|'))
}

fn clean(text: &str) -> String {
    let text = if text.contains('<') { without_tags(text) } else { text.to_owned() };
    let text = if text.contains("**") { text.replace("**", "") } else { text };
    let text = if text.contains("&nbsp;") { text.replace("&nbsp;", " ") } else { text };
    text.trim().to_owned()
}

/// Paragraph and line tags of web pages become line ends. `<` alone is a comparison and stays.
fn without_tags(text: &str) -> String {
    const TAGS: [&str; 7] = ["<p>", "</p>", "<br>", "<br/>", "<br />", "<P>", "</P>"];
    let mut text = text.to_owned();
    for tag in TAGS {
        if text.contains(tag) {
            text = text.replace(tag, "\n");
        }
    }
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::GridCell;

    fn grid(rows: &[&[(&str, u32, u32)]]) -> Grid {
        let cell = |(text, columns, rows): &(&str, u32, u32)| GridCell {
            text: (*text).to_owned(),
            columns: *columns,
            rows: *rows,
            place: Place::line(1),
        };
        Grid { rows: rows.iter().map(|row| GridRow { cells: row.iter().map(cell).collect() }).collect() }
    }

    fn texts_of(grid: Grid) -> Vec<Vec<String>> {
        let pieces = pieces(Document { blocks: vec![Block::Grid(grid)] });
        let rows = pieces.iter().filter_map(Piece::row);
        rows.map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect()).collect()
    }

    #[test]
    fn spans_leave_empty_cells() {
        let spanned = grid(&[
            &[("序号", 1, 2), ("本年收入", 2, 1), ("上年结转", 1, 2)],
            &[("小计", 1, 1), ("其他", 1, 1)],
            &[("1", 1, 1), ("2", 1, 1), ("3", 1, 1), ("4", 1, 1)],
        ]);
        let expanded = [
            vec!["序号", "本年收入", "", "上年结转"],
            vec!["", "小计", "其他", ""],
            vec!["1", "2", "3", "4"],
        ];
        assert_eq!(texts_of(spanned), expanded);
    }

    #[test]
    fn heads_glued_together_come_apart() {
        assert_eq!(heads("编制部门：青禾县水务局单位：元").unwrap(), ["编制部门：青禾县水务局", "单位：元"]);
        assert_eq!(heads("编制单位：青禾县水务局金额单位：万元").unwrap()[1], "金额单位：万元");
        for text in ["编制单位：青禾县水务局", "单位：元", "预算编制单位：元山乡"] {
            assert_eq!(heads(text), None, "{text}");
        }
    }

    #[test]
    fn marks_are_no_text() {
        let marked = grid(&[&[("<p>1. 甲</p> <p>2. 乙</p>", 1, 1), ("**丙**<5", 1, 1)], &[("-----", 1, 1)]]);
        assert_eq!(texts_of(marked), [["1. 甲\n2. 乙", "丙<5"]]);
    }

    #[test]
    fn absurd_spans_do_no_harm() {
        let wide = grid(&[&[("甲", u32::MAX, u32::MAX)], &[("乙", 1, 1)]]);
        assert!(texts_of(wide)[0].len() <= 64);
    }
}
