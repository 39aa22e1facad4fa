import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands still is found without reading what moves. */
export class Attention20261124001600 implements MigrationInterface {
  name = 'Attention20261124001600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index work_item_at_rest on work_item (programme, changed_at, id) where status in ('open', 'approved')
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index work_item_at_rest');
  }
}
