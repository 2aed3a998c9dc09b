//! 来源分解: from pasted minutes to clauses that each end somewhere, and who may say where.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a surprise is a failed test")]

mod support;

use app::args;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use support::county::County;
use support::registering::send;
use support::{Client, Page};

const MINUTES: &str = "会议由县长李某主持。\n一、关于水利工程\n（一）由县水利局牵头，会同县财政局，于2027年9月30日前完成青石河水库除险加固。\n\
                       （二）青石镇人民政府负责做好移民安置。\n二、会议听取了秋粮收购情况汇报。\n出席：李某";

async fn preview(client: &Client, fields: &[(&str, &[u8])]) -> Page {
    let boundary = "----duji-test-boundary";
    let mut body = Vec::new();
    for (name, value) in fields {
        let file = if *name == "files" { "; filename=\"纪要.txt\"" } else { "" };
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
    client.send(request.body(Body::from(body)).unwrap()).await
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
    let page = preview(&officer, &[&head[..], &[("body", b""), ("files", &gb)]].concat()).await;
    assert!(page.body.contains(">一、办</textarea>"), "a file of Windows is read: {}", page.body);
    let page = preview(&officer, &[&head[..], &[("files", b"PK\x03\x04\x00\x00\xff\xff")]].concat()).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("这不是纯文本文件"), "{}", page.body);
    let page = preview(&officer, &[("title", "纪要".as_bytes()), ("body", MINUTES.as_bytes())]).await;
    assert!(page.body.contains("请选择来源种类") && page.body.contains("秋粮收购"), "{}", page.body);
    let n = county.test.app.db.number("select count(*) from source", args![]).await.unwrap();
    assert_eq!(n, 0);
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
    assert!(page.body.contains("3 条未定") && !page.body.contains("只作通报"), "{}", page.body);
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
