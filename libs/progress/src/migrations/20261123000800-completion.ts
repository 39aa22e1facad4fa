import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The counters behind every figure, kept by adding what has changed since they were last brought up to date. */
export class Completion20261123000800 implements MigrationInterface {
  name = 'Completion20261123000800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table progress_state (
        programme text primary key references programme (code),
        revision bigint not null default 1,
        applied_at timestamptz not null,
        day date not null
      )
    `);
    await runner.query(`
      create table progress_item (
        work_item_id uuid primary key references work_item (id),
        programme text not null,
        status text not null,
        under_review boolean not null,
        overdue boolean not null
      )
    `);
    await runner.query('create index progress_item_of_programme on progress_item (programme)');
    await runner.query(`
      create table progress_measure (
        programme text not null,
        measure integer not null,
        status text not null check (status in ('open', 'proposed', 'approved', 'implemented', 'exempt')),
        primary key (programme, measure),
        foreign key (programme, measure) references measure (programme, no)
      )
    `);
    await runner.query(`
      create table completion (
        programme text not null references programme (code),
        level text not null check (level in ('measure', 'work-item')),
        dimension text not null check (dimension in ('programme', 'task', 'region', 'department', 'task-region', 'measure')),
        key text not null,
        task integer,
        region text,
        department text,
        measure integer,
        open integer not null,
        proposed integer not null,
        approved integer not null,
        implemented integer not null,
        exempt integer not null,
        under_review integer not null default 0,
        overdue integer not null default 0,
        primary key (programme, level, dimension, key),
        constraint completion_not_negative check (least(open, proposed, approved, implemented, exempt, under_review, overdue) >= 0)
      )
    `);
    await runner.query('create index work_item_by_target on work_item (programme, target_date)');
    await runner.query(`
      insert into event_subscription (job, kind)
      select 'recalculate', verb || '-' || kind
      from unnest(array['submit', 'withdraw', 'return', 'reject', 'approve']) as verb,
        unnest(array['proposal', 'implementation-report', 'amendment', 'exemption']) as kind
      union all values ('recalculate', 'revoke'), ('recalculate', 'reinstate')
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("delete from event_subscription where job = 'recalculate'");
    await runner.query('drop index work_item_by_target');
    await runner.query('drop table completion, progress_measure, progress_item, progress_state');
  }
}
