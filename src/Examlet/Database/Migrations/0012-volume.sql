-- What is stored of the exam session, in bytes: its versions, each with a fixed cost, and its files as they were announced. Counted from this script on.
alter table exam_session add column volume bigint not null default 0;
