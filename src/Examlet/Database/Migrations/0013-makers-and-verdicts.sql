-- Who made a user: a teacher changes only the students whom they made. Null for the first owner of a workspace and for who was made before.
alter table app_user add column created_by text;

-- What a receipt was found to be worth, when, with which keys, and over which head of the session's chain: a public check reads this one row. Null until somebody asked.
alter table receipt add column verdict text;
alter table receipt add column judged_at bigint;
alter table receipt add column judged_keys text;
alter table receipt add column judged_link bigint;
alter table receipt add column judged_chain text;
-- The name of the exam, so that the check need not read the exam.
alter table receipt add column exam_name text;
