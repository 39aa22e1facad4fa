import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import { Database, type Tx, UnitOfWork } from '#libs/database';
import { type Actor, Passwords, People } from '#libs/identity';
import { NoticeWriter } from '#libs/notifications';
import { Calendar } from '#libs/platform';
import { type ProgrammeReference, Reference } from '#libs/programme';
import { Counters } from '#libs/progress';
import { castDomain, castOf } from './cast.rules.js';
import { builtInDemonstration, type DemonstrationSettings } from './demonstration.settings.js';
import { planHistory } from './plan-history.rules.js';
import { beginReminding } from '#libs/review';
import { Replay } from './replay.js';

export interface DemonstrationParts {
  programme: string;
  /** Of all accounts. */
  password: string;
  /** Hears the share done, from 0 to 1, and the day being replayed. */
  progress: (share: number, at: Date) => void;
  settings?: DemonstrationSettings;
}

const isEmpty = `
  select not exists (select from demonstration) and not exists (select from account)
    and not exists (select from event where kind <> 'open-item') as empty
`;
const forgetInbox = 'delete from outbox where event_seq is not null';
const beginCalendar = `
  insert into demonstration (programme, business_start, real_start) values ($1, $2, clock_timestamp())
  returning real_start as "realStart"
`;

const recentEvents = 'select seq from event where programme = $1 and recorded_at > $2 order by seq';
const readOlder = `update notice set read_at = created_at + interval '3 hours' where created_at < $1`;

/** Fills an empty database with invented people and an invented history, whole or not at all. */
@Injectable()
export class Demonstration {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly reference: Reference,
    private readonly people: People,
    private readonly passwords: Passwords,
    private readonly replay: Replay,
    private readonly counters: Counters,
    private readonly events: EventLog,
    private readonly notices: NoticeWriter,
    private readonly calendar: Calendar,
  ) {}

  /** Returns the number of acts replayed; undefined when the database is not empty, which stays as it is. */
  async load({
    programme: code,
    password,
    progress,
    settings = builtInDemonstration,
  }: DemonstrationParts): Promise<number | undefined> {
    if (!(await this.database.row<{ empty: boolean }>(isEmpty))?.empty) return undefined;
    const programme = await this.reference.programme(code);
    progress(0, new Date(`${settings.from}T00:00:00Z`));
    const hashes = await this.passwords.hashTimes(password, castOf(programme).length);
    const acts = planHistory(programme, settings);
    await this.uow.run(async (tx) => {
      const actors = await this.enterCast(tx, programme, hashes);
      await this.replay.run(tx, code, acts, actors, progress);
      // Nobody is to be mailed about the past: what these rows would bring about is made here instead.
      await tx.change(forgetInbox);
      await this.beginCalendar(tx, code, settings.businessStart);
      await this.counters.rebuild(tx, code);
      await this.writeNotices(tx, code, settings.businessStart);
      // What ended in the invented past is history: nobody is reminded of it, only of what ends from now on.
      await beginReminding(tx, code, await this.reference.today(code, settings.businessStart));
    });
    return acts.length;
  }

  private async beginCalendar(tx: Tx, programme: string, businessStart: Date): Promise<void> {
    const row = await tx.row<{ realStart: Date }>(beginCalendar, [programme, businessStart]);
    if (row) this.calendar.shift(businessStart.getTime() - row.realStart.getTime());
  }

  /** The notices of the last days, without mail; the older ones have been read. */
  private async writeNotices(tx: Tx, programme: string, businessStart: Date): Promise<void> {
    const rows = await tx.rows<{ seq: string }>(recentEvents, [programme, daysBefore(businessStart, 14)]);
    const seqs = rows.map(({ seq }) => seq);
    await this.notices.noticesFor(tx, await this.events.withSeqs(tx, seqs), { mail: false });
    await tx.change(readOlder, [daysBefore(businessStart, 3)]);
  }

  /** Makes the accounts; answers who acts, by account name. */
  private async enterCast(tx: Tx, programme: ProgrammeReference, hashes: string[]): Promise<Map<string, Actor>> {
    const cast = castOf(programme);
    const members = await this.people.createPeople(
      tx,
      cast.map(({ account, name, grants }, index) => ({
        name,
        grants,
        email: `${account}@${castDomain}`,
        passwordHash: hashes[index] ?? '',
        demonstration: true,
      })),
    );
    return new Map(
      cast.map(({ account, name, grants }, index) => {
        const { personId = '', accountId = '' } = members[index] ?? {};
        return [account, { personId, accountId, name, language: 'zh', grants }];
      }),
    );
  }
}

function daysBefore(moment: Date, days: number): Date {
  return new Date(moment.getTime() - days * 24 * 60 * 60 * 1000);
}
