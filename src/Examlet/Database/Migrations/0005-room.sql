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

alter table exam_session add column last_answer_at bigint;

-- A link to the monitor of one exam. What opens it is not here: it is derived from the ID and the operator's secret.
create table monitor_link (
  id text not null primary key,
  workspace_id text not null references workspace (id),
  exam_id text not null references exam (id),
  created_by text not null references app_user (id),
  created_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint
);

-- What is known of the page that holds a session: when it was last connected, what it could not deliver, and how long contact was lost.
create table session_presence (
  session_id text not null primary key references exam_session (id),
  seen_at bigint not null,
  left_at bigint,
  unsent bigint,
  unsent_at bigint,
  lost bigint not null default 0,
  lost_from bigint,
  lost_until bigint
);

-- A sandbox is a workspace for an integrator's tests: its clock runs ahead by so many milliseconds.
alter table workspace add column is_sandbox bigint not null default 0;
alter table workspace add column clock_ahead bigint not null default 0;
