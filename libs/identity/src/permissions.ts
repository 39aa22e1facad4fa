import type { Actor } from './actor.js';
import { grantCovers } from './actor.policy.js';
import { everyRole, type Role, type Scope } from './roles.js';

/**
 * Who may what: the one table behind every route and every button. It says which roles may try;
 * which rows they may touch is for the policies of the libs that own the rows.
 */
export const permissions = {
  'programme.read': everyRole,
  'work-item.read': everyRole,
  'submission.draft': ['regional-editor', 'regional-lead'],
  'submission.submit': ['regional-lead'],
  'submission.withdraw': ['regional-lead'],
  'submission.read': everyRole,
  'submission.decide': ['reviewer'],
  'work-item.revoke': ['coordinator'],
  'work-item.reinstate': ['coordinator'],
  'completion.read': everyRole,
  'notice.read': everyRole,
  'schedule.read': ['coordinator', 'auditor'],
  'schedule.run': ['coordinator'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

const everyPermission = Object.keys(permissions) as readonly Permission[];

function allowedTo(permission: Permission): readonly Role[] {
  return permissions[permission];
}

/**
 * Whether one of the actor's grants carries the permission. With `where`, that same grant must also cover the row's
 * region or department: editor here and lead there does not make a lead here.
 */
export function may(actor: Actor, permission: Permission, where?: Scope): boolean {
  const allowed = allowedTo(permission);
  return actor.grants.some((grant) => allowed.includes(grant.role) && (!where || grantCovers(grant, where)));
}

/** Everything that the actor may try, in the order of the table. */
export function permissionsOf(actor: Actor): Permission[] {
  return everyPermission.filter((permission) => may(actor, permission));
}
