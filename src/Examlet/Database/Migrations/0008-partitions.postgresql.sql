-- Answers and events lie in 4 partitions by the hash of their exam session, so that their indexes stay small and are vacuumed one by one. Every key leads with the
-- session, so that a distributed PostgreSQL can spread them. What is stored is moved; that takes as long as copying it.
alter table answer_version rename to answer_version_whole;
alter index answer_version_pkey rename to answer_version_whole_pkey;
alter index answer_version_seq rename to answer_version_whole_seq;

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
) partition by hash (session_id);
create table answer_version_0 partition of answer_version for values with (modulus 4, remainder 0);
create table answer_version_1 partition of answer_version for values with (modulus 4, remainder 1);
create table answer_version_2 partition of answer_version for values with (modulus 4, remainder 2);
create table answer_version_3 partition of answer_version for values with (modulus 4, remainder 3);

insert into answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain)
select session_id, question_id, version_order, seq, value, completed, context, digest, saved_at, link, chain from answer_version_whole;
drop table answer_version_whole;
create unique index answer_version_seq on answer_version (session_id, seq) where seq is not null;

alter table session_event rename to session_event_whole;
alter index session_event_pkey rename to session_event_whole_pkey;

create table session_event (
  session_id text not null references exam_session (id),
  seq bigint not null,
  name text not null,
  data text not null,
  at bigint not null,
  primary key (session_id, seq)
) partition by hash (session_id);
create table session_event_0 partition of session_event for values with (modulus 4, remainder 0);
create table session_event_1 partition of session_event for values with (modulus 4, remainder 1);
create table session_event_2 partition of session_event for values with (modulus 4, remainder 2);
create table session_event_3 partition of session_event for values with (modulus 4, remainder 3);

insert into session_event (session_id, seq, name, data, at) select session_id, seq, name, data, at from session_event_whole;
drop table session_event_whole;
