use std::collections::BTreeMap;
use std::fmt::Debug;

use writer::papers::{LightMark, SupervisionCard, UrgingRung};

use crate::reading::{docx_text, fonts, part, pdf_text, pdf_words, poppler, sheet_text};
use crate::samples::{card, ledger, long_card, long_notice, notice};

/// How often each character beyond ASCII occurs.
fn counts(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| !c.is_ascii() && !c.is_whitespace()) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// The paper's own words are what its `Debug` shows, each once.
fn assert_all_words(paper: &impl Debug, text: &str) {
    let printed = counts(text);
    for (c, n) in counts(&format!("{paper:?}")) {
        let found = printed.get(&c).copied().unwrap_or_default();
        assert!(found >= n, "{c}: {n} times in the paper, {found} times in print");
    }
}

#[test]
fn a_card_says_what_its_fields_say() {
    let card = card();
    insta::assert_snapshot!("card_docx", docx_text(&card.docx().unwrap()));
    if let Some(text) = pdf_text(&card.pdf(&fonts()).unwrap().bytes) {
        insta::assert_snapshot!("card_pdf", pdf_words(&text));
    }
}

#[test]
fn notices_of_all_rungs_say_what_their_fields_say() {
    for (name, rung) in [("blue", UrgingRung::Blue), ("yellow", UrgingRung::Yellow), ("red", UrgingRung::Red)]
    {
        let notice = notice(rung);
        insta::assert_snapshot!(format!("notice_{name}_docx"), docx_text(&notice.docx().unwrap()));
        if let Some(text) = pdf_text(&notice.pdf(&fonts()).unwrap().bytes) {
            insta::assert_snapshot!(format!("notice_{name}_pdf"), pdf_words(&text));
        }
    }
}

#[test]
fn a_ledger_says_what_its_rows_say() {
    let ledger = ledger(7);
    insta::assert_snapshot!("ledger_docx", docx_text(&ledger.docx().unwrap()));
    let xlsx = ledger.xlsx().unwrap();
    insta::assert_snapshot!("ledger_xlsx", sheet_text(&xlsx, "台账") + &sheet_text(&xlsx, "概况"));
    if let Some(text) = pdf_text(&ledger.pdf(&fonts()).unwrap().bytes) {
        insta::assert_snapshot!("ledger_pdf", pdf_words(&text));
    }
}

#[test]
fn no_character_of_a_long_paper_is_lost() {
    let (card, notice, ledger) = (long_card(), long_notice(), ledger(60));
    assert_all_words(&card, &docx_text(&card.docx().unwrap()));
    assert_all_words(&notice, &docx_text(&notice.docx().unwrap()));
    assert_all_words(&ledger, &docx_text(&ledger.docx().unwrap()));
    for (paper, printed) in [
        (&card as &dyn Debug, card.pdf(&fonts()).unwrap()),
        (&notice, notice.pdf(&fonts()).unwrap()),
        (&ledger, ledger.pdf(&fonts()).unwrap()),
    ] {
        assert_eq!(printed.warning(), None);
        if let Some(text) = pdf_text(&printed.bytes) {
            assert_all_words(&paper, &text);
            assert!(text.contains(&format!("共 {} 页", printed.n_pages)));
        }
    }
}

#[test]
fn a_long_ledger_repeats_its_head_on_every_page() {
    let ledger = ledger(120);
    let printed = ledger.pdf(&fonts()).unwrap();
    assert!(printed.n_pages > 8, "{} pages", printed.n_pages);
    if let Some(text) = pdf_text(&printed.bytes) {
        for (n, page) in (1..).zip(text.trim_end_matches('\u{c}').split('\u{c}')) {
            assert!(page.contains("编号和来源"), "page {n} without a head");
            assert!(page.contains(&format!("第 {n} 页")), "page {n} without its number");
        }
    }
    assert_eq!(part(&ledger.docx().unwrap(), "word/document.xml").matches("<w:tblHeader/>").count(), 1);
}

#[test]
fn the_same_paper_is_the_same_bytes() {
    let (card, notice, ledger) = (card(), notice(UrgingRung::Red), ledger(20));
    assert_eq!(card.pdf(&fonts()).unwrap().bytes, card.pdf(&fonts()).unwrap().bytes);
    assert_eq!(card.docx().unwrap(), card.docx().unwrap());
    assert_eq!(notice.docx().unwrap(), notice.docx().unwrap());
    assert_eq!(ledger.pdf(&fonts()).unwrap().bytes, ledger.pdf(&fonts()).unwrap().bytes);
    assert_eq!(ledger.docx().unwrap(), ledger.docx().unwrap());
    assert_eq!(ledger.xlsx().unwrap(), ledger.xlsx().unwrap());
}

#[test]
fn a_pdf_carries_its_fonts_is_tagged_and_archivable() {
    let pdf = card().pdf(&fonts()).unwrap().bytes;
    assert!(pdf.len() < 300_000, "{} bytes: are the fonts subset?", pdf.len());
    let Some(listed) = poppler("pdffonts", &[], &pdf) else { return };
    let faces: Vec<&str> = listed.lines().skip(2).collect();
    assert!(faces.len() >= 3, "{listed}");
    for face in faces {
        // name, type, encoding, then: embedded, subset, with a map to Unicode
        let yes = face.split_whitespace().filter(|word| *word == "yes").count();
        assert_eq!(yes, 3, "{face}");
    }
    let about = poppler("pdfinfo", &[], &pdf).unwrap();
    assert!(about.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{about}");
    let metadata = poppler("pdfinfo", &["-meta"], &pdf).unwrap();
    assert!(metadata.contains("<pdfaid:part>2</pdfaid:part>"), "{metadata}");
}

#[test]
fn markup_in_the_words_stays_words() {
    let title = r##"#set page(width: 1cm) *粗* _斜_ $x^2$ @参见 // 注 <w:p/> & "引" 'a' \u{1F}"##;
    let card = SupervisionCard { title: title.to_owned(), ..card() };
    assert!(docx_text(&card.docx().unwrap()).contains(title));
    if let Some(text) = pdf_text(&card.pdf(&fonts()).unwrap().bytes) {
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert!(bare(&text).contains(&bare(title)), "{text}");
    }
}

#[test]
fn control_characters_reach_no_paper() {
    let card = SupervisionCard { title: "甲\u{1}乙\t丙\r\n丁\u{FEFF}".to_owned(), ..card() };
    assert!(docx_text(&card.docx().unwrap()).contains("甲乙 丙\n丁"));
    assert_eq!(card.pdf(&fonts()).unwrap().missing, Vec::<char>::new());
}

#[test]
fn a_character_without_a_glyph_is_named_and_warned_of() {
    let card = SupervisionCard { lead_unit: "县教育局\u{1F600}".to_owned(), ..card() };
    let printed = card.pdf(&fonts()).unwrap();
    assert_eq!(printed.missing, ['\u{1F600}']);
    assert!(printed.warning().unwrap().contains("U+1F600"));
    if let Some(text) = pdf_text(&printed.bytes) {
        assert!(text.contains("〔U+1F600〕"), "{text}");
    }
    assert!(docx_text(&card.docx().unwrap()).contains('\u{1F600}'));
}

#[test]
fn an_official_page_has_the_measures_of_the_standard() {
    let xml = part(&card().docx().unwrap(), "word/document.xml");
    assert!(xml.contains(r#"<w:pgSz w:w="11906" w:h="16838"/>"#));
    assert!(xml.contains(r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1587""#), "{xml}");
    let notice = part(&notice(UrgingRung::Blue).docx().unwrap(), "word/document.xml");
    assert!(notice.contains(r#"w:line="560" w:lineRule="exact""#));
    assert!(
        notice.contains(r#"w:eastAsia="仿宋_GB2312""#) && notice.contains(r#"w:eastAsia="方正小标宋简体""#)
    );
}

#[test]
fn every_light_has_a_word_and_a_shape_of_its_own() {
    use LightMark::{Done, DoneLate, Green, Grey, Red, Yellow};
    let shapes = [Green, Yellow, Red, Grey, Done, DoneLate].map(|light| light.word().chars().next().unwrap());
    let distinct: std::collections::BTreeSet<char> = shapes.into_iter().collect();
    assert_eq!(distinct.len(), 6);
    assert!(distinct.iter().all(|c| !c.is_alphanumeric()));
}
