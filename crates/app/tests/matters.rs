//! The life of a matter over HTTP: who may do what, who may not, and what the page then says.

use app::args;
use app::matters::draft::Draft;
use axum::http::StatusCode;

use crate::support::county::County;
use crate::support::life::{day, feedback, problem, today};

#[tokio::test]
async fn a_matter_goes_from_draft_to_archive_by_the_right_hands() {
    let county = County::start().await;
    let leader_id = Some(county.person("leader").await);
    let plan = Draft {
        source_kind: "instruction".to_owned(),
        is_instructed: true,
        leader_id,
        ..county.plan().await
    };
    let id = county.signed(&plan).await;
    let unit = county.unit("县水利局").await;
    county.reported(&id, "60").await;
    let next = day(7);
    let accept = [("unit", unit.as_str()), ("next_feedback", &next), ("opinion", "按节点推进")];
    county.does("inspector", &id, "acceptance", &accept).await;
    county.reported(&id, "100").await;
    county.does("inspector", &id, "acceptance", &[("unit", &unit)]).await;
    county.does("director", &id, "completion", &[("grade", "excellent"), ("opinion", "佐证齐全")]).await;
    county.does("leader", &id, "confirmation", &[]).await;
    county.does("inspector", &id, "closure", &[]).await;
    county.does("inspector", &id, "archive", &[]).await;

    let page = county.matter_page(&county.sign_in("director").await, &id).await;
    for said in [
        "完成东河堤防除险加固",
        "按期办结",
        "材料存档，不再变动",
        "优秀",
        "水利验〔2026〕7 号",
        "按节点推进",
        "佐证齐全",
        "冯经办",
        "王副县长",
        "责任时钟",
        "汛期备料紧张",
        "已核",
        "规则第 1 版",
        "堤防主体工程通过验收",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    assert_eq!(page.matches("<li id=\"e").count(), 14, "every event stands in the timeline");
    assert!(page.contains("这件事项现在不需要您办理"), "nobody can do anything to what is archived");
}

#[tokio::test]
async fn the_wrong_person_is_refused_and_a_stranger_sees_nothing() {
    let county = County::start().await;
    let unit = county.unit("县水利局").await;
    let id = county.drafted(&county.plan().await).await;
    county.does("inspector", &id, "submission", &[]).await;
    county.refused("inspector2", &id, "approval", &[], "督查员不能立项交办").await;
    county.refused("chief", &id, "completion", &[("grade", "good")], "主要领导不能办结").await;
    for stranger in ["water-head", "finance-liaison", "observer", "leader2"] {
        assert_eq!(
            county.tries(stranger, &id, "approval", &[]).await.status,
            StatusCode::NOT_FOUND,
            "{stranger}"
        );
        let page = county.sign_in(stranger).await.get(&format!("/matters/{id}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{stranger}");
    }
    assert_eq!(county.test.stranger().get(&format!("/matters/{id}")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(county.administrator.get(&format!("/matters/{id}")).await.status, StatusCode::NOT_FOUND);
    county.does("director", &id, "approval", &[]).await;

    let sign_off = [("unit", unit.as_str())];
    county.refused("director", &id, "sign-off", &sign_off, "督查室主任不能签发").await;
    let finance = county.unit("县财政局").await;
    county.refused("water-head", &id, "sign-off", &[("unit", &finance)], "只能办理本单位承办的事项").await;
    assert_eq!(county.tries("finance-head", &id, "sign-off", &sign_off).await.status, StatusCode::NOT_FOUND);
    let handler = county.person("water-handler").await;
    let sign = [("unit", unit.as_str()), ("handler", &handler), ("plan_on", &today())];
    county.does("water-liaison", &id, "acknowledgement", &sign).await;
    county.does("water-head", &id, "feedback", &feedback(&unit, "30")).await;
    let why = "起草反馈的人不能自己签发，请由其他负责人或受委托人签发";
    county.refused("water-head", &id, "sign-off", &sign_off, why).await;
    let page = county.matter_page(&county.sign_in("water-head").await, &id).await;
    assert!(page.contains(&format!("签发：{why}")), "the page says why not:\n{page}");
}

/// Who, which act, with which form, and what they are told.
type Tried<'a> = (&'a str, &'a str, Vec<(&'a str, &'a str)>, &'a str);

#[tokio::test]
async fn every_act_is_refused_for_somebody_who_sees_the_matter_but_has_no_part_in_it() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let (unit, handler) = (county.unit("县水利局").await, county.person("water-handler").await);
    let (soon, other) = (day(9), county.drafted(&county.plan().await).await);
    assert!(!other.is_empty());
    let number = format!("{}-2", &today()[..4]);
    let (of_unit, why) = (("unit", unit.as_str()), ("reason", "理由"));
    let acts: [Tried<'_>; 27] = [
        ("chief", "submission", vec![], "主要领导不能报批"),
        ("inspector", "approval", vec![], "督查员不能立项交办"),
        ("inspector", "sending-back", vec![why], "督查员不能退回拟办"),
        ("inspector", "declining", vec![why], "督查员不能不立项"),
        (
            "chief",
            "acknowledgement",
            vec![of_unit, ("handler", &handler), ("plan_on", &soon)],
            "主要领导不能签收",
        ),
        ("director", "refusal", vec![of_unit, why], "督查室主任不能退签"),
        ("chief", "refusal-answer", vec![of_unit, why, ("granted", "no")], "主要领导不能退签答复"),
        ("inspector", "feedback", feedback(&unit, "50"), "督查员不能反馈进展"),
        ("water-handler", "sign-off", vec![of_unit], "经办人不能签发"),
        ("water-liaison", "rewriting", vec![of_unit, why], "单位联络员不能退回修改"),
        ("water-head", "acceptance", vec![of_unit], "单位负责人不能审核通过"),
        (
            "water-head",
            "return",
            vec![of_unit, ("defects", "缺"), ("finish_on", &soon)],
            "单位负责人不能退回重办",
        ),
        ("inspector", "completion", vec![("grade", "good")], "督查员不能办结"),
        ("director", "confirmation", vec![], "督查室主任不能确认办结"),
        ("water-head", "closure", vec![], "单位负责人不能销号"),
        ("chief", "archive", vec![], "主要领导不能归档"),
        ("inspector", "reopening", vec![why, ("finish_on", &soon)], "督查员不能重启"),
        ("inspector", "suspension", vec![why, ("cause", "procedure"), ("until", &soon)], "督查员不能挂起"),
        ("inspector", "resumption", vec![], "督查员不能恢复办理"),
        ("director", "termination", vec![why], "督查室主任不能终止"),
        ("inspector", "merging", vec![why, ("into", &number)], "督查员不能并案"),
        ("inspector", "instruction", vec![("text", "批示")], "督查员不能批示"),
        ("chief", "urging", vec![of_unit, why, ("rung", "blue")], "主要领导不能催办"),
        ("director", "explanation", vec![of_unit, ("text", "说明")], "督查室主任不能情况说明"),
        (
            "water-handler",
            "request",
            vec![of_unit, why, ("kind", "adjustment"), ("change", "改")],
            "经办人不能申请",
        ),
        ("water-head", "decision", vec![("request", "0"), why, ("granted", "no")], "单位负责人不能申请答复"),
        ("water-head", "instruction", vec![("text", "批示")], "单位负责人不能批示"),
    ];
    for (who, act, form, why) in acts {
        county.refused(who, &id, act, &form, why).await;
        let stranger = county.tries("finance-head", &id, act, &form).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND, "{act}");
    }
    let page = county.matter_page(&county.sign_in("inspector").await, &id).await;
    assert_eq!(page.matches("<li id=\"e").count(), 4, "nothing was written");
}

#[tokio::test]
async fn the_drafter_does_not_approve_and_the_approver_sees_the_dues_first() {
    let county = County::start().await;
    let id = county.drafted(&county.plan().await).await;
    county.does("director", &id, "submission", &[]).await;
    let why = "拟办的人不能批准自己拟的事项，请由其他负责人批准";
    county.refused("director", &id, "approval", &[], why).await;
    county.does("director", &id, "sending-back", &[("reason", "请写明资金来源")]).await;
    let page = county.matter_page(&county.sign_in("inspector").await, &id).await;
    assert!(page.contains("请写明资金来源") && page.contains("督查员写齐立项方案后报批"));

    let id = county.drafted(&county.plan().await).await;
    county.does("inspector", &id, "submission", &[]).await;
    let page = county.matter_page(&county.sign_in("director").await, &id).await;
    for said in ["批准交办", "签收时限", "首次反馈", "办结期限", "个工作日 → "] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    county.refused("director", &id, "sending-back", &[("reason", " ")], "请写明理由").await;
}

#[tokio::test]
async fn a_leader_approves_and_confirms_what_the_leader_instructed() {
    let county = County::start().await;
    let leader_id = Some(county.person("leader").await);
    let plan = Draft { is_instructed: true, leader_id, ..county.plan().await };
    let id = county.drafted(&plan).await;
    county.does("inspector", &id, "submission", &[]).await;
    county.refused("director", &id, "approval", &[], "领导批示件由分管领导或主要领导批准交办").await;
    county.does("leader", &id, "approval", &[("opinion", "同意")]).await;
    county.does("leader", &id, "instruction", &[("text", "务必汛前完成")]).await;
    county.refused("leader", &id, "instruction", &[("text", "")], "请填写批示内容").await;
    county.does("leader", &id, "termination", &[("reason", "并入全县水网规划")]).await;
    let page = county.matter_page(&county.sign_in("inspector").await, &id).await;
    for said in ["务必汛前完成", "并入全县水网规划", "已终止，不再办理"] {
        assert!(page.contains(said), "{said}");
    }
}

#[tokio::test]
async fn of_two_people_at_once_one_does_it_and_the_other_is_told() {
    let county = County::start().await;
    let id = county.issued(&county.plan().await).await;
    let (unit, handler, today) =
        (county.unit("县水利局").await, county.person("water-handler").await, today());
    let form = [("unit", unit.as_str()), ("handler", &handler), ("plan_on", &today)];
    let (head, liaison) = (county.sign_in("water-head").await, county.sign_in("water-liaison").await);
    let address = format!("/matters/{id}/acknowledgement");
    let (one, other) = tokio::join!(head.post(&address, &form), liaison.post(&address, &form));
    let statuses = [one.status, other.status];
    assert!(statuses.contains(&StatusCode::SEE_OTHER), "{statuses:?}");
    let late = if one.status == StatusCode::SEE_OTHER { other } else { one };
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem(&late), "承办任务现为“办理中”，不能签收；请刷新页面查看最新状态");
    let page = county.matter_page(&head, &id).await;
    assert_eq!(page.matches("<strong>签收</strong>").count(), 1, "signed for once");
}

#[tokio::test]
async fn a_substitute_acts_with_both_names_and_never_approves_the_absent_ones_own_work() {
    let county = County::start().await;
    let (unit, today) = (county.unit("县水利局").await, today());
    let (head, liaison) = (county.person("water-head").await, county.person("water-liaison").await);
    county
        .test
        .app
        .db
        .run(
            "insert into absence (id, account_id, substitute_id, from_on, to_on, reason, created_by, created_at)
             values ('1', $1, $2, $3, $3, '出差', $1, 0)",
            args![&head, &liaison, &today],
        )
        .await
        .unwrap();
    let id = county.signed(&county.plan().await).await;
    county.does("water-handler", &id, "feedback", &feedback(&unit, "40")).await;
    let page = county.matter_page(&county.sign_in("water-liaison").await, &id).await;
    assert!(page.contains("您受 钱局长 委托办理"), "{page}");
    county.does("water-liaison", &id, "sign-off", &[("unit", &unit)]).await;
    let page = county.matter_page(&county.sign_in("inspector").await, &id).await;
    assert!(page.contains("吴联络（受 钱局长 委托）"), "{page}");
}

#[tokio::test]
async fn what_was_typed_comes_back_with_the_reason() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let unit = county.unit("县水利局").await;
    let mut form = feedback(&unit, "100");
    form.retain(|(name, _)| *name != "evidence-1");
    let page = county.tries("water-handler", &id, "feedback", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem(&page), "申请办结时，每条办结标准都要勾选完成并写明佐证");
    assert!(page.body.contains("主体工程完成 3.2 公里</textarea>"), "{}", page.body);
    assert!(page.body.contains("value=\"水利验〔2026〕7 号\""), "{}", page.body);
    let cases = [
        ("progress", "一百", "进度请填 0 至 100 的整数"),
        ("progress", "101", "进度不能超过 100%"),
        ("content", " ", "请填写办理情况"),
    ];
    for (name, value, why) in cases {
        let mut form = feedback(&unit, "50");
        form.retain(|(field, _)| *field != name);
        form.push((name, value));
        county.refused("water-handler", &id, "feedback", &form, why).await;
    }
    let markup = [("unit", unit.as_str()), ("content", "<script>alert(1)</script>"), ("progress", "x")];
    let page = county.tries("water-handler", &id, "feedback", &markup).await;
    assert!(!page.body.contains("<script>alert") && page.body.contains("alert(1)"), "typed text stays text");
    // Its form is gone: what was typed is listed to be copied.
    let page = county
        .tries(
            "inspector",
            &id,
            "return",
            &[("unit", &unit), ("defects", "缺少验收单"), ("finish_on", &day(9))],
        )
        .await;
    assert!(page.body.contains("<li>缺少验收单</li>"), "{}", page.body);
}
