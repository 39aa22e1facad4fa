import type { Outcome, SubmissionContent, SubmissionKind } from '#libs/implementation';

/** The moves of people that a history consists of; each is one of the product's own acts. */
export type Deed =
  | { verb: 'start'; kind: SubmissionKind; content: SubmissionContent }
  | { verb: 'edit'; content: SubmissionContent }
  | { verb: 'submit' }
  | { verb: 'withdraw' }
  | { verb: 'decide'; outcome: Outcome; reason?: string; failedPoints?: number[]; passedPoints?: number[] };

/** One act of the history: who does what to which work item, and when. */
export type ScriptedAct = Deed & {
  at: Date;
  /** Account name before the @, such as `lead.320500`. */
  by: string;
  measure: number;
  region: string;
};
