import { Injectable } from '@nestjs/common';
import { Database, type Tx, UnitOfWork } from '#libs/database';
import { Calendar, Clock, Configuration, type Text } from '#libs/platform';
import type { Actor, Grant } from '../actor.js';
import { newToken, tokenHash } from './session-token.js';

const minute = 60_000;
const day = 24 * 60 * minute;
/** How long ended sessions stay readable after their last possible moment. */
const keptFor = 30 * day;

/** One row for each grant, and one without any for who holds none. */
interface Found {
  accountId: string;
  personId: string;
  nameZh: Text['zh'];
  nameEn: Text['en'];
  language: Actor['language'];
  lastSeenAt: Date;
  role: Grant['role'] | null;
  region: string | null;
  department: string | null;
  absentId: string | null;
  absentZh: Text['zh'];
  absentEn: Text['en'];
}

/** Server-side sessions. Nothing of them is kept between requests: a disabled account is out at its next request. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly calendar: Calendar,
    private readonly configuration: Configuration,
  ) {}

  /** Opens a session and returns its token; undefined when the account or its person is missing or disabled. */
  async create(tx: Tx, accountId: string, userAgent?: string): Promise<string | undefined> {
    const token = newToken();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + this.configuration.SESSION_HOURS * 60 * minute);
    await tx.change(forgetOld, [accountId, new Date(now.getTime() - keptFor)]);
    const created = await tx.change(insert, [tokenHash(token), accountId, now, expiresAt, userAgent?.slice(0, 300)]);
    return created === 1 ? token : undefined;
  }

  /**
   * Who a token stands for, with what they can act by at this moment, for themself and for others; undefined when it is
   * unknown, ended, idle or too old, or when account or person are disabled.
   */
  async find(token: string): Promise<Actor | undefined> {
    const key = tokenHash(token);
    if (!key) return undefined;
    const now = this.clock.now();
    const idleSince = new Date(now.getTime() - this.configuration.SESSION_IDLE_MINUTES * minute);
    const rows = await this.database.rows<Found>(select, [key, now, idleSince, this.calendar.now()]);
    const [found] = rows;
    if (!found) return undefined;
    if (now.getTime() - found.lastSeenAt.getTime() >= minute) await this.touch(key, now);
    const { accountId, personId, nameZh, nameEn, language } = found;
    return { personId, accountId, name: { zh: nameZh, en: nameEn }, language, grants: rows.flatMap(grantOf) };
  }

  /** Ends the session of a token, if there is one. */
  async end(tx: Tx, token: string): Promise<void> {
    await tx.change('update session set ended_at = $2 where token_hash = $1 and ended_at is null', [
      tokenHash(token),
      this.clock.now(),
    ]);
  }

  /** Ends every session of an account. */
  async endAll(tx: Tx, accountId: string): Promise<void> {
    await tx.change('update session set ended_at = $2 where account_id = $1 and ended_at is null', [
      accountId,
      this.clock.now(),
    ]);
  }

  /** Written once a minute, not with each request; a session may therefore end up to a minute early, never late. */
  private async touch(key: Buffer, now: Date): Promise<void> {
    await this.unitOfWork.run((tx) =>
      tx.change('update session set last_seen_at = $2 where token_hash = $1 and last_seen_at <= $3', [
        key,
        now,
        new Date(now.getTime() - minute),
      ]),
    );
  }
}

function grantOf({ role, region, department, absentId, absentZh, absentEn }: Found): Grant[] {
  if (role === null) return [];
  return [
    {
      role,
      ...(region !== null && { region }),
      ...(department !== null && { department }),
      ...(absentId !== null && { onBehalfOf: { personId: absentId, name: { zh: absentZh, en: absentEn } } }),
    },
  ];
}

const forgetOld = 'delete from session where account_id = $1 and expires_at < $2';

const insert = `
  insert into session (token_hash, account_id, person_id, created_at, last_seen_at, expires_at, user_agent)
  select $1, account.id, person.id, $3, $3, $4, $5
  from account join person on person.id = account.person_id
  where account.id = $2 and account.disabled_at is null and person.disabled_at is null
`;

/* Read with every request: plain columns, since building JSON and sorting it took as long as the rest. */
const select = `
  select
    account.id as "accountId", person.id as "personId", person.name_zh as "nameZh", person.name_en as "nameEn",
    person.language, session.last_seen_at as "lastSeenAt", held.role, held.region, held.department,
    absent.id as "absentId", absent.name_zh as "absentZh", absent.name_en as "absentEn"
  from session
  join account on account.id = session.account_id
  join person on person.id = session.person_id
  left join acting_grant held on held.person_id = session.person_id and held.starts_at <= $4 and held.ends_at > $4
  left join person absent on absent.id = held.on_behalf_of
  where session.token_hash = $1 and session.ended_at is null and session.expires_at > $2 and session.last_seen_at > $3
    and account.disabled_at is null and person.disabled_at is null
  order by absent.id nulls first, held.role, held.region, held.department
`;
