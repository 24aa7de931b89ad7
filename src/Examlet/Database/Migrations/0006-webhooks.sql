-- Where a workspace wants to be told. No secret is here: it derives from the operator's and the ID and number (secret_number counts rotations).
create table webhook (
  id text not null primary key,
  workspace_id text not null references workspace (id),
  url text not null,
  events text,
  description text,
  enabled bigint not null,
  disabled_reason text,
  secret_number bigint not null,
  previous_secret_until bigint,
  created_by text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index webhook_page on webhook (workspace_id, created_at, id);

-- The outbox: one row for each message to each webhook, written in the transaction of what it tells. It names its webhook without a foreign key, so that
-- deleting a webhook never fails a student's hand-in; what is left over is swept away. order_key is the exam session (or else the embed session): its
-- messages to one webhook go out in the order of their numbers. While a node sends one, next_attempt_at is the end of its lease.
create table webhook_message (
  id text not null primary key,
  webhook_id text not null,
  order_key text not null,
  number bigint not null,
  type text not null,
  body text not null,
  status text not null,
  attempts bigint not null,
  next_attempt_at bigint,
  claim text,
  last_status bigint,
  last_error text,
  delivered_at bigint,
  created_at bigint not null
);
create unique index webhook_message_order on webhook_message (order_key, webhook_id, number);
create index webhook_message_due on webhook_message (webhook_id, next_attempt_at) where status = 'pending';
create index webhook_message_page on webhook_message (webhook_id, created_at, id);
create index webhook_message_age on webhook_message (created_at);

-- When it was seen that an embed session has expired, in workspaces with webhooks.
alter table embed_session add column expiry_seen_at bigint;
create index embed_session_expiring on embed_session (workspace_id, expires_at) where expiry_seen_at is null and deleted_at is null;
