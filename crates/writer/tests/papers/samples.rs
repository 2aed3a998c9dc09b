//! Papers of the fictional county: short as an office would like them, and as long as one day they will be.

use budget::Money;
use jiff::ToSpan;
use jiff::civil::{date, datetime, time};
use writer::papers::{
    Attestation, CardAcknowledgement, CardInstruction, CardSource, Consequence, Contact, EarlierUrging,
    LastFeedback, Ledger, LedgerRow, LightMark, LinkedProject, SupervisionCard, TimeLimit, UrgingNotice,
    UrgingReason, UrgingRung,
};

fn attestation() -> Attestation {
    Attestation {
        drafter: "周启明".to_owned(),
        reviewer: Some("林秀云".to_owned()),
        signer: Some("赵立山".to_owned()),
        verify_code: "YL26-7F3A-92C1".to_owned(),
        content_hash: "SM3 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0".to_owned(),
        snapshot: "2026-11-21-000417".to_owned(),
    }
}

fn contact() -> Contact {
    Contact { name: "周启明".to_owned(), phone: "0999-5550137".to_owned() }
}

fn limit(day: i8, span: &str) -> TimeLimit {
    TimeLimit { on: date(2026, 11, day), at: None, span: span.to_owned() }
}

pub fn card() -> SupervisionCard {
    SupervisionCard {
        issuer: "云岭县人民政府督查室".to_owned(),
        number: "云督〔2026〕17号".to_owned(),
        issued_on: date(2026, 11, 3),
        urgency: Some("急件".to_owned()),
        title: "城南小学扩建工程11月底前完成主体封顶".to_owned(),
        source: CardSource {
            kind: "会议议定事项".to_owned(),
            document_number: Some("云岭县政府常务会议纪要〔2026〕8号".to_owned()),
            dated: Some(date(2026, 10, 30)),
            clause: Some("（三）会议要求县教育局倒排工期，确保城南小学扩建工程11月底前主体封顶。".to_owned()),
        },
        instruction: Some(CardInstruction {
            leader: "赵立山".to_owned(),
            given_on: Some(date(2026, 11, 2)),
            text: "请教育局每周报一次进度，开学前必须投用。".to_owned(),
        }),
        requirement: "按会议纪要倒排工期，落实施工力量和安全措施，按时完成主体封顶。".to_owned(),
        closing_standards: vec![
            "教学楼主体结构全部封顶，有监理单位签章的验收记录。".to_owned(),
            "工程款支付进度与形象进度一致，无拖欠农民工工资。".to_owned(),
        ],
        lead_unit: "县教育局".to_owned(),
        supporting_units: vec!["县住房和城乡建设局".to_owned(), "县财政局".to_owned()],
        leader: Some("孙国栋".to_owned()),
        sign_limit: limit(4, "1个工作日"),
        feedback_limit: Some(limit(10, "5个工作日")),
        finish_limit: Some(limit(30, "19个工作日")),
        feedback_cycle: "每周五17:00前".to_owned(),
        linked_project: Some(LinkedProject {
            code: "13099926P00417110001A".to_owned(),
            name: "城南小学扩建".to_owned(),
            amount: Some(Money::from_fen(1_231_600_000)),
        }),
        linked_indicator: Some("主体工程完成率 ≥100%".to_owned()),
        contact: contact(),
        attachments: vec!["云岭县政府常务会议纪要〔2026〕8号（摘录）".to_owned()],
        acknowledgement: None,
        attestation: attestation(),
    }
}

/// 200 characters of title, 12 standards, 30 attachments, clauses of several paragraphs.
pub fn long_card() -> SupervisionCard {
    let sentence =
        "关于加快推进全县农村饮水安全巩固提升和城乡供水一体化工程建设确保群众用水需求得到稳定保障的工作任务";
    let title: String = sentence.chars().cycle().take(200).collect();
    let standard = |n: u32| {
        format!(
            "第{n}标段管网铺设、入户改造和水质检测全部完成，有竣工验收报告、水质检测报告和用水户签字的移交清单，公示七日无异议。"
        )
    };
    SupervisionCard {
        issuer: "云岭县人民政府办公室督查与政务信息公开室（县政府督查室）".to_owned(),
        number: "云督〔2026〕1024号".to_owned(),
        urgency: Some("特急".to_owned()),
        title,
        instruction: Some(CardInstruction {
            leader: "赵立山".to_owned(),
            given_on: Some(date(2026, 11, 2)),
            text: format!(
                "请水务局牵头抓紧办理。\n{}",
                "群众用水无小事，要逐村逐户过一遍，问题不过夜。".repeat(12)
            ),
        }),
        requirement: format!(
            "{}\n{}",
            "全面排查，建立清单，逐项销号。".repeat(10),
            "每周五报送进度。".repeat(8)
        ),
        closing_standards: (1..=12).map(standard).collect(),
        supporting_units: (1..=18).map(|n| format!("第{n}乡镇人民政府")).collect(),
        sign_limit: TimeLimit {
            on: date(2026, 11, 3),
            at: Some(time(17, 30, 0, 0)),
            span: "2小时".to_owned(),
        },
        finish_limit: None,
        attachments: (1..=30)
            .map(|n| format!("第{n}批次农村供水工程任务分解表及用水户名册（2026年版）"))
            .collect(),
        acknowledgement: Some(CardAcknowledgement {
            person: "钱卫东".to_owned(),
            at: datetime(2026, 11, 3, 16, 5, 0, 0),
            handler: "吴小梅".to_owned(),
            planned_on: date(2026, 12, 25),
        }),
        ..card()
    }
}

pub fn notice(rung: UrgingRung) -> UrgingNotice {
    let earlier = |rung, n: i8| EarlierUrging {
        rung,
        number: format!("云督催〔2026〕{n}号"),
        issued_on: date(2026, 12, n),
    };
    let earlier: Vec<_> = [earlier(UrgingRung::Blue, 1), earlier(UrgingRung::Yellow, 3)]
        .into_iter()
        .filter(|before| before.rung < rung)
        .collect();
    UrgingNotice {
        issuer: "云岭县人民政府督查室".to_owned(),
        number: "云督催〔2026〕9号".to_owned(),
        issued_on: date(2026, 12, 8),
        rung,
        card_number: "云督〔2026〕17号".to_owned(),
        matter_title: card().title,
        unit: "县教育局".to_owned(),
        copies: vec!["孙国栋副县长".to_owned(), "县纪委监委".to_owned()],
        reason: UrgingReason {
            rule: "办结时限届满未办结".to_owned(),
            due: Some(limit(30, "19个工作日")),
            n_days_over: 6,
            held_by: "县教育局".to_owned(),
        },
        missed: vec!["教学楼主体结构全部封顶，有监理单位签章的验收记录。".to_owned()],
        explanation_limit: (rung > UrgingRung::Blue).then(|| TimeLimit {
            on: date(2026, 12, 9),
            at: None,
            span: "1个工作日".to_owned(),
        }),
        earlier,
        new_limit: Some(TimeLimit { on: date(2026, 12, 15), at: None, span: "5个工作日".to_owned() }),
        consequences: vec![Consequence {
            article: "《云岭县政府督查工作办法》第二十一条".to_owned(),
            text: "再次逾期的，约谈单位主要负责人并在全县通报。".to_owned(),
        }],
        contact: contact(),
        signed_as: if rung == UrgingRung::Blue {
            "签发人（督查室主任）"
        } else {
            "签发人（分管县领导）"
        }
        .to_owned(),
        attestation: attestation(),
    }
}

pub fn long_notice() -> UrgingNotice {
    UrgingNotice {
        matter_title: long_card().title,
        missed: long_card().closing_standards,
        copies: (1..=20).map(|n| format!("第{n}乡镇人民政府")).collect(),
        ..notice(UrgingRung::Red)
    }
}

pub fn ledger(n_rows: usize) -> Ledger {
    Ledger {
        title: "云岭县重点督办事项台账".to_owned(),
        issuer: "云岭县人民政府督查室".to_owned(),
        filter: "全部在办和已办结事项，按办结时限排列".to_owned(),
        as_of: datetime(2026, 11, 21, 9, 30, 0, 0),
        rows: (0..n_rows).map(ledger_row).collect(),
    }
}

fn ledger_row(n: usize) -> LedgerRow {
    use LightMark::{Done, DoneLate, Green, Grey, Red, Yellow};
    let light = [Green, Yellow, Red, Grey, Done, DoneLate, Green][n % 7];
    let is_closed = matches!(light, Done | DoneLate);
    let issued_on = date(2026, 9, 1) + i64::try_from(n % 60).unwrap().days();
    let matters = [
        "农村公路危桥改造",
        "老旧小区加装电梯",
        "高标准农田建设",
        "县医院门诊楼搬迁",
        "12345热线逾期工单清零",
    ];
    let units = ["县交通运输局", "县住房和城乡建设局", "县农业农村局", "县卫生健康局", "县行政审批局"];
    LedgerRow {
        number: format!("云督〔2026〕{}号", n + 1),
        source: "政府工作报告分解".to_owned(),
        title: format!("{}第{}批任务按期完成并投入使用", matters[n % 5], n / 5 + 1),
        lead_unit: units[n % 5].to_owned(),
        supporting_units: if n.is_multiple_of(3) { vec!["县财政局".to_owned()] } else { Vec::new() },
        leader: Some("孙国栋".to_owned()),
        issued_on: Some(issued_on),
        signed_on: (light != Grey).then(|| issued_on + 1.day()),
        due_on: Some(issued_on + 60.days()),
        extended_to: (n % 9 == 2).then(|| issued_on + 75.days()),
        stage: if is_closed { "销号" } else { "办理中" }.to_owned(),
        progress: Some(if is_closed { 100 } else { u8::try_from(n % 10 * 10).unwrap() }),
        light,
        light_reason: (light == Red).then(|| "已过办结时限，尚未通过".to_owned()),
        last_feedback: (n % 4 != 3).then(|| LastFeedback {
            on: issued_on + 7.days(),
            text: "完成招标和施工图审查，施工单位已进场，完成投资过半。".to_owned(),
        }),
        problems: (n % 6 == 1).then(|| "征地补偿尚有2户未签订协议。".to_owned()),
        n_urgings: u32::from(light == Red) * 2,
        urging_rung: (light == Red).then_some(UrgingRung::Yellow),
        n_returns: u32::from(n % 11 == 4),
        closed_on: is_closed.then(|| issued_on + 50.days()),
        grade: is_closed.then(|| "良好".to_owned()),
        closure_number: is_closed.then(|| format!("销{:04}", n + 1)),
        archive_number: None,
        budget_link: n.is_multiple_of(5).then(|| "农村公路危桥改造".to_owned()),
        budget_amount: n.is_multiple_of(5).then(|| Money::from_fen(1_234_560_000)),
    }
}
