//! The fields of an account that new and changed accounts share.

use serde::Deserialize;
use supervision::Duty;

use super::account::Account;
use super::appointment::Appointment;
use crate::access::{Role, Viewer};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::units::unit::{self, Unit};

/// As typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Fields {
    #[serde(default)]
    pub name: String,
    pub display_name: String,
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub region: String,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub duty: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub reason: String,
}

impl Fields {
    pub fn of(account: &Account) -> Fields {
        Fields {
            name: account.name.clone(),
            display_name: account.display_name.clone(),
            role: account.role().key().to_owned(),
            region: account.region.clone().unwrap_or_default(),
            unit: account.unit_id.clone().unwrap_or_default(),
            duty: account.duty.clone().unwrap_or_default(),
            phone: account.phone.clone().unwrap_or_default(),
            email: account.email.clone().unwrap_or_default(),
            reason: String::new(),
        }
    }

    /// Where the fields put a person. An administrator of a county appoints in that county only.
    pub fn appointment(&self, viewer: &Viewer) -> Result<Appointment> {
        let role = Role::from_key(&self.role).ok_or(Error::Invalid("请选择角色".to_owned()))?;
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let duty = filled(&self.duty);
        let known = duty.as_deref().and_then(Duty::from_key);
        if duty.is_some() && known.is_none() {
            return Err(Error::Invalid("请重新选择岗位".to_owned()));
        }
        Ok(Appointment {
            display_name: self.display_name.trim().to_owned(),
            role,
            region: viewer.region.clone().or_else(|| filled(&self.region)),
            unit_id: filled(&self.unit),
            duty: known,
            phone: filled(&self.phone),
            email: filled(&self.email),
        })
    }
}

/// What the form offers.
pub struct Choices {
    /// Units with the county's name before them where there is more than one county.
    pub units: Vec<(String, String)>,
    /// The county of an administrator who has only one.
    pub region: Option<String>,
}

impl Choices {
    pub async fn of(db: &Db, viewer: &Viewer) -> Result<Choices> {
        let regions: Vec<(String,)> = match &viewer.region {
            Some(region) => vec![(region.clone(),)],
            None => db.all("select distinct region from unit order by 1", crate::args![]).await?,
        };
        let mut units = Vec::new();
        let is_one = regions.len() == 1;
        for (region,) in &regions {
            let title =
                |unit: &Unit| if is_one { unit.name.clone() } else { format!("{region} {}", unit.name) };
            let of_region = unit::of_county(db, region).await?;
            units.extend(of_region.iter().map(|unit| (unit.id.clone(), title(unit))));
        }
        Ok(Choices { units, region: viewer.region.clone() })
    }
}
