import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was reminded of, once each, and since when a programme's people are reminded. */
export class Reminder20261124000820 implements MigrationInterface {
  name = 'Reminder20261124000820';

  async up(runner: QueryRunner): Promise<void> {
    // The subject is a round that waits for its decision, a work item with its target date, or a department's opinion.
    await runner.query(`
      create table reminder (
        id bigint generated always as identity primary key,
        kind text not null check (kind in ('review', 'target', 'opinion')),
        programme text not null references programme (code),
        work_item_id uuid not null references work_item (id),
        submission_id uuid references submission (id),
        round integer,
        department text references department (code),
        due_on date not null,
        ordinal integer not null check (ordinal >= 1),
        stage text not null check (stage in ('due-soon', 'due-today', 'overdue')),
        for_day date not null,
        made_on date not null,
        constraint reminder_subject check (
          (kind = 'target') = (submission_id is null) and (kind = 'target') = (round is null)
          and (kind = 'opinion') = (department is not null)
        ),
        constraint reminder_stage check (
          stage = case when made_on < due_on then 'due-soon' when made_on = due_on then 'due-today' else 'overdue' end
        ),
        constraint reminder_once
          unique nulls not distinct (kind, work_item_id, submission_id, round, department, due_on, ordinal),
        constraint reminder_once_a_moment
          unique nulls not distinct (kind, work_item_id, submission_id, round, department, due_on, for_day)
      )
    `);
    await runner.query(`
      create trigger reminder_append_only before update or delete on reminder
        for each row execute function refuse_change()
    `);
    await runner.query(`
      create trigger reminder_never_emptied before truncate on reminder
        for each statement execute function refuse_change()
    `);
    // As with rounds: a due date that waited for the calendar may be set, once.
    await runner.query('drop trigger opinion_request_append_only on opinion_request');
    await runner.query(`
      create trigger opinion_request_append_only before update or delete on opinion_request
        for each row execute function keep_but_for_due_date()
    `);
    await runner.query(`
      create table reminder_day (
        programme text primary key references programme (code),
        since date not null,
        last_day date not null,
        constraint reminder_day_order check (since <= last_day)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger opinion_request_append_only on opinion_request');
    await runner.query(`
      create trigger opinion_request_append_only before update or delete on opinion_request
        for each row execute function refuse_change()
    `);
    await runner.query('drop table reminder_day, reminder');
  }
}
