//! 事项编号: a county numbers its matters of a year without gaps, so a number that is missing is a matter that is.

use sqlx::FromRow;

use super::Check;
use crate::args;

#[derive(FromRow)]
struct Gap {
    region: String,
    year: i64,
    /// The numbers on both sides.
    below: i64,
    above: i64,
}

const GAPS: &str = "select region, year, below, number as above from (
         select region, year, number,
             lag(number, 1, cast(0 as bigint)) over (partition by region, year order by number) as below
         from matter
     ) as numbered where number > below + 1 order by region, year, number";

impl Check<'_> {
    pub(super) async fn numbers(&mut self) -> anyhow::Result<()> {
        for Gap { region, year, below, above } in self.db.all(GAPS, args![]).await? {
            let (first, last) = (below + 1, above - 1);
            let which = if first == last { first.to_string() } else { format!("{first} 至 {last}") };
            self.fault(&format!("{region}〔{year}〕{which} 号"), "编号空缺：事项被删除或编号被改动过");
        }
        Ok(())
    }
}
