import type { Outcome, SubmissionKind } from '#libs/implementation';
import type { Blocker } from '#libs/platform';
import { unknownPoints } from './ticks/tick.rules.js';

export interface Wording {
  outcome: Outcome;
  reason?: string;
  failedPoints?: number[];
  passedPoints?: number[];
}

/** What a decision must say: a reason unless it approves, and for a report the points that failed. */
export function decisionFaults(
  kind: SubmissionKind,
  { outcome, reason, failedPoints = [], passedPoints = [] }: Wording,
  proofList: readonly { no: number }[],
): Blocker[] {
  const unknown = unknownPoints(proofList, passedPoints, '/passedPoints');
  const both = failedPoints.some((no) => passedPoints.includes(no)) ? [pointsTwice] : [];
  if (outcome === 'approve') return [...unknown, ...(failedPoints.length > 0 ? [pointsWithApproval] : both)];
  const unexplained = reason?.trim() ? [] : [reasonMissing];
  const unnamed = kind === 'implementation-report' && failedPoints.length === 0 ? [pointsMissing] : [];
  const strange = unknownPoints(proofList, failedPoints, '/failedPoints');
  return [...unexplained, ...unnamed, ...strange, ...unknown, ...both];
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

const pointsTwice: Blocker = {
  code: 'contradiction',
  pointer: '/passedPoints',
  message: { zh: '同一佐证要求不能既通过又不通过。', en: 'A point cannot both pass and fail.' },
};

const pointsWithApproval: Blocker = {
  code: 'contradiction',
  pointer: '/failedPoints',
  message: { zh: '通过时不能有未通过的佐证要求。', en: 'An approval cannot name failed points.' },
};
