-- The journal names each attachment, so no row may say something else later.
create trigger attachment_kept before update on attachment begin
    select raise(abort, 'attachment is append-only');
end;

create trigger attachment_not_deleted before delete on attachment begin
    select raise(abort, 'attachment is append-only');
end;
