create trigger review_event_kept before update on review_event begin
    select raise(abort, 'review_event is append-only');
end;

create trigger review_event_not_deleted before delete on review_event begin
    select raise(abort, 'review_event is append-only');
end;
