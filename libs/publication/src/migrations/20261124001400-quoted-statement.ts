import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A figure of a public source is entered once, and what a later recount says of a statement is told once. */
export class QuotedStatement20261124001400 implements MigrationInterface {
  name = 'QuotedStatement20261124001400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(quotedOnce);
    await runner.query(differences);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table statement_difference');
    await runner.query('drop index statement_quoted_once');
  }
}

const quotedOnce = `create unique index statement_quoted_once on statement (programme, source, as_of, level)
  where source is not null`;

/* `digest` is of the recounted figure and its list: another difference is another row. */
const differences = `
  create table statement_difference (
    statement_id uuid not null references statement (id),
    digest text not null check (digest ~ '^[0-9a-f]{64}$'),
    implemented integer not null,
    counted integer not null check (counted >= implemented),
    known_at timestamptz not null,
    primary key (statement_id, digest)
  );
  create trigger statement_difference_append_only before update or delete on statement_difference
    for each row execute function refuse_change();
  create trigger statement_difference_never_emptied before truncate on statement_difference
    for each statement execute function refuse_change()
`;
