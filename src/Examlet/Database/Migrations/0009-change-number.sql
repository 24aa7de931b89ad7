-- Counts the changes of what a save is decided by. A node that remembers the number knows whether what else it remembers of the session still holds; the triggers of the
-- next script count, so that no writer can forget to.
alter table exam_session add column change_no bigint not null default 0;
