//! `duji verify`: whatever is changed behind the program's back is found and named.

use std::fs;
use std::path::PathBuf;

use app::db::Db;
use app::matters::journal;
use app::verify::{Record, Tally};
use app::{args, chain};

use crate::support::cli::{Folder, run, stderr, stdout};
use crate::support::county::County;
use crate::support::life::{feedback, problem};
use crate::support::tampering::{checked_with, tamper};

const PDF: &[u8] = b"%PDF-1.7\n%%EOF\n";

/// A matter of five entries, the last of which brings a file: 〔年〕1 号.
async fn county() -> (County, String) {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let unit = county.unit("县水利局").await;
    let handler = county.sign_in("water-handler").await;
    let address = format!("/matters/{id}/feedback");
    let page = handler.post_files_with(&address, &feedback(&unit, "60"), &[("验收.pdf", PDF)]).await;
    assert!(page.location().contains("done="), "{}", problem(&page));
    county.issued(&county.plan().await).await;
    (county, id)
}

/// The faults without the number of the matter, which must be the first one's.
async fn faults(county: &County) -> Vec<String> {
    without_number(checked_with(county, Record::default()).await.1)
}

fn without_number(faults: Vec<String>) -> Vec<String> {
    let of = |fault: String| {
        let (number, fault) = fault.split_once(" 号 ").unwrap();
        assert!(number.starts_with("云岭县〔") && number.ends_with("〕1"), "{number} {fault}");
        fault.to_owned()
    };
    faults.into_iter().map(of).collect()
}

/// The first matter's entries, as a condition.
macro_rules! first {
    ($rest:literal) => {
        concat!($rest, " and matter_id in (select id from matter where number = 1)")
    };
}

fn file(county: &County) -> PathBuf {
    let mut found = walkdir::WalkDir::new(county.test.app.config.data.join("attachments")).into_iter();
    found.find_map(|entry| entry.ok().filter(|entry| entry.file_type().is_file())).unwrap().into_path()
}

#[tokio::test]
async fn what_nobody_touched_passes() {
    let (county, _) = county().await;
    let (tally, faults) = checked_with(&county, Record::default()).await;
    assert_eq!(faults, Vec::<String>::new());
    let Tally { matters, entries, attachments, sources, unread, .. } = tally;
    assert_eq!((matters, entries, attachments, sources, unread), (2, 8, 1, 0, 0));
}

#[tokio::test]
async fn a_changed_byte_is_found() {
    let (county, _) = county().await;
    let change = first!("update matter_event set body = replace(body, '3.2', '8.2') where position = 5");
    tamper(&county.test.app.db, &[change]).await;
    assert_eq!(
        faults(&county).await,
        ["第 5 条（冯经办，反馈进展）：内容与校验值不符，被改动过或次序被调换"]
    );
}

#[tokio::test]
async fn every_column_of_an_entry_is_covered() {
    let (county, _) = county().await;
    for (change, back) in [
        (
            first!("update matter_event set at = at + 1 where position = 4"),
            first!("update matter_event set at = at - 1 where position = 4"),
        ),
        (
            first!("update matter_event set person = person || '甲' where position = 4"),
            first!("update matter_event set person = '吴联络' where position = 4"),
        ),
        (
            first!("update matter_event set absent_person = '乙' where position = 4"),
            first!("update matter_event set absent_person = null where position = 4"),
        ),
        (
            first!("update matter_event set act = 'refuse' where position = 4"),
            first!("update matter_event set act = 'acknowledge' where position = 4"),
        ),
        (
            first!("update matter_event set unit_id = null where position = 4"),
            first!(
                "update matter_event set unit_id = (select id from unit where name = '县水利局') where position = 4"
            ),
        ),
        (
            first!("update matter_event set account_id = null where position = 4"),
            first!(
                "update matter_event set account_id = (select id from account where name = 'water-liaison') where position = 4"
            ),
        ),
    ] {
        tamper(&county.test.app.db, &[change]).await;
        let found = faults(&county).await;
        assert_eq!(found.len(), 1, "{change}: {found:?}");
        assert!(found[0].starts_with("第 4 条（吴联络"), "{change}: {found:?}");
        tamper(&county.test.app.db, &[back]).await;
        assert!(faults(&county).await.is_empty(), "{back}");
    }
}

#[tokio::test]
async fn what_a_matter_says_in_words_is_covered() {
    let (county, _) = county().await;
    let db = &county.test.app.db;
    for (change, back) in [
        (
            "update matter set title = title || '（缓）' where number = 1",
            "update matter set title = '完成东河堤防除险加固' where number = 1",
        ),
        (
            "update matter set requirement = '年内完成' where number = 1",
            "update matter set requirement = '汛期前完成主体工程' where number = 1",
        ),
        (
            first!("update standard set text = '不低于 60%' where position = 1"),
            first!("update standard set text = '资金支付率不低于 90%' where position = 1"),
        ),
    ] {
        db.run(change, args![]).await.unwrap();
        let told = "事项名称、要求、来源或办结标准：与第 1 条拟办时不符，被改动过";
        assert_eq!(faults(&county).await, [told], "{change}");
        db.run(back, args![]).await.unwrap();
        assert!(faults(&county).await.is_empty(), "{back}");
    }
}

#[tokio::test]
async fn a_removed_entry_is_found() {
    let (county, _) = county().await;
    tamper(&county.test.app.db, &[first!("delete from matter_event where position = 3")]).await;
    assert_eq!(faults(&county).await, ["第 3 条：缺失，被删除"]);
    tamper(&county.test.app.db, &[first!("delete from matter_event where position = 2")]).await;
    assert_eq!(faults(&county).await, ["第 2 至 3 条：缺失，被删除"]);
}

#[tokio::test]
async fn a_gap_that_was_closed_up_is_found() {
    let (county, _) = county().await;
    let db = &county.test.app.db;
    tamper(
        db,
        &[
            first!("delete from matter_event where position = 3"),
            first!("update matter_event set position = position - 1 where position > 3 and position < 5"),
            first!("update matter_event set position = position - 1 where position = 5"),
            "update matter set n_events = 4 where number = 1",
        ],
    )
    .await;
    let found = faults(&county).await;
    assert_eq!(
        found,
        [
            "第 3 条（吴联络，签收）：内容与校验值不符，被改动过或次序被调换",
            "第 4 条（冯经办，反馈进展）：内容与校验值不符，被改动过或次序被调换"
        ]
    );
}

#[tokio::test]
async fn a_swapped_order_is_found() {
    let (county, _) = county().await;
    tamper(
        &county.test.app.db,
        &[
            first!("update matter_event set position = 99 where position = 2"),
            first!("update matter_event set position = 2 where position = 3"),
            first!("update matter_event set position = 3 where position = 99"),
        ],
    )
    .await;
    let found = faults(&county).await;
    assert!(found[0].starts_with("第 2 条（周正，立项交办）：内容与校验值不符"), "{found:?}");
    assert!(found[1].starts_with("第 3 条（郑敏，报批）：内容与校验值不符"), "{found:?}");
}

#[tokio::test]
async fn an_end_that_was_cut_off_is_found() {
    let (county, _) = county().await;
    let db = &county.test.app.db;
    tamper(db, &["delete from attachment", first!("delete from matter_event where position = 5")]).await;
    assert_eq!(faults(&county).await, ["第 5 条：缺失，被删除"]);
    tamper(db, &["update matter set n_events = 4 where number = 1"]).await;
    assert_eq!(faults(&county).await, ["第 4 条：与登记的末条校验值不符，末尾被替换过"]);
}

#[tokio::test]
async fn whoever_rewrites_a_whole_chain_is_found_by_the_record_kept_elsewhere() {
    let (county, id) = county().await;
    let elsewhere = tempfile::tempdir().unwrap();
    let path = elsewhere.path().join("ends.tsv");
    assert!(checked_with(&county, Record::open(Some(&path), None).unwrap()).await.1.is_empty());
    let against = || Record::open(None, Some(&path)).unwrap();

    let unit = county.unit("县水利局").await;
    county.does("water-head", &id, "sign-off", &[("unit", &unit)]).await;
    assert!(checked_with(&county, against()).await.1.is_empty(), "a journal that went on is no fault");

    let db = &county.test.app.db;
    tamper(db, &["delete from attachment", first!("delete from matter_event where position > 4")]).await;
    let cut = "update matter set n_events = 4, head_hash = (select hash from matter_event e
         where e.matter_id = matter.id and e.position = 4) where number = 1";
    tamper(db, &[cut]).await;
    assert!(faults(&county).await.is_empty(), "the database alone agrees with itself");
    assert_eq!(without_number(checked_with(&county, against()).await.1), ["第 5 条：缺失，被删除"]);

    forge(db, &id).await;
    assert!(faults(&county).await.is_empty(), "the forged chain agrees with itself");
    let found = without_number(checked_with(&county, against()).await.1);
    assert_eq!(found, ["第 5 条（冯经办，批示）：与以前记录的校验值不符，整条链被重写过"]);

    fs::write(&path, fs::read_to_string(&path).unwrap().replace(&id, "00000000000000000000000000000000"))
        .unwrap();
    let found = without_number(checked_with(&county, against()).await.1);
    assert_eq!(found, ["整件事项：以前记录过，现在没有，被删除"]);
}

/// A fifth entry as the program would have written it.
async fn forge(db: &Db, id: &str) {
    let entries = journal::of_matter(db, id).await.unwrap();
    let last = entries.last().unwrap();
    let event = supervision::Event {
        by: None,
        act: supervision::Act::Instruct { text: "好".to_owned() },
        ..last.event.clone()
    };
    let body = journal::body(&event, &journal::Words::default()).unwrap();
    let hash = chain::link(&last.hash, id, 5, 1, "冯经办", None, &body);
    db.run(
        "insert into matter_event (id, matter_id, position, at, person, act, body, hash)
         values ('forged', $1, 5, 1, '冯经办', 'instruct', $2, $3)",
        args![id, body, &hash],
    )
    .await
    .unwrap();
    db.run("update matter set n_events = 5, head_hash = $1 where id = $2", args![hash, id]).await.unwrap();
}

#[tokio::test]
async fn a_file_that_was_changed_or_lost_is_found() {
    let (county, _) = county().await;
    let file = file(&county);
    let mut bytes = fs::read(&file).unwrap();
    bytes[5] ^= 1;
    fs::write(&file, &bytes).unwrap();
    let named = "第 5 条的附件“验收.pdf”";
    assert_eq!(faults(&county).await, [format!("{named}：文件内容与校验值不符，被改动过")]);
    fs::write(&file, b"%PDF").unwrap();
    assert_eq!(faults(&county).await, [format!("{named}：文件有 4 字节，应为 {} 字节，被改动过", PDF.len())]);
    fs::remove_file(&file).unwrap();
    assert_eq!(faults(&county).await, [format!("{named}：文件不在了")]);
    fs::create_dir(&file).unwrap();
    let (tally, found) = checked_with(&county, Record::default()).await;
    assert_eq!((tally.unread, found.len()), (1, 1), "{found:?}");
}

#[tokio::test]
async fn a_row_of_an_attachment_that_was_changed_is_found() {
    let (county, _) = county().await;
    let db = &county.test.app.db;
    let named = "第 5 条的附件“验收.pdf”";
    for (change, back) in [
        ("update attachment set name = '别的.pdf'", "update attachment set name = '验收.pdf'"),
        ("update attachment set size = size + 1", "update attachment set size = size - 1"),
        (
            "update attachment set content_hash = content_hash || '0'",
            "update attachment set content_hash = substr(content_hash, 1, 64)",
        ),
    ] {
        tamper(db, &[change]).await;
        assert_eq!(faults(&county).await, [format!("{named}：登记与留痕不符，被改动过")], "{change}");
        tamper(db, &[back]).await;
    }
    tamper(db, &["update attachment set id = 'x'"]).await;
    assert_eq!(
        faults(&county).await,
        [format!("{named}：登记被删除"), "附件“验收.pdf”：留痕里没有它".to_owned()]
    );
}

#[tokio::test]
async fn the_program_itself_cannot_change_what_an_attachment_was() {
    let (county, _) = county().await;
    for change in ["update attachment set name = 'x'", "delete from attachment"] {
        assert!(county.test.app.db.run(change, args![]).await.is_err(), "{change}");
    }
}

#[tokio::test]
async fn a_number_that_is_missing_is_told() {
    let (county, _) = county().await;
    for _ in 0..3 {
        county.drafted(&county.plan().await).await;
    }
    let db = &county.test.app.db;
    tamper(
        db,
        &["update matter set number = 9 where number = 5", "update matter set number = 7 where number = 3"],
    )
    .await;
    let found = checked_with(&county, Record::default()).await.1;
    let year = app::clock::date(app::clock::now())[..4].to_owned();
    let told = "编号空缺：事项被删除或编号被改动过";
    let gaps =
        [("3", ""), ("5 至 6", ""), ("8", "")].map(|(which, _)| format!("云岭县〔{year}〕{which} 号 {told}"));
    assert_eq!(found, gaps);
}

#[tokio::test]
async fn the_command_says_what_it_found_by_its_status() {
    let folder = Folder::new();
    let done = run(&folder, &["demo", "--matters", "200", "--years", "1", "--data", "d"]);
    assert!(done.status.success(), "{}", stderr(&done));
    let done = run(&folder, &["verify", "--data", "d", "--record", "ends.tsv"]);
    assert_eq!(done.status.code(), Some(0), "{}", stdout(&done));
    assert!(
        stdout(&done).starts_with("已校验 200 件事项、") && stdout(&done).contains("：全部相符"),
        "{}",
        stdout(&done)
    );
    let ends = fs::read_to_string(folder.path().join("ends.tsv")).unwrap();
    assert_eq!(ends.lines().count(), 200);

    let db = Db::open(&folder.path().join("d/duji.sqlite").to_string_lossy()).await.unwrap();
    tamper(&db, &[first!("update matter_event set hash = 'x' where position = 1")]).await;
    let done = run(&folder, &["verify", "--data", "d", "--against", "ends.tsv"]);
    assert_eq!(done.status.code(), Some(1), "{}", stdout(&done));
    assert!(stdout(&done).contains("1 号 第 1 条（"), "{}", stdout(&done));

    for (args, why) in [
        (vec!["verify", "--data", "nowhere"], "里没有数据库"),
        (vec!["verify", "--data", "d", "--against", "no.tsv"], "无法打开 no.tsv"),
        (vec!["verify", "--data", "d", "--against", "ends.tsv", "--record", "ends.tsv"], "不能是同一个文件"),
    ] {
        let done = run(&folder, &args);
        assert_eq!(done.status.code(), Some(2), "{args:?}");
        assert!(stderr(&done).contains(why), "{}", stderr(&done));
    }
    assert!(!folder.path().join("nowhere").exists(), "a check makes nothing");
}
