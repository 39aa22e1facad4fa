import { conflict, DomainError } from '#libs/platform';

/** What the database's own walls say when an act met another one, or its own check was missing. */
export const implementationConstraints: Readonly<Record<string, () => DomainError>> = {
  submission_one_undecided: () =>
    conflict('undecided-submission', {
      zh: '该工作项已有一份未办结的报送。',
      en: 'This work item already has an undecided submission.',
    }),
  submission_party_one_side: () =>
    new DomainError(403, 'four-eyes', {
      zh: '起草、内审或报送该材料的人员不得审核。',
      en: 'Whoever drafted, signed off or submitted this may not decide it.',
    }),
  submission_sign_off_by_another: () =>
    conflict('own-sign-off', { zh: '送内审的人员不得自行内审。', en: 'Whoever put this forward may not sign it off.' }),
  decision_point_once: () =>
    conflict('contradiction', { zh: '同一佐证要求不能既通过又不通过。', en: 'A point cannot both pass and fail.' }),
  event_has_decision: () =>
    conflict('no-decision', { zh: '没有相应的审核意见。', en: 'There is no decision that says so.' }),
  event_decides_once: () =>
    conflict('already-decided', { zh: '该轮报送已有审核意见。', en: 'This round has been decided already.' }),
  decision_once_a_round: () =>
    conflict('already-decided', { zh: '该轮报送已有审核意见。', en: 'This round has been decided already.' }),
  event_version_once: () => changedMeanwhile(),
  event_legal_move: () =>
    conflict('illegal-move', { zh: '当前状态下不能执行此操作。', en: 'This cannot be done in the present state.' }),
};

/** Errors that the product's own functions and triggers raise, by SQLSTATE. */
export const implementationSqlStates: Readonly<Record<string, () => DomainError>> = {
  MT412: () => changedMeanwhile(),
  MT025: () =>
    conflict('adjustment-not-in-force', {
      zh: '该举措所需的调整实施未在本地区施行。',
      en: 'A legal adjustment that the measure needs is not in force in this region.',
    }),
  MT002: () =>
    conflict('illegal-move', {
      zh: '该报送的状态不允许此操作。',
      en: 'The submission cannot go there from its present status.',
    }),
  MT004: () =>
    conflict('sign-off-missing', {
      zh: '须先经本地区内审通过。',
      en: 'A lead of the region has to sign it off first.',
    }),
  MT005: () =>
    conflict('sign-off-outdated', {
      zh: '内审针对的是另一版内容。',
      en: 'The sign-off is of another content.',
    }),
  MT003: () => conflict('frozen', { zh: '已报送的内容不能修改。', en: 'What has been submitted cannot be changed.' }),
};

/** Integrity constraints and the product's own triggers: what refuses the data and not the connection. */
const wall = /^(23|MT)/;

/** The refusal that a wall of the database stands for; undefined when the error is of another sort. */
export function refusalOfWall(error: unknown): DomainError | undefined {
  const { code = '', constraint = '' } = error as { code?: string; constraint?: string };
  if (Object.hasOwn(implementationConstraints, constraint)) return implementationConstraints[constraint]!();
  if (Object.hasOwn(implementationSqlStates, code)) return implementationSqlStates[code]!();
  if (!wall.test(code)) return undefined;
  return conflict('refused-by-database', {
    zh: '数据库拒绝了此操作，未作任何更改。',
    en: 'The database refused this; nothing of it was changed.',
  });
}

function changedMeanwhile(): DomainError {
  return new DomainError(412, 'stale-version', {
    zh: '内容已被他人更新，请刷新后再试。',
    en: 'Somebody else has changed this; load it again.',
  });
}
