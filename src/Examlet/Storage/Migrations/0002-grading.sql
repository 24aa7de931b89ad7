-- Embed sessions of staff flows: their page belongs to the first browser that opens it (holder: the SHA-256 of its
-- token). outputs is what the flow ended with, as JSON.
create table staff_session (
  id text not null primary key,
  workspace_id text not null references workspace (id),
  flow text not null,
  exam_id text references exam (id),
  actor text not null references app_user (id),
  created_by text not null references app_user (id),
  allowed_origin text,
  return_url text,
  theme text,
  metadata text,
  presets text not null,
  created_at bigint not null,
  expires_at bigint not null,
  deleted_at bigint,
  holder text,
  started_at bigint,
  completed_at bigint,
  outputs text
);
create index staff_session_page on staff_session (workspace_id, created_at, id);
create index staff_session_exam on staff_session (exam_id);

-- People's grades, append-only but for is_newest: each change is a row with the next revision. judged is the version
-- (epoch * 2^32 + revision) of the answer that was graded; null where there was none. points is a decimal as text; null
-- for a comment alone. A grade that was taken back is a row too.
create table grade (
  session_id text not null references exam_session (id),
  question_id text not null,
  revision bigint not null,
  is_newest bigint not null,
  judged bigint,
  points text,
  levels text,
  comment text,
  comment_text text,
  withdrawn bigint not null,
  batch_id text,
  user_id text not null,
  at bigint not null,
  primary key (session_id, question_id, revision)
);
create index grade_newest on grade (session_id, question_id) where is_newest = 1;
create index grade_batch on grade (batch_id) where batch_id is not null;

-- Grades that came after another's newer one: kept, and shown to both.
create table refused_grade (
  id text not null primary key,
  session_id text not null references exam_session (id),
  question_id text not null,
  revision bigint not null,
  points text,
  levels text,
  comment text,
  comment_text text,
  user_id text not null,
  at bigint not null
);
create index refused_grade_session on refused_grade (session_id, question_id);

-- The answers of scored exam sessions that wait for a person: what the stored score says, to be counted.
create table waiting_answer (
  session_id text not null references exam_session (id),
  question_id text not null,
  exam_id text not null,
  primary key (session_id, question_id)
);
create index waiting_answer_exam on waiting_answer (exam_id, question_id);

-- What was changed about the key of a question after students had taken it: other settings or scoring, or an award.
-- Versions of exams stay as they are. done_at is null until every final session was scored by it.
create table key_revision (
  id text not null primary key,
  workspace_id text not null references workspace (id),
  exam_id text not null references exam (id),
  number bigint not null,
  question_id text not null,
  settings text,
  scoring text,
  award text,
  reason text not null,
  created_by text not null,
  created_at bigint not null,
  sessions bigint not null,
  changed bigint not null,
  done_at bigint
);
create unique index key_revision_number on key_revision (exam_id, number);
create index key_revision_open on key_revision (created_at) where done_at is null;

-- machine_score is what the program alone found, score what counts. key_revision is the newest that machine_score
-- knows. result_state is released or withdrawn; null follows the rule of the exam. key_seen: the student could read the
-- key before they went on.
alter table exam_session add column machine_score text;
alter table exam_session add column score_revision bigint not null default 0;
alter table exam_session add column key_revision bigint not null default 0;
alter table exam_session add column result_state text;
alter table exam_session add column result_at bigint;
alter table exam_session add column key_seen bigint not null default 0;
