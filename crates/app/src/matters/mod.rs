//! 督办事项: registered, assigned, fed back, closed. The journal is the truth; the columns beside it are computed from it
//! in the same transaction.

pub mod card;
pub mod edit;
pub mod import;
pub mod ledger;
pub mod new;
pub mod urging_notice;

pub mod batch;
pub mod export;
pub mod ledger_paper;
pub mod saved_view;

pub mod attachment;
mod burden;
pub mod columns;
pub mod draft;
pub mod entered;
pub mod filter;
mod form;
mod import_row;
mod import_sheet;
pub mod journal;
pub mod ledger_rows;
pub mod matter;
pub mod names;
pub mod seal;
mod similarity;
mod submitting;
mod upload;
pub mod visibility;

// The page of one matter.
mod assignment_view;
pub mod days;
pub mod light_view;
mod paper_list;
mod responsibility;
mod sent;
pub mod show;
mod standard;
mod standing;
mod timeline;
mod tree;

// What may be done on it, and by whom.
mod awaited;
pub mod colleagues;
mod defects;
mod needs;
pub mod offer;
mod probe;
mod step;

// One act each, in the order of a matter's life.
pub mod acceptance;
pub mod acknowledgement;
pub mod approval;
pub mod archive;
pub mod closure;
pub mod completion;
pub mod confirmation;
pub mod decision;
pub mod declining;
pub mod explanation;
pub mod feedback;
pub mod instruction;
pub mod merging;
pub mod refusal;
pub mod refusal_answer;
pub mod reopening;
pub mod request;
pub mod resumption;
pub mod return_back;
pub mod rewriting;
pub mod sending_back;
pub mod sign_off;
pub mod submission;
pub mod suspension;
pub mod termination;
pub mod urging;
