//! The body of a document as lines. Elements are told by their names without prefix, so that documents of either edition
//! of the standard are read alike.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::numbering::{Listed, Numbering};
use super::table::Table;
use super::{Unread, attribute};

/// What was deleted or moved away, how it was formatted before, the second form of a drawing, pinyin above characters.
const SKIPPED: [&str; 5] = ["del", "moveFrom", "pPrChange", "Fallback", "rt"];

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    listed: Listed,
}

#[derive(Debug)]
struct Body {
    numbering: Numbering,
    longest: usize,
    /// The innermost last: a text box stands within a paragraph.
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// Between the beginning and the end of a run's text.
    is_text: bool,
    text: String,
}

pub fn text(xml: &str, numbering: Numbering, longest: usize) -> Result<String, Unread> {
    let (paragraphs, tables) = (Vec::new(), Vec::new());
    let mut body = Body { numbering, longest, paragraphs, tables, is_text: false, text: String::new() };
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| Unread::Broken)? {
            Event::Start(element) if SKIPPED.contains(&element.local_name().as_ref()) => {
                reader.read_to_end(element.name()).map_err(|_| Unread::Broken)?;
            }
            Event::Start(element) => body.open(&element),
            Event::Empty(element) => body.single(&element)?,
            Event::End(element) => body.close(element.local_name().as_ref())?,
            Event::Text(text) => body.say(&text.xml10_content())?,
            Event::CData(text) => body.say(&text.xml10_content())?,
            Event::GeneralRef(entity) => body.say(&resolved(&entity))?,
            Event::Eof => return Ok(body.text),
            _ => {}
        }
    }
}

fn resolved(entity: &BytesRef<'_>) -> String {
    match (resolve_xml_entity(entity), entity.resolve_char_ref()) {
        (Some(text), _) => text.to_owned(),
        (None, Ok(Some(character))) => character.to_string(),
        _ => String::new(),
    }
}

impl Body {
    fn open(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "p" => self.paragraphs.push(Paragraph::default()),
            "t" => self.is_text = true,
            "tbl" => self.tables.push(Table::default()),
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.open_cell();
                }
            }
            _ => {}
        }
    }

    fn single(&mut self, element: &BytesStart<'_>) -> Result<(), Unread> {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            if let (Some(table), "gridSpan") = (self.tables.last_mut(), element.local_name().as_ref()) {
                table.widen(attribute(element, "val").and_then(|n| n.parse().ok()).unwrap_or(1));
            }
            return Ok(());
        };
        match element.local_name().as_ref() {
            "tab" | "ptab" => paragraph.text.push(' '),
            "br" | "cr" => paragraph.text.push('\n'),
            "noBreakHyphen" => paragraph.text.push('-'),
            "pStyle" => paragraph.style = attribute(element, "val"),
            "numId" | "ilvl" => paragraph.listed.note(element),
            _ => {}
        }
        self.require_measure()
    }

    fn close(&mut self, name: &str) -> Result<(), Unread> {
        match name {
            "t" => self.is_text = false,
            "p" => self.close_paragraph()?,
            "tc" => self.tables.last_mut().into_iter().for_each(Table::close_cell),
            "tr" => {
                let lines = self.tables.last_mut().map(Table::close_row).unwrap_or_default();
                // A row of a table within a cell is a line of that cell.
                self.put(lines, 1)?;
            }
            "tbl" => {
                let lines = self.tables.pop().map(|mut table| table.close()).unwrap_or_default();
                self.put(lines, 0)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn say(&mut self, text: &str) -> Result<(), Unread> {
        match self.paragraphs.last_mut() {
            Some(paragraph) if self.is_text => paragraph.text.push_str(text),
            _ => return Ok(()),
        }
        self.require_measure()
    }

    fn close_paragraph(&mut self) -> Result<(), Unread> {
        let Some(Paragraph { text, style, listed }) = self.paragraphs.pop() else { return Ok(()) };
        if text.trim().is_empty() {
            return Ok(());
        }
        let text = self.numbering.next(&listed, style.as_deref()) + text.trim();
        self.put(text.lines().map(str::to_owned).collect(), 0)
    }

    /// Lines go to the cell that is read, or to the text; `above` tables further out than the innermost.
    fn put(&mut self, lines: Vec<String>, above: usize) -> Result<(), Unread> {
        let at = self.tables.len().checked_sub(above + 1);
        for line in lines {
            let table = at.and_then(|at| self.tables.get_mut(at));
            let line = match table {
                Some(table) => table.take(line),
                None => Some(line),
            };
            if let Some(line) = line {
                self.text.push_str(&line);
                self.text.push('\n');
            }
        }
        self.require_measure()
    }

    fn require_measure(&self) -> Result<(), Unread> {
        let running = self.paragraphs.last().map_or(0, |paragraph| paragraph.text.len());
        if self.text.len() + running > self.longest { Err(Unread::TooLong) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Result<String, Unread> {
        text(xml, Numbering::default(), 1000)
    }

    #[test]
    fn runs_are_joined_and_paragraphs_are_lines() {
        let xml = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>一、</w:t></w:r><w:r>\
                   <w:t xml:space='preserve'>投资 &lt;3&gt; 亿元&#x3002;</w:t><w:br/><w:t>甲</w:t><w:tab/><w:t>乙</w:t>\
                   </w:r></w:p><w:p/><w:p><w:r><w:t>  </w:t></w:r></w:p><w:p><w:r><w:t><![CDATA[丙&]]></w:t></w:r></w:p>\
                   </w:body></w:document>";
        assert_eq!(read(xml), Ok("一、投资 <3> 亿元。\n甲 乙\n丙&\n".to_owned()));
    }

    #[test]
    fn what_was_deleted_or_stands_there_twice_is_not_read() {
        let xml = "<w:p><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>\
                   <w:r><w:instrText>PAGE</w:instrText></w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r>\
                   <w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:t>框</w:t></mc:Fallback>\
                   </mc:AlternateContent></w:p>";
        assert_eq!(read(xml), Ok("框\n新\n".to_owned()));
    }

    #[test]
    fn tables_stand_where_they_stand_even_in_each_other() {
        let cell = |inner: &str| format!("<w:tc><w:p><w:r><w:t>{inner}</w:t></w:r></w:p></w:tc>");
        let row =
            |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|c| cell(c)).collect::<String>());
        let inner = format!("<w:tbl>{}</w:tbl>", row(&["1", "丙"]));
        let xml = format!(
            "<w:p><w:r><w:t>前</w:t></w:r></w:p><w:tbl>{}<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{inner}\
             <w:p/></w:tc></w:tr></w:tbl><w:p><w:r><w:t>后</w:t></w:r></w:p>",
            row(&["甲", "乙"])
        );
        assert_eq!(read(&xml), Ok("前\n甲 乙\n1. 丙\n后\n".to_owned()));
    }

    #[test]
    fn what_is_no_document_is_told() {
        assert_eq!(read("<w:p><w:r></w:p>"), Err(Unread::Broken));
        let long = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "字".repeat(400));
        assert_eq!(read(&long), Err(Unread::TooLong));
        let breaks = format!("<w:p><w:r>{}</w:r></w:p>", "<w:br/>".repeat(2000));
        assert_eq!(read(&breaks), Err(Unread::TooLong));
    }
}
