//! 人员: accounts with duty and unit, the list, the three administrators, and the import from a workbook.

use std::io::Cursor;

use app::args;
use axum::http::StatusCode;
use calamine::{Reader, Xlsx};
use rust_xlsxwriter::Workbook;

use crate::support::county::{County, REGION};
use crate::support::{PASSWORD, Page, TestApp};

const UNIT_HEADS: [&str; 5] = ["单位名称", "上级单位", "单位编码", "分管领导", "排序"];
const PERSON_HEADS: [&str; 6] = ["姓名", "登录名", "单位", "岗位", "电话", "邮箱"];

fn workbook(units: &[[&str; 5]], people: &[[&str; 6]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("单位").unwrap();
    // A title above the heads, as offices like it: row numbers stay those of the sheet.
    sheet.write_string(0, 0, "云岭县承办单位").unwrap();
    for (row, cells) in (2..).zip(std::iter::once(&UNIT_HEADS).chain(units)) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
    let sheet = workbook.add_worksheet().set_name("人员").unwrap();
    for (row, cells) in (0..).zip(std::iter::once(&PERSON_HEADS).chain(people)) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) if column == 4 => sheet.write_number(row, column, number).unwrap(),
                _ => sheet.write_string(row, column, *cell).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

const UNITS: [[&str; 5]; 3] = [
    ["河道管理所", "县林业局", "", "", ""],
    ["县林业局", "", "302001", "周副县长", "30"],
    ["县气象局", "", "", "无此人", ""],
];

const PEOPLE: [[&str; 6]; 5] = [
    ["周副县长", "zhou", "", "分管领导", "13800000001", ""],
    ["林局长", "", "县林业局", "单位负责人", "13800000002", "lin@yunling.gov.cn"],
    ["何所长", "he", "河道管理所", "单位负责人", "", ""],
    ["天气预报", "tian", "县气象局", "经办人", "", ""],
    ["吴联络", "water-liaison", "", "", "13800000003", ""],
];

/// What a hidden field of a page holds, as the browser sends it back.
fn hidden(page: &Page, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.body.split_once(&start).unwrap_or_else(|| panic!("no {name} in {}", page.body));
    let value = rest.split('"').next().unwrap();
    value.replace("&#34;", "\"").replace("&quot;", "\"").replace("&#38;", "&")
}

async fn preview(county: &County, file: &[u8]) -> Page {
    let fields = [("region", REGION)];
    county.administrator.post_files_with("/accounts/import/preview", &fields, &[("人员.xlsx", file)]).await
}

#[tokio::test]
async fn every_row_gets_its_verdict_and_nothing_is_saved_before_it_is_confirmed() {
    let county = County::start().await;
    let before = county.test.app.db.number("select count(*) from account", args![]).await.unwrap();
    let page = preview(&county, &workbook(&UNITS, &PEOPLE)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for text in [
        "<strong>5</strong><span>新增",
        "<strong>1</strong><span>更新",
        "<strong>2</strong><span>有误",
        "没有叫“无此人”的县领导",
        "没有单位“县气象局”",
        "电话：（空） → 13800000003",
        "data-label=\"行号\">6<",
    ] {
        assert!(page.body.contains(text), "{text} is missing in {}", page.body);
    }
    let after = county.test.app.db.number("select count(*) from account", args![]).await.unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn what_is_good_is_saved_at_once_and_the_same_file_again_changes_nothing() {
    let county = County::start().await;
    let db = &county.test.app.db;
    let file = workbook(&UNITS, &PEOPLE);
    let lines = hidden(&preview(&county, &file).await, "lines");
    let form = [("region", REGION), ("lines", lines.as_str())];
    let page = county.administrator.post("/accounts/import", &form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let placed = "select count(*) from unit join unit parent on parent.id = unit.parent_id
                  where unit.name = '河道管理所' and parent.name = '县林业局'";
    assert_eq!(db.number(placed, args![]).await.unwrap(), 1);
    let led = "select count(*) from unit join account on account.id = leader_id
               where unit.name = '县林业局' and account.name = 'zhou' and unit.position = 30";
    assert_eq!(db.number(led, args![]).await.unwrap(), 1);
    let phone = "select count(*) from account where name = '13800000002' and phone = '13800000002' and duty = 'unit_head'";
    assert_eq!(db.number(phone, args![]).await.unwrap(), 1, "without a sign-in name the telephone is it");
    let kept = "select count(*) from account where name = 'water-liaison' and duty = 'liaison' and phone = '13800000003'";
    assert_eq!(db.number(kept, args![]).await.unwrap(), 1, "empty cells leave what was there");
    let events =
        "select count(*) from organisation_event where action in ('导入', '新建') or reason = '从表格导入'";
    assert_eq!(db.number(events, args![]).await.unwrap(), 6);

    let again = preview(&county, &file).await;
    assert!(
        again.body.contains("<strong>0</strong><span>新增")
            && again.body.contains("<strong>6</strong><span>无变化"),
        "{}",
        again.body
    );
    county.administrator.post("/accounts/import", &form).await;
    assert_eq!(db.number(events, args![]).await.unwrap(), 6, "a second click saves nothing twice");
    let unbound = county.administrator.get("/accounts?state=unbound").await;
    assert!(unbound.body.contains("共 3 人"), "{}", unbound.body);
    let page = county.test.stranger().post("/accounts/sign-in", &[("name", "zhou"), ("password", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "no password is no way in");
}

#[tokio::test]
async fn wrong_rows_come_back_as_a_workbook_with_their_numbers() {
    let county = County::start().await;
    let lines = hidden(&preview(&county, &workbook(&UNITS, &PEOPLE)).await, "lines");
    let form = [("region", REGION), ("lines", lines.as_str())];
    let page = county.administrator.post("/accounts/import/problems.xlsx", &form).await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(page.bytes)).unwrap();
    let units = book.worksheet_range("单位").unwrap();
    assert_eq!(units.get((1, 0)).unwrap().to_string(), "县气象局");
    assert_eq!(units.get((1, 5)).unwrap().to_string(), "6");
    assert!(units.get((1, 6)).unwrap().to_string().contains("无此人"));
    assert_eq!(book.worksheet_range("人员").unwrap().get((1, 6)).unwrap().to_string(), "5");
}

#[tokio::test]
async fn what_is_no_workbook_of_ours_is_said_so() {
    let county = County::start().await;
    let other = {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().set_name("人员").unwrap().write_string(0, 0, "张三").unwrap();
        workbook.save_to_buffer().unwrap()
    };
    for (file, why) in [
        (b"not a workbook".to_vec(), "文件打不开"),
        (Workbook::new().save_to_buffer().unwrap(), "表格中没有内容"),
        (other, "没有“姓名”这一列"),
        (workbook(&[], &[]), "表格中没有内容"),
    ] {
        let page = preview(&county, &file).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains(why), "{why}: {}", page.body);
    }
    let template = county.administrator.get("/accounts/import/template.xlsx").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(template.bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["单位", "人员", "填写说明"]);
    assert_eq!(book.worksheet_range("人员").unwrap().get((0, 3)).unwrap().to_string(), "岗位");
    for name in ["director", "water-head"] {
        let client = county.sign_in(name).await;
        assert_eq!(client.get("/accounts/import").await.status, StatusCode::NOT_FOUND);
        assert_eq!(client.get("/accounts/import/template.xlsx").await.status, StatusCode::NOT_FOUND);
        let form = [("region", REGION), ("lines", "{\"units\":[],\"people\":[]}")];
        assert_eq!(client.post("/accounts/import", &form).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_whole_county_of_223_people_comes_in_at_once_and_is_paged() {
    let county = County::start().await;
    let names: Vec<(String, String)> = (0..223).map(|i| (format!("人员{i}"), format!("person{i}"))).collect();
    let people: Vec<[&str; 6]> =
        names.iter().map(|(who, name)| [who.as_str(), name.as_str(), "县水利局", "经办人", "", ""]).collect();
    let lines = hidden(&preview(&county, &workbook(&[], &people)).await, "lines");
    county.administrator.post("/accounts/import", &[("region", REGION), ("lines", lines.as_str())]).await;
    let page = county.administrator.get("/accounts?duty=handler&page=5").await;
    assert!(page.body.contains("共 224 人") && page.body.contains("第 5 页，共 5 页"), "{}", page.body);
    let page = county.administrator.get("/accounts?q=人员222").await;
    assert!(page.body.contains("共 1 人"));
    let page = county.administrator.get("/accounts?q=%25").await;
    assert!(page.body.contains("共 236 人"), "a percent sign is no wildcard of its own");
}

#[tokio::test]
async fn an_account_is_moved_and_the_trail_keeps_both_sides() {
    let county = County::start().await;
    let handler = county.person("water-handler").await;
    let finance = county.unit("县财政局").await;
    let address = format!("/accounts/{handler}");
    let form = [
        ("display_name", "冯经办"),
        ("role", "officer"),
        ("region", REGION),
        ("unit", finance.as_str()),
        ("duty", "liaison"),
        ("phone", "13900000000"),
        ("email", "feng@yunling.gov.cn"),
        ("reason", "调任"),
    ];
    let page = county.administrator.post(&address, &form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = county.administrator.get(&address).await;
    assert!(page.body.contains("单位：县水利局 → 县财政局；岗位：经办人 → 单位联络员"), "{}", page.body);
    for (changed, value, why) in [
        ("phone", "打电话", "5 至 20 位"),
        ("email", "feng", "邮箱的写法不对"),
        ("unit", "", "须选择单位"),
        ("unit", "no-such", "请在本县名录中选择单位"),
        ("display_name", " ", "请填写姓名"),
        ("role", "administrator", "不担任督办岗位"),
    ] {
        let form: Vec<(&str, &str)> =
            form.iter().map(|(name, was)| (*name, if *name == changed { value } else { *was })).collect();
        let page = county.administrator.post(&address, &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{changed} {value}");
        assert!(page.body.contains(why), "{why}: {}", page.body);
    }
    for name in ["director", "water-head", "inspector"] {
        let client = county.sign_in(name).await;
        assert_eq!(client.get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(client.post(&address, &form).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn nobody_holds_two_of_the_three_administrators() {
    let test = TestApp::start().await;
    let administrator = test.sign_in_administrator().await;
    let add = async |name: &str, who: &str, role: &str, phone: &str| {
        let form =
            [("name", name), ("display_name", who), ("password", PASSWORD), ("role", role), ("phone", phone)];
        administrator.post("/accounts", &form).await
    };
    let page = add("safe", "李主任", "security", "").await;
    assert!(page.body.contains("须填电话"), "{}", page.body);
    let page = add("safe", "李主任", "security", "13800000001").await;
    assert!(page.body.contains("“李主任”已是系统管理员"), "{}", page.body);
    assert_eq!(add("safe", "安全员", "security", "13800000001").await.status, StatusCode::SEE_OTHER);
    let page = add("audit", "审计员", "audit", "13800000001").await;
    assert!(
        page.body.contains("“审计员”已是安全管理员"),
        "the same telephone is the same person: {}",
        page.body
    );
    assert_eq!(add("audit", "审计员", "audit", "13800000002").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        add("reader", "审计员", "officer", "13800000002").await.status,
        StatusCode::SEE_OTHER,
        "not one of the three"
    );
    let reader: Option<(String,)> =
        test.app.db.one("select id from account where name = 'reader'", args![]).await.unwrap();
    let address = format!("/accounts/{}", reader.unwrap().0);
    let form = [("display_name", "审计员"), ("role", "administrator"), ("phone", "13800000002")];
    let page = administrator.post(&address, &form).await;
    assert!(page.body.contains("“审计员”已是审计管理员"), "neither by a change of role: {}", page.body);
}

#[tokio::test]
async fn each_of_the_three_has_pages_of_their_own_and_no_others() {
    let county = County::start().await;
    for (name, role, phone) in [("safe", "security", "13800000001"), ("audit", "audit", "13800000002")] {
        let form = [
            ("name", name),
            ("display_name", name),
            ("password", PASSWORD),
            ("role", role),
            ("phone", phone),
            ("region", REGION),
        ];
        assert_eq!(county.administrator.post("/accounts", &form).await.status, StatusCode::SEE_OTHER);
    }
    let (safe, audit) = (county.sign_in("safe").await, county.sign_in("audit").await);
    assert_eq!(safe.get("/procedure/second-factor").await.status, StatusCode::OK);
    assert_eq!(audit.get("/procedure/second-factor").await.status, StatusCode::NOT_FOUND);
    assert_eq!(safe.get("/accounts/new").await.status, StatusCode::NOT_FOUND);
    assert_eq!(audit.get("/accounts").await.status, StatusCode::NOT_FOUND);
    let trail = audit.get("/procedure/trail?subject=account").await;
    assert!(trail.body.contains("登录名：audit"), "{}", trail.body);
    for path in ["/units/new", "/procedure/limits", "/invitations", "/absences"] {
        assert_eq!(safe.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(audit.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn an_administrator_of_a_county_manages_only_its_accounts() {
    let county = County::start().await;
    let other = county.test.sign_in(&county.administrator, "qing", "administrator", "青川县").await;
    let handler = county.person("water-handler").await;
    assert_eq!(other.get(&format!("/accounts/{handler}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        other.post(&format!("/accounts/{handler}/disabling"), &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert!(!other.get("/accounts").await.body.contains("冯经办"));
    let form = [("name", "mine"), ("display_name", "新人"), ("role", "officer"), ("region", REGION)];
    assert_eq!(other.post("/accounts", &form).await.status, StatusCode::SEE_OTHER);
    let placed = "select count(*) from account where name = 'mine' and region = '青川县'";
    assert_eq!(county.test.app.db.number(placed, args![]).await.unwrap(), 1, "whatever region was sent");
}
