//! 台账: who sees which row, filters and lights, saved views, batches, export and import.

use app::{args, clock};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;

use crate::support::county::County;
use crate::support::registering::{in_days, today};
use crate::support::{Client, Page};

const DAY: i64 = 86_400_000;

async fn run(county: &County, sql: &'static str, args: app::db::Args) {
    assert_eq!(county.test.app.db.run(sql, args).await.unwrap(), 1);
}

#[tokio::test]
async fn each_sees_the_matters_that_are_theirs() {
    let county = County::start().await;
    county.issue("青石河水库除险加固", "县水利局", &[]).await;
    county.issue("清理暂付款项", "县财政局", &[]).await;
    let officer = county.sign_in("inspector").await;
    county.register(&officer, "还在拟办的水利事项", "县水利局", &[]).await;
    let cases: [(&str, &[&str], &str); 7] = [
        ("inspector", &["青石河", "暂付款", "拟办的水利"], "共 3 件"),
        ("chief", &["青石河", "暂付款", "拟办的水利"], "共 3 件"),
        ("leader", &["青石河"], "共 1 件"),
        ("water-head", &["青石河"], "共 1 件"),
        ("water-liaison", &["青石河"], "共 1 件"),
        ("finance-head", &["暂付款"], "共 1 件"),
        ("observer", &[], "没有未办结的事项"),
    ];
    for (name, titles, count) in cases {
        let client = county.sign_in(name).await;
        let page = client.get("/matters").await;
        assert!(page.body.contains(count), "{name}: {}", page.body);
        for title in ["青石河", "暂付款", "拟办的水利"] {
            assert_eq!(page.body.contains(title), titles.contains(&title), "{name} {title}");
        }
        let rows = sheet(&client.get("/matters.xlsx").await);
        assert_eq!(rows.len() - 1, titles.len(), "{name}: the export is the list");
    }
    let unit = county.sign_in("water-head").await.get("/matters").await;
    assert!(!unit.body.contains("/matters/batch") && !unit.body.contains("登记事项"), "{}", unit.body);
}

#[tokio::test]
async fn a_name_that_was_changed_is_the_name_on_the_next_page() {
    let county = County::start().await;
    let id = county.issue("青石河水库除险加固", "县水利局", &[]).await;
    let (officer, director) = (county.sign_in("inspector").await, county.sign_in("director").await);
    let water = county.unit("县水利局").await;
    for name in ["县水利局", "县水务局", "县河湖局"] {
        let page = director.post(&format!("/units/{water}"), &[("name", name), ("reason", "机构改革")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        for path in ["/matters".to_owned(), format!("/matters/{id}")] {
            assert!(officer.get(&path).await.body.contains(name), "{path} {name}");
        }
    }
}

#[tokio::test]
async fn whoever_moved_to_another_county_keeps_their_name_on_what_they_registered() {
    let county = County::start().await;
    let id = county.issue("青石河水库除险加固", "县水利局", &[]).await;
    run(
        &county,
        "update account set region = '青川县' where id = $1",
        args![county.person("inspector").await],
    )
    .await;
    let director = county.sign_in("director").await;
    let shown = director.get(&format!("/matters/{id}")).await.body;
    let (_, officer) = shown.split_once("<dt>督查员</dt><dd>").unwrap();
    assert!(!officer.starts_with('<'), "{shown}");
    let row = &sheet(&director.get("/matters.xlsx").await)[1];
    assert!(officer.starts_with(row[9].as_str()) && !row[9].is_empty(), "{row:?}");
}

#[tokio::test]
async fn filters_find_what_they_say() {
    let county = County::start().await;
    let leader = county.person("leader").await;
    let due = in_days(40);
    let first = [("leader_id", leader.as_str()), ("finish_on", due.as_str()), ("source_kind", "superior")];
    let id = county.issue("青石河水库除险加固", "县水利局", &first).await;
    county.issue("清理暂付款项", "县财政局", &[]).await;
    let officer = county.sign_in("inspector").await;
    county.register(&officer, "还在拟办的财政事项", "县财政局", &[]).await;
    let (water, year) = (county.unit("县水利局").await, today()[..4].to_owned());
    let only_first = [
        "q=水库除险".to_owned(),
        format!("q=〔{year}〕1号"),
        "source=superior".to_owned(),
        format!("leader={leader}"),
        format!("unit={water}"),
        format!("from={due}"),
        format!("from={due}&to={due}"),
        "q=水库&light=green&stage=issued".to_owned(),
    ];
    for query in only_first {
        let page = officer.get(&format!("/matters?{}", encoded(&query))).await;
        assert!(page.body.contains("共 1 件") && page.body.contains(&id), "{query}: {}", page.body);
    }
    for (query, count) in [
        ("light=grey", "共 1 件"),
        ("stage=drafted", "共 1 件"),
        ("stage=all", "共 3 件"),
        ("mine=1", "共 3 件"),
        ("light=red", "没有符合条件"),
        ("q=100%_", "没有符合条件"),
        ("unit=x' or 1=1", "没有符合条件"),
    ] {
        let page = officer.get(&format!("/matters?{}", encoded(query))).await;
        assert!(page.body.contains(count), "{query}: {}", page.body);
    }
    for query in ["light=blue", "stage=done", "from=明天", "source=x"] {
        let page = officer.get(&format!("/matters?{}", encoded(query))).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
}

fn encoded(query: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"=&-".contains(&b);
    query.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[tokio::test]
async fn the_light_of_the_list_is_the_light_of_its_filter() {
    let county = County::start().await;
    let now = clock::now();
    let titles = ["正常的督办事项", "预警的督办事项", "逾期的督办事项"];
    let turns = [(now + DAY, now + 2 * DAY), (now - DAY, now + DAY), (now - 2 * DAY, now - DAY)];
    for (title, (yellow, red)) in titles.into_iter().zip(turns) {
        let id = county.issue(title, "县水利局", &[]).await;
        run(
            &county,
            "update matter set yellow_after = $1, red_after = $2 where id = $3",
            args![yellow, red, id],
        )
        .await;
    }
    let chief = county.sign_in("chief").await;
    for (key, word, title) in
        [("green", "正常", titles[0]), ("yellow", "预警", titles[1]), ("red", "逾期", titles[2])]
    {
        for sort in ["", "late", "new"] {
            let page = chief.get(&format!("/matters?light={key}&sort={sort}")).await;
            assert!(page.body.contains("共 1 件") && page.body.contains(title), "{}", page.body);
            assert!(page.body.contains(&format!("class=\"light {key}\">{word}<")), "{}", page.body);
        }
    }
}

#[tokio::test]
async fn pages_follow_the_due_day_and_end_with_what_has_none() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let first = county.register(&officer, "督办事项零号", "县水利局", &[]).await;
    for n in 1..=60 {
        let due = if n > 30 { Some(n * DAY) } else { None };
        let id = format!("{n:032}");
        run(
            &county,
            "insert into matter (id, region, year, number, title, requirement, source_kind, source_title, template,
                 lead_unit_id, officer_id, created_at, stage, is_open, finish_due, n_events, head_hash, changed_at)
             select $1, region, year, $2, $3, requirement, source_kind, source_title, template, lead_unit_id,
                 officer_id, created_at, stage, 1, $4, 1, '', 0 from matter where id = $5",
            args![id, 100 + n, format!("督办事项第{n}号"), due, &first],
        )
        .await;
    }
    let numbers = async |query: &str| -> Vec<String> {
        let body = officer.get(&format!("/matters?{query}")).await.body;
        let titles = body.split("督办事项第").skip(1).step_by(2);
        titles.map(|rest| rest.split('号').next().unwrap().to_owned()).collect()
    };
    let expected = |range: &mut dyn Iterator<Item = i64>| range.map(|n| n.to_string()).collect::<Vec<_>>();
    assert_eq!(numbers("").await, expected(&mut (31..=55)));
    let second = [expected(&mut (56..=60)), expected(&mut (12..=30).rev())].concat();
    assert_eq!(
        numbers("page=2").await,
        second,
        "after the dated the newest: number 0 first, which is counted out"
    );
    assert_eq!(numbers("page=3").await, expected(&mut (1..=11).rev()));
    assert_eq!(numbers("sort=late").await, expected(&mut (36..=60).rev()));
    let page = officer.get("/matters?page=9").await;
    assert!(page.body.contains("可以翻看的只有 3 页"), "{}", page.body);
    assert!(officer.get("/matters").await.body.contains("共 61 件"));
}

#[tokio::test]
async fn a_filter_is_kept_under_a_name() {
    let county = County::start().await;
    let (officer, other) = (county.sign_in("inspector").await, county.sign_in("inspector2").await);
    let page =
        officer.post("/matters/views", &[("name", "水库"), ("query", "q=水库&light=green&page=2&x=y")]).await;
    assert_eq!(page.location(), "/matters?q=%E6%B0%B4%E5%BA%93&light=green");
    let page = officer.get(page.location()).await;
    assert!(page.body.contains(">水库</a>"), "{}", page.body);
    let id = page.linked("/matters/views/");
    assert!(!other.get("/matters").await.body.contains(">水库</a>"), "views are one's own");
    let removal = format!("/matters/views/{id}/removal");
    assert_eq!(other.post(&removal, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(officer.post(&removal, &[]).await.status, StatusCode::SEE_OTHER);
    let page = officer.post("/matters/views", &[("name", " "), ("query", "")]).await;
    assert!(page.body.contains("名称为 1 至 20 个字"), "{}", page.body);
}

#[tokio::test]
async fn a_batch_answers_for_each_matter_by_itself() {
    let county = County::start().await;
    let (officer, director) = (county.sign_in("inspector").await, county.sign_in("director").await);
    let ready = county.register(&officer, "可以报批的事项", "县水利局", &[("duplicates_seen", "on")]).await;
    let unready = county.register(&officer, "没有查重的事项", "县水利局", &[]).await;
    let both = [("action", "submit"), ("id", ready.as_str()), ("id", unready.as_str())];
    let page = officer.post("/matters/batch", &both).await;
    assert!(page.body.contains("选中 2 件，已报批 1 件；其余 1 件没有变化"), "{}", page.body);
    assert!(page.body.contains("请先核对是否与已有事项重复"), "{}", page.body);

    let approve = [("action", "approve"), ("id", ready.as_str())];
    let page = officer.post("/matters/batch", &approve).await;
    assert!(page.body.contains("已批准立项 0 件"), "{}", page.body);
    assert!(director.post("/matters/batch", &approve).await.body.contains("已批准立项 1 件"));

    let urge = [("action", "urge"), ("id", ready.as_str())];
    let page = officer.post("/matters/batch", &urge).await;
    assert!(page.body.contains("请写明理由"), "{}", page.body);
    let with_reason = [&urge[..], &[("reason", "请抓紧签收")]].concat();
    assert!(officer.post("/matters/batch", &with_reason).await.body.contains("已催办 1 件"));
    let page = officer.post("/matters/batch", &[("action", "accept"), ("id", &ready)]).await;
    assert!(page.body.contains("没有等待审核的反馈"), "{}", page.body);

    let head = county.sign_in("finance-head").await;
    let page = head.post("/matters/batch", &with_reason).await;
    assert!(page.body.contains("没有找到") && !page.body.contains("可以报批的事项"), "{}", page.body);
    let page = officer.post("/matters/batch", &[("action", "submit")]).await;
    assert!(page.body.contains("请先在台账中勾选事项"), "{}", page.body);
}

/// The rows of the first sheet.
fn sheet(page: &Page) -> Vec<Vec<String>> {
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let mut workbook: Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(page.bytes.clone())).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[tokio::test]
async fn the_export_is_what_the_filter_shows() {
    let county = County::start().await;
    county.issue("=青石河水库除险加固", "县水利局", &[]).await;
    county.issue("清理暂付款项", "县财政局", &[]).await;
    let officer = county.sign_in("inspector").await;
    let rows = sheet(&officer.get(&format!("/matters.xlsx?{}", encoded("q=水库"))).await);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1][1..4], ["=青石河水库除险加固", "按计划推进", "会议纪要"]);
    assert_eq!(rows[1][7], "县水利局");
    assert_eq!(rows[1][12], "正常");
    assert_eq!(sheet(&officer.get("/matters.xlsx").await).len(), 3);
}

async fn upload(client: &Client, bytes: &[u8]) -> Page {
    let boundary = "----duji-test-boundary";
    let mut body = format!(
        "--{boundary}\r\ncontent-disposition: form-data; name=\"files\"; filename=\"台账.xlsx\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={boundary}");
    let request = Request::post("/matters/import").header(header::CONTENT_TYPE, kind);
    client.send(request.body(Body::from(body)).unwrap()).await
}

fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (line, row) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*row) {
            sheet.write_string(line, column, *text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// What the page of the report would send back.
fn rows_of(page: &Page) -> String {
    let value = page.body.split("name=\"rows\" value=\"").nth(1).expect("a form to confirm");
    value.split('"').next().unwrap().replace("&#34;", "\"").replace("&quot;", "\"")
}

#[tokio::test]
async fn rows_come_in_as_drafts_once_and_the_wrong_ones_are_named() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let head: &[&str] = &["序号", "事项名称", "来源", "牵头单位", "协办单位", "办结期限", "办结标准", "领导"];
    let bytes = workbook(&[
        &["云岭县督办台账"],
        head,
        &[
            "1",
            "青石河水库除险加固",
            "会议纪要",
            "县水利局",
            "县财政局",
            "2027/9/30",
            "完工；验收",
            "王副县长",
        ],
        &["2", "清理暂付款项", "会议纪要", "县财政局院", "", "", "", ""],
        &["3", "清理暂付款项", "口头", "县财政局", "", "", "", ""],
        &["4", "青石河水库除险加固", "批示件", "县水利局", "", "", "", ""],
        &[],
        &["6", "期限写错的事项", "文件部署", "县水利局", "", "下月", "", ""],
    ]);
    let page = upload(&officer, &bytes).await;
    for words in [
        "共 5 行：1 行可以导入，0 行此前已登记，4 行需要修改。还没有登记任何一行。",
        "牵头单位“县财政局院”不在单位名录中",
        "来源请填以下之一：会议纪要、批示件",
        "与第 3 行重复",
        "办结期限请写成 2026-03-31 的样子",
        "data-label=\"行\">8<",
    ] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    let rows = rows_of(&page);
    let page = officer.post("/matters/import/rows", &[("rows", &rows)]).await;
    assert!(page.body.contains("请确认事项不涉密后再导入"), "{}", page.body);
    let confirmed = [("rows", rows.as_str()), ("unclassified", "on")];
    let page = officer.post("/matters/import/rows", &confirmed).await;
    assert!(page.body.contains("已登记 1 件拟办，4 行需要修改"), "{}", page.body);
    let stages = "select count(*) from matter where stage = 'drafted'";
    assert_eq!(county.test.app.db.number(stages, args![]).await.unwrap(), 1);

    // The same again, by the form and by the file.
    let page = officer.post("/matters/import/rows", &confirmed).await;
    assert!(page.body.contains("已登记 0 件拟办，1 行此前已登记"), "{}", page.body);
    let page = upload(&officer, &bytes).await;
    assert!(page.body.contains("0 行可以导入，1 行此前已登记"), "{}", page.body);
    assert_eq!(county.test.app.db.number("select count(*) from matter", args![]).await.unwrap(), 1);
}

#[tokio::test]
async fn what_is_no_ledger_is_refused_and_the_template_is_one() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let blank = officer.get("/matters/import.xlsx").await;
    assert_eq!(sheet(&blank)[0][0], "事项名称");
    for (bytes, why) in [
        (b"PK nothing".to_vec(), "打不开这个文件"),
        (workbook(&[&["名称"], &["甲"]]), "表中没有“事项名称”这一列"),
        (blank.bytes.clone(), "表中有 0 行"),
    ] {
        let page = upload(&officer, &bytes).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains(why), "{}", page.body);
    }
    for name in ["water-head", "chief"] {
        let client = county.sign_in(name).await;
        assert_eq!(upload(&client, &blank.bytes).await.status, StatusCode::NOT_FOUND, "{name}");
        let page = client.post("/matters/import/rows", &[("rows", "[]"), ("unclassified", "on")]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{name}");
    }
}
