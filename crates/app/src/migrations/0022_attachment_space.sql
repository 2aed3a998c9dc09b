-- What attachments take is summed within this index.
create index attachment_by_content on attachment (content_hash, size);
