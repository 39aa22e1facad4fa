import { type Actor, holdsRole, inDepartment, inRegion, isMinistry, may } from '#libs/identity';

/** The work item that evidence belongs to, as far as access goes. */
export interface EvidencePlace {
  region: string;
  leadDepartment: string;
  supportingDepartments: readonly string[];
}

export interface EvidenceFacts {
  confidential: boolean;
  /** Pinned by a round that was sent. */
  pinned: boolean;
  /** Pinned by the round that is with the ministry. */
  underReview: boolean;
}

/**
 * A region sees all evidence of its items, the auditor everything. The ministry sees what was sent: the department that
 * decides all of it, coordinators what is not confidential, supporting departments what of that is under review.
 */
export function maySeeEvidence(
  actor: Actor,
  place: EvidencePlace,
  { confidential, pinned, underReview }: EvidenceFacts,
): boolean {
  if (inRegion(actor, place.region) || holdsRole(actor, 'auditor')) return true;
  if (!pinned) return false;
  if (inDepartment(actor, place.leadDepartment)) return true;
  if (confidential) return false;
  if (holdsRole(actor, 'coordinator')) return true;
  return underReview && place.supportingDepartments.some((department) => inDepartment(actor, department));
}

/** Whether this person may know that an item has evidence at all; to other regions it is as if there were no item. */
export function maySeePlace(actor: Actor, { region }: Pick<EvidencePlace, 'region'>): boolean {
  return isMinistry(actor) || inRegion(actor, region);
}

export function mayChangeEvidence(actor: Actor, { region }: Pick<EvidencePlace, 'region'>): boolean {
  return may(actor, 'evidence.add', { region });
}

/** Where else a file lies is the ministry's matter: a region must not learn what others have sent. */
export function maySeeSameFile(actor: Actor, { region }: Pick<EvidencePlace, 'region'>): boolean {
  return isMinistry(actor) && !inRegion(actor, region);
}
