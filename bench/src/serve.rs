//! `duji serve` on an empty data folder: time to the first page, memory when idle.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::bail;

use crate::child;

const PATIENCE: Duration = Duration::from_secs(30);
const SETTLED: Duration = Duration::from_secs(3);

pub fn measure(duji: &Path) -> anyhow::Result<()> {
    let data = tempfile::tempdir()?;
    let fresh = start(duji, data.path())?;
    let again = start(duji, data.path())?;
    println!("`duji serve`:");
    println!("  first page, new data {:>8} ms", fresh.first_page.as_millis());
    println!("  first page, restart  {:>8} ms", again.first_page.as_millis());
    println!("  idle memory          {:>8}", child::megabytes(again.idle));
    Ok(())
}

struct Started {
    first_page: Duration,
    idle: Option<u64>,
}

fn start(duji: &Path, data: &Path) -> anyhow::Result<Started> {
    let address = free_address()?;
    let started = Instant::now();
    let mut command = Command::new(duji);
    command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(data);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let page = wait_for_page(&mut child, address, started);
    thread::sleep(SETTLED);
    let idle = child::memory(child.id(), "VmRSS");
    child.kill()?;
    child.wait()?;
    Ok(Started { first_page: page?, idle })
}

fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

fn wait_for_page(child: &mut Child, address: SocketAddr, started: Instant) -> anyhow::Result<Duration> {
    while started.elapsed() < PATIENCE {
        if first_page(address).is_some_and(|answer| answer.starts_with("HTTP/1.1 200")) {
            return Ok(started.elapsed());
        }
        if let Some(status) = child.try_wait()? {
            bail!("duji serve ended early: {status}");
        }
        thread::sleep(Duration::from_millis(2));
    }
    bail!("duji serve gave no page in {} s", PATIENCE.as_secs())
}

/// What a browser that opens the address ends at: on a new platform, the form for the first account.
fn first_page(address: SocketAddr) -> Option<String> {
    let mut answer = get(address, "/")?;
    for _ in 0..4 {
        let Some(path) = answer.lines().find_map(|line| line.strip_prefix("location: ")) else { break };
        answer = get(address, path)?;
    }
    Some(answer)
}

fn get(address: SocketAddr, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}
