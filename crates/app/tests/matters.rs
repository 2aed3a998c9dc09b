//! The life of a matter over HTTP: who may do what, who may not, and what the page then says.

mod support;

use app::args;
use app::matters::draft::Draft;
use axum::http::StatusCode;
use support::county::County;
use support::life::{day, feedback, problem, today};

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
