import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Coordinators are told when what is known by now differs from a published statement. */
export class StatementWarning20261124001410 implements MigrationInterface {
  name = 'StatementWarning20261124001410';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`insert into event_subscription (job, kind) values ('prepare-notices', 'warn-statement')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from event_subscription where job = 'prepare-notices' and kind = 'warn-statement'`);
  }
}
