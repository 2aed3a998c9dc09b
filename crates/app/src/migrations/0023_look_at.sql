-- When the sweep must look at a matter as a whole: the end of a suspension, or at once where the rules have changed.
drop index matter_to_resume;
alter table matter rename column resume_at to look_at;
create index matter_to_look_at on matter (look_at) where look_at is not null;
