import { conflict, type DomainError, illegalMove } from '#libs/platform';
import { pinned } from './items/evidence.errors.js';

/** What the database's own walls say when an act met another one, or its own check was missing. */
export const evidenceConstraints: Readonly<Record<string, () => DomainError>> = {
  evidence_file_once: () => twice(),
  evidence_link_once: () => twice(),
};

/** Errors that the product's own functions and triggers raise, by SQLSTATE. */
export const evidenceSqlStates: Readonly<Record<string, () => DomainError>> = {
  MT301: () => pinned(),
  MT302: () =>
    illegalMove([
      {
        code: 'evidence-unknown',
        message: {
          zh: '引用的材料不属于该工作项，或已被移除。',
          en: 'Evidence that is pinned is not of this work item, or was removed.',
        },
      },
    ]),
};

const twice = () =>
  conflict('evidence-there', {
    zh: '该工作项已有相同的材料。',
    en: 'The work item has the same evidence already.',
  });
