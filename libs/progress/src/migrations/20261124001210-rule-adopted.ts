import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Another counting rule changes figures as acts do. */
export class RuleAdopted20261124001210 implements MigrationInterface {
  name = 'RuleAdopted20261124001210';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`insert into event_subscription (job, kind) values ('recalculate', 'adopt-counting-rule')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from event_subscription where job = 'recalculate' and kind = 'adopt-counting-rule'`);
  }
}
