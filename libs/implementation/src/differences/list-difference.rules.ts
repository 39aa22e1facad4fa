import type { Text } from '#libs/platform';
import type { Difference, DifferenceAspect } from './difference.js';
import { outOfOrder, type Pair, pairsOf } from './matching.rules.js';

/** How the elements of a list are told apart and named. */
export interface ListKind<T> {
  /** JSON pointer to the list. */
  pointer: string;
  label: Text;
  /** 0 for two elements that have nothing to do with each other. */
  closeness: (a: T, b: T, from: number, to: number) => number;
  /** What changed between two versions of one element; empty when they are equal. */
  aspects: (before: T, after: T) => DifferenceAspect[];
  /** Further members of an entry, its line among them. */
  describe: (entry: ListEntry<T>) => Pick<Difference, 'text'> & Partial<Difference>;
}

/** An element that was added (no `before`), removed (no `after`), or changed. */
export interface ListEntry<T> {
  before?: T;
  after?: T;
  /** Places in the two lists, from 0; -1 where it is not. */
  from: number;
  to: number;
  aspects: DifferenceAspect[];
}

/** What differs between two lists: the removed by their former place, then the others by their later place. */
export function listDifferences<T>(before: readonly T[], after: readonly T[], kind: ListKind<T>): Difference[] {
  const pairs = pairsOf(before, after, kind.closeness);
  const isSame = ([from, to]: Pair) => kind.aspects(before[from]!, after[to]!).length === 0;
  const moved = outOfOrder(pairs.filter(isSame));
  const [froms, tos] = [new Set(pairs.map(([from]) => from)), new Set(pairs.map(([, to]) => to))];
  const changed = pairs
    .filter((pair) => moved.has(pair) || !isSame(pair))
    .map(([from, to]) => {
      const [a, b] = [before[from]!, after[to]!];
      return { before: a, after: b, from, to, aspects: isSame([from, to]) ? ['order' as const] : kind.aspects(a, b) };
    });
  const added = after.flatMap((element, to) => (tos.has(to) ? [] : [{ after: element, from: -1, to, aspects: [] }]));
  const removed = before.flatMap((element, from) =>
    froms.has(from) ? [] : [{ before: element, from, to: -1, aspects: [] }],
  );
  return [...removed, ...[...changed, ...added].sort((a, b) => a.to - b.to)].map((entry) => entryOf(entry, kind));
}

function entryOf<T>(entry: ListEntry<T>, kind: ListKind<T>): Difference {
  const { before, after, from, to, aspects } = entry;
  return {
    pointer: `${kind.pointer}/${to < 0 ? from : to}`,
    ...(from >= 0 && to >= 0 && from !== to && { formerPointer: `${kind.pointer}/${from}` }),
    label: kind.label,
    kind: to < 0 ? 'removed' : from < 0 ? 'added' : 'changed',
    before: before ?? null,
    after: after ?? null,
    ...(aspects.length > 0 && { aspects }),
    ...kind.describe(entry),
  };
}
