-- The rules that an exam session began on: how its questions are shuffled and its answers judged. What was there before this column began on the second ones; so does what a node of the
-- program before it begins.
alter table exam_session add column rules bigint not null default 2;
