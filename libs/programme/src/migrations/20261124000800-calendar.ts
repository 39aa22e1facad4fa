import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The arrangements of the years in the Chinese calendar, and how many working days a programme gives. */
export class Calendar20261124000800 implements MigrationInterface {
  name = 'Calendar20261124000800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function days_lie_in(of_year integer, days date[]) returns boolean language sql immutable as
        $$ select coalesce(bool_and(day is not null and extract(year from day) = of_year), true) from unnest(days) as day $$
    `);
    await runner.query(`
      create function days_are_weekends(days date[]) returns boolean language sql immutable as
        $$ select coalesce(bool_and(extract(isodow from day) >= 6), true) from unnest(days) as day $$
    `);
    // What the product knows by itself is entered after each migration; entered_at is business time.
    await runner.query(`
      create table calendar_year (
        year integer primary key check (year between 2000 and 2999),
        holidays date[] not null,
        workdays date[] not null,
        source text not null check (source in ('published', 'entered')),
        entered_by uuid references person (id),
        entered_at timestamptz,
        version integer not null default 1 check (version >= 1),
        constraint calendar_year_own_days check (days_lie_in(year, holidays) and days_lie_in(year, workdays)),
        constraint calendar_year_made_up check (days_are_weekends(workdays)),
        constraint calendar_year_either check (not holidays && workdays),
        constraint calendar_year_entered check (
          (source = 'entered') = (entered_by is not null) and (source = 'entered') = (entered_at is not null)
        )
      )
    `);
    // A year that was known would become unknown, and with it the terms that were counted by it.
    await runner.query(`
      create trigger calendar_year_kept before delete on calendar_year for each row execute function refuse_change()
    `);
    await runner.query(`
      create trigger calendar_year_never_emptied before truncate on calendar_year
        for each statement execute function refuse_change()
    `);
    await runner.query(`
      alter table programme
        add decide_days integer not null default 5 constraint programme_decide_days check (decide_days between 1 and 60),
        add opinion_days integer not null default 3 constraint programme_opinion_days check (opinion_days between 1 and 60)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table programme drop column decide_days, drop column opinion_days');
    await runner.query('drop table calendar_year');
    await runner.query('drop function days_are_weekends(date[])');
    await runner.query('drop function days_lie_in(integer, date[])');
  }
}
