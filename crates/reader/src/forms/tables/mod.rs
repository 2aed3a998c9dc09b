//! The budget tables: title, running heads, head rows, rows, note. Read over page breaks, where the heads come
//! again.

mod across;
mod amount_words;
mod columns;
mod head_rows;
mod only_unit;
mod rows;
mod year_rows;
mod years;

use budget::{BudgetTable, Column, Located, Measure, TableKind};

use super::head::{self, Head};
use super::heading::{self, Heading};
use super::notes::Notes;
use super::passage::Passage;
use super::piece::{Piece, Row};
use super::walk::Walk;
use columns::Binding;
use only_unit::Units;

/// Heads that may stand between a title and its table.
const MOST_HEADS: usize = 6;

/// Whether a title is followed by a table or by the note that it is empty, not by further titles.
pub fn begins(walk: &Walk) -> bool {
    let mut pieces = walk.rest();
    let Some((Piece::Text(title), behind)) = pieces.split_first() else {
        return false;
    };
    pieces = behind;
    for piece in pieces.iter().take(MOST_HEADS + 1) {
        match piece {
            Piece::Row(_) => return true,
            Piece::Text(passage) if is_note(&passage.text) => return true,
            Piece::Text(passage) if head::of(&passage.text).is_some() => {}
            Piece::Text(_) => break,
        }
    }
    title.text.contains("空表") || head_follows(pieces)
}

/// `十一、2018年度机关运行经费支出预算表`: a numbered title of a table that is not read, over its rows, opens no chapter.
pub fn is_title_of_another(title: &str, walk: &Walk) -> bool {
    const OF_MONEY: [&str; 6] = ["预算", "收入", "支出", "经费", "采购", "资产"];
    let is_head = |piece: &&Piece| match piece {
        Piece::Text(passage) => head::of(&passage.text).is_some(),
        Piece::Row(_) => false,
    };
    let mut behind = walk.rest().iter().skip(1).take(MOST_HEADS).skip_while(is_head);
    title.ends_with('表')
        && OF_MONEY.iter().any(|word| title.contains(word))
        && behind.next().and_then(Piece::row).is_some()
}

/// Whether the head of a table comes next, whatever lines stand before it.
fn head_follows(pieces: &[Piece]) -> bool {
    let is_line = |piece: &&Piece| match piece {
        Piece::Text(passage) => heading::of(&passage.text).is_none(),
        Piece::Row(_) => false,
    };
    let n_lines = pieces.iter().take(MOST_HEADS).take_while(is_line).count();
    pieces.get(n_lines).and_then(Piece::row).is_some_and(|row| head_rows::is_head(row, false))
}

/// Reads the table whose title comes next.
pub fn read(kind: TableKind, title: &Passage, walk: &mut Walk, notes: &mut Notes) -> BudgetTable {
    walk.next();
    let mut reader = Reader {
        table: BudgetTable {
            kind,
            title: title.text.clone(),
            fiscal_year: None,
            unit_line: None,
            measure: Measure::Wan,
            heads: Vec::new(),
            note: None,
            columns: Vec::new(),
            rows: Vec::new(),
            place: title.place().clone(),
        },
        measure_stated: false,
        head: Vec::new(),
        in_head: false,
        lost_head: false,
        first: Binding::default(),
        with_figures: Vec::new(),
        units: Units::default(),
        binding: Binding::default(),
    };
    while let Some(piece) = walk.peek() {
        match piece {
            Piece::Row(_) if reader.may_be_across() && across::read(walk, &mut reader.table, notes) => {
                continue;
            }
            Piece::Row(row) => reader.row(row, notes),
            Piece::Text(passage) if reader.text(passage) => {}
            Piece::Text(_) if reader.goes_on(walk) => {}
            Piece::Text(passage) if reader.awaits_head() && head_follows(walk.rest()) => {
                notes.add(passage.place(), "这一行夹在表的标题和表头之间，没有读入".into());
            }
            Piece::Text(_) => break,
        }
        walk.next();
    }
    reader.finish(notes)
}

struct Reader<'a> {
    table: BudgetTable,
    measure_stated: bool,
    /// The rows of the current page's head.
    head: Vec<&'a Row>,
    in_head: bool,
    /// Whether a row before the first head that was known may be a part of it.
    lost_head: bool,
    /// The head of the first page.
    first: Binding,
    /// Columns under unknown words that hold figures: words alone are no amounts.
    with_figures: Vec<usize>,
    units: Units,
    binding: Binding,
}

impl<'a> Reader<'a> {
    fn awaits_head(&self) -> bool {
        self.table.note.is_none() && self.head.is_empty() && self.table.rows.is_empty()
    }

    fn may_be_across(&self) -> bool {
        self.table.kind == TableKind::ThreePublics && self.head.is_empty() && self.table.rows.is_empty()
    }

    /// Whether the text belongs to the table.
    fn text(&mut self, passage: &Passage) -> bool {
        if is_note(&passage.text) || self.table.is_empty() && says_nothing(&passage.text) {
            self.table.note.get_or_insert(passage.located());
            return true;
        }
        let found = head::of(&passage.text);
        let is_new = || self.table.heads.iter().all(|head| head.value != passage.text);
        // A mark below the rows is that of the next table.
        let is_next = found == Some(Head::Mark) && (self.table.note.is_some() || !self.table.rows.is_empty());
        if found.as_ref().is_some_and(|head| !head.is_page_number()) && is_new() && !is_next {
            self.table.heads.push(passage.located());
        }
        match found {
            Some(Head::Unit { .. }) => {
                self.table.unit_line.get_or_insert(passage.located());
            }
            Some(Head::Year(year)) => {
                self.table.fiscal_year.get_or_insert(year);
            }
            Some(Head::Measure(measure)) => self.measure(measure),
            Some(Head::PageNumber | Head::Mark | Head::Other) => {}
            None => return false,
        }
        true
    }

    fn measure(&mut self, measure: Measure) {
        if !self.measure_stated {
            self.table.measure = measure;
            self.measure_stated = true;
        }
    }

    /// Whether the rows after a strange line, the title come again for one, count on from the last number.
    fn goes_on(&self, walk: &Walk) -> bool {
        /// A title, three heads and two lines more.
        const MOST_TEXTS: usize = 6;
        /// Of a head.
        const MOST_ROWS: usize = 5;
        let Some(last) = self.table.rows.iter().rev().find_map(|row| row.number) else {
            return false;
        };
        let texts = walk.rest().iter().take_while(|piece| piece.row().is_none()).count();
        let is_other_heading = |piece: &Piece| match piece {
            Piece::Text(passage) => match heading::of(&passage.text) {
                Some(Heading::Table(kind)) => kind != self.table.kind,
                other => other.is_some(),
            },
            Piece::Row(_) => false,
        };
        texts <= MOST_TEXTS
            && !walk.rest()[..texts].iter().any(is_other_heading)
            && walk.rest()[texts..]
                .iter()
                .take(MOST_ROWS)
                .map_while(Piece::row)
                .filter(|row| !head_rows::is_column_numbers(row))
                .find_map(|row| head_rows::number(row.text(0)))
                == last.checked_add(1)
    }

    fn row(&mut self, row: &'a Row, notes: &mut Notes) {
        if let Some(note) = self.note_in(row) {
            self.table.note.get_or_insert(note);
            return;
        }
        let counts = head_rows::is_column_numbers(row) || head_rows::counts_amounts(row);
        if counts && (self.in_head || row.text(0).starts_with('栏')) {
            self.bind(notes);
            return;
        }
        if head_rows::is_head(row, self.in_head) {
            if !self.in_head {
                self.head.clear();
            }
            self.in_head = true;
            self.head.push(row);
            return;
        }
        let is_expected = self.in_head || self.binding.columns.is_empty();
        self.lost_head |= is_expected && head_rows::may_be_head(row);
        self.bind(notes);
        let unknown = self.binding.unknown_indices.iter().copied();
        self.with_figures.extend(unknown.filter(|index| head_rows::is_number(row.text(*index))));
        let at = self.table.rows.len();
        rows::read(row, &self.binding, &mut self.table, notes);
        if self.table.rows.len() > at {
            self.units.see(row, &self.binding, at);
        }
    }

    /// A note that stands in the grid, in one cell below the others.
    fn note_in(&self, row: &Row) -> Option<Located<String>> {
        let mut filled = row.filled();
        let (_, cell) = filled.next().filter(|_| filled.next().is_none())?;
        let text = cell.line();
        let is_of_nothing = !self.head.is_empty() && self.table.is_empty() && says_nothing(&text);
        (is_note(&text) || is_of_nothing).then(|| Located::new(text, cell.place.clone()))
    }

    fn bind(&mut self, notes: &mut Notes) {
        if !self.in_head {
            return;
        }
        self.in_head = false;
        let first = self.table.columns.is_empty();
        self.binding = columns::bind(self.table.kind, &self.head);
        if let Some(measure) = self.binding.measure {
            self.measure(measure);
        }
        if first {
            self.binding.is_torn = self.lost_head;
            self.table.columns = self.binding.amounts().collect();
            self.first = self.binding.clone();
            for (place, text) in &self.binding.beside {
                notes.add(place, format!("“{text}”是支出的另一种分类，这几列没有读入"));
            }
        }
    }

    fn note_unread(&mut self, notes: &mut Notes) {
        let unknown = self.first.unknown_indices.iter().zip(&self.first.unknown);
        let mut has_unread = self.first.is_torn;
        for (index, (place, text)) in unknown {
            let holds_figures = self.with_figures.contains(index) || self.table.rows.is_empty();
            has_unread |= holds_figures;
            let note = if holds_figures {
                format!("表头“{text}”不认得，这一列没有读入，涉及它的核对无法判断")
            } else {
                format!("表头“{text}”不认得，这一列没有金额，没有读入")
            };
            notes.add(place, note);
        }
        if has_unread {
            self.table.columns.push(Column::Unread);
        }
    }

    /// Rows under a head that leaves open which cell is a name and which an amount would look like blank ones.
    fn forget_what_is_not_understood(&mut self) {
        let is_known = self.first.is_understood(self.table.kind, &self.with_figures)
            && (!self.lost_head || self.has_known_column());
        if !is_known || self.table.columns.is_empty() {
            self.table.rows.clear();
        }
        if !is_known {
            self.table.columns = vec![Column::Unread];
        }
    }

    /// `政府性基金收支表` has income beside expenditure, and its kind is read as expenditure alone: it is there, and empty
    /// where it says so.
    fn forget_two_sides(&mut self) {
        let table = &mut self.table;
        if !table.kind.is_two_sided() && table.title.contains("收支") {
            let is_empty = table.is_empty();
            table.rows.clear();
            table.columns = if is_empty { vec![Column::Total] } else { vec![Column::Unread] };
        }
    }

    fn has_known_column(&self) -> bool {
        self.table.columns.iter().any(|column| *column != Column::Unread)
    }

    fn finish(mut self, notes: &mut Notes) -> BudgetTable {
        self.bind(notes);
        self.note_unread(notes);
        self.forget_what_is_not_understood();
        self.forget_two_sides();
        self.units.name_the_whole(&mut self.table);
        let table = &self.table;
        if table.is_unread() {
            notes.add(&table.place, format!("“{}”没有读出表头和数据，涉及它的核对无法判断", table.title));
        }
        if !self.measure_stated && !table.is_empty() {
            notes.add(&table.place, format!("“{}”没有写金额单位，按万元读", table.title));
        }
        rows::note_gaps(table, notes);
        self.table
    }
}

fn is_note(text: &str) -> bool {
    let text: String = text.chars().take(8).filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_start_matches(['*', '＊', '※', '（', '(']);
    ["注：", "注:", "备注：", "备注:", "说明：", "说明:"].iter().any(|opening| text.starts_with(opening))
}

/// `此表为空表`, `无此项支出`: says without the word 注 that the table above is empty.
fn says_nothing(text: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 60;
    /// In characters. `无`, `无相关数据`
    const LONGEST_NIL: usize = 16;
    let text = text.trim().trim_start_matches(['(', '（']);
    let length = text.chars().count();
    length <= LONGEST
        && heading::of(text).is_none()
        && (["空表", "表为空", "无数据"].iter().any(|words| text.contains(words))
            || length <= LONGEST_NIL && text.trim_start_matches(['(', '（']).starts_with('无'))
}
