//! 自动编号: the numbers that stand in no paragraph because Word counts them itself.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Unread, attribute};

const LEVELS: usize = 9;

/// One level of a list: how it counts and what stands around the number.
#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

/// Which list, on which level.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    pub list: Option<String>,
    pub level: Option<usize>,
}

impl Listed {
    /// Takes one of the two from an element that says so.
    pub fn note(&mut self, element: &BytesStart<'_>) {
        let value = attribute(element, "val");
        match element.local_name().as_ref() {
            "numId" => self.list = value,
            "ilvl" => self.level = value.and_then(|level| level.parse().ok()),
            _ => {}
        }
    }
}

#[derive(Debug, Default)]
struct Style {
    listed: Listed,
    based_on: Option<String>,
}

#[derive(Debug, Default)]
pub struct Numbering {
    /// By the definition that lists share.
    levels: HashMap<String, Vec<Level>>,
    definition_of: HashMap<String, String>,
    styles: HashMap<String, Style>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
}

/// Every element that begins, in their order.
fn each(xml: &str, mut take: impl FnMut(&BytesStart<'_>)) -> Result<(), Unread> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| Unread::Broken)? {
            Event::Start(element) | Event::Empty(element) => take(&element),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

impl Numbering {
    pub fn of(numbers: &str, styles: &str) -> Result<Numbering, Unread> {
        let mut numbering = Numbering::default();
        numbering.read_lists(numbers)?;
        numbering.read_styles(styles)?;
        Ok(numbering)
    }

    fn read_lists(&mut self, xml: &str) -> Result<(), Unread> {
        let mut definition = String::new();
        let mut list = String::new();
        each(xml, |element| {
            let value = || attribute(element, "val").unwrap_or_default();
            let levels = self.levels.entry(definition.clone()).or_default();
            match (element.local_name().as_ref(), levels.last_mut()) {
                ("abstractNum", _) => definition = attribute(element, "abstractNumId").unwrap_or_default(),
                ("lvl", _) => levels.push(Level { start: 1, ..Level::default() }),
                ("start", Some(level)) => level.start = value().parse().unwrap_or(1),
                ("numFmt", Some(level)) => level.format = value(),
                ("lvlText", Some(level)) => level.text = value(),
                // What follows belongs to lists, which name the definition they count by.
                ("num", _) => {
                    list = attribute(element, "numId").unwrap_or_default();
                    definition.clear();
                }
                ("abstractNumId", _) => {
                    self.definition_of.insert(list.clone(), value());
                }
                _ => {}
            }
        })
    }

    fn read_styles(&mut self, xml: &str) -> Result<(), Unread> {
        let mut name = String::new();
        each(xml, |element| match element.local_name().as_ref() {
            "style" => name = attribute(element, "styleId").unwrap_or_default(),
            "basedOn" => {
                self.styles.entry(name.clone()).or_default().based_on = attribute(element, "val");
            }
            "numId" | "ilvl" => self.styles.entry(name.clone()).or_default().listed.note(element),
            _ => {}
        })
    }

    /// The number of the next paragraph, empty where it has none.
    pub fn next(&mut self, own: &Listed, style: Option<&str>) -> String {
        let Some((list, level)) = self.place(own, style) else { return String::new() };
        let Some(definition) = self.definition_of.get(&list) else { return String::new() };
        let Some(levels) = self.levels.get(definition).filter(|levels| level < levels.len().min(LEVELS))
        else {
            return String::new();
        };
        let counts = self.counts.entry(definition.clone()).or_default();
        let now = counts[level].map_or(levels[level].start, |last| last.saturating_add(1));
        counts[level] = Some(now);
        counts[level + 1..].fill(None);
        let number = |at: usize| said(counts[at].unwrap_or(levels[at].start), &levels[at].format);
        if matches!(levels[level].format.as_str(), "bullet" | "none") {
            return String::new();
        }
        let mut text = levels[level].text.clone();
        for at in 0..=level {
            text = text.replace(&format!("%{}", at + 1), &number(at));
        }
        // 1.2027 would be an amount.
        if text.ends_with('.') { text + " " } else { text }
    }

    /// Said by the paragraph, else by its style or the one that is based on. List 0 is none.
    fn place(&self, own: &Listed, style: Option<&str>) -> Option<(String, usize)> {
        let mut found = own.clone();
        let mut style = style.and_then(|name| self.styles.get(name));
        // Styles that are based on each other in a circle end here.
        for _ in 0..20 {
            let Some(known) = style.filter(|_| found.list.is_none()) else { break };
            found.list = known.listed.list.clone();
            found.level = found.level.or(known.listed.level);
            style = known.based_on.as_ref().and_then(|name| self.styles.get(name));
        }
        let list = found.list.filter(|list| list != "0")?;
        Some((list, found.level.unwrap_or(0)))
    }
}

/// A number as the level counts.
fn said(n: u32, format: &str) -> String {
    match format {
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&n) => {
            char::from_u32('①' as u32 + n - 1).map(String::from).unwrap_or_default()
        }
        "lowerLetter" | "upperLetter" if (1..=26).contains(&n) => {
            let first = if format == "lowerLetter" { 'a' } else { 'A' };
            char::from_u32(first as u32 + n - 1).map(String::from).unwrap_or_default()
        }
        _ if is_chinese(format) && (1..=99).contains(&n) => chinese(n),
        _ => n.to_string(),
    }
}

fn is_chinese(format: &str) -> bool {
    ["chinese", "japaneseCounting", "ideographDigital", "taiwanese"]
        .iter()
        .any(|kind| format.starts_with(kind))
}

/// 一 to 九十九
fn chinese(n: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = ((n / 10) as usize, (n % 10) as usize);
    let tens = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", DIGITS[tens]),
    };
    tens + DIGITS[ones]
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="3">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
        <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3."/></w:lvl>
        </w:abstractNum><w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
        <w:lvlText w:val="●"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="4"/></w:num>
        </w:numbering>"#;
    const STYLES: &str = r#"<w:styles><w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
        </w:style><w:style w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>
        </w:style><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/>
        </w:style></w:styles>"#;

    fn listed(list: &str, level: usize) -> Listed {
        Listed { list: Some(list.to_owned()), level: Some(level) }
    }

    #[test]
    fn levels_count_on_and_begin_anew_beneath_the_next() {
        let mut numbering = Numbering::of(LISTS, STYLES).unwrap();
        let levels = [0, 1, 1, 2, 0, 1];
        let numbers = levels.map(|level| numbering.next(&listed("1", level), None));
        assert_eq!(numbers, ["一、", "（一）", "（二）", "一.1. ", "二、", "（一）"]);
        for _ in 0..9 {
            numbering.next(&listed("1", 0), None);
        }
        assert_eq!(numbering.next(&listed("1", 0), None), "十二、");
    }

    #[test]
    fn a_style_numbers_its_paragraphs_unless_they_say_otherwise() {
        let mut numbering = Numbering::of(LISTS, STYLES).unwrap();
        let by_style = Listed::default();
        assert_eq!(numbering.next(&by_style, Some("H1")), "一、");
        assert_eq!(numbering.next(&by_style, Some("H2")), "（一）");
        for (own, style) in [
            (listed("0", 0), Some("H1")),
            (listed("2", 0), None),
            (listed("9", 0), None),
            (listed("1", 40), None),
            (by_style.clone(), Some("A")),
            (by_style.clone(), Some("nobody")),
            (by_style.clone(), None),
        ] {
            assert_eq!(numbering.next(&own, style), "", "{own:?} {style:?}");
        }
    }

    #[test]
    fn numbers_are_said_as_officials_write_them() {
        for (n, format, wanted) in [
            (10, "chineseCounting", "十"),
            (21, "japaneseCounting", "二十一"),
            (100, "chineseCounting", "100"),
            (3, "decimalEnclosedCircleChinese", "③"),
            (2, "lowerLetter", "b"),
            (7, "decimal", "7"),
        ] {
            assert_eq!(said(n, format), wanted);
        }
    }
}
