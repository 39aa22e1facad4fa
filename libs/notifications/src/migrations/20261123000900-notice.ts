import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices in the app, mail on its way and sent, and which events the notices are made from. */
export class Notice20261123000900 implements MigrationInterface {
  name = 'Notice20261123000900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(notice);
    await runner.query(mail);
    await runner.query(subscriptions);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from event_subscription where job = 'prepare-notices'`);
    await runner.query('drop table mail, notice');
  }
}

/* created_at and read_at are business time. One notice per person and event, whatever is delivered twice. */
const notice = `
  create table notice (
    id uuid primary key default uuidv7(),
    event_seq bigint not null references event (seq),
    person_id uuid not null references person (id),
    kind text not null,
    audience text not null check (audience in ('lead-department', 'region')),
    work_item_id uuid not null references work_item (id),
    submission_id uuid references submission (id),
    programme text not null references programme (code),
    created_at timestamptz not null,
    read_at timestamptz,
    constraint notice_once unique (event_seq, person_id)
  );
  create index notice_of_person on notice (person_id, created_at desc, event_seq desc);
  create index notice_unread on notice (person_id) where read_at is null
`;

/*
 * One row per message that the product means to send; dedupe_key and message_id are fixed from the start. What the
 * message is about is named by kind and subject, since it is worded when it is sent. All times are real.
 */
const mail = `
  create table mail (
    id uuid primary key default uuidv7(),
    dedupe_key text not null,
    kind text not null,
    subject_id uuid not null,
    person_id uuid not null references person (id),
    address text not null,
    language text not null check (language in ('zh', 'en')),
    message_id text not null,
    state text not null default 'pending' check (state in ('pending', 'sent', 'failed')),
    created_at timestamptz not null default clock_timestamp(),
    sent_at timestamptz,
    error text,
    constraint mail_once unique (dedupe_key),
    constraint mail_message_id unique (message_id),
    constraint mail_sent check ((state = 'sent') = (sent_at is not null))
  );
  create index mail_of_person on mail (person_id, created_at);
  create index mail_unsent on mail (created_at) where state <> 'sent'
`;

const subscriptions = `
  insert into event_subscription (job, kind)
  select 'prepare-notices', verb || '-' || submission
  from unnest(array['submit', 'withdraw', 'return', 'reject', 'approve']) as verb,
    unnest(array['proposal', 'implementation-report', 'amendment', 'exemption']) as submission
  union all
  select 'prepare-notices', unnest(array['revoke', 'reinstate'])
`;
