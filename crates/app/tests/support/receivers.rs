//! Real receivers on this machine: an SMTP server and an HTTP server that take, refuse, fail or say nothing at all.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How a receiver behaves from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Takes,
    /// 451, or an answer 500
    Fails,
    /// 550 to the recipient
    Refuses,
    Hangs,
}

/// 邮件服务器
#[derive(Clone)]
pub struct Smtp {
    pub port: u16,
    pub mails: Arc<Mutex<Vec<String>>>,
    mood: Arc<Mutex<Mood>>,
}

impl Smtp {
    pub async fn start() -> Smtp {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let smtp = Smtp { port, mails: Arc::default(), mood: Arc::new(Mutex::new(Mood::Takes)) };
        let server = smtp.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(server.clone().serve(stream));
            }
        });
        smtp
    }

    pub fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn mood(&self) -> Mood {
        *self.mood.lock().unwrap()
    }

    pub fn n(&self) -> usize {
        self.mails.lock().unwrap().len()
    }

    async fn serve(self, stream: TcpStream) {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        if self.mood() == Mood::Hangs {
            let _ = lines.next_line().await;
            return;
        }
        let _ = write.write_all(b"220 receiver\r\n").await;
        while let Ok(Some(line)) = lines.next_line().await {
            let answer = match line.get(..4).unwrap_or(&line).to_uppercase().as_str() {
                "RCPT" if self.mood() == Mood::Refuses => "550 no such user\r\n",
                "RCPT" if self.mood() == Mood::Fails => "451 try again\r\n",
                "DATA" => {
                    let _ = write.write_all(b"354 go on\r\n").await;
                    let mut mail = String::new();
                    while let Ok(Some(line)) = lines.next_line().await {
                        if line == "." {
                            break;
                        }
                        mail.push_str(&line);
                        mail.push('\n');
                    }
                    self.mails.lock().unwrap().push(mail);
                    "250 taken\r\n"
                }
                "QUIT" => "221 bye\r\n",
                _ => "250 ok\r\n",
            };
            if write.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
    }
}

/// One request that came.
#[derive(Clone, Debug)]
pub struct Request {
    pub uri: String,
    pub headers: HeaderMap,
    pub body: String,
}

/// 群机器人或短信网关
#[derive(Clone)]
pub struct Http {
    pub port: u16,
    pub requests: Arc<Mutex<Vec<Request>>>,
    mood: Arc<Mutex<(Mood, &'static str)>>,
}

impl Http {
    pub async fn start(answer: &'static str) -> Http {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let http = Http { port, requests: Arc::default(), mood: Arc::new(Mutex::new((Mood::Takes, answer))) };
        let router = Router::new().fallback(Http::take).with_state(http.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        http
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn set(&self, mood: Mood, answer: &'static str) {
        *self.mood.lock().unwrap() = (mood, answer);
    }

    pub fn last(&self) -> Request {
        self.requests.lock().unwrap().last().unwrap().clone()
    }

    async fn take(
        State(http): State<Http>,
        uri: Uri,
        headers: HeaderMap,
        body: Bytes,
    ) -> (StatusCode, &'static str) {
        let body = String::from_utf8_lossy(&body).into_owned();
        http.requests.lock().unwrap().push(Request { uri: uri.to_string(), headers, body });
        let (mood, answer) = *http.mood.lock().unwrap();
        match mood {
            Mood::Takes => (StatusCode::OK, answer),
            Mood::Hangs => std::future::pending().await,
            Mood::Fails | Mood::Refuses => (StatusCode::INTERNAL_SERVER_ERROR, "broken"),
        }
    }
}

/// A port that nobody listens on.
pub async fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
}
