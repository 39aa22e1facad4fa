import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the demonstration's calendar began, and when that was; empty in a database without demonstration. */
export class Demonstration20261123001100 implements MigrationInterface {
  name = 'Demonstration20261123001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table demonstration (
        programme text primary key references programme (code),
        business_start timestamptz not null,
        real_start timestamptz not null
      )
    `);
    // The calendar belongs to the whole process, so there can be one demonstration only.
    await runner.query('create unique index demonstration_one on demonstration ((true))');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table demonstration');
  }
}
