import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '#libs/database';
import { Calendar, LOGGER } from '#libs/platform';
import { Snapshots } from './snapshots.js';
import { Tallies, type TallyRow } from './tallies.js';

/** Days of the past that are looked at each night, beside the last one. */
const daysDrawn = 3;

const taken = `
  select s.through::text as through, (s.through - min(c.day))::integer as days
  from completion_snapshot_state s join completion_snapshot c on c.programme = s.programme and c.dimension = 'programme'
  where s.programme = $1 group by s.through`;

const dayAgo = 'select ($1::date - $2::integer)::text as day';

/** Counts some days of the past from the events and compares their snapshots. */
@Injectable()
export class SnapshotCheck {
  constructor(
    private readonly database: Database,
    private readonly tallies: Tallies,
    private readonly snapshots: Snapshots,
    private readonly calendar: Calendar,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The last day and some at random, as known now. Snapshots that are wrong raise an alarm and are forgotten. */
  async compare(programme: string): Promise<{ days: number; differences: number }> {
    const known = await this.database.row<{ through: string; days: number }>(taken, [programme]);
    if (!known) return { days: 0, differences: 0 };
    const ages = new Set([0, ...Array.from({ length: daysDrawn }, () => randomInt(known.days + 1))]);
    let differences = 0;
    for (const age of ages) {
      const day = await this.database.row<{ day: string }>(dayAgo, [known.through, age]);
      if (day) differences += await this.compareDay(programme, day.day);
    }
    if (differences > 0) await this.snapshots.forget(programme);
    return { days: ages.size, differences };
  }

  private async compareDay(programme: string, asOf: string): Promise<number> {
    const standpoint = { asOf, knownAt: this.calendar.now() };
    let differences = 0;
    for (const by of ['programme', 'task', 'region', 'department', 'task-region'] as const) {
      const kept = await this.tallies.fromSnapshot(programme, standpoint, by);
      if (!kept) return 0;
      const recounted = byKey(await this.tallies.fromEvents(programme, standpoint, by));
      const wrong = differing(byKey(kept), recounted).filter(
        (key) => by === 'programme' || !key.startsWith('measure '),
      );
      differences += wrong.length;
      for (const key of wrong)
        this.logger.error(
          { programme, asOf, key, recounted: recounted.get(key) ?? null, kept: byKey(kept).get(key) ?? null },
          'the recount disagrees with a snapshot',
        );
    }
    return differences;
  }
}

function byKey(rows: readonly TallyRow[]): Map<string, string> {
  return new Map(
    rows.map(({ dimension, key, open, proposed, approved, implemented, exempt, underReview, overdue }) => [
      `${dimension} ${key}`,
      [open, proposed, approved, implemented, exempt, underReview, overdue].join(),
    ]),
  );
}

function differing(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key));
}
