-- When the rule of the exam shows results by itself; null for every other rule. Webhooks are told once the time has
-- come: exam_session.result_at is set then, also where result_state is null.
alter table exam add column release_at bigint;
create index exam_release on exam (release_at) where release_at is not null;
create index exam_session_untold on exam_session (exam_id)
  where result_at is null and voided_at is null and score is not null;
