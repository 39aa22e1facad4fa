import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import type { Language, Text } from '#libs/platform';
import type { Role, Scope } from '../roles.js';

/** Somebody who can be written to. */
export interface Recipient {
  personId: string;
  name: Text;
  email: string;
  language: Language;
  /** IANA name. */
  timeZone: string;
}

/** A recipient with the regions or departments for which the role asked about is held. */
export interface RoleHolder extends Recipient {
  regions: string[];
  departments: string[];
}

type Reads = Pick<Database | Tx, 'rows'>;

/** Answers who is who. Inside a transaction pass its `tx` as `from`. */
@Injectable()
export class PeopleQueries {
  constructor(private readonly database: Database) {}

  /**
   * The active people who hold the role now, for the region or department when one is named; each once, at the address
   * of their oldest enabled account.
   */
  personsWith(role: Role, scope: Scope = {}, from: Reads = this.database): Promise<RoleHolder[]> {
    return from.rows<RoleHolder>(holders, [role, scope.region, scope.department]);
  }

  /** Those of the given people who are active. */
  recipients(personIds: readonly string[], from: Reads = this.database): Promise<Recipient[]> {
    return from.rows<Recipient>(recipients, [personIds]);
  }

  /** Names by person id, of people long gone too: history keeps naming them. */
  async namesOf(personIds: readonly string[], from: Reads = this.database): Promise<Map<string, Text>> {
    const rows = await from.rows<{ id: string; name: Text }>(names, [personIds]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

const active = `
  select person.id as "personId", json_build_object('zh', person.name_zh, 'en', person.name_en) as name, address.email,
    person.language, person.time_zone as "timeZone"
`;

const address = `
  cross join lateral (
    select email from account
    where account.person_id = person.id and account.disabled_at is null
    order by account.created_at, account.id limit 1
  ) as address
`;

const holders = `
  ${active}, held.regions, held.departments
  from (
    select person_id,
      coalesce(json_agg(region order by region) filter (where region is not null), '[]') as regions,
      coalesce(json_agg(department order by department) filter (where department is not null), '[]') as departments
    from role_grant
    where role = $1 and ended_at is null and ($2::text is null or region = $2) and ($3::text is null or department = $3)
    group by person_id
  ) as held
  join person on person.id = held.person_id and person.disabled_at is null
  ${address}
  order by address.email
`;

const recipients = `
  ${active}
  from person ${address}
  where person.id = any($1::uuid[]) and person.disabled_at is null
  order by address.email
`;

const names = `
  select id, json_build_object('zh', name_zh, 'en', name_en) as name from person where id = any($1::uuid[])
`;
