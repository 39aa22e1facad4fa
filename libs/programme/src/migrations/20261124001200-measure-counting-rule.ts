import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rules that single measures count by since a moment; the catalogue's own holds until the first of them. */
export class MeasureCountingRule20261124001200 implements MigrationInterface {
  name = 'MeasureCountingRule20261124001200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table measure_counting_rule (
        programme text not null,
        measure integer not null,
        version integer not null check (version >= 1),
        rule jsonb check (rule is null or coalesce(rule ->> 'kind' in ('any', 'all', 'count', 'share'), false)),
        adopted_at timestamptz not null,
        primary key (programme, measure, version),
        foreign key (programme, measure) references measure (programme, no)
      )
    `);
    await runner.query(`
      create trigger measure_counting_rule_append_only before update or delete on measure_counting_rule
        for each row execute function refuse_change()
    `);
    await runner.query(`
      create trigger measure_counting_rule_never_emptied before truncate on measure_counting_rule
        for each statement execute function refuse_change()
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table measure_counting_rule');
  }
}
