import { type Actor, holdsRole, inDepartment, inRegion, isMinistry, may } from '#libs/identity';

/** The work item that evidence belongs to, as far as access goes. */
export interface EvidencePlace {
  region: string;
  leadDepartment: string;
  supportingDepartments: readonly string[];
}

export interface EvidenceFacts {
  confidential: boolean;
  /** Pinned by the round that is with the ministry. */
  underReview: boolean;
}

/**
 * A region and the department that decides see all evidence of an item, the auditor everything. Coordinators see what is
 * not confidential, supporting departments what of that is under review.
 */
export function maySeeEvidence(
  actor: Actor,
  place: EvidencePlace,
  { confidential, underReview }: EvidenceFacts,
): boolean {
  if (inRegion(actor, place.region) || inDepartment(actor, place.leadDepartment) || holdsRole(actor, 'auditor')) {
    return true;
  }
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
