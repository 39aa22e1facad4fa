import type { Actor, Grant } from './actor.js';
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
  'submission.sign-off': ['regional-lead'],
  'submission.acknowledge': ['reviewer'],
  'submission.hand-over': ['reviewer'],
  'submission.tick': ['reviewer'],
  'submission.decide': ['reviewer'],
  'opinion.ask': ['reviewer'],
  'opinion.give': ['reviewer'],
  'desk.read': ['reviewer', 'coordinator', 'auditor'],
  'review.read': ['reviewer', 'coordinator', 'auditor'],
  'work-item.revoke': ['coordinator'],
  'work-item.reinstate': ['coordinator'],
  'sign-off.set': ['coordinator'],
  'terms.set': ['coordinator'],
  'calendar.set': ['coordinator'],
  'comment.read': everyRole,
  'comment.write': ['regional-editor', 'regional-lead', 'reviewer', 'coordinator'],
  'work-item.follow': everyRole,
  'evidence.read': everyRole,
  'evidence.add': ['regional-editor', 'regional-lead'],
  'dossier.request': everyRole,
  'signed-scan.attach': ['regional-editor', 'regional-lead', 'reviewer'],
  'legal-adjustment.read': everyRole,
  'legal-adjustment.manage': ['coordinator'],
  'people.read': everyRole,
  'substitution.manage': ['regional-lead', 'coordinator'],
  'department-head.name': ['coordinator'],
  'completion.read': everyRole,
  'counting-rule.adopt': ['coordinator'],
  'statement.read': everyRole,
  'statement.write': ['coordinator'],
  'notice.read': everyRole,
  'schedule.read': ['coordinator', 'auditor'],
  'schedule.run': ['coordinator'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

const everyPermission = Object.keys(permissions) as readonly Permission[];

/** The roles that carry a permission. */
export function rolesWith(permission: Permission): readonly Role[] {
  return permissions[permission];
}

/**
 * Whether one of the actor's grants carries the permission. With `where`, that same grant must also cover the row's
 * region or department: editor here and lead there does not make a lead here.
 */
export function may(actor: Actor, permission: Permission, where?: Scope): boolean {
  const allowed = rolesWith(permission);
  return actor.grants.some((grant) => allowed.includes(grant.role) && (!where || grantCovers(grant, where)));
}

/** Everything that the actor may try, in the order of the table. */
export function permissionsOf(actor: Actor): Permission[] {
  return everyPermission.filter((permission) => may(actor, permission));
}

/**
 * The grant by which the actor may do it there, for the record: their own where one fits, else that of a person for whom
 * they act; undefined when there is none.
 */
export function grantFor(actor: Actor, permission: Permission, where?: Scope): Grant | undefined {
  const allowed = rolesWith(permission);
  return actor.grants.find((grant) => allowed.includes(grant.role) && (!where || grantCovers(grant, where)));
}
