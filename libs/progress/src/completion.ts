import { Injectable } from '@nestjs/common';
import { Calendar, dateIn } from '#libs/platform';
import { type CountingRule, presentCountingRule, type ProgrammeReference, Reference, ruleAt } from '#libs/programme';
import { presentFigures, supposedRule } from './completion.presenter.js';
import { CompletionQueries, type Dimension, type Level } from './completion.queries.js';
import { HistoricFigures } from './history/historic-figures.js';
import { type AskedStandpoint, type Standpoint, Standpoints } from './history/standpoint.js';

interface Kept {
  revision: string;
  /** The catalogue that the names come from. */
  reference: ProgrammeReference;
  /** The rows as JSON. */
  items: string;
}

/** Which figures are wanted, from which standpoint; `rule` supposes another rule than the one in force. */
export interface Wanted extends AskedStandpoint {
  by: Dimension;
  level: Level;
  rule?: CountingRule;
}

/**
 * Answers how far a programme has come. The rows in words are kept as long as neither counters nor catalogue change,
 * which is asked each time; rule and times are always of the moment. From another standpoint than here and now, or
 * under a supposed rule, the figures are counted from the event log.
 */
@Injectable()
export class Completion {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly queries: CompletionQueries,
    private readonly historic: HistoricFigures,
    private readonly standpoints: Standpoints,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /** The whole answer as JSON. */
  async answer(programme: string, { asOf, knownAt, rule, ...figures }: Wanted): Promise<string> {
    const reference = await this.reference.programme(programme);
    if (asOf === undefined && knownAt === undefined && !rule) return this.present(reference, figures);
    const standpoint = await this.standpoints.of(programme, { asOf, knownAt });
    const rows = await this.historic.read(reference, standpoint, countedFor(figures), { rule });
    const head = { ...this.head(reference, figures, standpoint, standpoint.knownAt), ...(rule && supposed(rule)) };
    return whole(head, JSON.stringify(presentFigures(reference, figures.by, figures.level, rows)));
  }

  /** Here and now, from the counters. */
  private async present(reference: ProgrammeReference, figures: { by: Dimension; level: Level }): Promise<string> {
    const state = await this.queries.state(reference.code);
    const now = this.calendar.now();
    const standpoint = {
      asOf: dateIn(reference.timeZone, now),
      knownAt: state?.pending ? state.appliedAt : now,
    };
    const items = state ? await this.items(reference, figures, state.revision) : '[]';
    return whole(this.head(reference, figures, standpoint, now), items);
  }

  private head(
    reference: ProgrammeReference,
    { by, level }: { by: Dimension; level: Level },
    { asOf, knownAt }: Standpoint,
    ruleOf: Date,
  ) {
    const rule = ruleAt(reference.countingRules, ruleOf);
    return {
      programme: reference.code,
      by,
      level,
      asOf,
      knownAt,
      demonstration: this.calendar.isShifted,
      rule: rule ? presentCountingRule(rule) : null,
    };
  }

  private async items(
    reference: ProgrammeReference,
    { by, level }: { by: Dimension; level: Level },
    revision: string,
  ): Promise<string> {
    const key = `${reference.code} ${by} ${level}`;
    const known = this.kept.get(key);
    if (known?.revision === revision && known.reference === reference) return known.items;
    const rows = await this.queries.figures(reference.code, countedFor({ by, level }).level, by);
    const items = JSON.stringify(presentFigures(reference, by, level, rows));
    this.kept.set(key, { revision: rows[0]?.revision ?? revision, reference, items });
    return items;
  }
}

/** Within a single region a measure is its one work item there. */
export function countedFor({ by, level }: { by: Dimension; level: Level }): { by: Dimension; level: Level } {
  return { by, level: by === 'region' || by === 'task-region' ? 'work-item' : level };
}

function supposed(rule: CountingRule) {
  return { rule: supposedRule(rule), supposed: true };
}

function whole(head: object, items: string): string {
  return `${JSON.stringify(head).slice(0, -1)},"items":${items}}`;
}
