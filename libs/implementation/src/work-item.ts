import type { MissedRow } from './changes-since.js';
import type { LocalPlan, SubmissionContent } from './submission-content.js';
import type { SubmissionKind, SubmissionStatus } from './submission.kinds.js';
import type { WorkItemStatus } from './work-item.lifecycle.js';

/** Who signed the present content off in the region, and who took the present round up for the ministry. */
export interface Handling {
  signOffRequestedBy: string | null;
  signOffRequestedAt: Date | null;
  signedOffBy: string | null;
  signedOffAt: Date | null;
  acknowledgedBy: string | null;
  acknowledgedAt: Date | null;
  /** The reviewer with whom it lies: who acknowledged it, or to whom it was handed over last. */
  holder: string | null;
}

/** Nobody has put it forward or signed it off. */
export const unsigned = {
  signOffRequestedBy: null,
  signOffRequestedAt: null,
  signedOffBy: null,
  signedOffAt: null,
} as const satisfies Partial<Handling>;

/** Nobody at the ministry has taken it up. */
export const notTakenUp = {
  acknowledgedBy: null,
  acknowledgedAt: null,
  holder: null,
} as const satisfies Partial<Handling>;

/** Neither. */
export const untouched: Handling = { ...unsigned, ...notTakenUp };

/** The undecided submission of a work item: a draft, sent, or returned. */
export interface OpenSubmission extends Handling {
  id: string;
  kind: SubmissionKind;
  status: SubmissionStatus;
  /** 0 until it is sent for the first time. */
  round: number;
  content: SubmissionContent;
  createdBy: string;
  createdAt: Date;
  submittedAt: Date | null;
  /** Persons who drafted, signed off or submitted it: the region's side. */
  hands: string[];
  /** Persons who took it up, gave an opinion or decided, in any of its rounds: the ministry's side. */
  deciders: string[];
}

/** A submission without the people around it, as acts change it. */
export type Paper = Omit<OpenSubmission, 'hands' | 'deciders'>;

export function paperOf({ hands: _, deciders: __, ...paper }: OpenSubmission): Paper {
  return paper;
}

/** A work item under its row lock, with the business time at which it was locked. */
export interface LockedItem {
  id: string;
  programme: string;
  measure: number;
  task: number;
  region: string;
  leadDepartment: string;
  status: WorkItemStatus;
  /** Grows by one with every act on the item or its submissions. */
  version: number;
  /** 'YYYY-MM-DD' */
  targetDate: string;
  plan: LocalPlan | null;
  submission?: OpenSubmission;
  now: Date;
  /** In a set judged one by one: what the actor has missed, read for all of them at once. */
  missed?: MissedRow[];
}
