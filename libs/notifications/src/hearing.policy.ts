import { mayReadNotes, mayReadThread, type Parties, type ThreadAudience } from '#libs/discussion';
import { type Actor, holdsRole, inRegion, isMinistry } from '#libs/identity';
import type { SeenBy } from './routing.rules.js';

/** What an event is about, as far as it settles who may hear of it. */
export interface Matter {
  /** The work item's; undefined for events about none. */
  parties?: Parties;
  /** Of the thread in which something was said. */
  threadAudience?: ThreadAudience;
}

/** Whether a person may hear of an event. What cannot be settled is not told. */
export function mayHear(person: Actor, seenBy: SeenBy, { parties, threadAudience }: Matter): boolean {
  if (seenBy === 'programme') return true;
  if (!parties) return false;
  const isOfRegion = inRegion(person, parties.region);
  switch (seenBy) {
    case 'everybody':
      return isOfRegion || isMinistry(person);
    case 'region':
      return isOfRegion || holdsRole(person, 'auditor');
    case 'ministry':
      return isMinistry(person) && !isOfRegion;
    case 'thread':
      return threadAudience !== undefined && mayReadThread(person, parties, threadAudience);
    case 'notes':
      return mayReadNotes(person, parties);
  }
}
