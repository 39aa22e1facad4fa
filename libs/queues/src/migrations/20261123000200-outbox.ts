import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What waits to be handled, who wants which events, and what the jobs did. */
export class Outbox20261123000200 implements MigrationInterface {
  name = 'Outbox20261123000200';

  async up(runner: QueryRunner): Promise<void> {
    // A row stays until its job has handled it, or for ever with dead_at: nothing is dropped.
    await runner.query(`
      create table outbox (
        id bigint generated always as identity primary key,
        job text not null,
        event_seq bigint,
        data jsonb not null default '{}',
        created_at timestamptz not null default clock_timestamp(),
        available_at timestamptz not null default clock_timestamp(),
        attempts integer not null default 0,
        last_error text,
        dead_at timestamptz
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)
    `);
    await runner.query('create index outbox_due on outbox (job, available_at, id) where dead_at is null');
    await runner.query('create index outbox_dead on outbox (job, id) where dead_at is not null');
    await runner.query(`
      create table event_subscription (
        job text not null,
        kind text not null,
        primary key (job, kind)
      )
    `);
    // The workers describe their jobs here, so that a process without queues can list them.
    await runner.query(`
      create table job (
        name text primary key,
        kind text not null check (kind in ('transactional', 'external', 'scheduled')),
        text_zh text not null,
        text_en text not null,
        cadence jsonb check ((kind = 'scheduled') = (cadence is not null)),
        next_at timestamptz,
        last_due_at timestamptz,
        lease_run bigint,
        leased_until timestamptz
      )
    `);
    await runner.query(`
      create table job_run (
        id bigint generated always as identity primary key,
        job text not null,
        trigger text not null check (trigger in ('rows', 'schedule', 'late', 'manual')),
        due_at timestamptz,
        started_at timestamptz not null default clock_timestamp(),
        finished_at timestamptz,
        outcome text not null check (outcome in ('running', 'done', 'failed')),
        summary jsonb not null default '{}',
        error text,
        check ((outcome = 'running') = (finished_at is null))
      )
    `);
    await runner.query('create index job_run_of_job on job_run (job, id desc)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['job_run', 'job', 'event_subscription', 'outbox']) await runner.query(`drop table ${table}`);
  }
}
