import type { CountingRule } from '#libs/programme';
import { type CountedStatus, countedOf, measureStatus, type Tally, tallyOf } from '../counting.rules.js';

/** A thing that counts, as it stands from two standpoints; null where it did not exist. */
export interface Standing<Key> {
  key: Key;
  from: CountedStatus | null;
  to: CountedStatus | null;
  /** The act that made the difference, or null where it lies outside the acts: another rule, another catalogue. */
  move: string | null;
}

/** One step of a waterfall: what one kind of act added to both numbers, and the things concerned. */
export interface Step<Key> {
  /** The act that decided, or null where it lies outside the acts: another rule, another catalogue. */
  move: string | null;
  implemented: number;
  counted: number;
  entered: Key[];
  left: Key[];
}

/** How one fraction becomes another. The steps add up to the difference exactly. */
export function waterfall<Key>(standings: readonly Standing<Key>[]): Step<Key>[] {
  const steps = new Map<string | null, Step<Key>>();
  for (const { key, from, to, move } of standings) {
    const implemented = Number(to === 'implemented') - Number(from === 'implemented');
    const counted = Number(counts(to)) - Number(counts(from));
    if (implemented === 0 && counted === 0) continue;
    const step = steps.get(move) ?? { move, implemented: 0, counted: 0, entered: [], left: [] };
    step.implemented += implemented;
    step.counted += counted;
    if (implemented > 0 || (implemented === 0 && counted > 0)) step.entered.push(key);
    else step.left.push(key);
    steps.set(move, step);
  }
  return [...steps.values()];
}

/** The status of each measure whose items these are. */
export function measureStatuses(
  items: readonly { measure: number; status: CountedStatus }[],
  ruleOf: (measure: number) => CountingRule | undefined,
): Map<number, CountedStatus> {
  return new Map(
    [...byMeasure(items)].flatMap(([measure, statuses]) => {
      const rule = ruleOf(measure);
      return rule ? [[measure, measureStatus(rule, tallyOf(statuses))]] : [];
    }),
  );
}

/** The tally of each measure's items. */
export function talliesOf(items: readonly { measure: number; status: CountedStatus }[]): Map<number, Tally> {
  return new Map([...byMeasure(items)].map(([measure, statuses]) => [measure, tallyOf(statuses)]));
}

/** Both numbers of a fraction. */
export function fractionOf(statuses: Iterable<CountedStatus>): { counts: Tally; implemented: number; counted: number } {
  const counts = tallyOf(statuses);
  return { counts, implemented: counts.implemented, counted: countedOf(counts) };
}

function byMeasure(items: readonly { measure: number; status: CountedStatus }[]): Map<number, CountedStatus[]> {
  const found = new Map<number, CountedStatus[]>();
  for (const { measure, status } of items) {
    const statuses = found.get(measure) ?? [];
    statuses.push(status);
    found.set(measure, statuses);
  }
  return found;
}

function counts(status: CountedStatus | null): boolean {
  return status !== null && status !== 'exempt';
}
