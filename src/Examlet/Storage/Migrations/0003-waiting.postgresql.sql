-- Scores that were stored before say which answers wait for a person.
insert into waiting_answer (session_id, question_id, exam_id)
select s.id, q.value ->> 'questionId', s.exam_id
from exam_session s cross join lateral jsonb_array_elements(s.score::jsonb -> 'questions') q
where s.score is not null and (q.value ->> 'needsGrading')::boolean;
