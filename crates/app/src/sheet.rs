//! Sheets of a workbook for offices: printable, filterable, and no text in them is ever a formula.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// A sheet of text under a head that stays in sight.
pub struct Sheet {
    pub name: &'static str,
    /// Head and width in characters.
    pub columns: &'static [(&'static str, u8)],
    pub rows: Vec<Vec<Cell>>,
}

pub enum Cell {
    Text(String),
    Number(i32),
}

/// 概况: what the workbook is about, one fact a row.
pub fn write_facts(sheet: &mut Worksheet, facts: &[(&'static str, String)]) -> Result<(), XlsxError> {
    sheet.set_name("概况")?.set_column_width(0, 16)?.set_column_width(1, 70)?;
    for (row, (label, value)) in (0..).zip(facts) {
        sheet.write_string_with_format(row, 0, *label, &Format::new().set_bold())?;
        sheet.write_string_with_format(row, 1, fitting(value), &text_format(value))?;
    }
    Ok(())
}

impl Sheet {
    pub fn write(self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let head = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_text_wrap();
        sheet.set_name(self.name)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        for (column, (title, width)) in (0..).zip(self.columns) {
            sheet.set_column_width(column, *width)?;
            sheet.write_string_with_format(0, column, *title, &head)?;
        }
        let last_row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let last_column = u16::try_from(self.columns.len() - 1).unwrap_or(u16::MAX);
        sheet.autofilter(0, 0, last_row, last_column)?;
        for (row, cells) in (1..).zip(self.rows) {
            for (column, cell) in (0..).zip(cells) {
                cell.write(sheet, row, column)?;
            }
        }
        Ok(())
    }
}

const A4: u8 = 9;

impl Cell {
    pub fn count(n: i64) -> Cell {
        Cell::Number(i32::try_from(n).unwrap_or(i32::MAX))
    }

    fn write(&self, sheet: &mut Worksheet, row: u32, column: u16) -> Result<(), XlsxError> {
        match self {
            Cell::Text(text) => {
                sheet.write_string_with_format(row, column, fitting(text), &text_format(text))?
            }
            Cell::Number(number) => {
                let top = Format::new().set_align(FormatAlign::Top);
                sheet.write_number_with_format(row, column, *number, &top)?
            }
        };
        Ok(())
    }
}

/// A text that begins like a formula stays a text even after somebody edits the cell.
fn text_format(text: &str) -> Format {
    let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format.set_quote_prefix() } else { format }
}

/// A cell holds 32,767 UTF-16 units.
fn fitting(text: &str) -> String {
    text.chars().take(16_000).collect()
}
