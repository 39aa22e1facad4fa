import { type Actor, holdsRole, inRegion, isMinistry } from '#libs/identity';
import type { SubmissionStatus } from './submission.kinds.js';
import type { WorkItemStatus } from './work-item.lifecycle.js';

/** Whether this person sees everything of an item, or only its last decided status. */
export function seesWhole(actor: Actor, item: { region: string }): boolean {
  return isMinistry(actor) || inRegion(actor, item.region);
}

/** Of other regions a region sees decided statuses only: a proposal that waits still shows as open. */
export function visibleStatus(actor: Actor, item: { region: string; status: WorkItemStatus }): WorkItemStatus {
  return seesWhole(actor, item) || item.status !== 'proposed' ? item.status : 'open';
}

/**
 * Drafts belong to the region (and to the auditor, who reads everything); once sent, a submission can be read
 * by the whole ministry. Other regions never see it.
 */
export function maySeeSubmission(
  actor: Actor,
  item: { region: string },
  submission: { round: number; status: SubmissionStatus },
): boolean {
  if (inRegion(actor, item.region) || holdsRole(actor, 'auditor')) return true;
  return isMinistry(actor) && submission.round > 0;
}

/** What the ministry does among its own people. */
const internal: ReadonlySet<string> = new Set(['hand-over', 'ask-opinions', 'give-opinion']);

/** What a region does with its drafts is not shown to the ministry, nor the ministry's own matter to the region. */
export function maySeeMove(actor: Actor, item: { region: string }, move: string): boolean {
  if (holdsRole(actor, 'auditor')) return true;
  if (internal.has(move)) return isMinistry(actor);
  return inRegion(actor, item.region) || (isMinistry(actor) && !move.endsWith('-draft') && !move.endsWith('sign-off'));
}

/** Who at the ministry took something up is its own matter: a region learns when and by which department. */
export function maySeeActor(actor: Actor, move: string): boolean {
  return move !== 'acknowledge' || isMinistry(actor);
}
