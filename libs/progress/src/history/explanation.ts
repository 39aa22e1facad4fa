import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/identity';
import {
  type CountingRule,
  measureRuleAt,
  presentCountingRule,
  type ProgrammeReference,
  Reference,
  ruleAt,
} from '#libs/programme';
import type { Level } from '../completion.queries.js';
import { type CountedStatus, measureStatus, rate, tallyOf } from '../counting.rules.js';
import { inWords } from '../completion.presenter.js';
import { type Act, decidingAct } from './deciding-act.rules.js';
import { type Cause, HistoryQueries, type ItemBehind, type ItemBetween, type Selection } from './history.queries.js';
import { maySeeBetween, presentItem, presentItemBetween, presentMeasure, presentStep } from './history.presenter.js';
import { type AskedStandpoint, type Standpoint, Standpoints } from './standpoint.js';
import { fractionOf, measureStatuses, type Standing, talliesOf, waterfall } from './waterfall.rules.js';

/** What is to be explained: a figure, and since when. */
export interface AskedExplanation extends AskedStandpoint, Selection {
  level: Level;
}

/** Two standpoints to compare; each may be known at a moment of its own. */
export interface AskedChanges extends Selection {
  level: Level;
  from: string;
  fromKnownAt?: string;
  to?: string;
  toKnownAt?: string;
}

/** Opens figures: the fraction, the rule, the list behind, and what lies between two of them. */
@Injectable()
export class Explanation {
  constructor(
    private readonly reference: Reference,
    private readonly queries: HistoryQueries,
    private readonly standpoints: Standpoints,
  ) {}

  /** The figure with everything that it rests on. */
  async explain(actor: Actor, programme: string, { level, asOf, knownAt, ...selection }: AskedExplanation) {
    const reference = await this.reference.programme(programme);
    const standpoint = await this.standpoints.of(programme, { asOf, knownAt });
    const items = await this.queries.behind(programme, standpoint, selection);
    const statuses = measureStatuses(items, ruleOf(reference, standpoint));
    const tallies = talliesOf(items);
    const isByMeasure = countsMeasures(level, selection);
    return {
      ...headOf(reference, isByMeasure, standpoint),
      selection,
      figure: figureOf(isByMeasure ? statuses.values() : items.map(({ status }) => status)),
      list: isByMeasure
        ? [...statuses].map(([no, status]) => presentMeasure(reference, no, status, tallies.get(no)!))
        : items.map((item) => presentItem(reference, actor, item)),
    };
  }

  /** What a statement of the figure has to freeze: both numbers, the rule, and what is implemented. */
  async basis(programme: string, { level, asOf, knownAt, ...selection }: AskedExplanation) {
    const reference = await this.reference.programme(programme);
    const standpoint = await this.standpoints.of(programme, { asOf, knownAt });
    const items = await this.queries.behind(programme, standpoint, selection);
    const isByMeasure = countsMeasures(level, selection);
    const statuses = measureStatuses(items, ruleOf(reference, standpoint));
    const list: (number | string)[] = isByMeasure
      ? [...statuses].flatMap(([no, status]) => (status === 'implemented' ? [no] : []))
      : items.flatMap(({ status, measure, region }) => (status === 'implemented' ? [`${measure}:${region}`] : []));
    return {
      figure: figureOf(isByMeasure ? statuses.values() : items.map(({ status }) => status)),
      basis: { ...headOf(reference, isByMeasure, standpoint), selection: given(selection), list },
    };
  }

  /** What entered and what left between two standpoints, and by whose acts. */
  async changes(actor: Actor, programme: string, asked: AskedChanges) {
    const { level, from, fromKnownAt, to, toKnownAt, ...selection } = asked;
    const reference = await this.reference.programme(programme);
    const then = await this.standpoints.of(
      programme,
      { asOf: from, knownAt: fromKnownAt ?? this.standpoints.endOf(reference, from).toISOString() },
      { asOf: '/from', knownAt: '/fromKnownAt' },
    );
    const now = await this.standpoints.of(
      programme,
      { asOf: to, knownAt: toKnownAt },
      { asOf: '/to', knownAt: '/toKnownAt' },
    );
    const [before, after, between] = await Promise.all([
      this.queries.behind(programme, then, selection),
      this.queries.behind(programme, now, selection),
      this.queries.between(programme, then, now, selection),
    ]);
    const isByMeasure = countsMeasures(level, selection);
    const standings = isByMeasure
      ? measureStandings(reference, [then, before], [now, after], between)
      : between.map((item) => itemStanding(item, [then, now]));
    return {
      from: { ...headOf(reference, isByMeasure, then), figure: this.figure(reference, isByMeasure, then, before) },
      to: { ...headOf(reference, isByMeasure, now), figure: this.figure(reference, isByMeasure, now, after) },
      selection,
      steps: waterfall(standings).map((step) => presentStep(step)),
      ...(isByMeasure && {
        measures: standings
          .filter((standing) => standing.from !== standing.to)
          .map(({ key, from: was, to: is }) => ({ ...nameOf(reference, Number(key)), from: was, to: is })),
      }),
      items: between
        .filter((item) => maySeeBetween(actor, item))
        .map((item) => presentItemBetween(reference, actor, then, item)),
    };
  }

  private figure(reference: ProgrammeReference, isByMeasure: boolean, at: Standpoint, items: readonly ItemBehind[]) {
    if (!isByMeasure) return figureOf(items.map(({ status }) => status));
    return figureOf(measureStatuses(items, ruleOf(reference, at)).values());
  }
}

function given(selection: Selection): Selection {
  return Object.fromEntries(Object.entries(selection).filter(([, value]) => value !== undefined));
}

/** Within a single region a measure is its one work item there. */
function countsMeasures(level: Level, { region }: Selection): boolean {
  return level === 'measure' && region === undefined;
}

function ruleOf({ measures, countingRules }: ProgrammeReference, { knownAt }: Pick<Standpoint, 'knownAt'>) {
  return (no: number): CountingRule | undefined => {
    const measure = measures.get(no);
    return measure && measureRuleAt(measure, countingRules, knownAt);
  };
}

function headOf({ countingRules }: ProgrammeReference, isByMeasure: boolean, { asOf, knownAt }: Standpoint) {
  const rule = ruleAt(countingRules, knownAt);
  return {
    level: isByMeasure ? ('measure' as const) : ('work-item' as const),
    asOf,
    knownAt,
    rule: rule ? presentCountingRule(rule) : null,
  };
}

function figureOf(statuses: Iterable<CountedStatus>) {
  const fraction = fractionOf(statuses);
  const percent = rate(fraction.implemented, fraction.counted);
  return { ...fraction, rate: percent, text: inWords(fraction.implemented, fraction.counted, percent) };
}

function measureStandings(
  reference: ProgrammeReference,
  [then, before]: [Standpoint, readonly ItemBehind[]],
  [now, after]: [Standpoint, readonly ItemBehind[]],
  between: readonly ItemBetween[],
): Standing<number | string>[] {
  const was = measureStatuses(before, ruleOf(reference, then));
  const is = measureStatuses(after, ruleOf(reference, now));
  const former = grouped(before);
  const moved = grouped(between);
  return [...new Set([...was.keys(), ...is.keys()])].map((no) => {
    const own = moved.get(no) ?? [];
    const move = decidingAct({
      before: new Map(
        [...own, ...(former.get(no) ?? [])].map((item) => [item.id, 'status' in item ? item.status : item.from]),
      ),
      acts: own.flatMap(actsOf),
      adoptions: adoptionsOf(reference, no, [then, now]),
      judge: (statuses, at) => judgeMeasure(reference, no, statuses, at),
      between: [then.knownAt, now.knownAt],
    });
    return { key: no, from: was.get(no) ?? null, to: is.get(no) ?? null, move };
  });
}

/** A work item alone stands as its own acts have it; no rule decides about it. */
function itemStanding(item: ItemBetween, [then, now]: [Standpoint, Standpoint]): Standing<number | string> {
  const move = decidingAct({
    before: new Map([[item.id, item.from]]),
    acts: actsOf(item),
    adoptions: [],
    judge: ([status]) => status ?? null,
    between: [then.knownAt, now.knownAt],
  });
  return { key: item.id, from: item.from, to: item.to, move };
}

function actsOf({ id, causes }: ItemBetween): Act[] {
  return causes.map((cause: Cause) => ({ ...cause, item: id, recordedAt: new Date(cause.recordedAt) }));
}

function judgeMeasure(reference: ProgrammeReference, no: number, statuses: CountedStatus[], at: Date) {
  const rule = ruleOf(reference, { knownAt: at })(no);
  return rule && statuses.length > 0 ? measureStatus(rule, tallyOf(statuses)) : null;
}

/** When another rule came to hold for a measure, from the one standpoint to the other. */
function adoptionsOf(
  { countingRules, measures }: ProgrammeReference,
  no: number,
  [then, now]: [Standpoint, Standpoint],
) {
  return [...countingRules, ...(measures.get(no)?.ruleVersions ?? [])]
    .map(({ adoptedAt }) => adoptedAt)
    .filter((at) => at > then.knownAt && at <= now.knownAt);
}

function grouped<Row extends { measure: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) found.set(row.measure, [...(found.get(row.measure) ?? []), row]);
  return found;
}

function nameOf({ measures }: ProgrammeReference, no: number) {
  return { measure: no, title: measures.get(no)?.title ?? { zh: '—', en: '—' } };
}
