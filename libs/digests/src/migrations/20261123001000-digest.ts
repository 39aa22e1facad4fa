import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each digest said. An empty one is kept too, unsent, so that windows join and nothing is computed twice. */
export class Digest20261123001000 implements MigrationInterface {
  name = 'Digest20261123001000';

  async up(runner: QueryRunner): Promise<void> {
    // All times are business time. The period's key is the local day of the moment at which the window closed.
    await runner.query(`
      create table digest (
        id uuid primary key default uuidv7(),
        kind text not null check (kind in ('reviewers')),
        person_id uuid not null references person (id),
        period_key text not null,
        window_from timestamptz not null,
        window_to timestamptz not null,
        created_at timestamptz not null,
        content jsonb not null,
        is_empty boolean not null,
        constraint digest_once unique (kind, person_id, period_key),
        constraint digest_window check (window_from < window_to)
      );
      create index digest_latest on digest (kind, person_id, window_to desc)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table digest');
  }
}
