//! 条款去向, what was decided of a clause: a pure function of what its journal says of it.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use crate::error::{Error, Result};

/// What happens to a source or to one of its clauses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Act {
    /// 录入来源, with the [seal](super::seal) of its words
    Enter { sealed: String },
    /// What a source was when its journal began, where it is older than journals of sources.
    TakeOver { sealed: String, decided: Vec<Decided> },
    /// 立为事项
    Register { clause: String, matter: String },
    /// 并入事项
    Join { clause: String, matter: String },
    /// 拟不立项
    Propose { clause: String, reason: String },
    /// 签字, 不立项
    Sign { clause: String },
    /// 撤回: undecided again
    Withdraw { clause: String },
}

impl Act {
    pub fn key(&self) -> &'static str {
        match self {
            Act::Enter { .. } => "enter",
            Act::TakeOver { .. } => "take_over",
            Act::Register { .. } => "register",
            Act::Join { .. } => "join",
            Act::Propose { .. } => "propose",
            Act::Sign { .. } => "sign",
            Act::Withdraw { .. } => "withdraw",
        }
    }

    pub fn word(&self) -> &'static str {
        match self {
            Act::Enter { .. } => "录入来源",
            Act::TakeOver { .. } => "补记已有去向",
            Act::Register { .. } => "立为事项",
            Act::Join { .. } => "并入事项",
            Act::Propose { .. } => "拟不立项",
            Act::Sign { .. } => "签字，不立项",
            Act::Withdraw { .. } => "撤回，重新确定",
        }
    }

    pub fn clause(&self) -> Option<&str> {
        match self {
            Act::Enter { .. } | Act::TakeOver { .. } => None,
            Act::Register { clause, .. }
            | Act::Join { clause, .. }
            | Act::Propose { clause, .. }
            | Act::Sign { clause }
            | Act::Withdraw { clause } => Some(clause),
        }
    }

    pub fn matter(&self) -> Option<&str> {
        match self {
            Act::Register { matter, .. } | Act::Join { matter, .. } => Some(matter),
            _ => None,
        }
    }
}

/// An act with the accounts behind the names that its entry shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub by: Option<String>,
    pub on_behalf_of: Option<String>,
    pub act: Act,
}

impl Event {
    pub fn by(&self, at: i64) -> By<'_> {
        By { account: self.by.as_deref(), absent: self.on_behalf_of.as_deref(), at }
    }
}

/// A clause that was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    pub clause: String,
    pub decision: Decision,
}

/// 去向 as the columns of a clause have it; all empty while it is undecided.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow, Serialize, Deserialize)]
pub struct Decision {
    /// matter, part or declined
    pub outcome: Option<String>,
    pub matter_id: Option<String>,
    pub reason: Option<String>,
    pub proposed_by: Option<String>,
    pub signed_by: Option<String>,
    pub signed_for: Option<String>,
    pub signed_at: Option<i64>,
}

/// Who decides, for whom, when.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    pub account: Option<&'a str>,
    pub absent: Option<&'a str>,
    pub at: i64,
}

impl Decision {
    pub fn is_open(&self) -> bool {
        self.outcome.is_none()
    }

    /// 不立项 that 主任 has not signed
    pub fn is_proposed(&self) -> bool {
        self.outcome.as_deref() == Some("declined") && self.signed_at.is_none()
    }

    /// What is not signed, and a clause that was joined to the wrong matter.
    pub fn may_be_undone(&self) -> bool {
        self.is_proposed() || self.outcome.as_deref() == Some("part")
    }

    /// What it is after an act, or that somebody else was first.
    pub fn after(&self, act: &Act, by: By<'_>) -> Result<Decision> {
        let proposed = |outcome: &str| Decision {
            outcome: Some(outcome.to_owned()),
            proposed_by: by.account.map(str::to_owned),
            ..Decision::default()
        };
        match act {
            Act::Register { matter, .. } if self.is_open() => {
                Ok(Decision { matter_id: Some(matter.clone()), ..proposed("matter") })
            }
            Act::Join { matter, .. } if self.is_open() => {
                Ok(Decision { matter_id: Some(matter.clone()), ..proposed("part") })
            }
            Act::Propose { reason, .. } if self.is_open() => {
                Ok(Decision { reason: Some(reason.clone()), ..proposed("declined") })
            }
            Act::Sign { .. } if self.is_proposed() => Ok(Decision {
                signed_by: by.account.map(str::to_owned),
                signed_for: by.absent.map(str::to_owned),
                signed_at: Some(by.at),
                ..self.clone()
            }),
            Act::Withdraw { .. } if self.may_be_undone() => Ok(Decision::default()),
            _ => Err(decided()),
        }
    }
}

pub fn decided() -> Error {
    Error::Conflict("这一条已有结果，没有再改动；请刷新来源页面查看".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY: By<'_> = By { account: Some("a"), absent: Some("b"), at: 7 };

    fn acts() -> [Act; 5] {
        let (clause, matter) = ("c".to_owned(), "m".to_owned());
        [
            Act::Register { clause: clause.clone(), matter: matter.clone() },
            Act::Join { clause: clause.clone(), matter },
            Act::Propose { clause: clause.clone(), reason: "只作通报".to_owned() },
            Act::Sign { clause: clause.clone() },
            Act::Withdraw { clause },
        ]
    }

    #[test]
    fn each_end_has_its_way_back_or_none() {
        let [register, join, propose, sign, withdraw] = acts();
        let open = Decision::default();
        let after = |decision: &Decision, act: &Act| decision.after(act, BY).ok();
        let (registered, joined) = (after(&open, &register).unwrap(), after(&open, &join).unwrap());
        let proposed = after(&open, &propose).unwrap();
        let signed = after(&proposed, &sign).unwrap();
        assert_eq!(
            (signed.signed_by.as_deref(), signed.signed_for.as_deref(), signed.signed_at),
            (Some("a"), Some("b"), Some(7))
        );
        assert_eq!(signed.reason.as_deref(), Some("只作通报"));
        for (decision, act, wanted) in [
            (&open, &sign, None),
            (&open, &withdraw, None),
            (&registered, &withdraw, None),
            (&registered, &join, None),
            (&joined, &withdraw, Some(open.clone())),
            (&joined, &propose, None),
            (&proposed, &withdraw, Some(open.clone())),
            (&proposed, &register, None),
            (&signed, &withdraw, None),
            (&signed, &sign, None),
        ] {
            assert_eq!(after(decision, act), wanted, "{decision:?} {act:?}");
        }
    }

    #[test]
    fn an_act_reads_as_it_was_written() {
        for act in acts() {
            let written = serde_json::to_string(&act).unwrap();
            assert!(written.starts_with(&format!("{{\"kind\":\"{}\"", act.key())), "{written}");
            assert_eq!(serde_json::from_str::<Act>(&written).unwrap(), act);
        }
    }
}
