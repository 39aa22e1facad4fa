import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Substitutes of absent people, and the heads of departments. Their times are business times. */
export class Substitutes20261124000100 implements MigrationInterface {
  name = 'Substitutes20261124000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(substitution);
    await runner.query(substitutionGrant);
    await runner.query(keepSubstitution);
    await runner.query(actingGrant);
    await runner.query(departmentHead);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table department_head');
    await runner.query('drop view acting_grant');
    await runner.query('drop table substitution_grant, substitution');
    await runner.query('drop function keep_substitution()');
    await runner.query('drop type person_range');
    await runner.query('alter table role_grant drop constraint role_grant_of_person');
  }
}

/*
 * A range of one person lets an exclusion constraint compare people without an extension. A substitution begins at
 * the earliest when it is named, so that one can follow on another that was ended the same day.
 */
const substitution = `
  create type person_range as range (subtype = uuid);
  create table substitution (
    id uuid primary key default uuidv7(),
    person_id uuid not null references person,
    substitute_id uuid not null references person,
    from_day date not null,
    to_day date not null,
    time_zone text not null,
    reason text check (char_length(reason) between 1 and 500),
    named_by uuid not null references person,
    named_at timestamptz not null,
    starts_at timestamptz not null
      generated always as (greatest(from_day::timestamp at time zone time_zone, named_at)) stored,
    ends_at timestamptz not null generated always as ((to_day + 1)::timestamp at time zone time_zone) stored,
    ended_by uuid references person,
    ended_at timestamptz,
    unique (id, person_id),
    constraint substitution_not_oneself check (substitute_id <> person_id),
    constraint substitution_period check (to_day >= from_day and to_day - from_day < 90),
    constraint substitution_ended check ((ended_by is null) = (ended_at is null)),
    constraint substitution_no_overlap exclude using gist (
      person_range(person_id, person_id, '[]') with &&,
      tstzrange(starts_at, greatest(starts_at, least(ends_at, ended_at))) with &&
    )
  );
  create index substitution_of_person on substitution (person_id);
  create index substitution_running on substitution (substitute_id, ends_at) where ended_at is null
`;

/* The two keys to one person see to it that people pass on what they hold themselves, never what they carry. */
const substitutionGrant = `
  alter table role_grant add constraint role_grant_of_person unique (id, person_id);
  create table substitution_grant (
    substitution_id uuid not null,
    role_grant_id uuid not null,
    person_id uuid not null,
    primary key (substitution_id, role_grant_id),
    foreign key (substitution_id, person_id) references substitution (id, person_id),
    foreign key (role_grant_id, person_id) references role_grant (id, person_id)
  );
  create index substitution_grant_covers on substitution_grant (role_grant_id)
`;

/* Columns that the database computes are not there yet when the trigger looks. */
const keepSubstitution = `
  create function keep_substitution() returns trigger language plpgsql as $$
  declare changing text[] := array['ended_by', 'ended_at', 'starts_at', 'ends_at'];
  begin
    if old.ended_at is not null or new.ended_at is null or to_jsonb(new) - changing <> to_jsonb(old) - changing then
      raise exception 'a substitution can only be ended, and once' using errcode = 'MT001';
    end if;
    return new;
  end $$;
  create trigger substitution_ends_only before update on substitution
    for each row execute function keep_substitution();
  create trigger substitution_append_only before delete on substitution
    for each row execute function refuse_change();
  create trigger substitution_never_emptied before truncate on substitution
    for each statement execute function refuse_change();
  create trigger substitution_grant_append_only before update or delete on substitution_grant
    for each row execute function refuse_change();
  create trigger substitution_grant_never_emptied before truncate on substitution_grant
    for each statement execute function refuse_change()
`;

/* What people can act by: always by what they hold, between two moments by what they carry for somebody. */
const actingGrant = `
  create view acting_grant as
    select person_id, role, region, department, null::uuid as on_behalf_of,
      timestamptz '-infinity' as starts_at, timestamptz 'infinity' as ends_at
    from role_grant
    where ended_at is null
    union all
    select s.substitute_id, r.role, r.region, r.department, s.person_id, s.starts_at, s.ends_at
    from substitution s
    join substitution_grant c on c.substitution_id = s.id
    join role_grant r on r.id = c.role_grant_id and r.ended_at is null
    join person absent on absent.id = s.person_id and absent.disabled_at is null
    where s.ended_at is null
`;

/* department is a code of the programme's reference data, whose tables belong to a higher lib. */
const departmentHead = `
  create table department_head (
    department text primary key check (char_length(department) between 1 and 40),
    person_id uuid not null references person,
    named_by uuid not null references person,
    named_at timestamptz not null
  )
`;
