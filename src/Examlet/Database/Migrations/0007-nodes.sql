-- When something was changed that an open page must hear of, by the clock of the database, so that every node can ask for what is new.
alter table exam_session add column changed_at bigint;
create index exam_session_changed on exam_session (changed_at) where changed_at is not null;
alter table embed_session add column changed_at bigint;
create index embed_session_changed on embed_session (changed_at) where changed_at is not null;
alter table app_user add column changed_at bigint;
create index app_user_changed on app_user (changed_at) where changed_at is not null;

-- The node whose open page it was: another node must not say that the page has gone.
alter table session_presence add column seen_by text;
