//! 督办岗位 and who acts in one.

use serde::{Deserialize, Serialize};

use crate::{PersonId, UnitId};

/// 督办岗位: what a person is to the supervision of matters. Rights follow from it and from the unit, never from a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// 督查员
    Inspector,
    /// 督查室主任
    Director,
    /// 县委、县政府主要领导
    ChiefLeader,
    /// 分管县领导
    FieldLeader,
    /// 承办单位负责人
    UnitHead,
    /// 单位联络员
    Liaison,
    /// 经办人
    Handler,
    /// 纪检、组织、财政: reads conclusions and scores
    Observer,
}

impl Duty {
    pub const ALL: [Duty; 8] = [
        Duty::Inspector,
        Duty::Director,
        Duty::ChiefLeader,
        Duty::FieldLeader,
        Duty::UnitHead,
        Duty::Liaison,
        Duty::Handler,
        Duty::Observer,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Duty::Inspector => "inspector",
            Duty::Director => "director",
            Duty::ChiefLeader => "chief_leader",
            Duty::FieldLeader => "field_leader",
            Duty::UnitHead => "unit_head",
            Duty::Liaison => "liaison",
            Duty::Handler => "handler",
            Duty::Observer => "observer",
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Duty::Inspector => "督查员",
            Duty::Director => "督查室主任",
            Duty::ChiefLeader => "主要领导",
            Duty::FieldLeader => "分管领导",
            Duty::UnitHead => "单位负责人",
            Duty::Liaison => "单位联络员",
            Duty::Handler => "经办人",
            Duty::Observer => "监督部门",
        }
    }

    pub fn from_key(key: &str) -> Option<Duty> {
        Duty::ALL.into_iter().find(|duty| duty.key() == key)
    }

    /// 督查室
    pub fn is_office(self) -> bool {
        matches!(self, Duty::Inspector | Duty::Director)
    }

    pub fn is_leader(self) -> bool {
        matches!(self, Duty::ChiefLeader | Duty::FieldLeader)
    }

    /// Works for the unit that carries a matter out.
    pub fn is_of_unit(self) -> bool {
        matches!(self, Duty::UnitHead | Duty::Liaison | Duty::Handler)
    }
}

/// 办理人: who acts. A substitute acts with the duty of the person they stand in for, and both stand in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub person: PersonId,
    pub duty: Duty,
    pub unit: Option<UnitId>,
    /// 受委托: the absent person
    pub on_behalf_of: Option<PersonId>,
}

impl Actor {
    /// Neither the person nor the one they stand in for has taken this part already: nobody approves their own work
    /// through a substitute.
    pub fn is(&self, person: &PersonId) -> bool {
        self.person == *person || self.on_behalf_of.as_ref() == Some(person)
    }
}
