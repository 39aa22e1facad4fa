import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import { Calendar, type Language, type Text } from '#libs/platform';
import type { Actor } from '../actor.js';
import type { Role, Scope } from '../roles.js';
import { actingGrantsOf, personNamed } from './acting-grants.sql.js';

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

/** A person as answers name them. */
export interface NamedPerson {
  id: string;
  name: Text;
}

type Reads = Pick<Database | Tx, 'rows'>;

/** Answers who is who. Inside a transaction pass its `tx` as `from`. */
@Injectable()
export class PeopleQueries {
  constructor(
    private readonly database: Database,
    private readonly calendar: Calendar,
  ) {}

  /**
   * The active people who hold the role now or stand in for somebody who does, for the region or department when one is
   * named; each once, at the address of their oldest enabled account.
   */
  personsWith(role: Role, scope: Scope = {}, from: Reads = this.database): Promise<RoleHolder[]> {
    return from.rows<RoleHolder>(holders, [role, scope.region, scope.department, this.calendar.now()]);
  }

  /** The head of a department; undefined when none is named, or the one who was no longer reviews for it. */
  async headOf(department: string, from: Reads = this.database): Promise<Recipient | undefined> {
    return (await from.rows<Recipient>(headOf, [department]))[0];
  }

  /** The heads of all departments that have one, by the department's code. */
  async heads(from: Reads = this.database): Promise<Map<string, NamedPerson>> {
    const rows = await from.rows<{ department: string; head: NamedPerson }>(heads);
    return new Map(rows.map(({ department, head }) => [department, head]));
  }

  /** Those of the given people who are active. */
  recipients(personIds: readonly string[], from: Reads = this.database): Promise<Recipient[]> {
    return from.rows<Recipient>(recipients, [personIds]);
  }

  /** Those of the given people who are active, with what they hold now: to ask what somebody else may see. */
  actorsOf(personIds: readonly string[], from: Reads = this.database): Promise<Actor[]> {
    return from.rows<Actor>(actors, [personIds, this.calendar.now()]);
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
    select id, email from account
    where account.person_id = person.id and account.disabled_at is null
    order by account.created_at, account.id limit 1
  ) as address
`;

const holders = `
  ${active}, held.regions, held.departments
  from (
    select person_id,
      coalesce(json_agg(distinct region order by region) filter (where region is not null), '[]') as regions,
      coalesce(json_agg(distinct department order by department) filter (where department is not null), '[]')
        as departments
    from acting_grant
    where role = $1 and ($2::text is null or region = $2) and ($3::text is null or department = $3)
      and starts_at <= $4 and ends_at > $4
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

const actors = `
  select person.id as "personId", address.id as "accountId", person.language,
    json_build_object('zh', person.name_zh, 'en', person.name_en) as name,
    ${actingGrantsOf('person.id', '$2')} as grants
  from person ${address}
  where person.id = any($1::uuid[]) and person.disabled_at is null
`;

/* Who has left the department, or the product, heads it no longer. */
const reviewing = `
  from department_head head
  join person on person.id = head.person_id and person.disabled_at is null
  join role_grant held on held.person_id = head.person_id and held.department = head.department
    and held.role = 'reviewer' and held.ended_at is null
`;

const headOf = `${active} ${reviewing} ${address} where head.department = $1`;

const heads = `select head.department, ${personNamed('person')} as head ${reviewing}`;
