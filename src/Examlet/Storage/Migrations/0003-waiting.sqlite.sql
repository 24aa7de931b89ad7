-- Scores that were stored before say which answers wait for a person.
insert into waiting_answer (session_id, question_id, exam_id)
select s.id, json_extract(q.value, '$.questionId'), s.exam_id
from exam_session s, json_each(s.score, '$.questions') q
where s.score is not null and json_extract(q.value, '$.needsGrading') = 1;
