//! 校验链: entries that are only ever added, each with an SM3 hash over the one before it. What an entry says is its owner's
//! business; matters, sources and the organisation each have theirs.

use sm3::{Digest, Sm3};
use supervision::Actor;

use crate::access::{Post, Viewer};
use crate::db::Tx;
use crate::{args, ids};

/// Who signs an entry.
#[derive(Clone, Debug)]
pub struct Signer {
    pub actor: Option<Actor>,
    pub account_id: Option<String>,
    pub person: String,
    pub absent: Option<(String, String)>,
}

impl Signer {
    /// The program itself, by rule.
    pub fn program() -> Signer {
        Signer { actor: None, account_id: None, person: "系统".to_owned(), absent: None }
    }

    pub fn of(viewer: &Viewer, post: &Post) -> Signer {
        let is_own = post.account_id == viewer.account_id;
        Signer {
            actor: Some(viewer.actor(post)),
            account_id: Some(viewer.account_id.clone()),
            person: viewer.display_name.clone(),
            absent: (!is_own).then(|| (post.account_id.clone(), post.person.clone())),
        }
    }
}

/// Where a chain ends, behind which the next entry goes.
#[derive(Clone, Copy, Debug)]
pub struct End<'a> {
    pub owner: &'a str,
    /// 0 and an empty hash before the first entry.
    pub position: i64,
    pub hash: &'a str,
}

/// The table of a journal, and what its columns are called that name the owner and what an entry is about.
#[derive(Clone, Copy, Debug)]
pub struct Journal {
    pub table: &'static str,
    pub owner: &'static str,
    pub about: &'static str,
}

/// What is written, in the words of the owner.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    pub act: &'static str,
    pub about: Option<&'a str>,
    pub body: &'a str,
}

/// An entry as it was just written.
#[derive(Clone, Debug)]
pub struct Added {
    pub id: String,
    pub position: i64,
    pub hash: String,
}

impl Journal {
    pub async fn append(
        self,
        tx: &mut Tx,
        end: End<'_>,
        signer: &Signer,
        said: Said<'_>,
        at: i64,
    ) -> sqlx::Result<Added> {
        let (position, absent) = (end.position + 1, signer.absent.as_ref());
        let (absent_id, absent_person) = (absent.map(|a| a.0.as_str()), absent.map(|a| a.1.as_str()));
        let hash = link(end.hash, end.owner, position, at, &signer.person, absent_person, said.body);
        let id = ids::new_id();
        let row = args![
            &id,
            end.owner,
            position,
            at,
            signer.account_id.as_deref(),
            &signer.person,
            absent_id,
            absent_person,
            said.act,
            said.about,
            said.body,
            &hash
        ];
        tx.insert_all(self.table, &self.columns(), vec![row]).await?;
        Ok(Added { id, position, hash })
    }

    fn columns(self) -> [&'static str; 12] {
        let Journal { owner, about, .. } = self;
        let who = ["account_id", "person", "on_behalf_of", "absent_person"];
        ["id", owner, "position", "at", who[0], who[1], who[2], who[3], "act", about, "body", "hash"]
    }
}

/// 链式校验值: SM3 over the value before and everything the row says.
pub fn link(
    before: &str,
    owner: &str,
    position: i64,
    at: i64,
    person: &str,
    absent_person: Option<&str>,
    body: &str,
) -> String {
    let position = position.to_string();
    let at = at.to_string();
    digest([before, owner, &position, &at, person, absent_person.unwrap_or(""), body].into_iter())
}

pub fn digest<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut digest = Sm3::new();
    for part in parts {
        // The length keeps what ends one part from beginning the next.
        digest.update(part.len().to_be_bytes());
        digest.update(part.as_bytes());
    }
    ids::hex(&digest.finalize())
}
