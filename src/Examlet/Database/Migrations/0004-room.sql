-- Since when the clock of a session stands still; null while it runs.
alter table exam_session add column paused_at bigint;
-- How many announcements it got.
alter table exam_session add column announcements bigint not null default 0;

create table announcement (
  session_id text not null references exam_session (id),
  number bigint not null,
  id text not null,
  message text not null,
  at bigint not null,
  acknowledged_at bigint,
  primary key (session_id, number)
);

-- Who did what to whom, when and why; append-only.
create table audit_entry (
  id text not null primary key,
  workspace_id text not null references workspace (id),
  exam_id text not null references exam (id),
  session_id text references exam_session (id),
  user_id text not null,
  action text not null,
  data text not null,
  reason text,
  at bigint not null
);
create index audit_entry_page on audit_entry (exam_id, at, id);
