import type { LocalPlan, SubmissionContent } from './submission-content.js';
import type { SubmissionKind, SubmissionStatus } from './submission.kinds.js';
import type { WorkItemStatus } from './work-item.lifecycle.js';

/** The undecided submission of a work item: a draft, sent, or returned. */
export interface OpenSubmission {
  id: string;
  kind: SubmissionKind;
  status: SubmissionStatus;
  /** 0 until it is sent for the first time. */
  round: number;
  content: SubmissionContent;
  createdBy: string;
  createdAt: Date;
  submittedAt: Date | null;
  /** Persons who drafted, signed off or submitted it. */
  hands: string[];
  /** Persons who decided one of its rounds. */
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
}
