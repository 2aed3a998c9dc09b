//! `duji verify` on what hangs on no matter: the clauses of a source and the changes of the organisation.

use app::args;
use app::verify::Record;

use crate::support::county::County;
use crate::support::tampering::{checked_with, tamper};

/// A source of two clauses, of which the second was declined and signed.
async fn minuted(county: &County) -> String {
    let form = [
        ("kind", "meeting"),
        ("title", "常务会议纪要"),
        ("body", "一、甲。\n二、乙。"),
        ("clauses", "一、甲。\r\n\r\n二、乙。"),
    ];
    let page = county.sign_in("inspector").await.post("/sources", &form).await;
    let id = page.location().strip_prefix("/sources/").unwrap().to_owned();
    let sql = "select id from clause where source_id = $1 and position = 2";
    let clause: Option<(String,)> = county.test.app.db.one(sql, args![&id]).await.unwrap();
    let address = format!("/sources/{id}/clauses/{}/declination", clause.unwrap().0);
    let page = county.sign_in("director").await.post(&address, &[("reason", "只作通报")]).await;
    assert_eq!(page.status, axum::http::StatusCode::SEE_OTHER, "{}", page.body);
    id
}

#[tokio::test]
async fn what_was_decided_of_a_clause_is_covered() {
    let county = County::start().await;
    minuted(&county).await;
    let (tally, found) = checked_with(&county, Record::default()).await;
    assert_eq!((found, tally.sources, tally.entries), (Vec::new(), 1, 3));
    let db = &county.test.app.db;
    let named = "云岭县来源“常务会议纪要” ";
    let texts = "名称、正文或条款：与录入时不符，被改动过";
    let end = "第 2 条的去向：与留痕不符，被改动过";
    for (change, back, told) in [
        (
            "update clause set text = '一、丙。' where position = 1",
            "update clause set text = '一、甲。' where position = 1",
            texts,
        ),
        ("update source set body = body || '三'", "update source set body = substr(body, 1, 9)", texts),
        (
            "update clause set reason = '已办结' where position = 2",
            "update clause set reason = '只作通报' where position = 2",
            end,
        ),
        (
            "update clause set signed_at = signed_at + 1 where position = 2",
            "update clause set signed_at = signed_at - 1 where position = 2",
            end,
        ),
        (
            "update source_event set body = replace(body, '只作通报', '已办结') where position = 2",
            "update source_event set body = replace(body, '已办结', '只作通报') where position = 2",
            "第 2 条（周正，拟不立项）：内容与校验值不符，被改动过或次序被调换",
        ),
        (
            "update source_event set act = 'sign' where position = 2",
            "update source_event set act = 'propose' where position = 2",
            "第 2 条（周正，拟不立项）：库中各栏与留痕内容不符，被改动过",
        ),
    ] {
        tamper(db, &[change]).await;
        let found = checked_with(&county, Record::default()).await.1;
        assert_eq!(found[0], format!("{named}{told}"), "{change}: {found:?}");
        tamper(db, &[back]).await;
        assert_eq!(checked_with(&county, Record::default()).await.1, Vec::<String>::new(), "{back}");
    }
    tamper(db, &["delete from source_event where position = 3"]).await;
    let found = checked_with(&county, Record::default()).await.1;
    assert_eq!(found, [format!("{named}第 3 条：缺失，被删除"), format!("{named}{end}")]);
}

#[tokio::test]
async fn who_changed_the_organisation_is_covered() {
    let county = County::start().await;
    for reason in ["增设", "再设"] {
        let form = [("name", reason), ("reason", reason)];
        let page = county.sign_in("director").await.post("/units", &form).await;
        assert_eq!(page.status, axum::http::StatusCode::SEE_OTHER, "{}", page.body);
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let path = elsewhere.path().join("ends.tsv");
    let (tally, found) = checked_with(&county, Record::open(Some(&path), None).unwrap()).await;
    assert_eq!(found, Vec::<String>::new());
    assert!(tally.changes >= 2, "{tally:?}");
    let db = &county.test.app.db;
    let named = "云岭县组织变更 ";
    for (change, back) in [
        (
            "update organisation_event set reason = '撤销' where reason = '再设'",
            "update organisation_event set reason = '再设' where reason = '撤销'",
        ),
        (
            "update organisation_event set person = '别人' where reason = '再设'",
            "update organisation_event set person = '周正' where reason = '再设'",
        ),
        (
            "update organisation_event set subject_id = subject_id || '0' where reason = '再设'",
            "update organisation_event set subject_id = substr(subject_id, 1, 32) where reason = '再设'",
        ),
        (
            "update organisation_event set after_value = replace(after_value, '再设', '三设') where reason = '再设'",
            "update organisation_event set after_value = replace(after_value, '三设', '再设') where reason = '再设'",
        ),
    ] {
        tamper(db, &[change]).await;
        let found = checked_with(&county, Record::default()).await.1;
        assert_eq!(found.len(), 1, "{change}: {found:?}");
        assert!(
            found[0].starts_with(named) && found[0].ends_with("内容与校验值不符，被改动过或次序被调换"),
            "{found:?}"
        );
        tamper(db, &[back]).await;
        assert_eq!(checked_with(&county, Record::default()).await.1, Vec::<String>::new(), "{back}");
    }
    tamper(db, &["update organisation_event set position = null, hash = null where reason = '增设'"]).await;
    let found = checked_with(&county, Record::default()).await.1;
    assert_eq!(found, [format!("{named}第 1 条：缺失，被删除")]);
    tamper(
        db,
        &[
            "delete from organisation_event where region = '云岭县'",
            "delete from organisation_chain where region = '云岭县'",
        ],
    )
    .await;
    let found = checked_with(&county, Record::open(None, Some(&path)).unwrap()).await.1;
    assert_eq!(found, [format!("{named}整条校验链：以前记录过，现在没有，被删除")]);
}

#[tokio::test]
async fn changes_older_than_the_chain_are_under_its_first_link() {
    let county = County::start().await;
    let db = &county.test.app.db;
    let older = "insert into organisation_event (id, at, person, region, subject, subject_id, action, reason)
         values ('0', 5, '李主任', '云岭县', 'unit', 'u', '新增', '')";
    tamper(db, &["delete from organisation_event", "delete from organisation_chain", older]).await;
    assert_eq!(checked_with(&county, Record::default()).await.1, Vec::<String>::new());
    let form = [("name", "县档案馆"), ("reason", "增设")];
    county.sign_in("director").await.post("/units", &form).await;
    assert_eq!(checked_with(&county, Record::default()).await.1, Vec::<String>::new());
    tamper(db, &["update organisation_event set person = '别人' where id = '0'"]).await;
    let found = checked_with(&county, Record::default()).await.1;
    assert_eq!(found, ["云岭县组织变更 没有编入校验链的记录：被改动、增加或删除过"]);
}

#[tokio::test]
async fn changes_made_at_once_stand_one_behind_the_other() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    let forms = ["甲所", "乙所", "丙所", "丁所"].map(|name| [("name", name), ("reason", name)]);
    let add = |form: usize| director.post("/units", &forms[form]);
    let pages = tokio::join!(add(0), add(1), add(2), add(3));
    for page in [pages.0, pages.1, pages.2, pages.3] {
        assert_eq!(page.status, axum::http::StatusCode::SEE_OTHER, "{}", page.body);
    }
    assert_eq!(checked_with(&county, Record::default()).await.1, Vec::<String>::new());
}
