use super::*;
use crate::example::*;
use crate::{Act, Duty, Grade, Plan, Request};

fn shows(story: &Story, now: &str) -> (Colour, LightReason) {
    let light = of_matter(&story.matter, &rules(), at(now));
    assert_eq!(light.rule_version, RULE_VERSION);
    (light.colour, light.reason)
}

fn check(story: &Story, cases: &[(&str, Colour, LightReason)]) {
    for (now, colour, reason) in cases {
        assert_eq!(shows(story, now), (*colour, *reason), "{now}");
    }
}

/// A matter of the lead alone with an end of its own, issued at an instant and signed at once.
fn running(issued: &str, finish_on: &str) -> Story {
    let plan = Plan { finish_on: Some(finish_on.parse().unwrap()), ..lone("meeting") };
    let mut dues = dues_of(&plan, at(issued));
    dues[0].dues.feedback = None;
    let story = Story { now: at(issued), ..Story::drafted(plan) };
    let story = story.then(Duty::Inspector, Act::Submit).then(Duty::Director, Act::Approve { dues });
    let sign = story.acknowledge("A");
    story.unit_does("A", Duty::Liaison, sign)
}

#[test]
fn the_two_instants_tell_the_colour_that_the_whole_matter_has() {
    let story = Story::signed(lone("meeting"));
    let turning = turning(&story.matter, story.a(), &rules());
    for day in 17..31 {
        for time in ["09:00", "17:30", "17:31"] {
            let now = format!("2026-11-{day:02}T{time}").replace("11-31", "12-01");
            assert_eq!(turning.colour(at(&now)), shows(&story, &now).0, "{now}");
        }
    }
}

#[test]
fn what_does_not_run_is_grey() {
    use LightReason::{NotIssued, Suspended};
    check(&Story::drafted(plan()), &[("2026-12-31T09:00", Colour::Grey, NotIssued)]);
    check(&Story::submitted(plan()), &[("2026-12-31T09:00", Colour::Grey, NotIssued)]);
    let story = Story::signed(plan()).suspended("2026-12-31");
    check(&story, &[("2026-12-31T09:00", Colour::Grey, Suspended)]);
    let story = Story::signed(plan()).then(Duty::ChiefLeader, Act::Terminate { reason: "调整".to_owned() });
    check(&story, &[("2026-12-31T09:00", Colour::Grey, NotIssued)]);
}

#[test]
fn unsigned_is_yellow_past_its_limit_and_red_two_working_days_later() {
    use LightReason::{InTime, SignLate};
    let cases = [
        ("2026-11-17T17:30", Colour::Green, InTime),
        ("2026-11-17T17:31", Colour::Yellow, SignLate),
        ("2026-11-19T17:30", Colour::Yellow, SignLate),
        ("2026-11-19T17:31", Colour::Red, SignLate),
    ];
    check(&Story::issued(lone("meeting")), &cases);
}

#[test]
fn late_feedback_is_yellow_and_from_the_third_working_day_red() {
    use LightReason::{BehindTime, FeedbackLate};
    // Due on Monday 23 November; after three of fifteen days without progress the time runs ahead, too.
    let cases = [
        ("2026-11-23T17:30", Colour::Yellow, BehindTime),
        ("2026-11-26T17:30", Colour::Yellow, BehindTime),
        ("2026-11-26T17:31", Colour::Red, FeedbackLate),
    ];
    check(&Story::signed(lone("meeting")), &cases);
    let urgent = Story::signed(lone("urgent"));
    assert_eq!(urgent.a().dues.feedback, Some(at("2026-11-17T17:30")));
    assert_eq!(shows(&urgent, "2026-11-17T17:30"), (Colour::Green, LightReason::InTime));
    assert_eq!(shows(&urgent, "2026-11-17T17:31"), (Colour::Yellow, FeedbackLate));
}

#[test]
fn a_node_is_yellow_when_late_and_red_after_five_working_days() {
    use LightReason::{InTime, NodeLate};
    let nodes = vec!["2026-12-31".parse().unwrap()];
    let story = Story::signed(Plan { nodes, ..lone("annual") }).reports("A", 30);
    let story = story.accepts("A");
    let cases = [
        ("2026-12-31T17:30", Colour::Green, InTime),
        ("2026-12-31T17:31", Colour::Yellow, NodeLate),
        // The calendar of 2027 is not announced: 1 January counts as a Friday.
        ("2027-01-07T17:30", Colour::Yellow, NodeLate),
        ("2027-01-07T17:31", Colour::Red, NodeLate),
    ];
    check(&story, &cases);
}

#[test]
fn the_end_draws_near_by_a_fifth_of_the_time_but_three_days_at_most() {
    use LightReason::{BehindTime, NearEnd, Overdue};
    // Allotted, end, and the first day of yellow by nearness.
    let cases = [
        ("2026-11-16T09:00", "2026-11-17", "2026-11-16", "one day: at once"),
        ("2026-11-16T09:00", "2026-11-20", "2026-11-19", "four days: one"),
        ("2026-11-16T09:00", "2026-11-25", "2026-11-23", "seven days: two"),
        ("2026-11-16T09:00", "2026-12-16", "2026-12-11", "22 days: three"),
        ("2026-02-11T09:00", "2026-02-25", "2026-02-24", "four, one a made-up Saturday"),
        ("2026-09-28T09:00", "2026-10-10", "2026-10-09", "five over National Day"),
        ("2026-11-16T09:00", "2026-11-29", "2026-11-25", "ends on a Sunday: nine days, two"),
    ];
    for (issued, end, from, why) in cases {
        let story = running(issued, end);
        let turns = turns(&story.matter, story.a(), &rules());
        let near = turns.iter().find(|turn| turn.reason == NearEnd).unwrap().after;
        assert_eq!(near, at(&format!("{from}T00:00")).max(at(issued)), "{why}");
        let end = at(&format!("{end}T17:30"));
        assert_ne!(of_matter(&story.matter, &rules(), end).colour, Colour::Red, "{why}");
        let over = end.saturating_add(jiff::Span::new().minutes(1));
        let light = of_matter(&story.matter, &rules(), over);
        assert_eq!((light.colour, light.reason, light.since), (Colour::Red, Overdue, Some(end)), "{why}");
    }
    assert_eq!(shows(&running("2026-11-16T09:00", "2026-12-16"), "2026-12-10T09:00").1, BehindTime);
}

#[test]
fn progress_fifteen_points_behind_time_is_yellow() {
    use LightReason::{BehindTime, InTime};
    // 20 working days: nothing reported is 15 points behind after three, more after four.
    let story = running("2026-11-16T09:00", "2026-12-14");
    let cases =
        [("2026-11-19T18:00", Colour::Green, InTime), ("2026-11-20T17:31", Colour::Yellow, BehindTime)];
    check(&story, &cases);
    let story = story.reports("A", 50).accepts("A");
    let cases =
        [("2026-12-03T18:00", Colour::Green, InTime), ("2026-12-04T17:31", Colour::Yellow, BehindTime)];
    check(&story, &cases);
}

#[test]
fn time_suspended_is_nobodys_lag() {
    // As above, with ten working days of standstill after two days of work.
    let story = running("2026-11-16T09:00", "2026-12-14").at("2026-11-18T09:00").suspended("2026-12-02");
    let story = story.at("2026-12-02T09:00").resumed();
    assert_eq!(story.a().dues.finish, Some(at("2026-12-28T17:30")));
    let allotted = deadline::allotted(&story.matter, story.a(), &county());
    assert_eq!(allotted, Some(20), "as many days as before");
    assert_eq!(shows(&story, "2026-12-03T18:00").0, Colour::Green);
    assert_eq!(shows(&story, "2026-12-04T17:31"), (Colour::Yellow, LightReason::BehindTime));
}

#[test]
fn what_was_returned_is_yellow_until_it_is_reported_again() {
    let story = running("2026-11-16T09:00", "2026-12-14").reports("A", 100);
    let story = story.at("2026-11-17T09:00").returns("A", "2026-12-18");
    assert_eq!(shows(&story, "2026-11-17T09:01"), (Colour::Yellow, LightReason::AwaitingRework));
    let story = story.at("2026-11-18T09:00").reports("A", 100);
    assert_eq!(shows(&story, "2026-12-31T09:00"), (Colour::Green, LightReason::InTime));
}

#[test]
fn the_light_stands_still_while_the_office_reviews() {
    use LightReason::{InTime, ReviewLate, ReviewNear};
    let story = running("2026-11-16T09:00", "2026-12-14").at("2026-11-17T09:00").reports("A", 50);
    check(&story, &[("2027-06-01T09:00", Colour::Green, InTime)]);
    let office = |now: &str| of_office(&story.matter, &rules(), at(now)).map(|l| (l.colour, l.reason));
    assert_eq!(office("2026-11-19T18:00"), Some((Colour::Green, InTime)));
    assert_eq!(office("2026-11-20T00:01"), Some((Colour::Yellow, ReviewNear)));
    assert_eq!(office("2026-11-20T17:31"), Some((Colour::Red, ReviewLate)));
    let turning = office_turning(&story.matter, &rules());
    assert_eq!(turning.red_after, Some(at("2026-11-20T17:30")));
    let late = running("2026-11-16T09:00", "2026-11-20").at("2026-11-23T09:00").reports("A", 100);
    assert_eq!(shows(&late, "2026-12-31T09:00"), (Colour::Red, LightReason::Overdue), "late before");
}

#[test]
fn the_office_is_timed_for_answers_and_completion_and_not_while_suspended() {
    let red = |story: &Story| office_turning(&story.matter, &rules()).red_after;
    assert_eq!(red(&Story::signed(plan())), None);
    assert_eq!(red(&Story::issued(plan()).refuses("A")), Some(at("2026-11-17T17:30")));
    let asked = Story::signed(plan()).asks("A", extension("2026-12-17"));
    assert_eq!(red(&asked), Some(at("2026-11-18T17:30")));
    let answered = Story::answered(plan());
    assert_eq!(red(&answered), Some(at("2026-11-19T17:30")));
    let suspended = answered.at("2026-11-17T09:00").suspended("2026-12-01");
    assert_eq!(red(&suspended), None);
    let resumed = suspended.at("2026-12-01T09:00").resumed();
    assert_eq!(red(&resumed), Some(at("2026-12-03T17:30")));
}

#[test]
fn done_is_on_time_by_the_day_it_was_reported_and_late_for_ever() {
    let complete = || Act::Complete { grade: Grade::Good };
    let story = running("2026-11-16T09:00", "2026-11-20").at("2026-11-20T17:00").reports("A", 100);
    let story = story.at("2026-11-24T09:00").accepts("A").then(Duty::Director, complete());
    check(&story, &[("2027-01-01T09:00", Colour::DoneOnTime, LightReason::Finished)]);
    let story = running("2026-11-16T09:00", "2026-11-20").at("2026-11-23T09:00").reports("A", 100);
    let story = story.accepts("A").then(Duty::Director, complete());
    let story = story.then(Duty::ChiefLeader, Act::Confirm).then(Duty::Inspector, Act::Close);
    check(&story, &[("2027-01-01T09:00", Colour::DoneLate, LightReason::Finished)]);
}

#[test]
fn an_instant_of_the_past_shows_what_it_showed() {
    let story = Story::signed(plan()).at("2026-12-01T09:00").reports("A", 100).accepts("A");
    let story = story.reports("B", 100).accepts("B");
    let then = |now: &str| of_matter_at(&story.events, &rules(), at(now)).colour;
    assert_eq!(then("2026-11-16T08:00"), Colour::Grey);
    assert_eq!(then("2026-11-16T10:00"), Colour::Green);
    assert_eq!(then("2026-11-27T10:00"), Colour::Red, "feedback was three days late");
    assert_eq!(then("2026-12-01T09:00"), Colour::DoneOnTime);
}

#[test]
fn the_light_of_a_supporting_unit_is_its_own() {
    let story = Story::issued(plan());
    let sign = story.acknowledge("A");
    let story = story.unit_does("A", Duty::Liaison, sign);
    let b = story.matter.of_unit(&unit("B")).unwrap();
    assert_eq!(of(&story.matter, b, &rules(), at("2026-11-18T09:00")).colour, Colour::Yellow);
    assert_eq!(shows(&story, "2026-11-18T09:00").0, Colour::Green);
}

#[test]
fn a_request_alone_moves_no_light_of_the_unit() {
    let request = Request::Adjustment { change: "合并节点".to_owned(), reason: "工序".to_owned() };
    let story = Story::signed(plan());
    let before = turning(&story.matter, story.a(), &rules());
    let story = story.asks("A", request);
    assert_eq!(turning(&story.matter, story.a(), &rules()), before);
}
