import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lateArrival } from '../snapshots/late-arrival.sql.js';

/** Figures at the end of past days, kept to answer sooner. Nothing rests on them: they can be taken anew at any time. */
export class CompletionSnapshot20261124001500 implements MigrationInterface {
  name = 'CompletionSnapshot20261124001500';

  async up(runner: QueryRunner): Promise<void> {
    // A row only for days on which a figure differs from the day before; `first` marks the first of each figure.
    await runner.query(`
      create table completion_snapshot (
        programme text not null references programme (code),
        dimension text not null check (dimension in ('programme', 'task', 'region', 'department', 'task-region', 'measure')),
        key text not null,
        day date not null,
        first boolean not null,
        task integer,
        region text,
        department text,
        measure integer,
        open integer not null,
        proposed integer not null,
        approved integer not null,
        implemented integer not null,
        exempt integer not null,
        under_review integer not null,
        overdue integer not null,
        primary key (programme, dimension, key, day),
        constraint completion_snapshot_not_negative
          check (least(open, proposed, approved, implemented, exempt, under_review, overdue) >= 0)
      )
    `);
    await runner.query(
      'create index completion_snapshot_first on completion_snapshot (programme, dimension) where first',
    );
    await runner.query(`
      create table completion_snapshot_state (
        programme text primary key references programme (code),
        through date not null,
        event_seq bigint not null,
        taken_at timestamptz not null
      )
    `);
    await runner.query(
      `create index event_arrived_late on event (programme, recorded_at, effective_on) include (work_item_id)
       where work_item_id is not null and ${lateArrival}`,
    );
    await this.forgetWhenPlacesChange(runner);
  }

  /** Figures of the past follow the catalogue of today, and so must their snapshots. */
  private async forgetWhenPlacesChange(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function forget_completion_snapshots() returns trigger language plpgsql as $$
      begin
        delete from completion_snapshot_state;
        return null;
      end $$
    `);
    for (const [table, columns] of Object.entries(places))
      await runner.query(`
        create trigger ${table}_forgets_snapshots after update of ${columns} on ${table}
          for each statement execute function forget_completion_snapshots()
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(places)) await runner.query(`drop trigger ${table}_forgets_snapshots on ${table}`);
    await runner.query('drop function forget_completion_snapshots()');
    await runner.query('drop index event_arrived_late');
    await runner.query('drop table completion_snapshot_state, completion_snapshot');
  }
}

/** What decides where a work item is counted, and when it is overdue. */
const places = {
  programme: 'time_zone',
  measure: 'task, lead_department, target_date',
  work_item: 'measure, task, region, lead_department',
};
