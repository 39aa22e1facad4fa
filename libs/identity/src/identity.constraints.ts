import { conflict, type DomainError, illegalMove } from '#libs/platform';

/** What the database's own walls say when two acts met or a check was missing. */
export const identityConstraints: Readonly<Record<string, () => DomainError>> = {
  substitution_no_overlap: () =>
    illegalMove([
      {
        code: 'substitution-overlap',
        message: { zh: '该时段已有代理人。', en: 'Somebody stands in during that time already.' },
      },
    ]),
  substitution_not_oneself: () =>
    conflict('substitute-oneself', { zh: '不能由本人代理。', en: 'Nobody stands in for themself.' }),
  substitution_period: () =>
    conflict('period', { zh: '代理期限有误。', en: 'The period of the substitution is not possible.' }),
};
