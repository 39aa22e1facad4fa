import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { CompletionRow, Dimension } from '../completion.queries.js';
import { figuresAt } from '../history/figures-at.sql.js';
import type { Standpoint } from '../history/standpoint.js';
import { snapshotOfDay, talliesFromSnapshot } from './tallies-from-snapshot.sql.js';

/** How the work items of a place stand. */
export type TallyRow = Omit<CompletionRow, 'revision'> & { dimension: string; measure: number | null };

/** Tallies of work items along a dimension and by measure, as of any day, as known at any moment. */
@Injectable()
export class Tallies {
  constructor(private readonly database: Database) {}

  /** From the day's snapshot where there is one, else from the events; the answer is the same. */
  async read(
    programme: string,
    standpoint: Standpoint,
    by: Dimension,
    supposed: readonly { id: string; status: string }[] = [],
  ): Promise<TallyRow[]> {
    const kept = supposed.length === 0 ? await this.fromSnapshot(programme, standpoint, by) : undefined;
    return kept ?? this.fromEvents(programme, standpoint, by, supposed);
  }

  /** Every event of the programme counted; `supposed` are work items taken as standing in another status. */
  async fromEvents(
    programme: string,
    { asOf, knownAt }: Standpoint,
    by: Dimension,
    supposed: readonly { id: string; status: string }[] = [],
  ): Promise<TallyRow[]> {
    return this.database.rows<TallyRow>(figuresAt, [programme, asOf, knownAt, by, JSON.stringify(supposed)]);
  }

  /** The day's snapshot, corrected by what it does not know; undefined where there is none for this standpoint. */
  async fromSnapshot(programme: string, { asOf, knownAt }: Standpoint, by: Dimension): Promise<TallyRow[] | undefined> {
    const day = await this.database.row<{ seq: string; ends: Date }>(snapshotOfDay, [programme, asOf, knownAt]);
    if (!day) return undefined;
    const values = [programme, asOf, knownAt, by, day.seq, day.ends];
    const rows = await this.database.rows<TallyRow>(talliesFromSnapshot, values);
    return rows.length > 0 ? rows : undefined;
  }
}
