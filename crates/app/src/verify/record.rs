//! 链尾记录: the end of every chain in a file kept elsewhere. Whoever rewrites a whole chain in the database cannot rewrite that.
//! Both files go by the order of keys: matters by their ids, then the others, so neither is ever in memory.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Lines, Write};
use std::iter::Peekable;
use std::path::Path;

use anyhow::Context;

use super::chain::{Earlier, Head};

#[derive(Default)]
pub struct Record {
    out: Option<BufWriter<File>>,
    earlier: Option<Peekable<Lines<BufReader<File>>>>,
}

struct Line<'a> {
    key: &'a str,
    earlier: Earlier,
    name: &'a str,
}

impl Record {
    pub fn open(out: Option<&Path>, earlier: Option<&Path>) -> anyhow::Result<Record> {
        let told = |path: &Path| format!("无法打开 {}", path.display());
        let earlier = match earlier {
            Some(path) => {
                Some(BufReader::new(File::open(path).with_context(|| told(path))?).lines().peekable())
            }
            None => None,
        };
        let out = match out {
            Some(path) => Some(BufWriter::new(File::create(path).with_context(|| told(path))?)),
            None => None,
        };
        Ok(Record { out, earlier })
    }

    /// What was seen of this chain before, and how many earlier ones are gone from the database.
    pub fn earlier(
        &mut self,
        key: &str,
        tell: &mut dyn FnMut(String),
    ) -> anyhow::Result<(Option<Earlier>, usize)> {
        let mut n_gone = 0;
        while let Some(text) = self.next_until(key)? {
            let line = read(&text)?;
            if line.key == key {
                return Ok((Some(line.earlier), n_gone));
            }
            tell(gone(&line));
            n_gone += 1;
        }
        Ok((None, n_gone))
    }

    pub fn write(&mut self, key: &str, head: &Head) -> anyhow::Result<()> {
        if let Some(out) = &mut self.out {
            writeln!(out, "{}\t{}\t{}\t{}", key, head.n_events, head.hash, head.name)?;
        }
        Ok(())
    }

    /// Gives how many chains behind the last one are gone.
    pub fn finish(mut self, tell: &mut dyn FnMut(String)) -> anyhow::Result<usize> {
        if let Some(mut out) = self.out.take() {
            out.flush()?;
            out.get_ref().sync_all()?;
        }
        let mut n_gone = 0;
        for text in self.earlier.into_iter().flatten() {
            tell(gone(&read(&text?)?));
            n_gone += 1;
        }
        Ok(n_gone)
    }

    /// The next line of the earlier record, unless it lies behind this key.
    fn next_until(&mut self, key: &str) -> anyhow::Result<Option<String>> {
        let Some(lines) = &mut self.earlier else { return Ok(None) };
        let is_behind = match lines.peek() {
            None => true,
            Some(Ok(text)) => read(text)?.key > key,
            Some(Err(_)) => false,
        };
        if is_behind { Ok(None) } else { Ok(lines.next().transpose()?) }
    }
}

fn read(text: &str) -> anyhow::Result<Line<'_>> {
    let parts: Vec<&str> = text.split('\t').collect();
    let [key, n_events, hash, name] = parts[..] else {
        anyhow::bail!("链尾记录里这一行读不出：{text}")
    };
    let n_events = n_events.parse().with_context(|| format!("链尾记录里这一行读不出：{text}"))?;
    Ok(Line { key, earlier: Earlier { n_events, hash: hash.to_owned() }, name })
}

fn gone(line: &Line<'_>) -> String {
    let what = if line.key.contains(':') { "整条校验链" } else { "整件事项" };
    format!("{} {what}：以前记录过，现在没有，被删除", line.name)
}
