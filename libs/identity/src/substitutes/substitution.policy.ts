import type { Blocker } from '#libs/platform';
import type { Actor, Grant } from '../actor.js';
import { isProgrammeWide, withOwnGrants } from '../actor.policy.js';
import { may } from '../permissions.js';
import type { Right } from './substitution.rules.js';

/** Somebody with what they hold themself. */
interface Absent {
  id: string;
  grants: readonly Grant[];
}

/**
 * By what right the actor arranges who stands in for this person; undefined when by none. What the actor carries for
 * others gives none: a substitute could else prolong their own time.
 */
export function rightOver(actor: Actor, absent: Absent): Right | undefined {
  const own = withOwnGrants(actor);
  // A coordinator who arranges their own absence is bound by the rules for everybody.
  if (absent.id === actor.personId) return 'oneself';
  if (may(own, 'substitution.manage', {})) return 'coordinator';
  const isOfRegion = ({ region }: Grant) => region !== undefined && may(own, 'substitution.manage', { region });
  return absent.grants.length > 0 && absent.grants.every(isOfRegion) ? 'regional-lead' : undefined;
}

/** Whether the actor knows of this person at all: as the ministry's people do, and those of the same region. */
export function knows(actor: Actor, { id, grants }: Absent): boolean {
  const own = withOwnGrants(actor);
  return (
    id === actor.personId ||
    own.grants.some(({ region }) => region === undefined) ||
    grants.some(({ region }) => own.grants.some((grant) => grant.region === region))
  );
}

/** Whose substitutions the actor reads: their own always, a lead those of the region, the programme's people all. */
export function substitutionScope(actor: Actor): { everything: boolean; regions: string[] } {
  const own = withOwnGrants(actor);
  const leads = own.grants.flatMap(({ role, region }) => (role === 'regional-lead' && region ? [region] : []));
  return { everything: isProgrammeWide(own), regions: leads };
}

/** Why the actor cannot end a substitution; the substitute may lay it down as well. */
export function endBlockers(
  actor: Actor,
  substitution: { person: Absent; substitute: { id: string }; state: string },
): Blocker[] {
  const isTheirs = substitution.substitute.id === actor.personId || rightOver(actor, substitution.person);
  return [
    ...(isTheirs ? [] : [notYours]),
    ...(substitution.state === 'ended' ? [alreadyEnded] : []),
    ...(substitution.state === 'over' ? [alreadyOver] : []),
  ];
}

export const notYours: Blocker = {
  code: 'not-your-substitution',
  message: {
    zh: '只能安排本人、本地区人员的代理，或由统筹管理员安排。',
    en: 'You arrange this for yourself or for people of your region alone; else a coordinator does.',
  },
};
const alreadyEnded: Blocker = {
  code: 'substitution-ended',
  message: { zh: '该代理已终止。', en: 'This substitution has been ended.' },
};
const alreadyOver: Blocker = {
  code: 'substitution-over',
  message: { zh: '该代理已期满。', en: 'This substitution is over.' },
};
