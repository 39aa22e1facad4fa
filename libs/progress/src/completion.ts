import { Injectable } from '@nestjs/common';
import { Calendar, dateIn } from '#libs/platform';
import { presentCountingRule, type ProgrammeReference, Reference, ruleAt } from '#libs/programme';
import { presentFigures } from './completion.presenter.js';
import { CompletionQueries, type Dimension, type Level } from './completion.queries.js';

interface Kept {
  revision: string;
  /** The catalogue that the names come from. */
  reference: ProgrammeReference;
  /** The rows as JSON. */
  items: string;
}

/**
 * Answers how far a programme has come. The rows in words are kept as long as neither counters nor catalogue change,
 * which is asked each time; rule and times are always of the moment.
 */
@Injectable()
export class Completion {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly queries: CompletionQueries,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /** The whole answer as JSON. */
  async answer(programme: string, by: Dimension, level: Level): Promise<string> {
    const reference = await this.reference.programme(programme);
    const state = await this.queries.state(programme);
    const now = this.calendar.now();
    const rule = ruleAt(reference.countingRules, now);
    const head = {
      programme,
      by,
      level,
      asOf: dateIn(reference.timeZone, now),
      knownAt: state?.pending ? state.appliedAt : now,
      demonstration: this.calendar.isShifted,
      rule: rule ? presentCountingRule(rule) : null,
    };
    const items = state ? await this.items(reference, by, level, state.revision) : '[]';
    return `${JSON.stringify(head).slice(0, -1)},"items":${items}}`;
  }

  private async items(reference: ProgrammeReference, by: Dimension, level: Level, revision: string): Promise<string> {
    const key = `${reference.code} ${by} ${level}`;
    const known = this.kept.get(key);
    if (known?.revision === revision && known.reference === reference) return known.items;
    // Within a single region a measure is its one work item there.
    const counted = by === 'region' || by === 'task-region' ? 'work-item' : level;
    const rows = await this.queries.figures(reference.code, counted, by);
    const items = JSON.stringify(presentFigures(reference, by, level, rows));
    this.kept.set(key, { revision: rows[0]?.revision ?? revision, reference, items });
    return items;
  }
}
