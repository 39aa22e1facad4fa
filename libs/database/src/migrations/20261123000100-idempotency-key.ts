import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers kept per person and Idempotency-Key; a nightly job may drop rows older than a week. */
export class IdempotencyKey20261123000100 implements MigrationInterface {
  name = 'IdempotencyKey20261123000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table idempotency_key (
        person_id uuid not null,
        key text not null check (char_length(key) between 1 and 200),
        fingerprint bytea not null,
        answer json,
        created_at timestamptz not null default clock_timestamp(),
        primary key (person_id, key)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table idempotency_key');
  }
}
