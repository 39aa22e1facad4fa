import { discussionConstraints, discussionSqlStates } from '#libs/discussion';
import { evidenceConstraints, evidenceSqlStates } from '#libs/evidence';
import { identityConstraints } from '#libs/identity';
import { implementationConstraints, implementationSqlStates } from '#libs/implementation';
import { papersConstraints } from '#libs/papers';
import type { DomainError } from '#libs/platform';
import { legalAdjustmentSqlStates } from '#libs/programme';
import { reviewConstraints, reviewSqlStates } from '#libs/review';

/**
 * What a violated constraint means to the person who ran into it. The acts check first; a constraint speaks only when
 * two acts met or a check was missing. A constraint that is in no table becomes a 500.
 */
export type ConstraintProblems = Readonly<Record<string, () => DomainError>>;

/** Every table; a lib adds its own here with one line. Names of constraints and SQLSTATEs never look alike. */
export const constraintProblems: ConstraintProblems = {
  ...identityConstraints,
  ...legalAdjustmentSqlStates,
  ...evidenceConstraints,
  ...evidenceSqlStates,
  ...implementationConstraints,
  ...implementationSqlStates,
  ...reviewConstraints,
  ...reviewSqlStates,
  ...discussionConstraints,
  ...discussionSqlStates,
  ...papersConstraints,
};
