import type { Text } from '#libs/platform';

/** A run of a text that both versions have, or only the later (`added`) or only the former (`removed`). */
export interface TextPart {
  value: string;
  kind: 'same' | 'added' | 'removed';
}

/** What about a date, a step or a piece of evidence changed. */
export const differenceAspects = [
  'extension',
  'brought-forward',
  'title',
  'date',
  'order',
  'replaced',
  'page',
  'note',
  'point',
] as const;
export type DifferenceAspect = (typeof differenceAspects)[number];

/** One point in which two contents differ. */
export interface Difference {
  /** JSON pointer: into the later content, or into the former where something was removed. */
  pointer: string;
  /** Where it stood in the former content, when elsewhere. */
  formerPointer?: string;
  label: Text;
  kind: 'added' | 'removed' | 'changed';
  /** The value in the former content; null where there was none. */
  before: unknown;
  /** The value in the later content; null where there is none. */
  after: unknown;
  aspects?: DifferenceAspect[];
  /** The point of the proof list that it concerns. */
  point?: number;
  /** Calendar days by which a date moved, later ones positive. */
  days?: number;
  /** A changed text, run by run. */
  parts?: TextPart[];
  /** The whole of it in one line. */
  text: Text;
}

/** Evidence as a content pins it to a point: a link, or an uploaded file with its page. */
export interface PinnedEvidence {
  point: number;
  title: string;
  url?: string;
  evidenceId?: string;
  page?: number;
  note?: string;
}
