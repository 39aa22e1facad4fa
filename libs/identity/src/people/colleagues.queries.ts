import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { Calendar } from '#libs/platform';
import type { Actor, Grant } from '../actor.js';
import { colleaguesOf } from './colleagues.policy.js';
import type { NamedPerson } from './people.queries.js';

export interface ColleagueRow extends NamedPerson {
  /** What the person can act by, as far as the asker may know. */
  roles: Grant[];
  /** For coordinators only. */
  email?: string;
}

export interface ColleagueFilter {
  department?: string;
  region?: string;
  /** Part of a name, in either language. */
  q?: string;
  limit: number;
}

/** Finds colleagues: to hand something over to, to mention, to stand in. */
@Injectable()
export class ColleaguesQueries {
  constructor(
    private readonly database: Database,
    private readonly calendar: Calendar,
  ) {}

  /** The first of those whom the actor finds, by name, and how many there are. */
  async find(actor: Actor, { department, region, q, limit }: ColleagueFilter) {
    const { everybody, regions, emails } = colleaguesOf(actor);
    const pattern = q && `%${q.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    const values = [this.calendar.now(), everybody, regions, department, region, pattern, emails, limit];
    const rows = await this.database.rows<ColleagueRow & { total: number }>(find, values);
    return {
      items: rows.map(({ id, name, roles, email }) => ({ id, name, roles, ...(emails && { email }) })),
      total: rows[0]?.total ?? 0,
    };
  }
}

const find = `
  select person.id, json_build_object('zh', person.name_zh, 'en', person.name_en) as name, seen.roles,
    case when $7::boolean then address.email end as email, count(*) over ()::integer as total
  from (
    select held.person_id,
      json_agg(json_strip_nulls(json_build_object(
        'role', held.role, 'region', held.region, 'department', held.department,
        'onBehalfOf', case when absent.id is not null then json_build_object(
          'personId', absent.id, 'name', json_build_object('zh', absent.name_zh, 'en', absent.name_en)
        ) end
      )) order by absent.id nulls first, held.role, held.region, held.department) as roles
    from acting_grant held left join person absent on absent.id = held.on_behalf_of
    where held.starts_at <= $1 and held.ends_at > $1 and ($2::boolean or held.region = any($3::text[]))
    group by held.person_id
    having ($4::text is null or bool_or(held.department = $4)) and ($5::text is null or bool_or(held.region = $5))
  ) as seen
  join person on person.id = seen.person_id and person.disabled_at is null
  cross join lateral (
    select email from account where account.person_id = person.id and account.disabled_at is null
    order by account.created_at, account.id limit 1
  ) as address
  where $6::text is null or person.name_zh ilike $6 or person.name_en ilike $6
  order by person.name_zh, person.id
  limit $8
`;
