-- What each rule found is counted, and indicators are looked for as examples, without reading whole rows.
create index finding_by_code_and_document on finding (code, document_id);
drop index finding_by_code;
create index indicator_by_aspect on indicator (aspect, comparison, name);
