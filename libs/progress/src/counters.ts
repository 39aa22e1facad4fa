import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { Calendar } from '#libs/platform';
import { type CountingRule, Reference } from '#libs/programme';
import { addAllItems, addChangedItems, addLateItems, addMeasures } from './counters.sql.js';
import { measureStatus, type Tally } from './counting.rules.js';
import { presentRules, talliesOfMeasures } from './rules.sql.js';

const isBuilt = 'select from progress_state where programme = $1';

const waiting = `
  select distinct e.work_item_id as id from outbox o join event e on e.seq = o.event_seq
  where o.job = 'recalculate' and o.dead_at is null and e.programme = $1 and e.work_item_id is not null`;

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

  /**
   * Applies what still waits to be counted, for a transaction that is taken back: its figures then stand for this very
   * moment. Answers whether there are counters at all.
   */
  async applyWaiting(tx: Tx, programme: string): Promise<boolean> {
    if ((await tx.change(isBuilt, [programme])) === 0) return false;
    const items = await tx.rows<{ id: string }>(waiting, [programme]);
    await this.apply(
      tx,
      programme,
      items.map(({ id }) => id),
    );
    return true;
  }

  /** Judges every measure anew, after another counting rule was adopted. */
  async applyRules(tx: Tx, programme: string): Promise<void> {
    await this.hold(tx, programme);
    await this.add(tx, programme, await tx.rows<TallyRow>(talliesOfMeasures, [programme]));
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
    await tx.rows(`select set_config('statement_timeout', '30min', true)`);
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
    const tallies = rows.flatMap(({ measure, ...tally }) => (measure === null ? [] : [{ measure, tally }]));
    if (tallies.length === 0) return;
    const numbers = tallies.map(({ measure }) => measure);
    const rules = await tx.rows<{ measure: number; rule: CountingRule }>(presentRules, [programme, numbers]);
    const ruleOf = new Map(rules.map(({ measure, rule }) => [measure, rule]));
    const statuses = tallies.flatMap(({ measure, tally }) => {
      const rule = ruleOf.get(measure);
      return rule ? [{ measure, status: measureStatus(rule, tally) }] : [];
    });
    await tx.change(addMeasures, [programme, JSON.stringify(statuses)]);
  }
}
