create table workspace (
  id text not null primary key,
  name text not null,
  created_at bigint not null
);

create table app_user (
  id text not null primary key,
  workspace_id text not null references workspace (id),
  email text not null,
  email_key text not null,
  name text,
  role text not null,
  time_multiplier double precision not null,
  metadata text,
  created_at bigint not null,
  updated_at bigint not null,
  deleted_at bigint
);
create unique index app_user_email on app_user (workspace_id, email_key) where deleted_at is null;
create index app_user_page on app_user (workspace_id, created_at, id);

create table api_key (
  id text not null primary key,
  hash text not null unique,
  user_id text not null references app_user (id),
  label text,
  created_at bigint not null,
  revoked_at bigint
);
create index api_key_user on api_key (user_id);

create table exam (
  id text not null primary key,
  workspace_id text not null references workspace (id),
  version_id text not null,
  metadata text,
  created_by text not null references app_user (id),
  created_at bigint not null,
  updated_at bigint not null
);
create index exam_page on exam (workspace_id, created_at, id);

-- Immutable: a row is never updated. The hash is of the content.
create table exam_version (
  id text not null primary key,
  exam_id text not null references exam (id),
  hash text not null,
  content text not null,
  created_at bigint not null
);
create unique index exam_version_hash on exam_version (exam_id, hash);

create table exam_permission (
  exam_id text not null references exam (id),
  user_id text not null references app_user (id),
  role text not null,
  created_at bigint not null,
  updated_at bigint not null,
  created_by text not null,
  primary key (exam_id, user_id)
);
create index exam_permission_user on exam_permission (user_id);

create table exam_session (
  id text not null primary key,
  workspace_id text not null references workspace (id),
  exam_id text not null references exam (id),
  version_id text not null references exam_version (id),
  user_id text not null references app_user (id),
  embed_session_id text not null,
  seed text not null,
  epoch bigint not null,
  started_at bigint not null,
  time_limit bigint,
  time_multiplier double precision not null,
  extra_time bigint not null,
  paused_time bigint not null,
  closes_at bigint,
  deadline bigint,
  first_answer_at bigint,
  completed_at bigint,
  completion_reason text,
  settled_at bigint,
  voided_at bigint,
  last_seq bigint not null,
  state text,
  state_order bigint not null,
  position bigint not null,
  score text
);
-- One attempt that counts per student and exam.
create unique index exam_session_attempt on exam_session (exam_id, user_id) where voided_at is null;
create index exam_session_page on exam_session (exam_id, started_at, id);
create index exam_session_user on exam_session (user_id);
create index exam_session_overdue on exam_session (deadline) where settled_at is null and voided_at is null;

create table embed_session (
  id text not null primary key,
  workspace_id text not null references workspace (id),
  exam_id text not null references exam (id),
  actor text not null references app_user (id),
  created_by text not null,
  exam_session_id text references exam_session (id),
  allowed_origin text,
  return_url text,
  theme text,
  metadata text,
  presets text not null,
  created_at bigint not null,
  expires_at bigint not null,
  deleted_at bigint
);
create index embed_session_page on embed_session (workspace_id, created_at, id);
create index embed_session_exam on embed_session (exam_id);
create index embed_session_bound on embed_session (exam_session_id);

-- Every acknowledged version of every answer, append-only. version_order is epoch * 2^32 + revision: the newest is the current answer.
create table answer_version (
  session_id text not null references exam_session (id),
  question_id text not null,
  version_order bigint not null,
  seq bigint,
  value text not null,
  completed bigint not null,
  context text,
  digest text not null,
  saved_at bigint not null,
  primary key (session_id, question_id, version_order)
);
create unique index answer_version_seq on answer_version (session_id, seq) where seq is not null;

-- The numbered events that are not an answer; the saved answers stand in answer_version with their seq.
create table session_event (
  session_id text not null references exam_session (id),
  seq bigint not null,
  name text not null,
  data text not null,
  at bigint not null,
  primary key (session_id, seq)
);

create table idempotency_key (
  scope text not null primary key,
  request_hash text not null,
  status bigint not null,
  content_type text,
  body text,
  created_at bigint not null
);
create index idempotency_key_age on idempotency_key (created_at);

-- What /health/ready writes.
create table heartbeat (
  id bigint not null primary key,
  at bigint not null
);
