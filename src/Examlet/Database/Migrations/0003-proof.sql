-- Every version names its place in the chain of its exam session, and a digest over everything before it and itself.
-- Both are null for what was saved before there was a chain, and for what was erased.
alter table answer_version add column link bigint;
alter table answer_version add column chain text;
alter table exam_session add column last_link bigint not null default 0;
alter table exam_session add column chain text;

-- The newest receipt; null until there is one, and again when the answers it was about have changed.
alter table exam_session add column receipt_code text;
create index exam_session_unreceipted on exam_session (settled_at) where settled_at is not null and voided_at is null and receipt_code is null;
create index exam_session_unscored on exam_session (settled_at) where settled_at is not null and voided_at is null and score is null;

-- Append-only. The salts are not signed: who holds one can show a single answer without showing the others.
create table receipt (
  code text not null primary key,
  session_id text not null references exam_session (id),
  number bigint not null,
  issued_at bigint not null,
  jws text not null,
  salts text not null
);
create unique index receipt_number on receipt (session_id, number);

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
