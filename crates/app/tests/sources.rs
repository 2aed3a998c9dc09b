//! 来源分解: from pasted minutes to clauses that each end somewhere, and who may say where.

use std::convert::Infallible;

use app::args;
use app::db::Db;
use app::verify::{self, Record};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::support::county::County;
use crate::support::files::{docx, locked, office, paragraph};
use crate::support::registering::send;
use crate::support::{Client, Page};

const MINUTES: &str = "会议由县长李某主持。\n一、关于水利工程\n（一）由县水利局牵头，会同县财政局，于2027年9月30日前完成青石河水库除险加固。\n\
                       （二）青石镇人民政府负责做好移民安置。\n二、会议听取了秋粮收购情况汇报。\n出席：李某";

async fn preview(client: &Client, fields: &[(&str, &[u8])]) -> Page {
    let boundary = "----duji-test-boundary";
    let mut body = Vec::new();
    for (name, value) in fields {
        // A file comes under the name it was chosen by.
        let (name, file) = match name.rsplit_once('.') {
            Some(_) => ("files", format!("; filename=\"{name}\"")),
            None => (*name, String::new()),
        };
        body.extend_from_slice(
            format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
                .as_bytes(),
        );
        body.extend_from_slice(value);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={boundary}");
    let request = Request::post("/sources/preview").header(header::CONTENT_TYPE, kind);
    // As it comes over a network, in pieces.
    let pieces: Vec<_> = body.chunks(64 << 10).map(|piece| Ok::<_, Infallible>(piece.to_vec())).collect();
    client.send(request.body(Body::from_stream(tokio_stream::iter(pieces))).unwrap()).await
}

const CLAUSES: &str = "（一）由县水利局牵头，会同县财政局，于2027年9月30日前完成青石河水库除险加固。\r\n\r\n\
                       （二）青石镇人民政府负责做好移民安置。\r\n\r\n二、会议听取了秋粮收购情况汇报。";

/// A source with its three clauses: its id and theirs.
async fn source(county: &County, officer: &Client) -> (String, Vec<String>) {
    let form = [
        ("kind", "meeting"),
        ("title", "县政府第 12 次常务会议纪要"),
        ("dated_on", "2026-09-10"),
        ("body", MINUTES),
        ("clauses", CLAUSES),
    ];
    let page = officer.post("/sources", &form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let id = page.location().strip_prefix("/sources/").unwrap().to_owned();
    let clauses = "select id from clause where source_id = $1 order by position";
    let clauses: Vec<(String,)> = county.test.app.db.all(clauses, args![&id]).await.unwrap();
    (id, clauses.into_iter().map(|row| row.0).collect())
}

#[tokio::test]
async fn minutes_are_proposed_as_clauses_before_anything_is_saved() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let head: [(&str, &[u8]); 2] = [("kind", b"meeting"), ("title", "县政府常务会议纪要".as_bytes())];
    let page = preview(&officer, &[&head[..], &[("body", MINUTES.as_bytes())]].concat()).await;
    assert!(page.body.contains("拟分为 3 条"), "{}", page.body);
    assert!(page.body.contains(">（一）由县水利局牵头"), "{}", page.body);

    let gb = [0xd2, 0xbb, 0xa1, 0xa2, 0xb0, 0xec];
    let page = preview(&officer, &[&head[..], &[("body", b""), ("纪要.txt", &gb)]].concat()).await;
    assert!(page.body.contains(">一、办</textarea>"), "a file of Windows is read: {}", page.body);
    let page = preview(&officer, &[("title", "纪要".as_bytes()), ("body", MINUTES.as_bytes())]).await;
    assert!(page.body.contains("请选择来源种类") && page.body.contains("秋粮收购"), "{}", page.body);
    let n = county.test.app.db.number("select count(*) from source", args![]).await.unwrap();
    assert_eq!(n, 0);
}

const PAGE: &str = "<p>会议由县长李某主持。</p>\
    <ol><li>2027年推进水利工程。由县水利局牵头，于2027年9月30日前完成青石河水库除险加固。</li>\
    <li>会议听取了秋粮收购情况汇报。</li></ol>\
    <table border=1><tr><td>序号</td><td>议定事项</td><td>牵头单位</td><td>完成时限</td></tr>\
    <tr><td>1</td><td>整治三处易涝点</td><td>县财政局</td><td>2027年6月底前</td></tr></table><p>出席：李某</p>";

fn head() -> [(&'static str, &'static [u8]); 2] {
    [("kind", b"meeting"), ("title", "县政府常务会议纪要".as_bytes())]
}

#[tokio::test]
async fn minutes_come_as_a_word_document_with_its_own_numbers_and_tables() {
    let Some(minutes) = office(PAGE, "docx") else { return };
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let page = preview(&officer, &[&head()[..], &[("body", b""), ("纪要.docx", &minutes)]].concat()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("拟分为 3 条"), "{}", page.body);
    let clauses = ">1. 2027年推进水利工程。由县水利局牵头，于2027年9月30日前完成青石河水库除险加固。\n\n\
                   2. 会议听取了秋粮收购情况汇报。\n\n\
                   1. 整治三处易涝点（牵头单位：县财政局，完成时限：2027年6月底前）</textarea>";
    assert!(page.body.contains(clauses), "{}", page.body);
    assert!(page.body.contains("会议由县长李某主持。\n1. 2027"), "the whole text is kept: {}", page.body);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_named_and_nothing_typed_is_lost() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let long = docx(&paragraph(&"完成".repeat(300_000)), 0);
    let mut cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("空.docx", docx("<w:p/>", 0), "里没有文字；如果是扫描件或图片，请把正文录入到“全文”中"),
        ("零.docx", Vec::new(), "是空文件，请重新选择"),
        (
            "膨胀.docx",
            docx(&paragraph("一、办"), 40 << 20),
            "展开后大得不正常，没有读；请把正文粘贴到“全文”中",
        ),
        ("长.docx", long, "正文超过 10 万字，请分成几份上传"),
        ("密.docx", locked(), "设有打开密码，请去掉密码"),
        ("坏.docx", docx("<w:p>", 0), "已损坏，读不出正文"),
        ("假.docx", b"PK\x03\x04\x00\x00\xff\xff".to_vec(), "不是 Word 文档（.docx）或纯文本（.txt）"),
        ("纪要.pdf", b"%PDF-1.7\n".to_vec(), "的内容是PDF，请上传 .docx 或 .txt"),
        ("纪要.html", b"<html>".to_vec(), "是网页，请用 Word 或 WPS 打开后另存为 .docx 再上传"),
        ("程序.txt", b"MZ\x90\x00\x03\x00".to_vec(), "是可以运行的程序"),
        ("大.txt", vec![b'a'; (20 << 20) + 1], "超过 20 MB；请删去其中的图片另存后再上传"),
        ("更大.txt", vec![b'a'; 50 << 20], "超过 20 MB；请删去其中的图片另存后再上传"),
    ];
    cases.extend(
        office(PAGE, "doc").map(|old| ("改名.docx", old, "是旧版 Word 文档（.doc、.wps），请用 Word 或 WPS")),
    );
    for (name, bytes, why) in cases {
        let fields = [&head()[..], &[("number", "〔2026〕12 号".as_bytes()), (name, &bytes)]].concat();
        let page = preview(&officer, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.body.contains(why), "{name}: {}", page.body);
        let named = page.body.contains(&format!("文件“{name}”{}", &why[..3])) || name == "更大.txt";
        assert!(named, "{name}: {}", page.body);
        for typed in ["value=\"县政府常务会议纪要\"", "value=\"〔2026〕12 号\"", "value=\"meeting\" selected"]
        {
            assert!(page.body.contains(typed), "{name} lost {typed}: {}", page.body);
        }
    }
}

#[tokio::test]
async fn a_pasted_text_is_not_overwritten_by_a_file() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let file = docx(&paragraph("一、做好防汛工作。"), 0);
    let fields = [&head()[..], &[("body", "一、做好秋收工作。".as_bytes()), ("纪要.docx", &file)]].concat();
    let page = preview(&officer, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("“全文”中已有文字，两者只用一个"), "{}", page.body);
    assert!(
        page.body.contains(">一、做好秋收工作。</textarea>") && !page.body.contains("防汛"),
        "{}",
        page.body
    );

    let page = preview(&officer, &[("title", "纪要".as_bytes()), ("纪要.docx", &file)]).await;
    assert!(page.body.contains("请选择来源种类"), "{}", page.body);
    assert!(page.body.contains(">一、做好防汛工作。\n</textarea>"), "what was read is kept: {}", page.body);
}

#[tokio::test]
async fn every_clause_ends_as_a_matter_as_part_of_one_or_signed() {
    let county = County::start().await;
    let (officer, director) = (county.sign_in("inspector").await, county.sign_in("director").await);
    let (id, clauses) = source(&county, &officer).await;
    let page = officer.get(&format!("/sources/{id}")).await;
    assert!(page.body.contains("3 条：0 条立项、0 条阅知、3 条未定"), "{}", page.body);
    assert!(page.body.contains("牵头 县水利局；协办 县财政局；期限 2027-09-30"), "{}", page.body);

    // 立项, filled in from the clause
    let page = officer.get(&format!("/matters/new?clause={}", clauses[0])).await;
    for words in [
        "value=\"2027-09-30\"",
        "县政府第 12 次常务会议纪要",
        "name=\"template\" value=\"meeting\" required checked",
    ] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    let form = county.form("完成青石河水库除险加固", "县水利局").await;
    let from_clause = [("clause_id", clauses[0].as_str()), ("source_id", id.as_str())];
    assert_eq!(send(&officer, "/matters", &form, &from_clause).await.status, StatusCode::SEE_OTHER);
    let page = send(&officer, "/matters", &form, &from_clause).await;
    assert!(
        page.status == StatusCode::UNPROCESSABLE_ENTITY && page.body.contains("这一条已有结果"),
        "{}",
        page.body
    );
    let n = county.test.app.db.number("select count(*) from matter", args![]).await.unwrap();
    assert_eq!(n, 1, "a clause gives one matter");

    // 并入
    let part = format!("/sources/{id}/clauses/{}/part", clauses[1]);
    let page = officer.post(&part, &[("number", "2026-999")]).await;
    assert!(page.body.contains("没有编号为“2026-999”的事项"), "{}", page.body);
    let number: Vec<(i64,)> = county.test.app.db.all("select year from matter", args![]).await.unwrap();
    let page = officer.post(&part, &[("number", &format!("{}-1", number[0].0))]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);

    // 不立项: proposed by one, signed by the other
    let clause = format!("/sources/{id}/clauses/{}", clauses[2]);
    let page = officer.post(&format!("{clause}/declination"), &[("reason", "")]).await;
    assert!(page.body.contains("请写明不立项的理由"), "{}", page.body);
    officer.post(&format!("{clause}/declination"), &[("reason", "情况通报，没有办理要求")]).await;
    let page = officer.get(&format!("/sources/{id}")).await;
    assert!(page.body.contains("3 条：2 条立项、0 条阅知、1 条未定"), "{}", page.body);
    assert!(page.body.contains("拟不立项，待主任签字"), "{}", page.body);
    let page = officer.post(&format!("{clause}/signature"), &[]).await;
    assert!(page.body.contains("不立项由督查室主任签字"), "{}", page.body);
    assert_eq!(director.post(&format!("{clause}/signature"), &[]).await.status, StatusCode::SEE_OTHER);
    let page = director.get("/sources").await;
    assert!(page.body.contains("3 条：2 条立项、1 条阅知、0 条未定"), "{}", page.body);
    assert!(page.body.contains("已全部落实去向"));
    let page = director.get(&format!("/sources/{id}")).await;
    assert!(page.body.contains("情况通报，没有办理要求（周正"), "{}", page.body);
    assert_eq!(officer.post(&format!("{clause}/withdrawal"), &[]).await.status, StatusCode::CONFLICT);
    let told = timeline(&page);
    let wanted = [
        "签字，不立项 第 3 条 周正",
        "拟不立项 第 3 条 郑敏",
        "并入事项 第 2 条 1 号 郑敏",
        "立为事项 第 1 条 1 号 郑敏",
        "录入来源 郑敏",
    ];
    assert_eq!(told, wanted, "{}", page.body);
}

/// What the journal on the page tells, an entry a line: act, clause, matter, person.
fn timeline(page: &Page) -> Vec<String> {
    let list =
        page.body.split("<ol class=\"timeline plain\">").nth(1).unwrap().split("</ol>").next().unwrap();
    let text = |html: &str| {
        let parts = html.split('<').map(|part| part.rsplit('>').next().unwrap_or_default().trim());
        let said = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>();
        // Without the time before, and the seal and what was said behind.
        let number =
            |word: &&str| word.starts_with("〔").then(|| word.split('〕').nth(1)).flatten().is_some();
        let words = said[1..].iter().take_while(|word| word.len() != 8 || !word.is_ascii());
        let short = words.map(|word| if number(word) { word.split('〕').nth(1).unwrap() } else { word });
        short.collect::<Vec<_>>().join(" ")
    };
    list.split("<li>").skip(1).map(text).collect()
}

#[tokio::test]
async fn what_is_not_signed_can_be_taken_back() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let (id, clauses) = source(&county, &officer).await;
    let clause = format!("/sources/{id}/clauses/{}", clauses[2]);
    officer.post(&format!("{clause}/declination"), &[("reason", "只作通报")]).await;
    assert_eq!(officer.post(&format!("{clause}/withdrawal"), &[]).await.status, StatusCode::SEE_OTHER);
    let page = officer.get(&format!("/sources/{id}")).await;
    assert!(page.body.contains("3 条未定") && !page.body.contains("理由：只作通报（"), "{}", page.body);
    assert_eq!(
        timeline(&page)[..2],
        ["撤回，重新确定 第 3 条 郑敏", "拟不立项 第 3 条 郑敏"],
        "{}",
        page.body
    );
    assert!(page.body.contains("<p class=\"said\">理由：只作通报</p>"), "what was taken back stays told");
}

#[tokio::test]
async fn whoever_is_second_changes_nothing() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let (id, clauses) = source(&county, &officer).await;
    let clause = format!("/sources/{id}/clauses/{}", clauses[2]);
    let address = format!("{clause}/declination");
    let decline = || officer.post(&address, &[("reason", "只作通报")]);
    let (one, other) = tokio::join!(decline(), decline());
    let statuses = [one.status, other.status];
    assert!(
        statuses.contains(&StatusCode::SEE_OTHER) && statuses.contains(&StatusCode::CONFLICT),
        "{statuses:?}"
    );
    let page = officer.get(&format!("/sources/{id}")).await;
    assert_eq!(timeline(&page).len(), 2, "{}", page.body);
}

#[tokio::test]
async fn the_director_who_declines_signs_at_once_and_both_are_told() {
    let county = County::start().await;
    let (officer, director) = (county.sign_in("inspector").await, county.sign_in("director").await);
    let (id, clauses) = source(&county, &officer).await;
    let clause = format!("/sources/{id}/clauses/{}", clauses[2]);
    director.post(&format!("{clause}/declination"), &[("reason", "只作通报")]).await;
    let page = director.get(&format!("/sources/{id}")).await;
    let wanted = ["签字，不立项 第 3 条 周正", "拟不立项 第 3 条 周正", "录入来源 郑敏"];
    assert_eq!(timeline(&page), wanted, "{}", page.body);
}

#[tokio::test]
async fn a_source_older_than_its_journal_begins_it_with_what_was_decided() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let (id, clauses) = source(&county, &officer).await;
    let db = &county.test.app.db;
    let (open, decided) = match db {
        Db::Lite { .. } => ("drop trigger source_event_not_deleted", "drop trigger source_event_kept"),
        Db::Pg(_) => ("alter table source_event disable trigger source_event_kept", "select 1"),
    };
    for statement in [
        open,
        decided,
        "delete from source_event",
        "update source set n_events = 0, head_hash = ''",
        "update clause set outcome = 'declined', reason = '只作通报' where position = 3",
    ] {
        db.run(statement, args![]).await.unwrap();
    }
    let page = officer.get(&format!("/sources/{id}")).await;
    assert!(page.body.contains("录入时还没有留痕"), "{}", page.body);
    officer.post(&format!("/sources/{id}/clauses/{}/declination", clauses[0]), &[("reason", "已办结")]).await;
    let page = officer.get(&format!("/sources/{id}")).await;
    assert_eq!(timeline(&page), ["拟不立项 第 1 条 郑敏", "补记已有去向 系统"], "{}", page.body);
    assert!(page.body.contains("留痕开始前已定 1 条"), "{}", page.body);
    let tally =
        verify::run(&county.test.app, Record::default(), &mut |fault| panic!("{fault}")).await.unwrap();
    assert_eq!(tally.faults, 0);
}

#[tokio::test]
async fn sources_are_the_office_s() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let (id, clauses) = source(&county, &officer).await;
    let chief = county.sign_in("chief").await;
    assert_eq!(chief.get(&format!("/sources/{id}")).await.status, StatusCode::OK, "the chief leader reads");
    for name in ["chief", "water-head", "leader", "observer"] {
        let client = county.sign_in(name).await;
        for button in ["part", "declination", "signature", "withdrawal"] {
            let address = format!("/sources/{id}/clauses/{}/{button}", clauses[0]);
            let page = client.post(&address, &[("reason", "理由"), ("number", "2026-1")]).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{name} {button}");
        }
        assert_eq!(client.get("/sources/new").await.status, StatusCode::NOT_FOUND, "{name}");
        if name != "chief" {
            assert_eq!(client.get(&format!("/sources/{id}")).await.status, StatusCode::NOT_FOUND, "{name}");
            assert_eq!(client.get("/sources").await.status, StatusCode::NOT_FOUND, "{name}");
        }
    }
    county
        .test
        .app
        .db
        .run("update account set region = '别县' where name = 'inspector2'", args![])
        .await
        .unwrap();
    let elsewhere = county.sign_in("inspector2").await;
    assert_eq!(elsewhere.get(&format!("/sources/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(!elsewhere.get("/sources").await.body.contains("第 12 次"));
}
