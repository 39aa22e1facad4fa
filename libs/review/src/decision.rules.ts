import type { Outcome, SubmissionKind } from '#libs/implementation';
import type { Blocker } from '#libs/platform';

export interface Wording {
  outcome: Outcome;
  reason?: string;
  failedPoints?: number[];
}

/** What a decision must say: a reason unless it approves, and for a report the points that failed. */
export function decisionFaults(
  kind: SubmissionKind,
  { outcome, reason, failedPoints = [] }: Wording,
  proofList: readonly { no: number }[],
): Blocker[] {
  if (outcome === 'approve') return failedPoints.length > 0 ? [pointsWithApproval] : [];
  const unexplained = reason?.trim() ? [] : [reasonMissing];
  const unnamed = kind === 'implementation-report' && failedPoints.length === 0 ? [pointsMissing] : [];
  const known = new Set(proofList.map(({ no }) => no));
  const strange = failedPoints.some((no) => !known.has(no)) ? [pointsUnknown] : [];
  return [...unexplained, ...unnamed, ...strange];
}

const reasonMissing: Blocker = {
  code: 'required',
  pointer: '/reason',
  message: { zh: '退回或不予通过须说明理由。', en: 'Returning or rejecting needs a reason.' },
};

const pointsMissing: Blocker = {
  code: 'required',
  pointer: '/failedPoints',
  message: { zh: '请指出未通过的佐证要求。', en: 'Name the points of the proof list that failed.' },
};

const pointsUnknown: Blocker = {
  code: 'proof-unknown',
  pointer: '/failedPoints',
  message: { zh: '佐证清单中没有所指出的某项。', en: 'The proof list does not have every point named.' },
};

const pointsWithApproval: Blocker = {
  code: 'contradiction',
  pointer: '/failedPoints',
  message: { zh: '通过时不能有未通过的佐证要求。', en: 'An approval cannot name failed points.' },
};
