//! Papers as the office programs of a county find them.

use std::path::Path;
use std::process::Command;

/// The text of a paper after LibreOffice has opened it and printed it anew; a PDF is read as it is. `None` where there is
/// no LibreOffice and not the whole suite is asked for.
pub fn text(bytes: &[u8], ending: &str) -> Option<String> {
    if ending == "pdf" {
        return Some(text_of(bytes));
    }
    if Command::new("soffice").arg("--version").output().is_err() {
        assert!(std::env::var("DUJI_TEST_ALL").is_err(), "soffice is not installed");
        eprintln!("skipped: soffice is not installed (libreoffice-writer, libreoffice-calc)");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(format!("paper.{ending}"));
    std::fs::write(&file, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let done = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .args([folder.path(), &file])
        .output()
        .unwrap();
    let printed = folder.path().join("paper.pdf");
    assert!(Path::new(&printed).exists(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(text_of(&std::fs::read(printed).unwrap()))
}

/// As a reader of the file finds it, without the gaps that typesetting puts between Chinese and digits.
pub fn text_of(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let told = Command::new("pdftotext").arg("-layout").arg(file.path()).arg("-").output().unwrap();
    String::from_utf8(told.stdout).unwrap().split_whitespace().collect()
}
