//! The Markdown of a rule's page as HTML. HTML inside the Markdown is shown, not obeyed.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The page without its first-level heading, which the screen shows itself.
pub fn render(text: &str) -> String {
    let mut is_title = false;
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter(move |event| match event {
        Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
            is_title = true;
            false
        }
        Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
            is_title = false;
            false
        }
        _ => !is_title,
    });
    let mut out = String::new();
    html::push_html(&mut out, events.flat_map(framed));
    out
}

/// A wide table scrolls in a frame of its own, never the page.
fn framed(event: Event<'_>) -> Vec<Event<'_>> {
    match event {
        Event::Html(html) | Event::InlineHtml(html) => vec![Event::Text(html)],
        Event::Start(Tag::Table(_)) => vec![Event::Html("<div class=\"scroll\">".into()), event],
        Event::End(TagEnd::Table) => vec![event, Event::Html("</div>".into())],
        other => vec![other],
    }
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn tables_become_tables_and_the_title_is_left_to_the_screen() {
        let html = render("# SB-01 标题\n\n## 查什么\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n");
        assert!(!html.contains("SB-01"), "{html}");
        assert!(html.contains("<h2>查什么</h2>"), "{html}");
        assert!(html.contains("<div class=\"scroll\"><table>"), "{html}");
    }

    #[test]
    fn html_in_a_page_is_shown_as_text() {
        let html = render("甲 <b>乙</b>\n\n<script>alert(1)</script>\n");
        assert!(html.contains("&lt;b&gt;乙"), "{html}");
        assert!(html.contains("&lt;script&gt;"), "{html}");
    }
}
