import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { Clock, conflict, invalid, type Language, type Text } from '#libs/platform';
import type { Grant } from '../actor.js';
import { type Role, roles, type Scope, scopeFits } from '../roles.js';
import { Sessions } from '../sessions/sessions.js';
import { normaliseEmail } from './email.rules.js';

export interface NewPerson {
  name: Text;
  /** zh when missing. */
  language?: Language;
  /** IANA name; Asia/Shanghai when missing. */
  timeZone?: string;
  /** Marks a person of the demonstration. */
  demonstration?: boolean;
}

export interface NewAccount {
  personId: string;
  email: string;
  /** From `Passwords.hash`, made before the transaction begins. */
  passwordHash: string;
}

/** A person with one account and the roles held from the start. */
export interface NewMember extends NewPerson, Omit<NewAccount, 'personId'> {
  grants: readonly Grant[];
}

export interface Member {
  personId: string;
  accountId: string;
  /** As it is stored: in lower case. */
  email: string;
}

/** Enters people, accounts and roles. It trusts its caller: who may do so is for the act that calls it. */
@Injectable()
export class People {
  constructor(
    private readonly clock: Clock,
    private readonly sessions: Sessions,
  ) {}

  /** Returns the person's id. */
  async createPerson(tx: Tx, person: NewPerson): Promise<string> {
    const { name, language = 'zh', timeZone = 'Asia/Shanghai', demonstration = false } = person;
    const row = await tx.row<{ id: string }>(insertPerson, [name.zh, name.en, language, timeZone, demonstration]);
    return row!.id;
  }

  /** Returns the account's id. Throws 409 `email-taken`. */
  async createAccount(tx: Tx, { personId, email, passwordHash }: NewAccount): Promise<string> {
    const row = await tx.row<{ id: string }>(insertAccount, [personId, normaliseEmail(email), passwordHash]);
    if (!row) throw emailTaken();
    return row.id;
  }

  /** Gives a role from now on; nothing changes when it is already held. Throws 422 when the scope does not fit. */
  async grant(tx: Tx, personId: string, role: Role, scope: Scope = {}): Promise<void> {
    refuseWrongScope({ role, ...scope });
    await tx.change(insertGrant, [personId, role, scope.region, scope.department]);
  }

  /** Takes a role away from now on; nothing changes when it is not held. */
  async endGrant(tx: Tx, personId: string, role: Role, scope: Scope = {}): Promise<void> {
    await tx.change(endGrant, [personId, role, scope.region, scope.department, this.clock.now()]);
  }

  /** Closes an account and ends its sessions; works at the next request of each. */
  async disableAccount(tx: Tx, accountId: string): Promise<void> {
    await tx.change('update account set disabled_at = $2 where id = $1 and disabled_at is null', [
      accountId,
      this.clock.now(),
    ]);
    await this.sessions.endAll(tx, accountId);
  }

  /** Enters many at once, in one statement; answers in the order given. Throws when an e-mail address is taken. */
  async createPeople(tx: Tx, members: readonly NewMember[]): Promise<Member[]> {
    members.flatMap(({ grants }) => grants).forEach(refuseWrongScope);
    const rows = members.map((member) => ({ ...member, email: normaliseEmail(member.email) }));
    return tx.rows<Member>(insertMembers, [JSON.stringify(rows)]);
  }
}

function refuseWrongScope({ role, region, department }: Grant): void {
  if (scopeFits(role, { region, department })) return;
  const { name, scope } = roles[role];
  throw invalid([
    {
      code: 'scope',
      pointer: '/scope',
      message: { zh: `${name.zh}的范围有误（${scope}）。`, en: `${name.en} is a role for a ${scope}.` },
    },
  ]);
}

function emailTaken() {
  return conflict('email-taken', {
    zh: '该邮箱已有账号。',
    en: 'There is already an account with this e-mail address.',
  });
}

const insertPerson = `
  insert into person (name_zh, name_en, language, time_zone, demonstration) values ($1, $2, $3, $4, $5) returning id
`;

const insertAccount = `
  insert into account (person_id, email, password_hash) values ($1, $2, $3)
  on conflict on constraint account_email_key do nothing
  returning id
`;

const insertGrant = `
  insert into role_grant (person_id, role, region, department) values ($1, $2, $3, $4) on conflict do nothing
`;

const endGrant = `
  update role_grant set ended_at = $5
  where person_id = $1 and role = $2 and region is not distinct from $3 and department is not distinct from $4
    and ended_at is null
`;

/* The keys are made here, so that rows of three tables find each other without a second look. */
const insertMembers = `
  with given as materialized (
    select uuidv7() as person_id, uuidv7() as account_id, member.*
    from rows from (
      jsonb_to_recordset($1::jsonb) as (
        name jsonb, language text, "timeZone" text, demonstration boolean, email text, "passwordHash" text, grants jsonb
      )
    ) with ordinality as member (name, language, time_zone, demonstration, email, password_hash, grants, ordinality)
  ),
  persons as (
    insert into person (id, name_zh, name_en, language, time_zone, demonstration)
    select person_id, name->>'zh', name->>'en', coalesce(language, 'zh'), coalesce(time_zone, 'Asia/Shanghai'),
      coalesce(demonstration, false)
    from given
  ),
  accounts as (
    insert into account (id, person_id, email, password_hash)
    select account_id, person_id, email, password_hash from given
  ),
  granted as (
    insert into role_grant (person_id, role, region, department)
    select given.person_id, g.role, g.region, g.department
    from given cross join lateral jsonb_to_recordset(given.grants) as g (role text, region text, department text)
  )
  select person_id as "personId", account_id as "accountId", email from given order by ordinality
`;
