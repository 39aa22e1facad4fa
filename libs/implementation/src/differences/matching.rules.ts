/** Places in two lists that are the same thing, in the order of the former list. */
export type Pair = readonly [from: number, to: number];

/**
 * Pairs what belongs together in two lists: the closest first, each element once. `closeness` is 0 for what cannot
 * belong together. Swapping the lists swaps the pairs and changes nothing else.
 */
export function pairsOf<T>(
  before: readonly T[],
  after: readonly T[],
  closeness: (a: T, b: T, from: number, to: number) => number,
): Pair[] {
  const candidates = before
    .flatMap((a, from) => after.map((b, to) => ({ from, to, close: closeness(a, b, from, to) })))
    .filter(({ close }) => close > 0)
    .sort(
      (a, b) =>
        b.close - a.close || Math.abs(a.from - a.to) - Math.abs(b.from - b.to) || a.from + a.to - (b.from + b.to),
    );
  const taken = { from: new Set<number>(), to: new Set<number>() };
  const pairs: Pair[] = [];
  for (const { from, to } of candidates) {
    if (taken.from.has(from) || taken.to.has(to)) continue;
    taken.from.add(from);
    taken.to.add(to);
    pairs.push([from, to]);
  }
  return pairs.sort((a, b) => a[0] - b[0]);
}

/** The fewest pairs that have to be named so that the others stand in the same order in both lists. */
export function outOfOrder(pairs: readonly Pair[]): Set<Pair> {
  const best: { length: number; former: number }[] = [];
  pairs.forEach(([, to], place) => {
    best[place] = { length: 1, former: -1 };
    for (let other = 0; other < place; other += 1) {
      const length = best[other]!.length + 1;
      if (pairs[other]![1] < to && length > best[place]!.length) best[place] = { length, former: other };
    }
  });
  const moved = new Set(pairs);
  let place = best.reduce((last, { length }, index) => (length > (best[last]?.length ?? 0) ? index : last), -1);
  while (place >= 0) {
    moved.delete(pairs[place]!);
    place = best[place]!.former;
  }
  return moved;
}

/** How much two texts have in common, 0 to 1: the share of their pairs of neighbouring characters (Dice). */
export function likeness(a: string, b: string): number {
  const [first, second] = [neighbours(a), neighbours(b)];
  if (first.size === 0 || second.size === 0) return a === b ? 1 : 0;
  const common = [...first].filter((pair) => second.has(pair)).length;
  return (2 * common) / (first.size + second.size);
}

function neighbours(text: string): Set<string> {
  const characters = [...text];
  return new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`));
}
