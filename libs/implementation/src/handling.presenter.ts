import { type Actor, holdsRole, inRegion, isMinistry } from '#libs/identity';
import type { Person, Round, SubmissionRow } from './submission.queries.js';

/**
 * Who has a submission in hand. Who signed it off is the region's matter, who holds it the ministry's: a region learns
 * only when and by which department it was taken up.
 */
export function presentHandling(row: SubmissionRow, actor: Actor) {
  const ofRegion = readsForRegion(actor, row.item);
  const person = (id: string | null): Person | null => (id === null ? null : { id, name: row.handlers[id]! });
  const receipt = row.acknowledgedAt && { at: row.acknowledgedAt, department: row.item.leadDepartment };
  return {
    ...(ofRegion && {
      signOff: {
        requestedBy: person(row.signOffRequestedBy),
        requestedAt: row.signOffRequestedAt,
        signedOffBy: person(row.signedOffBy),
        signedOffAt: row.signedOffAt,
      },
    }),
    receipt: receipt && (isMinistry(actor) ? { ...receipt, by: person(row.acknowledgedBy) } : receipt),
    ...(isMinistry(actor) && { holder: person(row.holder) }),
  };
}

/** A round without what belongs to the other side alone. */
export function presentRound(
  { signedOffBy, signedOffAt, decision, ...round }: Round,
  row: SubmissionRow,
  actor: Actor,
) {
  const { answers, ...open } = decision ?? {};
  return {
    ...round,
    ...(readsForRegion(actor, row.item) && { signedOffBy, signedOffAt }),
    decision: decision && (isMinistry(actor) ? { ...open, answers } : open),
  };
}

function readsForRegion(actor: Actor, item: { region: string }): boolean {
  return inRegion(actor, item.region) || holdsRole(actor, 'auditor');
}
