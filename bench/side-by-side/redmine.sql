-- Issues of Redmine 5.0 that say what the matters of a county say, each with six journal entries.
create table county_matter (
    title text,
    requirement text,
    unit text,
    is_open bigint,
    progress bigint,
    due_on date,
    created_on timestamp,
    id integer generated always as identity
);

create procedure fill_county() language plpgsql as $$
begin
    update users set must_change_passwd = false where login = 'admin';
    insert into projects (id, name, identifier, is_public, status, lft, rgt, created_on, updated_on)
    values (1, '督办', 'county', true, 1, 1, 2, now(), now());
    insert into projects_trackers values (1, 1), (1, 2), (1, 3);
    insert into enabled_modules (project_id, name) values (1, 'issue_tracking');

    insert into issue_categories (project_id, name)
    select 1, unit from county_matter group by unit order by unit;
    insert into users (login, hashed_password, firstname, lastname, admin, status, language, type, created_on, updated_on, mail_notification)
    select 'unit' || id, '', name, '承办', false, 1, 'zh', 'User', now(), now(), 'none' from issue_categories;
    insert into members (user_id, project_id, created_on) select id, 1, now() from users where login like 'unit%';
    insert into member_roles (member_id, role_id) select id, 4 from members;

    insert into issues (id, tracker_id, project_id, subject, description, due_date, category_id, status_id, assigned_to_id,
        priority_id, author_id, created_on, updated_on, start_date, done_ratio, root_id, lft, rgt, closed_on)
    select m.id, 1 + m.id % 3, 1, m.title, m.requirement, m.due_on, c.id, case when m.is_open = 1 then 2 else 5 end, u.id,
        2, 1, m.created_on, m.created_on, m.created_on::date, m.progress, m.id, 1, 2,
        case when m.is_open = 1 then null else m.created_on end
    from county_matter m join issue_categories c on c.name = m.unit join users u on u.login = 'unit' || c.id;

    insert into journals (journalized_id, journalized_type, user_id, notes, created_on, private_notes)
    select m.id, 'Issue', 1, '第 ' || n || ' 次反馈：' || left(m.requirement, 60), m.created_on + n * interval '1 day', false
    from county_matter m cross join generate_series(1, 6) n;
    insert into journal_details (journal_id, property, prop_key, old_value, value)
    select id, 'attr', 'done_ratio', '0', '10' from journals;

    perform setval('issues_id_seq', (select max(id) from issues));
    perform setval('projects_id_seq', 1);
    drop table county_matter;
end
$$;
