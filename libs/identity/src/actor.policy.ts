import type { Actor, Grant } from './actor.js';
import { type Role, roles, type Scope } from './roles.js';

/** Whether a grant reaches a row: of its region, of its department, or any row when it is for the whole programme. */
export function grantCovers(grant: Grant, where: Scope): boolean {
  switch (roles[grant.role].scope) {
    case 'region':
      return grant.region !== undefined && grant.region === where.region;
    case 'department':
      return grant.department !== undefined && grant.department === where.department;
    case 'programme':
      return true;
  }
}

/** Whether the actor holds the role, and holds it for that region or department when one is named. */
export function holdsRole(actor: Actor, role: Role, where?: Scope): boolean {
  return actor.grants.some((grant) => grant.role === role && (!where || grantCovers(grant, where)));
}

/** Whether the actor works for the region, in whatever role. Says nothing about rights: ask `may` for those. */
export function inRegion(actor: Actor, region: string): boolean {
  return actor.grants.some((grant) => grant.region === region);
}

/** Whether the actor works for the department, in whatever role. Says nothing about rights: ask `may` for those. */
export function inDepartment(actor: Actor, department: string): boolean {
  return actor.grants.some((grant) => grant.department === department);
}

/** Whether the actor acts for the ministry's side: a department or the whole programme. */
export function isMinistry(actor: Actor): boolean {
  return actor.grants.some(({ role }) => roles[role].scope !== 'region');
}

/** Whether the actor holds a role for the whole programme and therefore sees every region and department. */
export function isProgrammeWide(actor: Actor): boolean {
  return actor.grants.some(({ role }) => roles[role].scope === 'programme');
}

/** The codes of the actor's regions, for lists; empty for the ministry's people. */
export function regionsOf(actor: Actor): string[] {
  return [...new Set(actor.grants.flatMap(({ region }) => region ?? []))];
}

/** The codes of the actor's departments, for lists. */
export function departmentsOf(actor: Actor): string[] {
  return [...new Set(actor.grants.flatMap(({ department }) => department ?? []))];
}

/** The actor without what is carried for others: for acts that an absent person's substitute must not do in that name. */
export function withOwnGrants(actor: Actor): Actor {
  return { ...actor, grants: actor.grants.filter(({ onBehalfOf }) => !onBehalfOf) };
}
