import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Moved } from '#libs/implementation';
import { Calendar, dateIn } from '#libs/platform';
import { presentCountingRule, Reference, ruleAt } from '#libs/programme';
import { CompletionQueries, Counters, type PlacedFigure } from '#libs/progress';
import { changesOf, concernedBy } from './rates.rules.js';

/** Figures by programme; a programme whose counters were never built is missing. */
export type FiguresBefore = ReadonlyMap<string, PlacedFigure[]>;

const programmesOf = `
  select distinct w.programme as code from submission s join work_item w on w.id = s.work_item_id
  where s.id = any($1::uuid[]) order by 1`;

/** Counts within a transaction that is taken back, by the very counters that count for good. */
@Injectable()
export class Rates {
  constructor(
    private readonly counters: Counters,
    private readonly figures: CompletionQueries,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /** The figures as they stand, of the programmes that these submissions belong to. */
  async before(tx: Tx, submissionIds: string[]): Promise<FiguresBefore> {
    const before = new Map<string, PlacedFigure[]>();
    for (const { code } of await tx.rows<{ code: string }>(programmesOf, [submissionIds])) {
      if (await this.counters.applyWaiting(tx, code)) before.set(code, await this.figures.everyFigure(tx, code));
    }
    return before;
  }

  /** What the acts of this transaction make of them, under the rule in force. */
  async after(tx: Tx, before: FiguresBefore, moved: readonly Moved[]) {
    const now = this.calendar.now();
    const rates = [];
    for (const [code, former] of before) {
      const own = moved.filter(({ item }) => item.programme === code);
      if (own.length === 0) continue;
      await this.counters.apply(
        tx,
        code,
        own.map(({ item }) => item.id),
      );
      const reference = await this.reference.programme(code);
      const rule = ruleAt(reference.countingRules, now);
      const figures = changesOf(reference, concernedBy(own), former, await this.figures.everyFigure(tx, code));
      rates.push({
        programme: { code, name: reference.name },
        asOf: dateIn(reference.timeZone, now),
        rule: rule ? presentCountingRule(rule) : null,
        figures,
      });
    }
    return rates;
  }
}
