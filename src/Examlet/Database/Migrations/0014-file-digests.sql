-- SHA-256 of the bytes of a file, in lower-case hex; null until all of them are there, and of files from before until their session's receipt is drawn up.
alter table stored_file add column sha256 text;
