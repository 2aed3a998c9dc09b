//! The standard output of a check, streamed file by file.

use std::io::{self, BufWriter, StdoutLock, Write};

use super::sarif;
use super::tally::Tally;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    #[default]
    Text,
    Json,
    Sarif,
}

#[derive(Debug)]
pub struct Output {
    out: BufWriter<StdoutLock<'static>>,
    format: Format,
    is_first: bool,
    /// Kept for the end of a SARIF log.
    refusals: Vec<String>,
}

impl Output {
    pub fn new(format: Format) -> Output {
        let out = BufWriter::new(io::stdout().lock());
        Output { out, format, is_first: true, refusals: Vec::new() }
    }

    pub fn begin(&mut self) -> io::Result<()> {
        match self.format {
            Format::Sarif => self.out.write_all(sarif::head().as_bytes()),
            Format::Text | Format::Json => Ok(()),
        }
    }

    /// The pieces of one file, on their way when this returns.
    pub fn pieces(&mut self, pieces: &[String]) -> io::Result<()> {
        for piece in pieces {
            if self.format == Format::Sarif {
                let separator = if self.is_first { "\n" } else { ",\n" };
                write!(self.out, "{separator}{piece}")?;
            } else {
                writeln!(self.out, "{piece}")?;
            }
            self.is_first = false;
        }
        self.out.flush()
    }

    pub fn note_refusal(&mut self, refusal: String) {
        if self.format == Format::Sarif {
            self.refusals.push(refusal);
        }
    }

    pub fn end(&mut self, total: &Tally) -> io::Result<()> {
        match self.format {
            Format::Text => writeln!(self.out, "{total}")?,
            Format::Json => {}
            Format::Sarif => self.out.write_all(sarif::tail(&self.refusals).as_bytes())?,
        }
        self.out.flush()
    }
}
