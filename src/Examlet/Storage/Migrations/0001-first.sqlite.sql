create table workspace (
  id text not null primary key,
  name text not null,
  -- A sandbox is a workspace for an integrator's tests: its clock runs ahead by so many milliseconds.
  is_sandbox bigint not null default 0,
  clock_ahead bigint not null default 0,
  created_at bigint not null
);

-- changed_at, here and in the tables of sessions: when something was changed that an open page must hear of, by the
-- clock of the database, so that every node can ask for what is new.
create table app_user (
  id text not null primary key,
  workspace_id text not null references workspace (id),
  email text not null,
  email_key text not null,
  name text,
  role text not null,
  time_multiplier double precision not null,
  metadata text,
  -- Null for the first owner of a workspace. A teacher changes only the students whom they made.
  created_by text,
  created_at bigint not null,
  updated_at bigint not null,
  deleted_at bigint,
  changed_at bigint
);
create unique index app_user_email on app_user (workspace_id, email_key) where deleted_at is null;
create index app_user_page on app_user (workspace_id, created_at, id);
create index app_user_changed on app_user (changed_at) where changed_at is not null;

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
  -- The rules that the session began on: how its questions are shuffled and its answers judged.
  rules bigint not null,
  epoch bigint not null,
  started_at bigint not null,
  time_limit bigint,
  time_multiplier double precision not null,
  extra_time bigint not null,
  paused_time bigint not null,
  -- Since when the clock of the session stands still; null while it runs.
  paused_at bigint,
  closes_at bigint,
  deadline bigint,
  first_answer_at bigint,
  last_answer_at bigint,
  completed_at bigint,
  completion_reason text,
  settled_at bigint,
  voided_at bigint,
  last_seq bigint not null,
  -- The head of the chain over the versions of the session's answers; null until there is one.
  last_link bigint not null default 0,
  chain text,
  state text,
  state_order bigint not null,
  position bigint not null,
  score text,
  -- The newest receipt; null until there is one, and again when the answers it was about have changed.
  receipt_code text,
  -- How many announcements it got.
  announcements bigint not null default 0,
  -- The bytes stored of the session: its versions, each with a fixed cost, and its files as they were announced.
  volume bigint not null default 0,
  changed_at bigint
);
-- One attempt that counts per student and exam.
create unique index exam_session_attempt on exam_session (exam_id, user_id) where voided_at is null;
create index exam_session_page on exam_session (exam_id, started_at, id);
create index exam_session_user on exam_session (user_id);
create index exam_session_overdue on exam_session (deadline) where settled_at is null and voided_at is null;
create index exam_session_unreceipted on exam_session (settled_at)
  where settled_at is not null and voided_at is null and receipt_code is null;
create index exam_session_unscored on exam_session (settled_at)
  where settled_at is not null and voided_at is null and score is null;
create index exam_session_changed on exam_session (changed_at) where changed_at is not null;

create table embed_session (
  id text not null primary key,
  workspace_id text not null references workspace (id),
  exam_id text not null references exam (id),
  actor text not null references app_user (id),
  created_by text not null,
  exam_session_id text references exam_session (id),
  allowed_origin text,
  -- The origins around the host's page that may hold its frame: a JSON array of origins in canonical form, or null.
  allowed_ancestors text,
  return_url text,
  theme text,
  metadata text,
  presets text not null,
  created_at bigint not null,
  expires_at bigint not null,
  -- When it was seen that it has expired, in workspaces with webhooks.
  expiry_seen_at bigint,
  deleted_at bigint,
  changed_at bigint
);
create index embed_session_page on embed_session (workspace_id, created_at, id);
create index embed_session_exam on embed_session (exam_id);
create index embed_session_bound on embed_session (exam_session_id);
create index embed_session_expiring on embed_session (workspace_id, expires_at)
  where expiry_seen_at is null and deleted_at is null;
create index embed_session_changed on embed_session (changed_at) where changed_at is not null;

-- Every acknowledged version of every answer, append-only. version_order is epoch * 2^32 + revision: the newest is the
-- current answer. Each names its place in the chain of its exam session, and a digest over everything before it and
-- itself; both are null for what was erased.
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
  link bigint,
  chain text,
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

-- Answers in HTML as people read them: made once from a version by the rules of their time, and made again when the
-- version or the rules are newer. Nothing here is the answer itself: what is lost is made again.
create table readable_answer (
  session_id text not null references exam_session (id),
  question_id text not null,
  version_order bigint not null,
  rules bigint not null,
  readable text not null,
  primary key (session_id, question_id)
);

-- What was refused and is kept aside for the teacher. Nothing here is an answer until a teacher accepts it.
create table retained_save (
  id text not null primary key,
  session_id text not null references exam_session (id),
  question_id text not null,
  version_order bigint not null,
  value text not null,
  completed bigint not null,
  context text,
  digest text not null,
  reason text not null,
  arrived_at bigint not null,
  written_at bigint,
  accepted_at bigint,
  accepted_by text,
  accepted_order bigint
);
create unique index retained_save_once on retained_save (session_id, question_id, version_order, digest);
create index retained_save_page on retained_save (session_id, arrived_at, id);

-- Files that students upload. Their bytes lie in a folder beside the database. sha256 is of the bytes of a
-- file, in lower-case hex; null until all of them are there.
create table stored_file (
  id text not null primary key,
  session_id text not null references exam_session (id),
  question_id text not null,
  name text not null,
  type text not null,
  size bigint,
  received bigint not null,
  sha256 text,
  completed_at bigint,
  created_at bigint not null
);
create index stored_file_session on stored_file (session_id);

-- Append-only. The salts are not signed: who holds one can show a single answer without showing the others.
create table receipt (
  code text not null primary key,
  session_id text not null references exam_session (id),
  number bigint not null,
  issued_at bigint not null,
  jws text not null,
  salts text not null,
  -- The name of the exam, so that the check need not read the exam.
  exam_name text,
  -- What it was found to be worth, when, with which keys, and over which head of the session's chain: a public check
  -- reads this one row. Null until somebody asked.
  verdict text,
  judged_at bigint,
  judged_keys text,
  judged_link bigint,
  judged_chain text
);
create unique index receipt_number on receipt (session_id, number);

create table announcement (
  session_id text not null references exam_session (id),
  number bigint not null,
  id text not null,
  message text not null,
  at bigint not null,
  acknowledged_at bigint,
  primary key (session_id, number)
);

-- What is known of the page that holds a session: when it was last connected, what it could not deliver, and how long
-- contact was lost. seen_by is the node whose open page it was: another node must not say that the page has gone.
create table session_presence (
  session_id text not null primary key references exam_session (id),
  seen_at bigint not null,
  seen_by text,
  left_at bigint,
  unsent bigint,
  unsent_at bigint,
  lost bigint not null default 0,
  lost_from bigint,
  lost_until bigint
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

-- Where a workspace wants to be told. No secret is here: it derives from the operator's and the ID and number
-- (secret_number counts rotations).
create table webhook (
  id text not null primary key,
  workspace_id text not null references workspace (id),
  url text not null,
  events text,
  description text,
  enabled bigint not null,
  disabled_reason text,
  secret_number bigint not null,
  previous_secret_until bigint,
  created_by text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index webhook_page on webhook (workspace_id, created_at, id);

-- The outbox: one row for each message to each webhook, written in the transaction of what it tells. It names its
-- webhook without a foreign key, so that deleting a webhook never fails a student's hand-in; what is left over is swept
-- away. order_key is the exam session (or else the embed session): its messages to one webhook go out in the order of
-- their numbers. While a node sends one, next_attempt_at is the end of its lease.
create table webhook_message (
  id text not null primary key,
  webhook_id text not null,
  order_key text not null,
  number bigint not null,
  type text not null,
  body text not null,
  status text not null,
  attempts bigint not null,
  next_attempt_at bigint,
  claim text,
  last_status bigint,
  last_error text,
  delivered_at bigint,
  created_at bigint not null
);
create unique index webhook_message_order on webhook_message (order_key, webhook_id, number);
create index webhook_message_due on webhook_message (webhook_id, next_attempt_at) where status = 'pending';
create index webhook_message_page on webhook_message (webhook_id, created_at, id);
create index webhook_message_age on webhook_message (created_at);

create table idempotency_key (
  scope text not null primary key,
  request_hash text not null,
  status bigint not null,
  content_type text,
  body text,
  created_at bigint not null
);
create index idempotency_key_age on idempotency_key (created_at);

-- What /health/ready writes. The probe of the store fills and empties room, to see that the largest answer has place.
create table heartbeat (
  id bigint not null primary key,
  at bigint not null,
  room text
);
