import { type Colour, type SubmissionKind, submissionKinds, type SubmissionTally } from '#libs/implementation';
import type { Text } from '#libs/platform';

export interface Counts {
  /** `none`: the term runs on, or is not known. */
  byColour: Record<Colour | 'none', number>;
  byKind: Record<SubmissionKind, number>;
  /** Most first; with `holder` null for those that nobody has taken up. */
  byHolder: { holder: { id: string; name: Text } | null; count: number }[];
}

/** Adds up how many submissions wait, by colour, kind and holder. */
export function countsOf(tallies: readonly (SubmissionTally & { colour: Colour | null })[]): Counts {
  const byColour = { red: 0, yellow: 0, blue: 0, none: 0 };
  const byKind = Object.fromEntries(submissionKinds.map((kind) => [kind, 0])) as Counts['byKind'];
  const holders = new Map<string | null, Counts['byHolder'][number]>();
  for (const { colour, kind, holder, holderName, count } of tallies) {
    byColour[colour ?? 'none'] += count;
    byKind[kind] += count;
    const known = holders.get(holder);
    const person = holder === null || !holderName ? null : { id: holder, name: holderName };
    holders.set(holder, { holder: person, count: (known?.count ?? 0) + count });
  }
  return { byColour, byKind, byHolder: [...holders.values()].sort((a, b) => b.count - a.count) };
}
