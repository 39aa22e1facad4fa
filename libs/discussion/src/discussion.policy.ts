import { type Actor, type Grant, holdsRole, inRegion, isMinistry, may } from '#libs/identity';
import type { Blocker } from '#libs/platform';
import type { Place } from './place.js';

/** Who reads a thread: the region and the ministry's people concerned, or the region alone. */
export type ThreadAudience = 'shared' | 'region';

export type Parties = Pick<Place, 'region' | 'leadDepartment' | 'supportingDepartments'>;

/** Whether a grant takes part on the ministry's side: a reviewer of a department of the measure, or a coordinator. */
function isOfTheMeasure(grant: Grant, { leadDepartment, supportingDepartments }: Parties): boolean {
  if (grant.role === 'coordinator') return true;
  const departments = [leadDepartment, ...supportingDepartments];
  return grant.role === 'reviewer' && grant.department !== undefined && departments.includes(grant.department);
}

function worksOnMeasure(actor: Actor, place: Parties): boolean {
  return actor.grants.some((grant) => isOfTheMeasure(grant, place));
}

/** Whether this person may know that the item has a discussion: not so for other regions. */
export function maySeeDiscussion(actor: Actor, { region }: Parties): boolean {
  return isMinistry(actor) || inRegion(actor, region);
}

/** Threads of these audiences are read by this person; empty for departments that have no part in the measure. */
export function audiencesOf(actor: Actor, place: Parties): ThreadAudience[] {
  if (inRegion(actor, place.region) || holdsRole(actor, 'auditor')) return ['shared', 'region'];
  return worksOnMeasure(actor, place) ? ['shared'] : [];
}

export function mayReadThread(actor: Actor, place: Parties, audience: ThreadAudience): boolean {
  return audiencesOf(actor, place).includes(audience);
}

/** What is said about something that the ministry may not yet see stays with the region, for ever. */
export function audienceFor(submission: { round: number } | null): ThreadAudience {
  return submission?.round === 0 ? 'region' : 'shared';
}

/** Why this person may not read the discussion of an item that the person knows. */
export function readBlockers(actor: Actor, place: Parties): Blocker[] {
  return audiencesOf(actor, place).length > 0 ? [] : [notYourMeasure];
}

/** Why this person may not write to a thread that the person may read. */
export function writeBlockers(actor: Actor, place: Parties): Blocker[] {
  if (writingGrant(actor, place)) return [];
  return holdsRole(actor, 'auditor') ? [readsOnly] : [notYourMeasure];
}

/** The grant with which somebody speaks: for the region first, since its matter is on the table. */
export function writingGrant(actor: Actor, place: Parties): Grant | undefined {
  const ofRegion = actor.grants.find((grant) => grant.region === place.region);
  return ofRegion ?? actor.grants.find((grant) => isOfTheMeasure(grant, place));
}

/** A thread is closed and opened again by who began it, by the region's lead or by a reviewer of the lead department. */
export function resolveAuthority(actor: Actor, place: Parties, openedBy: string): Blocker[] {
  const writes = writeBlockers(actor, place);
  if (writes.length > 0) return writes;
  const leads = may(actor, 'submission.submit', { region: place.region });
  const decides = may(actor, 'submission.decide', { department: place.leadDepartment });
  return leads || decides || actor.personId === openedBy ? [] : [notYoursToResolve];
}

/**
 * Reviewers' notes are the ministry's own. Whoever works for the item's region never sees them, whatever other roles
 * the person holds.
 */
export function mayReadNotes(actor: Actor, place: Parties): boolean {
  if (inRegion(actor, place.region)) return false;
  return holdsRole(actor, 'auditor') || worksOnMeasure(actor, place);
}

/** Whether this person may know that items have notes: the ministry's people, but nobody of the item's region. */
export function maySeeNotesDoor(actor: Actor, { region }: Parties): boolean {
  return isMinistry(actor) && !inRegion(actor, region);
}

/** Why this person may not write a note, though the person may know that there are notes. */
export function noteBlockers(actor: Actor, place: Parties): Blocker[] {
  if (noteGrant(actor, place)) return [];
  return holdsRole(actor, 'auditor') ? [readsOnly] : [notYourMeasure];
}

/** The grant with which somebody writes a note. */
export function noteGrant(actor: Actor, place: Parties): Grant | undefined {
  return inRegion(actor, place.region) ? undefined : actor.grants.find((grant) => isOfTheMeasure(grant, place));
}

export const notYourMeasure: Blocker = {
  code: 'not-your-department',
  message: {
    zh: '您所在的部门既不牵头也不配合该举措。',
    en: 'Your department neither leads nor supports this measure.',
  },
};

const readsOnly: Blocker = {
  code: 'reads-only',
  message: { zh: '审计员只能查看，不能修改。', en: 'An auditor reads everything and changes nothing.' },
};

const notYoursToResolve: Blocker = {
  code: 'not-yours-to-resolve',
  message: {
    zh: '须由发起人、本地区负责人或牵头部门审核员办理。',
    en: 'Its author, the lead of the region or a reviewer of the lead department has to do this.',
  },
};
