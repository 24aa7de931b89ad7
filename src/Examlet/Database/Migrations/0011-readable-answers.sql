-- Answers in HTML as people read them: made once from a version by the rules of their time, and made again when the version or the rules are newer. Nothing here is the
-- answer itself: what is lost is made again.
create table readable_answer (
  session_id text not null references exam_session (id),
  question_id text not null,
  version_order bigint not null,
  rules bigint not null,
  readable text not null,
  primary key (session_id, question_id)
);
