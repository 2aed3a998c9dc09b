create function review_event_kept() returns trigger language plpgsql as $$
begin
    raise exception 'review_event is append-only';
end
$$;

create trigger review_event_kept before update or delete on review_event
    for each row execute function review_event_kept();
