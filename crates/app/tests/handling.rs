//! 办理 of a matter over HTTP: defects, refusals, requests, pauses, urging, and what the page says of each.

use app::matters::draft::Draft;
use axum::http::StatusCode;

use crate::support::county::County;
use crate::support::life::{day, feedback, today};

#[tokio::test]
async fn defects_are_listed_and_each_is_answered() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let (unit, finish) = (county.unit("县水利局").await, day(10));
    county.reported(&id, "100").await;
    let form = [("unit", unit.as_str()), ("defects", "缺少验收单\n照片模糊"), ("finish_on", &finish)];
    county.refused("inspector", &id, "return", &form[..2], "请填写重办期限，如 2026-11-30").await;
    let office = county.sign_in("inspector").await;
    assert_eq!(county.matter_page(&office, &id).await.matches("单位报完成，待核").count(), 2);
    county.does("inspector", &id, "return", &form).await;
    let handler = county.sign_in("water-handler").await;
    let page = county.matter_page(&handler, &id).await;
    for said in ["退回重办中", "问题 1：缺少验收单", "问题 2：照片模糊", "按问题清单整改后再报"]
    {
        assert!(page.contains(said), "{said}\n{page}");
    }
    let mut again = feedback(&unit, "100");
    again.extend([("n_defects", "2"), ("answer-0", "已补验收单")]);
    county.refused("water-handler", &id, "feedback", &again, "退回重办的每个问题都要写明怎样整改的").await;
    again.push(("answer-1", "已重拍"));
    county.does("water-handler", &id, "feedback", &again).await;
    county.does("water-head", &id, "rewriting", &[("unit", &unit), ("reason", "第二张仍不清")]).await;
    county.does("water-handler", &id, "feedback", &again).await;
    county.does("water-head", &id, "sign-off", &[("unit", &unit)]).await;
    county.does("inspector", &id, "acceptance", &[("unit", &unit)]).await;
    assert_eq!(county.matter_page(&office, &id).await.matches("已核</span>").count(), 2);
    county.does("director", &id, "return", &form).await;
    assert_eq!(county.matter_page(&office, &id).await.matches("已核</span>").count(), 0, "taken back");
    let page = county.matter_page(&handler, &id).await;
    assert!(page.contains("已重拍") && page.contains("第二张仍不清") && page.contains("退回 2 次"), "{page}");
}

#[tokio::test]
async fn a_unit_refuses_once_and_the_office_answers() {
    let county = County::start().await;
    let id = county.issued(&county.plan().await).await;
    let unit = county.unit("县水利局").await;
    county
        .refused(
            "water-liaison",
            &id,
            "refusal",
            &[("unit", &unit), ("reason", "非本单位职责")],
            "单位联络员不能退签",
        )
        .await;
    county.refused("water-head", &id, "refusal", &[("unit", &unit), ("reason", "")], "退签须写明理由").await;
    county.does("water-head", &id, "refusal", &[("unit", &unit), ("reason", "非本单位职责")]).await;
    county
        .refused(
            "inspector",
            &id,
            "refusal-answer",
            &[("unit", &unit), ("reason", "三定方案明确")],
            "请选择同意或不同意",
        )
        .await;
    let answer = |granted| [("unit", unit.as_str()), ("reason", "三定方案明确"), ("granted", granted)];
    county.does("inspector", &id, "refusal-answer", &answer("no")).await;
    let why = "每项任务只能退签一次，请签收办理或申请改派";
    county.refused("water-head", &id, "refusal", &[("unit", &unit), ("reason", "再议")], why).await;

    let id = county.issued(&county.plan().await).await;
    county.does("water-head", &id, "refusal", &[("unit", &unit), ("reason", "非本单位职责")]).await;
    county.does("director", &id, "refusal-answer", &answer("yes")).await;
    let page = county.matter_page(&county.sign_in("inspector").await, &id).await;
    assert!(page.contains("督查员写齐立项方案后报批"), "without a lead it is drafted again");
    assert_eq!(
        county.tries("water-head", &id, "sign-off", &[("unit", &unit)]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn requests_are_asked_for_and_decided() {
    let county = County::start().await;
    let plan = Draft { finish_on: Some(day(40).parse().unwrap()), ..county.plan().await };
    let id = county.signed(&plan).await;
    let (unit, finance, to) = (county.unit("县水利局").await, county.unit("县财政局").await, day(47));
    let ask = |kind, rest: &[(&'static str, String)]| {
        let mut form = vec![("unit", unit.clone()), ("kind", kind), ("reason", "汛期停工".to_owned())];
        form.extend(rest.to_vec());
        form
    };
    let text = |form: &[(&'static str, String)]| form.to_vec();
    let extension =
        ask("extension".to_owned(), &text(&[("to", to.clone()), ("progress", "完成六成".to_owned())]));
    let send = async |who: &str, form: &[(&str, String)]| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        county.does(who, &id, "request", &form).await;
    };
    send("water-liaison", &extension).await;
    let page = county.matter_page(&county.sign_in("director").await, &id).await;
    assert!(page.contains("等待答复的申请") && page.contains("完成六成"), "{page}");
    county
        .refused(
            "inspector",
            &id,
            "decision",
            &[("request", "0"), ("granted", "yes"), ("reason", "同意")],
            "督查员不能申请答复",
        )
        .await;
    county
        .does("director", &id, "decision", &[("request", "0"), ("granted", "yes"), ("reason", "情况属实")])
        .await;
    county
        .refused(
            "director",
            &id,
            "decision",
            &[("request", "0"), ("granted", "no"), ("reason", "再议")],
            "这项申请已经答复",
        )
        .await;

    let adjustment = ask("adjustment".to_owned(), &[("change", "标准二改为 85%".to_owned())]);
    send("water-head", &adjustment).await;
    let form = [
        ("request", "1"),
        ("granted", "yes"),
        ("reason", "同意"),
        ("finish_on", to.as_str()),
        ("nodes", "明天"),
    ];
    county
        .refused("director", &id, "decision", &form, "节点“明天”不是日期，请写成 2026-11-30，用空格隔开")
        .await;
    county.does("director", &id, "decision", &form[..4]).await;
    send("water-head", &ask("pause".to_owned(), &[("cause", "procedure".to_owned()), ("until", day(30))]))
        .await;
    county
        .does(
            "director",
            &id,
            "decision",
            &[("request", "2"), ("granted", "no"), ("reason", "可边听证边推进")],
        )
        .await;
    send("water-head", &ask("reassignment".to_owned(), &[("to", finance.clone())])).await;
    county
        .does(
            "director",
            &id,
            "decision",
            &[("request", "3"), ("granted", "yes"), ("reason", "职责调整"), ("finish_on", &to)],
        )
        .await;

    let page = county.matter_page(&county.sign_in("finance-head").await, &id).await;
    for said in ["改派给县财政局", "可边听证边推进", "标准二改为 85%", "县财政局签收", "已退出"]
    {
        assert!(page.contains(said), "{said}\n{page}");
    }
    assert_eq!(
        county.sign_in("water-head").await.get(&format!("/matters/{id}")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_clock_stops_resumes_and_a_finished_matter_is_reopened() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let unit = county.unit("县水利局").await;
    let form =
        |until: String| [("cause", "procedure".to_owned()), ("reason", "听证".to_owned()), ("until", until)];
    let send = async |until: String, why: Option<&str>| {
        let form = form(until);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        match why {
            Some(why) => county.refused("director", &id, "suspension", &form, why).await,
            None => county.does("director", &id, "suspension", &form).await,
        }
    };
    send(day(90), Some("挂起最长 60 天；到期仍不能办理的，请再次挂起并说明")).await;
    send("2026-13-01".to_owned(), Some("恢复办理日期“2026-13-01”不是日期，请写成 2026-11-30")).await;
    send(day(20), None).await;
    county
        .refused(
            "water-handler",
            &id,
            "feedback",
            &feedback(&unit, "50"),
            "事项已挂起，恢复办理后才能反馈进展",
        )
        .await;
    let page = county.matter_page(&county.sign_in("water-head").await, &id).await;
    assert!(page.contains("自动恢复办理") && page.contains("light grey"), "{page}");
    county.does("director", &id, "resumption", &[]).await;

    county.reported(&id, "100").await;
    county.does("inspector", &id, "acceptance", &[("unit", &unit)]).await;
    county.does("director", &id, "completion", &[("grade", "good")]).await;
    county
        .refused("inspector", &id, "closure", &[], "领导确认办结，或办结满 3 个工作日没有新的批示，才能销号")
        .await;
    county.does("director", &id, "reopening", &[("reason", "回头看发现渗漏"), ("finish_on", &day(15))]).await;
    let page = county.matter_page(&county.sign_in("water-handler").await, &id).await;
    assert!(page.contains("回头看发现渗漏") && page.contains("退回重办"), "{page}");
}

#[tokio::test]
async fn urging_explaining_declining_and_merging_are_kept() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let unit = county.unit("县水利局").await;
    let urge = [("unit", unit.as_str()), ("rung", "blue"), ("reason", "请加快备料")];
    county.does("inspector", &id, "urging", &urge).await;
    county.refused("director", &id, "urging", &urge, "对同一任务 24 小时内只能催办一次").await;
    county.does("water-handler", &id, "explanation", &[("unit", &unit), ("text", "石料已到场")]).await;
    let page = county.matter_page(&county.sign_in("inspector").await, &id).await;
    assert!(
        page.contains("催办（催办单）") && page.contains("石料已到场") && page.contains("催办 1 次"),
        "{page}"
    );

    let other = county.drafted(&county.plan().await).await;
    let into = |number| [("into", number), ("reason", "同一工程")];
    let year = &today()[..4];
    let why = "没有找到要并入的事项，编号请写成 2026-12，且不能是本事项";
    county.refused("director", &other, "merging", &into("2026-99"), why).await;
    county.does("director", &other, "merging", &into(&format!("{year}-1"))).await;
    let declined = county.drafted(&county.plan().await).await;
    county.does("director", &declined, "declining", &[("reason", "仅供阅知")]).await;
    let page = county.matter_page(&county.sign_in("inspector").await, &declined).await;
    assert!(page.contains("不立项，仅供阅知"), "{page}");
}

#[tokio::test]
async fn an_overdue_matter_says_why_its_light_is_red_and_since_when() {
    let county = County::start().await;
    let id = county.issued_before(&county.plan().await, 60).await;
    let page = county.matter_page(&county.sign_in("water-head").await, &id).await;
    for said in
        ["light red\">逾期", "自 ", "已过 ", "退签：退签期限已过，请签收办理或申请改派", "县水利局签收"]
    {
        assert!(page.contains(said), "{said}\n{page}");
    }
    assert!(page.contains("超过办结期限") || page.contains("未按时签收"), "{page}");
}

#[tokio::test]
async fn parent_and_sub_matters_are_shown_to_whoever_may_see_them() {
    let county = County::start().await;
    let parent = county.issued(&county.plan().await).await;
    let child = Draft {
        title: "落实东河堤防配套资金".to_owned(),
        lead_unit_id: county.unit("县财政局").await,
        parent_id: Some(parent.clone()),
        ..county.plan().await
    };
    let child = county.issued(&child).await;
    let page = county.matter_page(&county.sign_in("inspector").await, &parent).await;
    assert!(page.contains("落实东河堤防配套资金") && page.contains(&format!("/matters/{child}")));
    let page = county.matter_page(&county.sign_in("water-head").await, &parent).await;
    assert!(!page.contains("落实东河堤防配套资金"), "another unit's matter");
    let page = county.matter_page(&county.sign_in("finance-head").await, &child).await;
    assert!(!page.contains(&format!("/matters/{parent}")), "nor is the parent linked");
}

#[tokio::test]
async fn days_are_counted_for_whoever_has_a_part() {
    let county = County::start().await;
    let inspector = county.sign_in("inspector").await;
    assert!(inspector.get(&format!("/matters/days?to={}", day(30))).await.body.contains("个工作日 → "));
    assert_eq!(inspector.get("/matters/days?to=x").await.body, "");
    assert_eq!(county.administrator.get("/matters/days?to=2026-11-30").await.status, StatusCode::NOT_FOUND);
}
