import type { Role } from '#libs/identity';
import type { Move } from '#libs/implementation';
import type { Text } from '#libs/platform';

/** Who is told: the reviewers of the deciding department, or the editors and leads of the region. */
export type Audience = 'lead-department' | 'region';

/** The moves that nobody else needs to hear of. */
type Silent = 'start-draft' | 'edit-draft' | 'discard-draft';

/** The kinds of event that notify. */
export type NotifyingKind = Exclude<Move, Silent>;

/** Who is told of what: the one table. */
export const audiences: Readonly<Record<NotifyingKind, Audience>> = {
  'submit-proposal': 'lead-department',
  'submit-implementation-report': 'lead-department',
  'submit-amendment': 'lead-department',
  'submit-exemption': 'lead-department',
  'withdraw-proposal': 'lead-department',
  'withdraw-implementation-report': 'lead-department',
  'withdraw-amendment': 'lead-department',
  'withdraw-exemption': 'lead-department',
  'return-proposal': 'region',
  'return-implementation-report': 'region',
  'return-amendment': 'region',
  'return-exemption': 'region',
  'reject-proposal': 'region',
  'reject-implementation-report': 'region',
  'reject-amendment': 'region',
  'reject-exemption': 'region',
  'approve-proposal': 'region',
  'approve-implementation-report': 'region',
  'approve-amendment': 'region',
  'approve-exemption': 'region',
  revoke: 'region',
  reinstate: 'region',
};

/** The roles that make up an audience, each held for the event's department or region. */
export const rolesOf: Readonly<Record<Audience, readonly Role[]>> = {
  'lead-department': ['reviewer'],
  region: ['regional-editor', 'regional-lead'],
};

/** Why somebody of an audience is told, naming the department or region. */
export const reasonOf: Readonly<Record<Audience, (place: Text) => Text>> = {
  'lead-department': (place) => ({
    zh: `您收到此通知，因为您是${place.zh}的审核员。`,
    en: `You receive this because you review for ${place.en}.`,
  }),
  region: (place) => ({
    zh: `您收到此通知，因为您是${place.zh}的填报员或负责人。`,
    en: `You receive this because you are an editor or lead of ${place.en}.`,
  }),
};

/** Whether an event of this kind notifies anybody. */
export function isNotifying(kind: string): kind is NotifyingKind {
  return Object.hasOwn(audiences, kind);
}

/** Those of the candidates who are told: each once, and never the actor. */
export function toldOf<Candidate extends { personId: string }>(
  actorPersonId: string | null,
  candidates: readonly Candidate[],
): Candidate[] {
  const told = new Map(candidates.map((candidate) => [candidate.personId, candidate]));
  if (actorPersonId !== null) told.delete(actorPersonId);
  return [...told.values()];
}
