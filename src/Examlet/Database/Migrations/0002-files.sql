-- Files that students upload. Their bytes lie beside a SQLite database, and in file_chunk on PostgreSQL.
create table stored_file (
  id text not null primary key,
  session_id text not null references exam_session (id),
  question_id text not null,
  name text not null,
  type text not null,
  size bigint,
  received bigint not null,
  completed_at bigint,
  created_at bigint not null
);
create index stored_file_session on stored_file (session_id);

create table file_chunk (
  file_id text not null references stored_file (id),
  start bigint not null,
  bytes bytea not null,
  primary key (file_id, start)
);
