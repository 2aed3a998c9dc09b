//! 阅读说明: collected while reading, capped so that a ruined file does not bury its reader.

use budget::{Amount, Place};

use crate::Note;

#[derive(Debug, Default)]
pub struct Notes {
    list: Vec<Note>,
}

impl Notes {
    const MOST: usize = 500;

    pub fn add(&mut self, place: &Place, message: String) {
        if self.list.len() < Notes::MOST {
            self.list.push(Note { place: place.clone(), message });
        } else if self.list.len() == Notes::MOST {
            let message = "阅读说明过多，此处以后的不再列出；请检查文件是否损坏".to_owned();
            self.list.push(Note { place: place.clone(), message });
        }
    }

    pub fn unread_amount(&mut self, amount: &Amount) {
        let message = format!("“{}”读不成金额，涉及它的核对无法判断", amount.printed);
        self.add(&amount.place, message);
    }

    pub fn into_list(self) -> Vec<Note> {
        self.list
    }
}
