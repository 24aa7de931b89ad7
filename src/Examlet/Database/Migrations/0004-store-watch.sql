-- What the probe of the store fills and empties, to see that there is room for the largest answer. A SQLite database that has this script has only been
-- written by programs that leave the mark of a clean shutdown beside it.
alter table heartbeat add column room text;
