import type { LocalPlan } from '../submission-content.js';

/** A plan that the ministry approved: of a proposal the whole, of an amendment what it changes. */
export interface ApprovedPlan {
  kind: 'proposal' | 'amendment';
  plan: LocalPlan | null;
}

/** The local plan that a series of approvals, oldest first, leaves; undefined before the first. */
export function planAfter(approvals: readonly ApprovedPlan[]): LocalPlan | undefined {
  return approvals.reduce<LocalPlan | undefined>(
    (plan, { kind, plan: approved }) => (kind === 'proposal' ? (approved ?? {}) : { ...plan, ...approved }),
    undefined,
  );
}
