use std::time::Instant;
fn main() {
    let mode = std::env::args().nth(1).unwrap();
    for f in std::env::args().skip(2) {
        let bytes = std::fs::read(&f).unwrap();
        let r = match reader::read(&f, &bytes) {
            Ok(r) => r,
            Err(e) => {
                println!("{f}: {e}");
                continue;
            }
        };
        let d = &r.document;
        println!(
            "== {f} {:?} {:?} {:?} {:?} {:?}",
            d.kind, d.fiscal_year, d.region, d.region_code, d.department
        );
        if mode == "time" {
            let t = Instant::now();
            for _ in 0..200 {
                reader::read(&f, &bytes).unwrap();
            }
            println!("{:?}", t.elapsed() / 200);
            continue;
        }
        println!(
            "contents {} tables {} units {} sections {} projects {} rows {}",
            d.contents.len(),
            d.tables.len(),
            d.units.len(),
            d.narrative.len(),
            d.projects.len(),
            d.projects.iter().map(|p| p.indicators.len()).sum::<usize>()
        );
        for t in &d.tables {
            println!(
                "T {:?} {} rows {} first {:?} last {:?} year {:?} unit {:?} note {:?}\n   cols {:?}",
                t.kind,
                t.title,
                t.rows.len(),
                t.rows.first().map(|r| r.number),
                t.rows.last().map(|r| r.number),
                t.fiscal_year,
                t.unit_line.as_ref().map(|u| &u.value),
                t.note.as_ref().map(|u| &u.value),
                t.columns
            );
            if mode == "full" {
                for r in &t.rows {
                    println!(
                        "   {:?} {:?} {:?} {} {:?}",
                        r.number,
                        r.side,
                        r.code,
                        r.name,
                        r.amounts
                            .iter()
                            .map(|(c, a)| format!("{}={}", c.key(), a.printed))
                            .collect::<Vec<_>>()
                    );
                }
            }
        }
        for p in &d.projects {
            println!(
                "P {} | {:?} | {:?} | {:?} {:?} {:?} | goals {} rows {} | {}",
                p.name.value,
                p.code.as_ref().map(|c| c.value.as_str()),
                p.secrecy,
                p.budgeted.as_ref().map(|a| &a.printed),
                p.fiscal.as_ref().map(|a| &a.printed),
                p.other.as_ref().map(|a| &a.printed),
                p.goals.len(),
                p.indicators.len(),
                p.place
            );
            if mode == "full" {
                println!(
                    "   {:?}\n   {:?}",
                    p.purpose.as_ref().map(|v| &v.value),
                    p.spending_plan.as_ref().map(|s| s
                        .points
                        .iter()
                        .map(|p| match p {
                            budget::PlanPoint::Stated { percent, .. } => percent.to_string(),
                            o => format!("{o:?}"),
                        })
                        .collect::<Vec<_>>())
                );
                for g in &p.goals {
                    println!("   G {}", g.value)
                }
                for i in &p.indicators {
                    println!(
                        "   {:?} {:?} {:?}|{:?}|{:?}|{}|{:?} {}",
                        i.kind,
                        i.aspect,
                        i.aspect_label,
                        i.name.as_ref().map(|v| &v.value),
                        i.description.as_ref().map(|v| &v.value),
                        i.target_value.value.text,
                        i.value_basis.as_ref().map(|v| &v.value),
                        i.place
                    );
                }
            }
        }
        if mode == "full" {
            for c in &d.contents {
                println!("C {} {:?} {}", c.title, c.page, c.place)
            }
            for u in &d.units {
                println!("U {u:?}")
            }
            for s in &d.narrative {
                println!(
                    "S {} {} [{} chars, {} lines]",
                    s.place,
                    s.title,
                    s.text.chars().count(),
                    s.text.lines().count()
                );
            }
            println!(
                "overall {:?}",
                d.target.overall.as_ref().map(|t| (
                    t.value.chars().count(),
                    t.value.lines().count(),
                    &t.place
                ))
            );
            for i in d.target.itemised.iter() {
                println!("I {} | {} | {}", i.place, i.title, i.text.chars().take(30).collect::<String>());
            }
            for i in d.target.safeguards.iter() {
                println!("G {} | {} | {}", i.place, i.title, i.text.chars().take(30).collect::<String>());
            }
            println!("{:#?}", d.stated);
        }
        for n in &r.notes {
            println!("N {} {}", n.place, n.message)
        }
    }
}
