import type { Outcome, SubmissionKind } from '#libs/implementation';
import type { Blocker } from '#libs/platform';

/** What a decision must say: a reason unless it approves, and for a report the points that failed. */
export function decisionFaults(
  kind: SubmissionKind,
  { outcome, reason, failedPoints = [] }: { outcome: Outcome; reason?: string; failedPoints?: number[] },
): Blocker[] {
  if (outcome === 'approve') return failedPoints.length > 0 ? [pointsWithApproval] : [];
  const unexplained = reason?.trim() ? [] : [reasonMissing];
  const unnamed = kind === 'implementation-report' && failedPoints.length === 0 ? [pointsMissing] : [];
  return [...unexplained, ...unnamed];
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

const pointsWithApproval: Blocker = {
  code: 'contradiction',
  pointer: '/failedPoints',
  message: { zh: '通过时不能有未通过的佐证要求。', en: 'An approval cannot name failed points.' },
};
