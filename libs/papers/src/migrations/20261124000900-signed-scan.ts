import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scans of signed papers: each belongs to one round for ever, beside the others. */
export class SignedScan20261124000900 implements MigrationInterface {
  name = 'SignedScan20261124000900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table signed_scan (
        id uuid primary key default uuidv7(),
        submission_id uuid not null,
        round integer not null,
        side text not null check (side in ('region', 'lead-department')),
        sha256 text not null references evidence_file (sha256),
        file_name text not null,
        digest text,
        uploaded_by uuid not null references person (id),
        on_behalf_of uuid references person (id),
        uploaded_at timestamptz not null,
        constraint signed_scan_of_round foreign key (submission_id, round)
          references submission_round (submission_id, round),
        constraint signed_scan_once unique (submission_id, round, side, sha256),
        constraint signed_scan_digest check (digest ~ '^[0-9a-f]{64}$'),
        constraint signed_scan_file_name check (octet_length(file_name) between 1 and 255)
      )
    `);
    await runner.query(`
      create trigger signed_scan_append_only before update or delete on signed_scan
        for each row execute function refuse_change()
    `);
    await runner.query(`
      create trigger signed_scan_never_emptied before truncate on signed_scan
        for each statement execute function refuse_change()
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table signed_scan');
  }
}
