-- The journal names each attachment, so no row may say something else later.
create trigger attachment_kept before update or delete on attachment
    for each row execute function event_kept();
