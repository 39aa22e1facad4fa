import { conflict, type DomainError } from '#libs/platform';

/** What the database's own walls say when an act met another one, or its own check was missing. */
export const papersConstraints: Readonly<Record<string, () => DomainError>> = {
  signed_scan_once: () =>
    conflict('scan-there', {
      zh: '该轮已有相同的签署扫描件。',
      en: 'The round has the same signed scan already.',
    }),
};
