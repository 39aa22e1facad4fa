import type { Actor } from '../actor.js';
import { holdsRole, isMinistry, regionsOf } from '../actor.policy.js';

/**
 * Whom the actor finds among colleagues. The ministry's people find everybody who holds a role; a region's people only
 * those of their region, by what they hold there: which people review for a department is the ministry's matter.
 */
export function colleaguesOf(actor: Actor): { everybody: boolean; regions: string[]; emails: boolean } {
  return { everybody: isMinistry(actor), regions: regionsOf(actor), emails: holdsRole(actor, 'coordinator') };
}
