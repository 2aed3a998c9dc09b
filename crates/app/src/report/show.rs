//! 县情一页.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::FromRow;
use supervision::{Colour, Duty, Stage};

use super::figures::{Figures, Number, done, lit, open, per_mille};
use super::groups::{self, Done, Open};
use super::period::{self, Period};
use super::table::{COLUMNS, Line, Table};
use crate::access::Viewer;
use crate::db::{Db, Value};
use crate::error::{Error, Result};
use crate::extract::Params;
use crate::layout::{Frame, page};
use crate::matters::draft::SOURCES;
use crate::matters::filter::{Filter, NOBODY};
use crate::{App, args, clock};

/// What stands after the `?`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    year: String,
    part: String,
    sort: String,
}

#[derive(Template)]
#[template(path = "report/show.html")]
struct ShowPage {
    frame: Frame,
    as_of: String,
    scope: &'static str,
    period: Period,
    years: Vec<i16>,
    sort: String,
    open: Vec<(&'static str, Number)>,
    lights: Vec<(Colour, Number)>,
    stages: Vec<(Stage, Number)>,
    done: Vec<(&'static str, Number)>,
    share: Option<String>,
    tables: Vec<Table>,
}

impl ShowPage {
    /// Where each light begins on the bar, and how long it is, in per mille.
    fn bar(&self) -> Vec<(&'static str, i64, i64)> {
        let whole: i64 = self.lights.iter().map(|(_, number)| number.n).sum();
        let mut at = 0;
        let part = |(colour, number): &(Colour, Number)| {
            let length = per_mille(number.n, whole).unwrap_or(0);
            at += length;
            (colour.key(), at - length, length)
        };
        self.lights.iter().map(part).collect()
    }

    fn sorted(&self, table: &str, sort: &str) -> String {
        let Period { year, part, .. } = &self.period;
        format!("/report?year={year}&part={part}&sort={sort}#{table}")
    }

    fn is_empty(&self) -> bool {
        self.open.iter().chain(&self.done).all(|(_, number)| number.n == 0)
    }
}

pub async fn show(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    let (region, now) = (viewer.county()?, clock::now());
    let today = clock::civil(now).date();
    let period = Period::read(&asked.year, &asked.part, today)?;
    if !asked.sort.is_empty() && COLUMNS.iter().all(|(key, _)| *key != asked.sort) {
        return Err(Error::Invalid("网址中的排列方式无法识别；请回到统计页重新选择".to_owned()));
    }
    let week = week_of(today);
    let opened = groups::open(&app.db, &viewer, (&week.0, &week.1), now).await?;
    let closed = groups::done(&app.db, &viewer, &period).await?;
    let names = Names::of(&app.db, region, &opened, &closed).await?;
    let all = sums(&opened, &closed, |_| (), |_| ()).remove(&()).unwrap_or_default();
    page(&ShowPage {
        frame: Frame::new(&viewer, "report", "督办统计"),
        as_of: clock::local(now),
        scope: scope(&viewer),
        years: years(period.year, today.year()),
        open: open_numbers(&all, &week),
        lights: lights(&all),
        stages: stages(&opened),
        done: done_numbers(&all, &period),
        share: all.share(),
        tables: tables(&opened, &closed, &names, &all, &period, &viewer)
            .into_iter()
            .map(|table| table.ordered(&asked.sort))
            .collect(),
        sort: asked.sort,
        period,
    })
}

/// Whose matters are counted, in words.
fn scope(viewer: &Viewer) -> &'static str {
    if sees_county(viewer) {
        "全县督办事项"
    } else if viewer.has_duty(|duty| duty == Duty::FieldLeader) {
        "您分管和批示的督办事项"
    } else if viewer.has_duty(|duty| duty == Duty::Observer) {
        "全县已办结的督办事项"
    } else {
        "您能查看的督办事项，含本单位牵头和协办的"
    }
}

fn sees_county(viewer: &Viewer) -> bool {
    viewer.has_duty(|duty| matches!(duty, Duty::Inspector | Duty::Director | Duty::ChiefLeader))
}

/// Monday and Sunday.
fn week_of(today: Date) -> (String, String) {
    let monday = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    let monday = monday.unwrap_or(today);
    (monday.to_string(), monday.checked_add(6.days()).unwrap_or(monday).to_string())
}

/// The last five years, and the chosen one.
fn years(chosen: i16, this: i16) -> Vec<i16> {
    let mut years: Vec<i16> = (0..5).map(|ago| this - ago).collect();
    if !years.contains(&chosen) {
        years.push(chosen);
    }
    years
}

fn sums<K: Ord>(
    opened: &[Open],
    closed: &[Done],
    open_key: impl Fn(&Open) -> K,
    done_key: impl Fn(&Done) -> K,
) -> BTreeMap<K, Figures> {
    let mut sums: BTreeMap<K, Figures> = BTreeMap::new();
    for group in opened {
        sums.entry(open_key(group)).or_default().add_open(group);
    }
    for group in closed {
        sums.entry(done_key(group)).or_default().add_done(group);
    }
    sums
}

fn open_numbers(all: &Figures, week: &(String, String)) -> Vec<(&'static str, Number)> {
    let now = open(&Filter::default());
    let this_week = Filter { from: week.0.clone(), to: week.1.clone(), ..now.clone() };
    let one = || "1".to_owned();
    vec![
        ("未办结", Number::new(all.open, &now)),
        ("本周到期", Number::new(all.week, &this_week)),
        ("超过办结期限", Number::new(all.over, &Filter { over: one(), ..now.clone() })),
        ("有退回", Number::new(all.open_returned, &Filter { returned: one(), ..now.clone() })),
        ("有延期", Number::new(all.open_extended, &Filter { extended: one(), ..now })),
    ]
}

fn done_numbers(all: &Figures, period: &Period) -> Vec<(&'static str, Number)> {
    let closed = done(&Filter::default(), period);
    let one = || "1".to_owned();
    vec![
        ("办结", Number::new(all.done, &closed)),
        ("按期办结", Number::new(all.on_time, &lit(closed.clone(), "done_on_time"))),
        ("逾期办结", Number::new(all.late, &lit(closed.clone(), "done_late"))),
        ("有退回", Number::new(all.done_returned, &Filter { returned: one(), ..closed.clone() })),
        ("有延期", Number::new(all.done_extended, &Filter { extended: one(), ..closed })),
    ]
}

/// Every light that some open matter has, in the order of the ledger's words.
fn lights(all: &Figures) -> Vec<(Colour, Number)> {
    let count = |colour: Colour| match colour {
        Colour::Grey => all.grey,
        Colour::Green => all.green,
        Colour::Yellow => all.yellow,
        Colour::Red => all.red,
        Colour::DoneOnTime => all.settled[0],
        Colour::DoneLate => all.settled[1],
    };
    let now = open(&Filter::default());
    let number = |colour| (colour, Number::new(count(colour), &lit(now.clone(), colour.key())));
    Colour::ALL.iter().copied().map(number).filter(|(_, number)| number.n > 0).collect()
}

fn stages(opened: &[Open]) -> Vec<(Stage, Number)> {
    let number = |stage: Stage| {
        let n = opened.iter().filter(|group| group.stage == stage.key()).map(|group| group.n).sum();
        (stage, Number::new(n, &Filter { stage: stage.key().to_owned(), ..Filter::default() }))
    };
    Stage::ALL.iter().copied().map(number).filter(|(_, number)| number.n > 0).collect()
}

/// Names in their order.
struct Names {
    units: Vec<(String, String)>,
    leaders: Vec<(String, String)>,
}

#[derive(FromRow)]
struct Named {
    id: String,
    name: String,
    is_gone: i64,
}

impl Names {
    async fn of(db: &Db, region: &str, opened: &[Open], closed: &[Done]) -> Result<Names> {
        let counted = |id: &str| {
            opened.iter().any(|group| group.unit_id == id) || closed.iter().any(|group| group.unit_id == id)
        };
        let units: Vec<Named> = db
            .all(
                "select id, name, case when dissolved_at is null then 0 else 1 end as is_gone from unit
                 where region = $1 order by case when code is null then 1 else 0 end, code, position, name",
                args![region],
            )
            .await?;
        let units = units.into_iter().filter(|unit| unit.is_gone == 0 || counted(&unit.id));
        let mut ids: Vec<&str> = opened.iter().filter_map(|group| group.leader_id.as_deref()).collect();
        ids.extend(closed.iter().filter_map(|group| group.leader_id.as_deref()));
        ids.sort_unstable();
        ids.dedup();
        Ok(Names {
            units: units
                .map(|unit| {
                    (unit.id, if unit.is_gone == 1 { format!("{}（已撤销）", unit.name) } else { unit.name })
                })
                .collect(),
            leaders: leaders(db, &ids).await?,
        })
    }
}

async fn leaders(db: &Db, ids: &[&str]) -> Result<Vec<(String, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "select id, display_name from account where id in ({}) order by duty, name, id",
        marks.join(", ")
    );
    Ok(db.built(&sql, ids.iter().map(|id| Value::from(*id)).collect()).await?)
}

fn tables(
    opened: &[Open],
    closed: &[Done],
    names: &Names,
    all: &Figures,
    period: &Period,
    viewer: &Viewer,
) -> Vec<Table> {
    let by_source = sums(opened, closed, |group| group.source.clone(), |group| group.source.clone());
    let by_leader = sums(opened, closed, |group| group.leader_id.clone(), |group| group.leader_id.clone());
    let by_unit = sums(opened, closed, |group| group.unit_id.clone(), |group| group.unit_id.clone());
    let of = |figures: Option<&Figures>, name: &str, filter: Filter| {
        Line::new(name.to_owned(), &figures.copied().unwrap_or_default(), &filter, period)
    };
    let source = |(key, word): &(&str, &str)| {
        of(by_source.get(*key), word, Filter { source: (*key).to_owned(), ..Filter::default() })
    };
    let leader = |(id, name): &(String, String)| {
        of(by_leader.get(&Some(id.clone())), name, Filter { leader: id.clone(), ..Filter::default() })
    };
    let nobody =
        of(by_leader.get(&None), "未指定", Filter { leader: NOBODY.to_owned(), ..Filter::default() });
    let unit = |(id, name): &(String, String)| {
        of(by_unit.get(id), name, Filter { unit: id.clone(), ..Filter::default() })
    };
    let table = |id, title, of, lines: Vec<Line>| {
        let total = Line::new("合计".to_owned(), all, &Filter::default(), period);
        Table { id, title, of, lines, total }
    };
    let shown = |lines: Vec<Line>| lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let units: Vec<Line> = names.units.iter().map(unit).collect();
    let leaders = names.leaders.iter().map(leader).chain([nobody]).collect();
    vec![
        table("sources", "按来源", "来源", shown(SOURCES.iter().map(source).collect())),
        table("leaders", "按县领导", "县领导", shown(leaders)),
        table("units", "按牵头单位", "牵头单位", if sees_county(viewer) { units } else { shown(units) }),
    ]
}
