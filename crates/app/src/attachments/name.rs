//! The name of an attachment as it is kept: a name only, that neither a page nor a file system reads as something else.

const LONGEST: usize = 120;

/// Browsers of old send a whole path, and all of them write quotes and line breaks as `%22`, `%0D` and `%0A`.
pub fn cleaned(sent: &str) -> String {
    let sent = sent.replace("%22", "\"").replace("%0D", "").replace("%0A", "");
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown = last.chars().filter(|c| !is_unseen(*c));
    let name: String = shown.map(|c| if ":*?\"<>|".contains(c) { '_' } else { c }).collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if name.is_empty() { "附件".to_owned() } else { shortened(name) }
}

/// The ending in small letters, empty where there is none.
pub fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_lowercase())
}

/// Marks that turn or hide what stands beside them: `报告\u{202e}fdp.exe` reads as `报告exe.pdf`.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn shortened(name: &str) -> String {
    let n = name.chars().count();
    if n <= LONGEST {
        return name.to_owned();
    }
    let ending: String = match name.rsplit_once('.') {
        Some((_, ending)) if ending.chars().count() <= 10 => format!(".{ending}"),
        _ => String::new(),
    };
    let kept = LONGEST - ending.chars().count();
    name.chars().take(kept).collect::<String>() + &ending
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_harmless_name_is_left() {
        for (sent, kept) in [
            ("验收报告.pdf", "验收报告.pdf"),
            ("C:\\资料\\预算.xlsx", "预算.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
            ("“现场”%22照片%22%0D%0A.jpg", "“现场”_照片_.jpg"),
            ("报告\u{202e}fdp.exe", "报告fdp.exe"),
            ("<img src=x>.png", "_img src=x_.png"),
            (" .. ", "附件"),
            ("", "附件"),
            (".pdf", "pdf"),
        ] {
            assert_eq!(cleaned(sent), kept, "{sent:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let kept = cleaned(&format!("{}.docx", "长".repeat(300)));
        assert_eq!((kept.chars().count(), ending(&kept).as_str()), (120, "docx"));
        assert_eq!(cleaned(&"字".repeat(300)).chars().count(), 120);
    }
}
