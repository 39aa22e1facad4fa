import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counting rules and statements are told of. */
export class StatementNotices20261124001220 implements MigrationInterface {
  name = 'StatementNotices20261124001220';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`insert into event_subscription (job, kind) select 'prepare-notices', unnest($1::text[])`, [
      kinds,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from event_subscription where job = 'prepare-notices' and kind = any($1::text[])`, [
      kinds,
    ]);
  }
}

const kinds = [
  'adopt-counting-rule',
  'prepare-statement',
  'clear-statement',
  'publish-statement',
  'discard-statement',
  'restate-statement',
  'clear-restatement',
];
