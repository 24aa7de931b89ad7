-- The origins around the host's page that may hold its frame: a JSON array of origins in canonical form, or null.
alter table embed_session add column allowed_ancestors text;
