import type { Actor } from '../actor.js';
import type { SubstitutionDto } from './substitution.dto.js';
import { endBlockers } from './substitution.policy.js';
import type { SubstitutionRow } from './substitution.queries.js';

/** A substitution with what this person can do with it. */
export function presentSubstitution(row: SubstitutionRow, actor: Actor): SubstitutionDto {
  const blockers = endBlockers(actor, { ...row, person: { id: row.person.id, grants: row.grants } });
  return { ...row, can: { end: blockers.length === 0 }, blockers };
}
