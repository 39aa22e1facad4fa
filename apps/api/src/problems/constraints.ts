import { DomainError } from '#libs/platform';

/**
 * What a violated constraint means to the person who ran into it. The acts check first; a constraint speaks only when
 * two acts met or a check was missing. A constraint that is in no table becomes a 500.
 */
export type ConstraintProblems = Readonly<Record<string, () => DomainError>>;

const reviewConstraints: ConstraintProblems = {
  submission_party_pkey: () =>
    new DomainError(403, 'four-eyes', {
      zh: '提交材料的人不能审核同一材料。',
      en: 'Whoever took part in a submission may not decide on it.',
    }),
};

/** Every table; a lib adds its own here with one line. */
export const constraintProblems: ConstraintProblems = { ...reviewConstraints };
