import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a row's texts come from: a source of the same programme, or none, which makes them illustrative. */
const sourced = `
  source text,
  illustrative boolean not null generated always as (source is null) stored,
  foreign key (programme, source) references source (programme, id)
`;

/** A pair of columns that hold one text in both languages. */
const text = (name: string): string => `
  ${name}_zh text not null check (btrim(${name}_zh) <> ''),
  ${name}_en text not null check (btrim(${name}_en) <> '')
`;

/** Programmes as data: what a catalogue says, under its public numbers and codes. */
export class Programme20261123000500 implements MigrationInterface {
  name = 'Programme20261123000500';

  async up(runner: QueryRunner): Promise<void> {
    await this.createProgramme(runner);
    await this.createPlaces(runner);
    await this.createMeasures(runner);
    await this.createLegalAdjustments(runner);
  }

  private async createProgramme(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table programme (
        code text primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        ${text('name')},
        ${text('runs_it')},
        ${text('approved_by')},
        starts_on date not null,
        ends_on date not null,
        time_zone text not null,
        regional_sign_off boolean not null default false,
        catalogue_version integer not null check (catalogue_version >= 1),
        catalogue_digest text not null check (catalogue_digest ~ '^[0-9a-f]{64}$'),
        source text,
        illustrative boolean not null generated always as (source is null) stored,
        constraint programme_period check (starts_on <= ends_on)
      )
    `);
    await runner.query(`
      create table source (
        programme text not null references programme (code),
        id text not null check (id <> 'illustrative'),
        position integer not null,
        ${text('text')},
        ${sourced},
        primary key (programme, id)
      )
    `);
    // A programme and its sources name each other, so this key is looked at when the catalogue is whole.
    await runner.query(`
      alter table programme add constraint programme_source
        foreign key (code, source) references source (programme, id) deferrable initially deferred
    `);
    await runner.query(`
      create table counting_rule (
        programme text not null references programme (code),
        version integer not null check (version >= 1),
        kind text not null check (kind in ('any', 'all', 'count', 'share')),
        n integer check (n >= 1),
        numerator integer,
        denominator integer,
        adopted_at timestamptz not null,
        primary key (programme, version),
        constraint counting_rule_count check ((kind = 'count') = (n is not null)),
        constraint counting_rule_share check (
          case when kind = 'share' then coalesce(numerator between 1 and denominator, false)
          else numerator is null and denominator is null end
        )
      )
    `);
    await runner.query(`
      create trigger counting_rule_append_only before update or delete on counting_rule
        for each row execute function refuse_change()
    `);
    await runner.query(`
      create trigger counting_rule_never_emptied before truncate on counting_rule
        for each statement execute function refuse_change()
    `);
  }

  /** `region` and `department` are what grants and accounts point to; what a programme calls them stands beside it. */
  private async createPlaces(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table region (
        code text primary key check (code ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$'),
        ${text('name')}
      )
    `);
    await runner.query(`
      create table department (
        code text primary key check (code ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$'),
        ${text('name')}
      )
    `);
    await runner.query(`
      create table programme_region (
        programme text not null references programme (code),
        region text not null references region (code),
        position integer not null,
        ${text('name')},
        ${text('province')},
        ${sourced},
        primary key (programme, region)
      )
    `);
    await runner.query(`
      create table programme_department (
        programme text not null references programme (code),
        department text not null references department (code),
        position integer not null,
        ${text('name')},
        ${sourced},
        primary key (programme, department)
      )
    `);
  }

  private async createMeasures(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table task (
        programme text not null references programme (code),
        no integer not null check (no >= 1),
        ${text('name')},
        ${sourced},
        primary key (programme, no)
      )
    `);
    await runner.query(`
      create table theme (
        programme text not null,
        task integer not null,
        no integer not null check (no >= 1),
        ${text('name')},
        ${sourced},
        primary key (programme, task, no),
        foreign key (programme, task) references task (programme, no)
      )
    `);
    await runner.query(`
      create table measure (
        programme text not null,
        no integer not null check (no >= 1),
        task integer not null,
        theme integer not null,
        ${text('title')},
        ${text('text')},
        lead_department text not null,
        target_date date not null,
        counting_rule jsonb check (counting_rule is null or coalesce(counting_rule ->> 'kind' in ('any', 'all', 'count', 'share'), false)),
        dates_source text,
        dates_illustrative boolean not null generated always as (dates_source is null) stored,
        ${sourced},
        primary key (programme, no),
        foreign key (programme, task, theme) references theme (programme, task, no),
        foreign key (programme, lead_department) references programme_department (programme, department),
        foreign key (programme, dates_source) references source (programme, id)
      )
    `);
    await runner.query('create index measure_of_task on measure (programme, task, no)');
    await runner.query('create index measure_of_department on measure (programme, lead_department, no)');
    await runner.query(`
      create table measure_department (
        programme text not null,
        measure integer not null,
        department text not null,
        position integer not null,
        primary key (programme, measure, department),
        foreign key (programme, measure) references measure (programme, no),
        foreign key (programme, department) references programme_department (programme, department)
      )
    `);
    await runner.query('create index measure_department_supported on measure_department (programme, department)');
    await runner.query(`
      create table measure_region (
        programme text not null,
        measure integer not null,
        region text not null,
        primary key (programme, measure, region),
        foreign key (programme, measure) references measure (programme, no),
        foreign key (programme, region) references programme_region (programme, region)
      )
    `);
    await runner.query('create index measure_region_of_region on measure_region (programme, region)');
    await runner.query(`
      create table proof_point (
        programme text not null,
        measure integer not null,
        no integer not null check (no >= 1),
        required boolean not null,
        ${text('text')},
        ${sourced},
        primary key (programme, measure, no),
        foreign key (programme, measure) references measure (programme, no)
      )
    `);
  }

  private async createLegalAdjustments(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table legal_adjustment (
        programme text not null references programme (code),
        code text not null,
        position integer not null,
        ${text('name')},
        kind text not null check (kind in ('administrative-regulation', 'state-council-document', 'departmental-rule')),
        ${text('instrument')},
        ${text('approving_body')},
        status text not null check (status in ('drafting', 'submitted', 'approved', 'in-force', 'lapsed')),
        approved_on date,
        in_force_from date,
        in_force_to date,
        version integer not null default 1 check (version >= 1),
        dates_source text,
        dates_illustrative boolean not null generated always as (dates_source is null) stored,
        ${sourced},
        primary key (programme, code),
        foreign key (programme, dates_source) references source (programme, id),
        constraint legal_adjustment_approved
          check (approved_on is not null or status in ('drafting', 'submitted')),
        constraint legal_adjustment_in_force check (in_force_from is not null or status not in ('in-force', 'lapsed')),
        constraint legal_adjustment_lapsed check (in_force_to is not null or status <> 'lapsed'),
        constraint legal_adjustment_order check (approved_on <= in_force_from and in_force_from <= in_force_to)
      )
    `);
    await runner.query(`
      create table legal_adjustment_region (
        programme text not null,
        legal_adjustment text not null,
        region text not null,
        primary key (programme, legal_adjustment, region),
        foreign key (programme, legal_adjustment) references legal_adjustment (programme, code),
        foreign key (programme, region) references programme_region (programme, region)
      )
    `);
    await runner.query(`
      create table measure_legal_adjustment (
        programme text not null,
        measure integer not null,
        legal_adjustment text not null,
        primary key (programme, measure, legal_adjustment),
        foreign key (programme, measure) references measure (programme, no),
        foreign key (programme, legal_adjustment) references legal_adjustment (programme, code)
      )
    `);
    await runner.query('create index measure_of_adjustment on measure_legal_adjustment (programme, legal_adjustment)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table measure_legal_adjustment, legal_adjustment_region, legal_adjustment');
    await runner.query('drop table proof_point, measure_region, measure_department, measure, theme, task');
    await runner.query('drop table programme_department, programme_region, department, region, counting_rule');
    await runner.query('alter table programme drop constraint programme_source');
    await runner.query('drop table source, programme');
  }
}
