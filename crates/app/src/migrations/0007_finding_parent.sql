-- A review that is replaced deletes causes, and each looks for its consequences.
create index finding_of_parent on finding (parent_id);
