import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Figures cleared for public use. What a statement freezes never changes; only its clearing and publication are added. */
export class Statement20261124001100 implements MigrationInterface {
  name = 'Statement20261124001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(statement);
    await runner.query(frozen);
    await runner.query(uses);
    await runner.query(restatements);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table restatement, statement_use, statement');
    await runner.query('drop function keep_statement()');
    await runner.query('drop function keep_restatement()');
  }
}

/* `source` is set for a figure that is quoted from a public source and was not counted here; then there is no list. */
const statement = `
  create table statement (
    id uuid primary key default uuidv7(),
    programme text not null references programme (code),
    no integer not null check (no >= 1),
    status text not null check (status in ('prepared', 'cleared', 'published', 'discarded')),
    version integer not null default 1 check (version >= 1),
    level text not null check (level in ('measure', 'work-item')),
    selection jsonb not null default '{}',
    as_of date not null,
    known_at timestamptz not null,
    rule_version integer,
    rule jsonb,
    counts jsonb,
    implemented integer not null check (implemented >= 0),
    counted integer not null check (counted >= implemented),
    list jsonb,
    demonstration boolean not null,
    source text,
    wordings jsonb not null check (jsonb_array_length(wordings) > 0),
    digest text not null check (digest ~ '^[0-9a-f]{64}$'),
    prepared_by uuid references person (id),
    prepared_at timestamptz not null,
    cleared_by uuid references person (id),
    cleared_at timestamptz,
    published_by uuid references person (id),
    published_at timestamptz,
    discarded_at timestamptz,
    constraint statement_no_once unique (programme, no),
    constraint statement_source foreign key (programme, source) references source (programme, id),
    constraint statement_counted_or_quoted check ((source is null) = (list is not null and rule is not null and counts is not null and prepared_by is not null)),
    constraint statement_two_persons check (cleared_by is distinct from prepared_by or source is not null and cleared_by is null),
    constraint statement_cleared check ((status in ('cleared', 'published')) = (cleared_at is not null)),
    constraint statement_published check ((status = 'published') = (published_at is not null))
  )
`;

const frozen = `
  create function keep_statement() returns trigger language plpgsql as $$
  begin
    if (old.status, new.status) not in (('prepared', 'prepared'), ('prepared', 'cleared'), ('prepared', 'discarded'),
        ('cleared', 'published'), ('cleared', 'discarded')) then
      raise exception 'statement % cannot go from % to %', old.id, old.status, new.status using errcode = 'MT002';
    end if;
    if (to_jsonb(old) - array['status', 'version', 'wordings', 'digest', 'cleared_by', 'cleared_at', 'published_by', 'published_at', 'discarded_at'])
        <> (to_jsonb(new) - array['status', 'version', 'wordings', 'digest', 'cleared_by', 'cleared_at', 'published_by', 'published_at', 'discarded_at'])
        or (old.status <> 'prepared' and (old.wordings <> new.wordings or old.digest <> new.digest))
        or (old.cleared_at is not null and (old.cleared_at, old.cleared_by) is distinct from (new.cleared_at, new.cleared_by)
          and new.status <> 'discarded') then
      raise exception 'statement % is frozen', old.id using errcode = 'MT003';
    end if;
    return new;
  end $$;
  create trigger statement_kept before update on statement for each row execute function keep_statement();
  create trigger statement_never_deleted before delete on statement for each row execute function refuse_change();
  create trigger statement_never_emptied before truncate on statement for each statement execute function refuse_change()
`;

const uses = `
  create table statement_use (
    id uuid primary key default uuidv7(),
    statement_id uuid not null references statement (id),
    used_on date not null,
    place text not null check (btrim(place) <> ''),
    wording text not null check (btrim(wording) <> ''),
    url text,
    recorded_by uuid not null references person (id),
    recorded_at timestamptz not null
  );
  create index statement_use_of on statement_use (statement_id, used_on);
  create trigger statement_use_append_only before update or delete on statement_use
    for each row execute function refuse_change();
  create trigger statement_use_never_emptied before truncate on statement_use
    for each statement execute function refuse_change()
`;

const restatements = `
  create table restatement (
    statement_id uuid not null references statement (id),
    no integer not null check (no >= 1),
    known_at timestamptz not null,
    implemented integer not null,
    counted integer not null check (counted >= implemented),
    difference jsonb not null,
    reason text not null check (btrim(reason) <> ''),
    prepared_by uuid not null references person (id),
    prepared_at timestamptz not null,
    cleared_by uuid references person (id),
    cleared_at timestamptz,
    primary key (statement_id, no),
    constraint restatement_two_persons check (cleared_by <> prepared_by),
    constraint restatement_cleared check ((cleared_by is null) = (cleared_at is null))
  );
  create function keep_restatement() returns trigger language plpgsql as $$
  begin
    if old.cleared_at is not null or (to_jsonb(old) - array['cleared_by', 'cleared_at']) <> (to_jsonb(new) - array['cleared_by', 'cleared_at']) then
      raise exception 'restatement % of % is frozen', old.no, old.statement_id using errcode = 'MT003';
    end if;
    return new;
  end $$;
  create trigger restatement_kept before update on restatement for each row execute function keep_restatement();
  create trigger restatement_never_deleted before delete on restatement for each row execute function refuse_change();
  create trigger restatement_never_emptied before truncate on restatement for each statement execute function refuse_change()
`;
