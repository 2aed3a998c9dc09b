//! 发件箱: what was written down goes out, when it may, once, by whichever server is up.

use std::time::Duration;

use app::reminders::{outbox, sweep};
use app::{App, args};
use supervision::{Act, UnitId};

use crate::support::county::County;
use crate::support::issued::{act, at, give_addresses, issue, n_rows, set, sign};
use crate::support::receivers::{Mood, Smtp};

const MINUTE: i64 = 60_000;

async fn start() -> (County, Smtp) {
    let county = County::start().await;
    let smtp = Smtp::start().await;
    give_addresses(&county).await;
    set(&county, "channel.mail.host", "127.0.0.1").await;
    set(&county, "channel.mail.port", &smtp.port.to_string()).await;
    set(&county, "channel.mail.security", "none").await;
    set(&county, "channel.mail.from", "duban@example.cn").await;
    (county, smtp)
}

async fn swept(county: &County, now: &str) {
    assert_eq!(sweep::pass(&county.test.app, at(now)).await.unwrap().n_failed, 0);
}

async fn sent(county: &County, now: i64) -> usize {
    outbox::pass(&county.test.app, now).await.unwrap()
}

async fn states(county: &County) -> Vec<(String, i64)> {
    county.test.app.db.all("select state, attempts from delivery order by id", args![]).await.unwrap()
}

/// What the mails are addressed to, sorted.
fn to(smtp: &Smtp) -> Vec<String> {
    let mails = smtp.mails.lock().unwrap();
    let to = |mail: &String| mail.lines().find_map(|line| line.strip_prefix("To: ")).unwrap().to_owned();
    let mut all: Vec<String> = mails.iter().map(to).collect();
    all.sort();
    all
}

/// The text of a mail, whatever it travelled in.
fn text(smtp: &Smtp, index: usize) -> String {
    use base64::Engine;
    let mail = smtp.mails.lock().unwrap()[index].clone();
    let (head, body) = mail.split_once("\n\n").unwrap();
    assert!(head.to_lowercase().contains("base64"), "{head}");
    let bytes = base64::engine::general_purpose::STANDARD.decode(body.replace('\n', "")).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn each_message_goes_out_once() {
    let (county, smtp) = start().await;
    set(&county, "channel.site", "https://duban.example.cn/").await;
    issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    swept(&county, "2026-11-16T09:00").await;
    // The director was asked to approve, the unit to sign.
    assert_eq!(sent(&county, at("2026-11-16T09:00")).await, 3);
    assert_eq!(to(&smtp), ["director@example.cn", "water-head@example.cn", "water-liaison@example.cn"]);
    assert_eq!(sent(&county, at("2026-11-16T09:00")).await, 0);
    assert_eq!(sent(&county, at("2026-11-17T09:00")).await, 0);
    assert_eq!(smtp.n(), 3);
    let index =
        smtp.mails.lock().unwrap().iter().position(|mail| mail.contains("To: water-liaison")).unwrap();
    let text = text(&smtp, index);
    assert!(text.contains("新交办事项，请签收"), "{text}");
    assert!(text.contains("〔2026〕1 号 县城防洪排涝设施整治"), "{text}");
    assert!(text.contains("您是县水利局的单位联络员"), "{text}");
    assert!(text.contains("https://duban.example.cn/notices/"), "{text}");
}

#[tokio::test]
async fn nobody_is_woken_but_for_the_most_urgent() {
    let (county, smtp) = start().await;
    issue(&county, "meeting", &[], at("2026-11-20T16:00")).await;
    swept(&county, "2026-11-20T16:00").await;
    assert_eq!(sent(&county, at("2026-11-20T20:00")).await, 0, "the server was down until the evening");
    assert_eq!(sent(&county, at("2026-11-21T10:00")).await, 0, "a Saturday");
    assert!(states(&county).await.iter().all(|(state, attempts)| state == "waiting" && *attempts == 0));
    assert_eq!(sent(&county, at("2026-11-23T08:29")).await, 0);
    assert_eq!(sent(&county, at("2026-11-23T08:30")).await, 3);
    issue(&county, "extra-urgent", &[], at("2026-11-23T21:00")).await;
    swept(&county, "2026-11-23T21:00").await;
    assert_eq!(sent(&county, at("2026-11-23T21:00")).await, 3);
    assert_eq!(smtp.n(), 6);
}

#[tokio::test]
async fn a_receiver_that_fails_is_tried_again_and_given_up_in_the_end() {
    let (county, smtp) = start().await;
    smtp.set(Mood::Fails);
    issue(&county, "extra-urgent", &[], at("2026-11-16T09:00")).await;
    let mut now = at("2026-11-16T09:00");
    assert_eq!(sent(&county, now).await, 1);
    assert_eq!(sent(&county, now + 5 * MINUTE - 1).await, 0);
    now += 5 * MINUTE;
    for n in 2..=8 {
        assert_eq!(sent(&county, now).await, 1, "try {n}");
        assert_eq!(sent(&county, now + 30 * MINUTE - 1).await, 0);
        now += 30 * MINUTE;
    }
    assert_eq!(sent(&county, now).await, 0);
    assert_eq!(states(&county).await, [("dead".to_owned(), 8)]);
    assert_eq!(n_rows(&county, "select count(*) from delivery where error like '%邮件没有发出%'").await, 1);
}

#[tokio::test]
async fn a_receiver_that_comes_back_gets_what_it_missed() {
    let (county, smtp) = start().await;
    smtp.set(Mood::Fails);
    issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    sent(&county, at("2026-11-16T09:00")).await;
    smtp.set(Mood::Takes);
    sent(&county, at("2026-11-16T09:05")).await;
    assert_eq!(to(&smtp), ["director@example.cn"]);
    assert_eq!(states(&county).await, [("sent".to_owned(), 2)]);
}

#[tokio::test]
async fn an_address_that_is_refused_is_not_tried_again() {
    let (county, smtp) = start().await;
    smtp.set(Mood::Refuses);
    issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    sent(&county, at("2026-11-16T09:00")).await;
    assert_eq!(states(&county).await, [("dead".to_owned(), 1)]);
}

#[tokio::test]
async fn two_servers_share_the_box() {
    let (county, smtp) = start().await;
    let other = App::open((*county.test.app.config).clone()).await.unwrap();
    for _ in 0..12 {
        issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    }
    swept(&county, "2026-11-16T09:00").await;
    let servers = [county.test.app.clone(), other.clone(), county.test.app.clone(), other];
    let now = at("2026-11-16T09:00");
    let passes = servers.map(|app| tokio::spawn(async move { outbox::pass(&app, now).await.unwrap() }));
    let mut n = 0;
    for pass in passes {
        n += pass.await.unwrap();
    }
    assert_eq!((n, smtp.n()), (36, 36));
}

#[tokio::test]
async fn what_a_killed_server_held_is_sent_by_another() {
    let (county, smtp) = start().await;
    issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    swept(&county, "2026-11-16T09:00").await;
    smtp.set(Mood::Hangs);
    let app = county.test.app.clone();
    let sending = tokio::spawn(async move { outbox::pass(&app, at("2026-11-16T09:00")).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    sending.abort();
    let _ = sending.await;
    smtp.set(Mood::Takes);
    assert_eq!(sent(&county, at("2026-11-16T09:01")).await, 0, "the lease still holds");
    assert_eq!(sent(&county, at("2026-11-16T09:04")).await, 3);
    assert_eq!(smtp.n(), 3);
}

#[tokio::test]
async fn after_a_long_outage_one_message_speaks_for_all() {
    let (county, smtp) = start().await;
    for _ in 0..3 {
        issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    }
    swept(&county, "2026-11-16T09:00").await;
    assert_eq!(sent(&county, at("2026-11-20T09:00")).await, 3, "one each");
    assert_eq!(to(&smtp), ["director@example.cn", "water-head@example.cn", "water-liaison@example.cn"]);
    assert!(text(&smtp, 0).contains("另有 2 条提醒没有单独发送"), "{}", text(&smtp, 0));
    assert_eq!(n_rows(&county, "select count(*) from delivery where state = 'folded'").await, 6);
}

#[tokio::test]
async fn one_message_a_day_and_matter_but_papers_always() {
    let (county, smtp) = start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    swept(&county, "2026-11-16T09:00").await;
    sign(&county, &id, at("2026-11-16T10:00")).await;
    let unit = UnitId(county.unit("县水利局").await);
    let feedback = Act::GiveFeedback { unit, progress: 50, is_final: false };
    act(&county, "water-handler", &id, at("2026-11-16T11:00"), feedback).await;
    sent(&county, at("2026-11-16T11:00")).await;
    let head = |smtp: &Smtp| to(smtp).into_iter().filter(|to| to == "water-head@example.cn").count();
    assert_eq!(head(&smtp), 1, "the second of the day is in the platform only");
    assert_eq!(n_rows(&county, "select count(*) from notice where rule = 'act.give_feedback'").await, 1);
    swept(&county, "2026-12-15T09:00").await;
    sent(&county, at("2026-12-15T09:00")).await;
    assert_eq!(head(&smtp), 4, "three papers, and no reminder beside them");
}

#[tokio::test]
async fn what_was_read_meanwhile_is_not_sent() {
    let (county, smtp) = start().await;
    issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    county.test.app.db.run("update notice set read_at = 1", args![]).await.unwrap();
    sent(&county, at("2026-11-16T09:00")).await;
    assert_eq!((smtp.n(), states(&county).await), (0, vec![("folded".to_owned(), 1)]));
}

#[tokio::test]
async fn rights_are_asked_again_when_it_goes_out() {
    let (county, smtp) = start().await;
    issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    swept(&county, "2026-11-16T09:00").await;
    let moved = "update account set unit_id = $1 where name = 'water-liaison'";
    county.test.app.db.run(moved, args![county.unit("县财政局").await]).await.unwrap();
    county
        .test
        .app
        .db
        .run("update account set disabled_at = 1 where name = 'director'", args![])
        .await
        .unwrap();
    sent(&county, at("2026-11-16T09:00")).await;
    assert_eq!(to(&smtp), ["water-head@example.cn"]);
    assert_eq!(n_rows(&county, "select count(*) from delivery where state = 'dead'").await, 2);
}

#[tokio::test]
async fn leaders_hear_of_late_signatures_in_one_letter_on_monday() {
    let (county, smtp) = start().await;
    for _ in 0..3 {
        issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    }
    swept(&county, "2026-11-19T08:30").await;
    sent(&county, at("2026-11-20T17:00")).await;
    assert!(!to(&smtp).contains(&"leader@example.cn".to_owned()));
    sent(&county, at("2026-11-23T08:59")).await;
    assert!(!to(&smtp).contains(&"leader@example.cn".to_owned()));
    sent(&county, at("2026-11-23T09:00")).await;
    let mails = smtp.mails.lock().unwrap().clone();
    let of_leader: Vec<usize> =
        (0..mails.len()).filter(|i| mails[*i].contains("To: leader@example.cn")).collect();
    assert_eq!(of_leader.len(), 1);
    assert!(text(&smtp, of_leader[0]).contains("另有 2 条"));
}

#[tokio::test]
async fn the_running_program_sends_soon_after_it_happened() {
    let (county, smtp) = start().await;
    let running = tokio::spawn(app::reminders::run(county.test.app.clone()));
    // Today may be a Sunday, so the matter is one for any time.
    issue(&county, "extra-urgent", &[], app::clock::now()).await;
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if smtp.n() == 3 {
            break;
        }
    }
    running.abort();
    assert_eq!(to(&smtp), ["director@example.cn", "water-head@example.cn", "water-liaison@example.cn"]);
}
