import type { Text } from '#libs/platform';
import type { Move, WorkItemStatus } from './work-item.lifecycle.js';

export const submissionKinds = ['proposal', 'implementation-report', 'amendment', 'exemption'] as const;
export type SubmissionKind = (typeof submissionKinds)[number];

export const submissionStatuses = ['draft', 'submitted', 'returned', 'approved', 'rejected', 'withdrawn'] as const;
export type SubmissionStatus = (typeof submissionStatuses)[number];

export const outcomes = ['approve', 'return', 'reject'] as const;
export type Outcome = (typeof outcomes)[number];

/** Names of kinds and statuses for people. */
export const kindTexts: Record<SubmissionKind, Text> = {
  proposal: { zh: '申报', en: 'proposal' },
  'implementation-report': { zh: '落地报告', en: 'implementation report' },
  amendment: { zh: '变更申请', en: 'amendment' },
  exemption: { zh: '不适用申请', en: 'exemption' },
};

export const statusTexts: Record<SubmissionStatus, Text> = {
  draft: { zh: '草稿', en: 'draft' },
  submitted: { zh: '待审核', en: 'submitted' },
  returned: { zh: '已退回', en: 'returned' },
  approved: { zh: '已通过', en: 'approved' },
  rejected: { zh: '不予通过', en: 'rejected' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

/** What a decision makes of its submission. */
export const statusAfter: Record<Outcome, SubmissionStatus> = {
  approve: 'approved',
  return: 'returned',
  reject: 'rejected',
};

/** The statuses of a work item in which a kind can be started. */
export const startableFrom: Record<SubmissionKind, readonly WorkItemStatus[]> = {
  proposal: ['open'],
  'implementation-report': ['approved'],
  amendment: ['approved'],
  exemption: ['open', 'approved'],
};

/** The move that an act on a submission of this kind means for its work item. */
export function moveOf(verb: 'submit' | 'withdraw' | Outcome, kind: SubmissionKind): Move {
  return `${verb}-${kind}`;
}

/** The kind that a move concerns; undefined for moves of every kind or none. */
export function kindOf(move: Move): SubmissionKind | undefined {
  return submissionKinds.find((kind) => move.endsWith(`-${kind}`));
}
