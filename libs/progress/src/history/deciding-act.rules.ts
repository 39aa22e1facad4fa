import type { CountedStatus } from '../counting.rules.js';

/** A change of one item's status that counts from one standpoint and not from the other. */
export interface Act {
  item: string;
  seq: string;
  move: string;
  from: CountedStatus | null;
  to: CountedStatus;
  recordedAt: Date;
  /** True when it counted before and no longer does. */
  gone: boolean;
}

/** What counts as one thing: a measure with its items, or a work item alone. */
export interface Counted {
  /** Each item as it stood; null where it did not exist. */
  before: ReadonlyMap<string, CountedStatus | null>;
  acts: readonly Act[];
  /** Moments from the one standpoint to the other at which another rule was adopted. */
  adoptions: readonly Date[];
  /** How the whole stands when its items stand so, under the rule of a moment. */
  judge(statuses: CountedStatus[], at: Date): CountedStatus | null;
  /** From when to when; the moments up to which things are known. */
  between: readonly [Date, Date];
}

/**
 * The act by which something came to count as it now does: of all that happened to its items, and to its rule, the last
 * that made a difference to the fraction. Null where that was another rule or another catalogue.
 */
export function decidingAct({ before, acts, adoptions, judge, between: [from, to] }: Counted): string | null {
  const statuses = new Map(before);
  const stand = (at: Date) =>
    inFraction(
      judge(
        [...statuses.values()].filter((status) => status !== null),
        at,
      ),
    );
  let standing = stand(from);
  let decided: string | null = null;
  const look = (move: string | null, at: Date) => {
    const now = stand(at);
    if (now !== standing) [standing, decided] = [now, move];
  };
  const lost = acts.filter(({ gone }) => gone).toSorted((a, b) => Number(b.seq) - Number(a.seq));
  for (const { item, from: former, move } of lost) {
    statuses.set(item, former);
    look(move, from);
  }
  for (const happening of inOrder(acts, adoptions)) {
    if (happening.act) statuses.set(happening.act.item, happening.act.to);
    look(happening.act?.move ?? null, later(happening.at, from));
  }
  look(null, to);
  return decided;
}

/** An act recorded late belongs to the rule of its own time; what was known before the first standpoint, to that one's. */
function later(at: Date, from: Date): Date {
  return at > from ? at : from;
}

function inOrder(acts: readonly Act[], adoptions: readonly Date[]): { at: Date; act?: Act }[] {
  const gained = acts.filter(({ gone }) => !gone).map((act) => ({ at: act.recordedAt, act }));
  const seqOf = (happening: { act?: Act }) => Number(happening.act?.seq ?? 0);
  return [...gained, ...adoptions.map((at) => ({ at, act: undefined }))].toSorted(
    (a, b) => a.at.getTime() - b.at.getTime() || seqOf(a) - seqOf(b),
  );
}

/** Only whether something counts, and whether it is implemented, is in a fraction. */
function inFraction(status: CountedStatus | null): string {
  return `${status === 'implemented'} ${status !== null && status !== 'exempt'}`;
}
