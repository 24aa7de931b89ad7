-- Where the student is (state_order with it moves on) decides no save, unless with linear navigation the position moves.
create function exam_session_change() returns trigger language plpgsql as '
begin
  new.change_no := old.change_no + 1;
  return new;
end';
create trigger exam_session_change before update on exam_session for each row
when (new.change_no = old.change_no and (new.state_order = old.state_order or new.position <> old.position)) execute function exam_session_change();

create function embed_session_end() returns trigger language plpgsql as '
begin
  update exam_session set change_no = change_no + 1 where id = new.exam_session_id;
  return null;
end';
create trigger embed_session_end after update of deleted_at on embed_session for each row when (new.exam_session_id is not null) execute function embed_session_end();

create function exam_permission_end() returns trigger language plpgsql as '
begin
  update exam_session set change_no = change_no + 1 where exam_id = old.exam_id and user_id = old.user_id;
  return null;
end';
create trigger exam_permission_end after delete on exam_permission for each row execute function exam_permission_end();

create function app_user_access() returns trigger language plpgsql as '
begin
  update exam_session set change_no = change_no + 1 where user_id = new.id;
  return null;
end';
create trigger app_user_access after update of role, deleted_at on app_user for each row
when (new.role <> old.role or new.deleted_at is distinct from old.deleted_at) execute function app_user_access();

-- Each save changes its session in the same statement or under its lock, so that a version without a session cannot come to be; a foreign key would look
-- the session up and lock it once more for each row. Room in each page keeps the changed row on it, where no index has to follow.
do '
declare name text;
begin
  for name in select conname from pg_constraint where conrelid = ''answer_version''::regclass and contype = ''f'' loop
    execute format(''alter table answer_version drop constraint %I'', name);
  end loop;
end';
alter table exam_session set (fillfactor = 70);
