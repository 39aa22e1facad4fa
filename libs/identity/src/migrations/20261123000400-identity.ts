import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, their accounts and roles, sessions, and the counters that slow down guessing. All times are real time. */
export class Identity20261123000400 implements MigrationInterface {
  name = 'Identity20261123000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(person);
    await runner.query(account);
    await runner.query(roleGrant);
    await runner.query(session);
    await runner.query(signInThrottle);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table sign_in_throttle, session, role_grant, account, person');
  }
}

const person = `
  create table person (
    id uuid primary key default uuidv7(),
    name_zh text not null check (char_length(name_zh) between 1 and 200),
    name_en text not null check (char_length(name_en) between 1 and 200),
    language text not null default 'zh' check (language in ('zh', 'en')),
    time_zone text not null default 'Asia/Shanghai',
    demonstration boolean not null default false,
    created_at timestamptz not null default clock_timestamp(),
    disabled_at timestamptz
  )
`;

/* The e-mail address is stored as People normalises it; the check keeps "A@x" from living beside "a@x". */
const account = `
  create table account (
    id uuid primary key default uuidv7(),
    person_id uuid not null references person,
    email text not null check (email = lower(email) and char_length(email) between 3 and 254),
    password_hash text not null check (password_hash like '$argon2id$%'),
    created_at timestamptz not null default clock_timestamp(),
    disabled_at timestamptz,
    constraint account_email_key unique (email),
    unique (id, person_id)
  );
  create index account_person on account (person_id)
`;

/* region and department are codes of the programme's reference data, whose tables belong to a higher lib. */
const roleGrant = `
  create table role_grant (
    id uuid primary key default uuidv7(),
    person_id uuid not null references person,
    role text not null check (role in ('regional-editor', 'regional-lead', 'reviewer', 'coordinator', 'auditor')),
    region text check (char_length(region) between 1 and 40),
    department text check (char_length(department) between 1 and 40),
    granted_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    constraint role_grant_scope check (
      case
        when role in ('regional-editor', 'regional-lead') then region is not null and department is null
        when role = 'reviewer' then region is null and department is not null
        else region is null and department is null
      end
    )
  );
  create unique index role_grant_active on role_grant (person_id, role, region, department) nulls not distinct
    where ended_at is null;
  create index role_grant_holders on role_grant (role, region, department) where ended_at is null
`;

/* Only the SHA-256 of a token is kept: who reads this table cannot take over a session. */
const session = `
  create table session (
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    account_id uuid not null,
    person_id uuid not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > created_at),
    user_agent text check (char_length(user_agent) <= 300),
    ended_at timestamptz,
    foreign key (account_id, person_id) references account (id, person_id)
  );
  create index session_account on session (account_id)
`;

/* subject is a hash, so that addresses and unknown e-mail addresses are not collected here. */
const signInThrottle = `
  create table sign_in_throttle (
    subject bytea primary key check (octet_length(subject) = 32),
    busy_until timestamptz not null,
    succeeded_at timestamptz
  );
  create index sign_in_throttle_idle on sign_in_throttle (busy_until)
`;
