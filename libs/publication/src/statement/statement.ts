import type { Level, Selection } from '#libs/progress';
import type { Text } from '#libs/platform';
import type { StatementStatus } from './statement.lifecycle.js';

/** What a statement freezes. The digest covers exactly this and the wordings. */
export interface Frozen {
  programme: string;
  no: number;
  level: Level;
  selection: Selection;
  asOf: string;
  knownAt: Date;
  rule: object | null;
  counts: Record<string, number> | null;
  implemented: number;
  counted: number;
  /** What is implemented: measure numbers, or measure and region of work items. Null when the figure is quoted. */
  list: (number | string)[] | null;
  demonstration: boolean;
  source: string | null;
}

export interface Person {
  id: string;
  name: Text;
}

export interface Statement extends Frozen {
  id: string;
  status: StatementStatus;
  version: number;
  wordings: Text[];
  digest: string;
  preparedBy: Person | null;
  preparedAt: Date;
  clearedBy: Person | null;
  clearedAt: Date | null;
  publishedBy: Person | null;
  publishedAt: Date | null;
}

/** Where a statement was used in public. */
export interface StatementUse {
  id: string;
  /** 'YYYY-MM-DD' */
  usedOn: string;
  place: string;
  wording: string;
  url: string | null;
  recordedBy: Person;
  recordedAt: Date;
}

/** What a later recount for the statement's date said, and why; the statement itself stays. */
export interface Restatement {
  no: number;
  knownAt: Date;
  implemented: number;
  counted: number;
  difference: object;
  reason: string;
  preparedBy: Person;
  preparedAt: Date;
  clearedBy: Person | null;
  clearedAt: Date | null;
}
