import { Injectable } from '@nestjs/common';
import { type Tx, UnitOfWork } from '#libs/database';
import { Calendar } from '#libs/platform';
import { Reference } from '#libs/programme';
import { fillSnapshots } from './fill-snapshots.sql.js';
import { SettledEvents } from './settled.js';

/** Any constant: snapshots are taken by one transaction at a time. */
const snapshotsLock = 7_220_811;

const state = 'select through, event_seq as seq from completion_snapshot_state where programme = $1';

/** A day that has snapshots and of which more has become known than they hold. Parameters: programme, from, to, through. */
const firstChanged = `
  select min(day)::text as day from (
    select greatest((e.recorded_at at time zone p.time_zone)::date, e.effective_on) as day
    from event e join programme p on p.code = e.programme
    where e.seq > $2::bigint and e.seq <= $3::bigint and e.programme = $1 and e.work_item_id is not null
  ) written where day <= $4::date`;

const dayAfter = `select ($1::date + 1)::text as day`;
const dayBefore = `select ($1::date - 1)::text as day`;

const keep = `
  insert into completion_snapshot_state (programme, through, event_seq, taken_at) values ($1, $2, $3, $4)
  on conflict (programme) do update
    set through = excluded.through, event_seq = excluded.event_seq, taken_at = excluded.taken_at`;

/** What taking snapshots has come to. */
export interface Taken {
  /** Rows written: figures that differ from the day before. */
  figures: number;
  /** The last day that has a snapshot. */
  through: string;
}

/** Keeps the figures at the end of each finished day, so that questions about the past need not count from the beginning. */
@Injectable()
export class Snapshots {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settled: SettledEvents,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /**
   * Takes what is missing up to yesterday, and anew what was written into the past since. Undefined when a transaction
   * has been open too long to say what belongs to it; then what is there stays good.
   */
  async take(programme: string, now: Date = this.calendar.now()): Promise<Taken | undefined> {
    const today = await this.reference.today(programme, now);
    const seq = await this.settled.position();
    if (seq === undefined) return undefined;
    return this.unitOfWork.run(async (tx) => {
      await tx.rows('select pg_advisory_xact_lock($1)', [snapshotsLock]);
      await tx.rows(`select set_config('statement_timeout', '30min', true)`);
      return this.bringTo(tx, programme, (await dayOf(tx, dayBefore, today)) ?? today, seq);
    });
  }

  /** Forgets all snapshots of a programme; the next run takes them anew. */
  async forget(programme: string): Promise<void> {
    await this.unitOfWork.run((tx) =>
      tx.change('delete from completion_snapshot_state where programme = $1', [programme]),
    );
  }

  private async bringTo(tx: Tx, programme: string, yesterday: string, seq: string): Promise<Taken> {
    const before = await tx.row<{ through: string; seq: string }>(state, [programme]);
    // Another worker has come further meanwhile.
    if (before && BigInt(before.seq) > BigInt(seq)) return { figures: 0, through: before.through };
    const through = before && before.through > yesterday ? before.through : yesterday;
    const from = before ? await this.firstDay(tx, programme, before, seq) : '-infinity';
    await tx.change('delete from completion_snapshot where programme = $1 and day >= $2::date', [programme, from]);
    const figures =
      from === '-infinity' || from <= through ? await tx.change(fillSnapshots, [programme, from, through, seq]) : 0;
    await tx.change(keep, [programme, through, seq, this.calendar.now()]);
    return { figures, through };
  }

  /** The first day whose figures are missing or have changed. */
  private async firstDay(tx: Tx, programme: string, before: { through: string; seq: string }, seq: string) {
    const changed = await tx.row<{ day: string | null }>(firstChanged, [programme, before.seq, seq, before.through]);
    return changed?.day ?? (await dayOf(tx, dayAfter, before.through)) ?? before.through;
  }
}

async function dayOf(tx: Tx, sql: string, day: string): Promise<string | undefined> {
  return (await tx.row<{ day: string }>(sql, [day]))?.day;
}
