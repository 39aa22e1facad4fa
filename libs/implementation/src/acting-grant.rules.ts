import { type Actor, type Grant, grantFor } from '#libs/identity';
import { type Move, workItemLifecycle } from './work-item.lifecycle.js';

/** What tells who may move an item. */
interface Place {
  region: string;
  leadDepartment: string;
  supportingDepartments: readonly string[];
}

/**
 * The grant by which the actor makes this move: their own where one fits, else that of an absent person for whom they
 * act; undefined when they may not make it.
 */
export function actingGrant(move: Move, item: Place, actor: Actor): Grant | undefined {
  const { region, leadDepartment: department } = item;
  switch (workItemLifecycle.move(move).by) {
    case 'region-editor':
      return grantFor(actor, 'submission.draft', { region });
    case 'region-lead':
      return grantFor(actor, 'submission.submit', { region });
    case 'lead-department':
      return grantFor(actor, 'submission.decide', { department });
    case 'supporting-department': {
      const grants = item.supportingDepartments.map((supporting) =>
        grantFor(actor, 'opinion.give', { department: supporting }),
      );
      return grants.find((grant) => grant && !grant.onBehalfOf) ?? grants.find((grant) => grant);
    }
    case 'coordinator':
      return grantFor(actor, 'work-item.revoke');
  }
}

/** Everybody who stands behind the act: the actor, and whom the actor acts for. Four eyes counts them all. */
export function personsBehind(move: Move, item: Place, actor: Actor): string[] {
  const absent = actingGrant(move, item, actor)?.onBehalfOf?.personId;
  return [actor.personId, ...(absent === undefined ? [] : [absent])];
}
