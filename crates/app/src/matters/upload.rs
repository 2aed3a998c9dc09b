//! A form of an act with its files. Words are kept whatever becomes of the files, so that nothing typed is lost.

use std::io;

use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

use super::attachment::Brought;
use super::journal::Words;
use super::matter::Said;
use super::sent::Sent;
use super::visibility;
use crate::access::Viewer;
use crate::attachments::kind::{Kind, TAKEN};
use crate::attachments::store::Staged;
use crate::attachments::{name, space};
use crate::error::{Error, Result};
use crate::extract::Form;
use crate::limits::{MAX_ATTACHMENT, MAX_ATTACHMENTS, MAX_WORDS};
use crate::{App, ids};

const MAX_FIELDS: usize = 500;

/// The field under which a refused form names the files that have to be chosen again.
pub const CHOSEN: &str = "chosen-file";

pub struct Upload {
    pub sent: Sent,
    pub files: Files,
}

/// The files of an act, or the first reason why they cannot be taken.
pub struct Files(Result<Vec<Brought>>);

impl Files {
    /// For an act that its form says in full.
    pub fn alone(self) -> Result<Said> {
        self.with(Ok(Words::default()))
    }

    /// For a form that says the rest elsewhere.
    pub fn brought(self) -> Result<Vec<Brought>> {
        self.0
    }

    /// With the words of the act. Of a form that did not come whole nobody can say what its words lack.
    pub fn with(self, words: Result<Words>) -> Result<Said> {
        let files = self.0?;
        Ok(Said { words: words?, files })
    }
}

/// Takes a form from whoever may see the matter; nobody else gets to write to the disk. Of words alone the act asks.
pub async fn receive(app: &App, viewer: &Viewer, matter_id: &str, request: Request) -> Result<Upload> {
    if may_bring_files(&request) {
        visibility::require(&app.db, viewer, matter_id).await?;
    }
    receive_from(app, viewer, request).await
}

fn may_bring_files(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

/// The same from somebody who was asked already whether they may.
pub async fn receive_from(app: &App, viewer: &Viewer, mut request: Request) -> Result<Upload> {
    if !may_bring_files(&request) {
        DefaultBodyLimit::max(MAX_WORDS).apply(&mut request);
        let Form(sent) = Form::from_request(request, app).await?;
        return Ok(Upload { sent, files: Files(Ok(Vec::new())) });
    }
    let incomplete = |_| Error::Invalid("表单内容不完整，请返回上一页重新填写".to_owned());
    let mut parts = Multipart::from_request(request, app).await.map_err(incomplete)?;
    let (sent, files) = (Sent::default(), Vec::new());
    let mut arrival = Arrival { app, viewer, sent, files, left: MAX_WORDS, room: None };
    let mut problem = None;
    loop {
        match arrival.next(&mut parts).await {
            Ok(true) => {}
            Ok(false) => break,
            Err(Stop::Here(told)) => problem = problem.or(Some(told)),
            Err(Stop::All(told)) => {
                problem = problem.or(Some(told));
                break;
            }
        }
    }
    let files = problem.map_or(Ok(arrival.files), |told| Err(Error::Invalid(told)));
    Ok(Upload { sent: arrival.sent, files: Files(files) })
}

struct Arrival<'a> {
    app: &'a App,
    viewer: &'a Viewer,
    sent: Sent,
    files: Vec<Brought>,
    /// Bytes of words that may still come.
    left: usize,
    /// Bytes that files may still take of the 附件空间; nobody asked before the first.
    room: Option<u64>,
}

/// Why a part is not taken: the ones behind it are still read, since a browser that sends hears no answer, or nothing more
/// comes.
enum Stop {
    Here(String),
    All(String),
}

type Taken<T> = std::result::Result<T, Stop>;

impl From<MultipartError> for Stop {
    fn from(error: MultipartError) -> Stop {
        Stop::All(if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            format!("附件合计超过 {} MB，请分几次上传", (MAX_ATTACHMENTS * MAX_ATTACHMENT) >> 20)
        } else {
            "上传中断，附件没有收全，请重新提交".to_owned()
        })
    }
}

impl Arrival<'_> {
    /// One part of the form; `false` after the last.
    async fn next(&mut self, parts: &mut Multipart) -> Taken<bool> {
        let Some(field) = parts.next_field().await? else { return Ok(false) };
        match field.file_name().map(str::to_owned) {
            None => self.word(field).await?,
            Some(chosen) => self.file(field, &chosen).await?,
        }
        Ok(true)
    }

    async fn word(&mut self, mut field: Field<'_>) -> Taken<()> {
        let name = field.name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await? {
            self.left = self.left.checked_sub(chunk.len()).ok_or_else(too_many_words)?;
            bytes.extend_from_slice(&chunk);
        }
        if self.sent.n_fields() >= MAX_FIELDS {
            return Err(too_many_words());
        }
        self.sent.push(name, String::from_utf8_lossy(&bytes).into_owned());
        Ok(())
    }

    async fn file(&mut self, mut field: Field<'_>, chosen: &str) -> Taken<()> {
        let first = field.chunk().await?;
        // A file field that nothing was chosen in comes as a part without name and bytes.
        if chosen.is_empty() && first.as_ref().is_none_or(|chunk| chunk.is_empty()) {
            return Ok(());
        }
        let name = name::cleaned(chosen);
        if self.sent.n_fields() < MAX_FIELDS {
            self.sent.push(CHOSEN.to_owned(), name.clone());
        }
        if self.files.len() >= MAX_ATTACHMENTS {
            return Err(Stop::Here(format!("一次最多上传 {MAX_ATTACHMENTS} 个附件，请分几次提交")));
        }
        if self.app.limits.count_upload(&self.viewer.account_id).is_err() {
            return Err(Stop::Here("一分钟内上传的文件太多，请稍后再提交".to_owned()));
        }
        let room = self.room().await?;
        let brought = self.store(&mut field, first, name, room).await?;
        self.room = Some(room.saturating_sub(brought.staged.size));
        self.files.push(brought);
        Ok(())
    }

    async fn room(&self) -> Taken<u64> {
        if let Some(room) = self.room {
            return Ok(room);
        }
        let space = space::of(self.app).await.map_err(|error| {
            error.log();
            Stop::Here("服务器暂时不能收附件，请稍后再提交".to_owned())
        });
        Ok(space?.left())
    }

    async fn store(
        &self,
        field: &mut Field<'_>,
        first: Option<Bytes>,
        name: String,
        room: u64,
    ) -> Taken<Brought> {
        let disk = |error| unwritten(&name, &error);
        let mut arriving = self.app.attachments.begin().map_err(disk)?;
        let (mut size, mut next) = (0, first);
        while let Some(chunk) = next {
            size += chunk.len();
            if size > MAX_ATTACHMENT {
                let most = MAX_ATTACHMENT >> 20;
                let why = format!("附件“{name}”超过 {most} MB，没有收下，请压缩或拆分后再上传");
                return Err(Stop::Here(why));
            }
            if size as u64 > room {
                return Err(Stop::Here(format!(
                    "服务器的附件空间已用完，附件“{name}”没有收下；请告知系统管理员扩充，或先不带附件提交"
                )));
            }
            arriving.write(&chunk).await.map_err(disk)?;
            next = field.chunk().await?;
        }
        if size == 0 {
            return Err(Stop::Here(format!("附件“{name}”是空文件，没有收下")));
        }
        let staged = arriving.finish().await.map_err(disk)?;
        recognised(staged, name).await
    }
}

/// With its kind, and a name that says so.
async fn recognised(staged: Staged, name: String) -> Taken<Brought> {
    let path = staged.path().to_owned();
    let kind = tokio::task::spawn_blocking(move || Kind::of(&path)).await;
    let kind = kind.unwrap_or_else(|panic| Err(io::Error::other(panic)));
    let kind = kind.map_err(|error| unwritten(&name, &error))?;
    let named = kind.map_err(|unfit| unfit.why().to_owned()).and_then(|kind| Ok((kind, kind.named(&name)?)));
    let told = |why| Stop::Here(format!("附件“{name}”{why}，没有收下。可以上传 {TAKEN}"));
    let (kind, name) = named.map_err(told)?;
    Ok(Brought { id: ids::new_id(), name, media_type: kind.media_type(), staged })
}

fn too_many_words() -> Stop {
    Stop::All("填写的内容太长，请精简或作为附件上传".to_owned())
}

fn unwritten(name: &str, error: &io::Error) -> Stop {
    tracing::error!("attachment not written: {error}");
    Stop::Here(format!("服务器存不下附件“{name}”，请告知系统管理员检查磁盘，稍后再提交"))
}
