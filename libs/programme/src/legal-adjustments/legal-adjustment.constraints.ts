import { conflict, DomainError } from '#libs/platform';

/** What the database's own walls around legal adjustments say when an act's check was missing, by SQLSTATE. */
export const legalAdjustmentSqlStates: Readonly<Record<string, () => DomainError>> = {
  MT021: () =>
    conflict('illegal-move', { zh: '当前状态下不能执行此操作。', en: 'This cannot be done in the present state.' }),
  MT022: () =>
    conflict('settled', {
      zh: '调整实施的该部分内容已确定，不能修改。',
      en: 'This part of the legal adjustment is settled and cannot be changed.',
    }),
  MT024: () =>
    new DomainError(422, 'invalid', {
      zh: '施行期限的终止日期早于施行日期或批准日期。',
      en: 'A window ends before it begins, or begins before the approval.',
    }),
};
