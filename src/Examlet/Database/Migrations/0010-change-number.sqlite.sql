-- Where the student is (state_order with it moves on) decides no save, unless with linear navigation the position moves.
create trigger exam_session_change after update on exam_session
when new.change_no = old.change_no and (new.state_order = old.state_order or new.position <> old.position)
begin
  update exam_session set change_no = old.change_no + 1 where id = new.id;
end;

create trigger embed_session_end after update of deleted_at on embed_session when new.exam_session_id is not null
begin
  update exam_session set change_no = change_no + 1 where id = new.exam_session_id;
end;

create trigger exam_permission_end after delete on exam_permission
begin
  update exam_session set change_no = change_no + 1 where exam_id = old.exam_id and user_id = old.user_id;
end;

create trigger app_user_access after update of role, deleted_at on app_user when new.role <> old.role or new.deleted_at is not old.deleted_at
begin
  update exam_session set change_no = change_no + 1 where user_id = new.id;
end;
