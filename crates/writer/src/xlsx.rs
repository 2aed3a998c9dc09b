//! Workbooks: numbers as numbers, dates as dates, a head that stays in sight and is printed on every page, a filter.
//! No text in a cell is ever a formula.

use budget::Money;
use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::Error;
use crate::layout::printable;

/// A list under its head, and the facts about it on a sheet of their own.
pub(crate) struct Book<'a> {
    pub name: &'static str,
    pub title: &'a str,
    pub author: &'a str,
    pub as_of: DateTime,
    /// Head and width in characters.
    pub columns: &'static [(&'static str, u8)],
    /// How many columns at the left stay in sight and are printed on every page.
    pub n_frozen: u16,
    pub rows: Vec<Vec<Value>>,
    pub facts: Vec<(&'static str, String)>,
}

pub(crate) enum Value {
    Blank,
    Text(String),
    Count(u32),
    /// Whole percent.
    Percent(u8),
    Money(Money),
    Date(Date),
}

impl Value {
    pub fn text(words: Option<&str>) -> Value {
        words.map_or(Value::Blank, |words| Value::Text(words.to_owned()))
    }

    pub fn date(date: Option<Date>) -> Value {
        date.map_or(Value::Blank, Value::Date)
    }
}

/// Lists are wide: on A3 lying down, over two sheets side by side, they can still be read.
const A3: u8 = 8;
const A4: u8 = 9;
const N_PAGES_WIDE: u16 = 2;

impl Book<'_> {
    pub fn print(&self) -> Result<Vec<u8>, Error> {
        let mut workbook = Workbook::new();
        // Without a time of its own the file would carry the clock's.
        let as_of = self.as_of;
        let (hour, minute) = (u16::from(part(as_of.hour())), part(as_of.minute()));
        let created = excel_date(as_of.date())?.and_hms(hour, minute, 0)?;
        let properties = DocProperties::new().set_title(self.title).set_author(self.author);
        workbook.set_properties(&properties.set_creation_datetime(&created));
        self.list(workbook.add_worksheet())?;
        self.about(workbook.add_worksheet())?;
        Ok(workbook.save_to_buffer()?)
    }

    fn list(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let head = font().set_bold().set_border(FormatBorder::Thin).set_text_wrap();
        let head = head.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let head = head.set_background_color(Color::RGB(0xF2_F2F2));
        sheet.set_name(self.name)?.set_freeze_panes(1, self.n_frozen)?.set_repeat_rows(0, 0)?;
        sheet.set_repeat_columns(0, self.n_frozen.saturating_sub(1))?;
        sheet
            .set_landscape()
            .set_paper_size(A3)
            .set_print_fit_to_pages(N_PAGES_WIDE, 0)
            .set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3);
        sheet.set_header(format!("&C{}", escaped(self.title))).set_footer("&C第 &P 页　共 &N 页");
        sheet.set_row_height(0, 30)?;
        for (column, (title, width)) in (0..).zip(self.columns) {
            sheet.set_column_width(column, *width)?;
            sheet.write_string_with_format(0, column, *title, &head)?;
        }
        let last_row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let last_column = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.autofilter(0, 0, last_row, last_column)?;
        let formats = Formats::new();
        for (row, values) in (1..).zip(&self.rows) {
            for (column, value) in (0..).zip(values) {
                formats.write(sheet, row, column, value)?;
            }
        }
        Ok(())
    }

    fn about(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_name("概况")?.set_column_width(0, 16)?.set_column_width(1, 80)?;
        let formats = Formats::new();
        for (row, (label, words)) in (0..).zip(&self.facts) {
            sheet.write_string_with_format(row, 0, *label, &font().set_bold())?;
            formats.write(sheet, row, 1, &Value::Text(words.clone()))?;
        }
        Ok(())
    }
}

fn font() -> Format {
    Format::new().set_font_name("宋体").set_font_size(10)
}

struct Formats {
    text: Format,
    quoted: Format,
    count: Format,
    percent: Format,
    money: Format,
    date: Format,
}

impl Formats {
    fn new() -> Formats {
        let plain = font().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let text = plain.clone().set_text_wrap();
        Formats {
            quoted: text.clone().set_quote_prefix(),
            text,
            count: plain.clone().set_num_format("0").set_align(FormatAlign::Center),
            percent: plain.clone().set_num_format("0%").set_align(FormatAlign::Center),
            money: plain.clone().set_num_format("#,##0.00"),
            date: plain.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
        }
    }

    fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, value: &Value) -> Result<(), XlsxError> {
        match value {
            Value::Blank => sheet.write_blank(row, column, &self.text)?,
            Value::Text(words) => {
                // A text that begins like a formula stays a text even after somebody edits the cell.
                let is_odd = words.starts_with(['=', '+', '-', '@', '\t', '\r']);
                let format = if is_odd { &self.quoted } else { &self.text };
                sheet.write_string_with_format(row, column, fitting(words), format)?
            }
            Value::Count(n) => sheet.write_number_with_format(row, column, *n, &self.count)?,
            Value::Percent(n) => {
                sheet.write_number_with_format(row, column, f64::from(*n) / 100.0, &self.percent)?
            }
            Value::Money(money) => sheet.write_number_with_format(row, column, yuan(*money), &self.money)?,
            Value::Date(date) => {
                sheet.write_datetime_with_format(row, column, excel_date(*date)?, &self.date)?
            }
        };
        Ok(())
    }
}

/// Workbooks know only binary floats; up to some 90 万亿 yuan every 分 survives, which `parse` keeps to the nearest.
fn yuan(money: Money) -> f64 {
    money.yuan().parse().unwrap_or_default()
}

/// A month, day, hour or minute, none of which is ever negative.
fn part(part: i8) -> u8 {
    u8::try_from(part).unwrap_or_default()
}

fn excel_date(date: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(
        u16::try_from(date.year()).unwrap_or_default(),
        part(date.month()),
        part(date.day()),
    )
}

/// A cell holds 32,767 UTF-16 units.
fn fitting(words: &str) -> String {
    printable(words.chars().take(16_000).collect())
}

/// `&` begins a code in heads and feet, which hold 255 characters.
fn escaped(words: &str) -> String {
    words.chars().take(100).collect::<String>().replace('&', "&&")
}
