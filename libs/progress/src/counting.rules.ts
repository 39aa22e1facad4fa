import type { CountingRule } from '#libs/programme';

/** How many work items are in each status. */
export interface Tally {
  open: number;
  proposed: number;
  approved: number;
  implemented: number;
  exempt: number;
}

export type CountedStatus = keyof Tally;

/** How many of these stand in each status. */
export function tallyOf(statuses: Iterable<CountedStatus>): Tally {
  const tally: Tally = { open: 0, proposed: 0, approved: 0, implemented: 0, exempt: 0 };
  for (const status of statuses) tally[status] += 1;
  return tally;
}

/** Those that count: everything but the exempt. */
export function countedOf(tally: Tally): number {
  return tally.open + tally.proposed + tally.approved + tally.implemented;
}

/** Whether a measure with these work items is implemented under the rule. */
export function isImplemented(rule: CountingRule, tally: Tally): boolean {
  const counted = countedOf(tally);
  switch (rule.kind) {
    case 'any':
      return tally.implemented >= 1;
    case 'all':
      return counted > 0 && tally.implemented === counted;
    case 'count':
      return tally.implemented >= rule.n;
    case 'share':
      return counted > 0 && tally.implemented * rule.denominator >= rule.numerator * counted;
  }
}

/** A measure's own status: implemented by the rule, else the furthest of its items; exempt when none counts. */
export function measureStatus(rule: CountingRule, tally: Tally): CountedStatus {
  if (countedOf(tally) === 0) return 'exempt';
  if (isImplemented(rule, tally)) return 'implemented';
  if (tally.approved + tally.implemented > 0) return 'approved';
  return tally.proposed > 0 ? 'proposed' : 'open';
}

/**
 * The completion rate in percent with one decimal, rounded half up on whole numbers and never up to 100.
 * Null when nothing counts: a missing rate is not 0.
 */
export function rate(implemented: number, counted: number): number | null {
  if (counted === 0) return null;
  const tenths = Math.floor((2000 * implemented + counted) / (2 * counted));
  return (implemented < counted ? Math.min(tenths, 999) : tenths) / 10;
}
