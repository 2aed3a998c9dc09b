//! For eyes: `cargo test -p writer --test papers look -- --ignored --nocapture` prints the samples into a folder.

use std::fs;
use std::path::Path;
use std::time::Instant;

use writer::papers::UrgingRung;

use crate::reading::fonts;
use crate::samples::{card, ledger, long_card, long_notice, notice};

#[test]
#[ignore = "writes files for people to look at"]
fn the_samples_are_printed_to_be_looked_at() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers");
    fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    let fonts = fonts();
    for (name, card) in [("card", card()), ("card-long", long_card())] {
        write(&format!("{name}.pdf"), &timed(name, || card.pdf(&fonts).unwrap()).bytes);
        write(&format!("{name}.docx"), &card.docx().unwrap());
    }
    let notices = [UrgingRung::Blue, UrgingRung::Yellow, UrgingRung::Red].map(notice);
    for (name, notice) in
        ["blue", "yellow", "red", "red-long"].iter().zip(notices.into_iter().chain([long_notice()]))
    {
        write(&format!("notice-{name}.pdf"), &timed(name, || notice.pdf(&fonts).unwrap()).bytes);
        write(&format!("notice-{name}.docx"), &notice.docx().unwrap());
    }
    for n in [0, 12, 500] {
        let (name, ledger) = (format!("ledger-{n}"), ledger(n));
        write(&format!("{name}.pdf"), &timed(&name, || ledger.pdf(&fonts).unwrap()).bytes);
        write(&format!("{name}.docx"), &ledger.docx().unwrap());
        write(&format!("{name}.xlsx"), &timed(&name, || ledger.xlsx().unwrap()));
    }
    let again = card();
    timed("100 cards, warm", || (0..100).for_each(|_| drop(again.pdf(&fonts).unwrap())));
    println!("{}", folder.display());
}

fn timed<T>(name: &str, print: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let printed = print();
    println!("{name}: {} ms", start.elapsed().as_millis());
    printed
}
