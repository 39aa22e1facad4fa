import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { Calendar } from '#libs/platform';
import { Reference, ruleAt } from '#libs/programme';
import { addAllItems, addChangedItems, addLateItems, addMeasures } from './counters.sql.js';
import { measureStatus, type Tally } from './counting.rules.js';

type TallyRow = Tally & { measure: number | null };

/** Brings the counters up to date. Every way compares states, so that doing it twice changes nothing. */
@Injectable()
export class Counters {
  constructor(
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /** Applies what changed in these work items; its cost follows their number, not the size of the programme. */
  async apply(tx: Tx, programme: string, workItemIds: string[]): Promise<void> {
    const day = await this.hold(tx, programme);
    await this.add(tx, programme, await tx.rows<TallyRow>(addChangedItems, [programme, day, workItemIds]));
  }

  /** Marks what has become overdue when the programme's date has moved on; returns the new date, or undefined. */
  async turnDay(tx: Tx, programme: string): Promise<string | undefined> {
    const former = await this.hold(tx, programme);
    const today = await this.reference.today(programme, this.calendar.now());
    if (today <= former) return undefined;
    await tx.change('update progress_state set day = $2 where programme = $1', [programme, today]);
    await this.add(tx, programme, await tx.rows<TallyRow>(addLateItems, [programme, today, former]));
    return today;
  }

  /** Counts everything anew, as of this business time. */
  async rebuild(tx: Tx, programme: string, now: Date = this.calendar.now()): Promise<void> {
    const today = await this.reference.today(programme, now);
    await tx.change(
      `insert into progress_state (programme, applied_at, day) values ($1, $2, $3)
       on conflict (programme) do update
         set revision = progress_state.revision + 1, applied_at = excluded.applied_at, day = excluded.day`,
      [programme, now, today],
    );
    await tx.change('delete from completion where programme = $1', [programme]);
    await tx.change('delete from progress_item where programme = $1', [programme]);
    await tx.change('delete from progress_measure where programme = $1', [programme]);
    await this.add(tx, programme, await tx.rows<TallyRow>(addAllItems, [programme, today]));
  }

  /** Takes the programme's counters for this transaction; others wait. Returns the date that they stand for. */
  private async hold(tx: Tx, programme: string): Promise<string> {
    const state = await tx.row<{ day: string }>(
      'update progress_state set revision = revision + 1, applied_at = $2 where programme = $1 returning day',
      [programme, this.calendar.now()],
    );
    if (!state) throw new Error(`the counters of ${programme} were never built`);
    return state.day;
  }

  private async add(tx: Tx, programme: string, rows: TallyRow[]): Promise<void> {
    const { measures, countingRules } = await this.reference.programme(programme);
    const rule = ruleAt(countingRules, this.calendar.now());
    const statuses = rows.flatMap(({ measure, ...tally }) => {
      const own = measure === null ? undefined : (measures.get(measure)?.countingRule ?? rule);
      return own ? [{ measure, status: measureStatus(own, tally) }] : [];
    });
    if (statuses.length > 0) await tx.change(addMeasures, [programme, JSON.stringify(statuses)]);
  }
}
