import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Due dates: set once with their round, or later when the calendar was missing, and never changed. */
export class Terms20261124000810 implements MigrationInterface {
  name = 'Terms20261124000810';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function keep_but_for_due_date() returns trigger language plpgsql as $$
      -- A generated column has no value yet when this runs.
      declare late text[] := array['allowed_days', 'due_on', 'calendar_missing', 'submitted_side', 'side'];
      begin
        if tg_op = 'DELETE' or old.due_on is not null or (old.allowed_days is not null and new.allowed_days is distinct from old.allowed_days)
            or to_jsonb(new) - late <> to_jsonb(old) - late then
          raise exception '% is append-only', tg_table_name using errcode = 'MT001';
        end if;
        return new;
      end $$
    `);
    // A round that follows others may have no day left: it is due on the day on which it is sent.
    await runner.query(`
      alter table submission_round drop constraint if exists submission_round_allowed_days_check,
        add constraint submission_round_allowed_days check (allowed_days >= 0)
    `);
    await runner.query('drop trigger submission_round_append_only on submission_round');
    await runner.query(`
      create trigger submission_round_append_only before update or delete on submission_round
        for each row execute function keep_but_for_due_date()
    `);
    await runner.query(
      'create index submission_round_undated on submission_round (submission_id) where due_on is null',
    );
    await runner.query(`insert into event_subscription (job, kind) values ('fill-due-dates', 'set-calendar')`);
    // Clocks that ran before terms were kept get their due dates as soon as a worker runs.
    await runner.query(`
      insert into outbox (job) select 'fill-due-dates'
      where exists (select from submission where status in ('submitted', 'returned'))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from outbox where job = 'fill-due-dates'`);
    await runner.query(`delete from event_subscription where job = 'fill-due-dates'`);
    await runner.query('drop index submission_round_undated');
    await runner.query('drop trigger submission_round_append_only on submission_round');
    await runner.query(`
      create trigger submission_round_append_only before update or delete on submission_round
        for each row execute function refuse_change()
    `);
    await runner.query('drop function keep_but_for_due_date()');
    await runner.query('alter table submission_round drop constraint submission_round_allowed_days');
  }
}
