//! 二维码 as a picture in the page: one path, no script, sharp on paper.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The quiet zone the standard asks for, in modules.
const MARGIN: usize = 4;

/// An SVG of a text. Texts of ours are short: only one of thousands of characters would not fit.
pub fn svg(text: &str, title: &str) -> anyhow::Result<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
    let width = code.width();
    let side = width + 2 * MARGIN;
    let mut path = String::new();
    for (i, colour) in code.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            write!(path, "M{} {}h1v1h-1z", i % width + MARGIN, i / width + MARGIN)?;
        }
    }
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    Ok(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" shape-rendering=\"crispEdges\"><title>{title}</title>\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_becomes_one_picture() {
        let picture = svg("https://duban.example/invitations/0123456789abcdef", "邀请 <张三>").unwrap();
        assert!(picture.starts_with("<svg") && picture.contains("邀请 &lt;张三>"));
        assert_eq!(picture.matches("<path").count(), 1);
        assert!(svg(&"长".repeat(2000), "").is_err());
    }
}
