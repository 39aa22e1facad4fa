import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import { Calendar } from '#libs/platform';
import type { Actor, Grant } from '../actor.js';
import { personNamed } from '../people/acting-grants.sql.js';
import type { NamedPerson } from '../people/people.queries.js';
import { substitutionScope } from './substitution.policy.js';

/** Before, within and after its period; `ended` when somebody ended it before its last day was over. */
export const substitutionStates = ['coming', 'running', 'over', 'ended'] as const;
export type SubstitutionState = (typeof substitutionStates)[number];

export interface SubstitutionRow {
  id: string;
  person: NamedPerson;
  substitute: NamedPerson;
  /** First and last day, 'YYYY-MM-DD', in `timeZone`. */
  from: string;
  to: string;
  timeZone: string;
  /** Moments between which it runs, the latter excluded. */
  startsAt: Date;
  endsAt: Date;
  /** The roles covered that the absent person still holds. */
  grants: Grant[];
  reason: string | null;
  namedBy: NamedPerson;
  namedAt: Date;
  endedBy: NamedPerson | null;
  endedAt: Date | null;
  state: SubstitutionState;
}

export interface SubstitutionFilter {
  state?: SubstitutionState;
  /** Only those in which the actor is away or stands in. */
  mine: boolean;
  limit: number;
  /** Id of the last row of the page before. */
  after?: string;
}

/** Reads who stands in for whom. */
@Injectable()
export class SubstitutionQueries {
  constructor(
    private readonly database: Database,
    private readonly calendar: Calendar,
  ) {}

  /** A page of what the actor may read, latest first. */
  async page(actor: Actor, { state, mine, limit, after }: SubstitutionFilter) {
    const { everything, regions } = mine ? { everything: false, regions: [] } : substitutionScope(actor);
    const values = [this.calendar.now(), actor.personId, everything, regions, state, after, limit + 1];
    const rows = await this.database.rows<SubstitutionRow>(page, values);
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null };
  }

  /** One, if the actor may read it. */
  async one(actor: Actor, id: string, from: Pick<Database | Tx, 'row'> = this.database) {
    const { everything, regions } = substitutionScope(actor);
    return from.row<SubstitutionRow>(one, [this.calendar.now(), actor.personId, everything, regions, id]);
  }
}

const stateAt = `case when s.ended_at is not null then 'ended' when s.starts_at > $1 then 'coming'
  when s.ends_at > $1 then 'running' else 'over' end`;

const select = `
  select s.id, ${personNamed('absent')} as person, ${personNamed('substitute')} as substitute,
    s.from_day as "from", s.to_day as "to", s.time_zone as "timeZone", s.starts_at as "startsAt", s.ends_at as "endsAt",
    coalesce((
      select json_agg(json_strip_nulls(json_build_object('role', r.role, 'region', r.region, 'department', r.department))
        order by r.role, r.region, r.department)
      from substitution_grant c join role_grant r on r.id = c.role_grant_id and r.ended_at is null
      where c.substitution_id = s.id
    ), '[]') as grants,
    s.reason, ${personNamed('namer')} as "namedBy", s.named_at as "namedAt",
    case when ender.id is not null then ${personNamed('ender')} end as "endedBy", s.ended_at as "endedAt",
    ${stateAt} as state
  from substitution s
  join person absent on absent.id = s.person_id
  join person substitute on substitute.id = s.substitute_id
  join person namer on namer.id = s.named_by
  left join person ender on ender.id = s.ended_by
`;

const inReach = `(
  s.person_id = $2 or s.substitute_id = $2 or $3::boolean or exists (
    select from substitution_grant c join role_grant r on r.id = c.role_grant_id
    where c.substitution_id = s.id and r.region = any($4::text[])
  )
)`;

const page = `${select}
  where ${inReach} and ($5::text is null or ${stateAt} = $5) and ($6::uuid is null or s.id < $6)
  order by s.id desc limit $7
`;

const one = `${select} where ${inReach} and s.id = $5`;
