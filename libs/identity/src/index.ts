export type { Actor, Grant } from './actor.js';
export {
  departmentsOf,
  holdsRole,
  inDepartment,
  inRegion,
  isMinistry,
  isProgrammeWide,
  regionsOf,
  withOwnGrants,
} from './actor.policy.js';
export { type Access, actorOf, Allow, CurrentActor, Public, SignedIn } from './access/access.decorators.js';
export { type FileRoute, TakesFiles } from './access/takes-files.js';
export { assertEveryRouteDeclared, type DeclaredRoute, routesOf } from './access/declared-routes.js';
export { EndSubstitution } from './substitutes/end-substitution.js';
export { NameHead, type NameHeadCommand } from './heads/name-head.js';
export { NameSubstitute, type NameSubstituteCommand } from './substitutes/name-substitute.js';
export { identityConstraints } from './identity.constraints.js';
export { IdentityHttpModule } from './identity.http.module.js';
export { IdentityModule } from './identity.module.js';
export { identityMigrations } from './migrations/index.js';
export { passwordFaults, passwordLength } from './passwords/password.rules.js';
export { Passwords } from './passwords/passwords.js';
export { type Member, type NewAccount, type NewMember, type NewPerson, People } from './people/people.js';
export { type NamedPerson, PeopleQueries, type Recipient, type RoleHolder } from './people/people.queries.js';
export { grantFor, may, type Permission, permissions, permissionsOf } from './permissions.js';
export { everyRole, type Role, roles, type Scope, type ScopeKind, scopeFits } from './roles.js';
export { SessionCookie } from './sessions/session-cookie.js';
export { Sessions } from './sessions/sessions.js';
