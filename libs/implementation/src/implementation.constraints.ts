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
  decision_once_a_round: () =>
    conflict('already-decided', { zh: '该轮报送已有审核意见。', en: 'This round has been decided already.' }),
  event_version_once: () => changedMeanwhile(),
  event_legal_move: () =>
    conflict('illegal-move', { zh: '当前状态下不能执行此操作。', en: 'This cannot be done in the present state.' }),
};

/** Errors that the product's own functions and triggers raise, by SQLSTATE. */
export const implementationSqlStates: Readonly<Record<string, () => DomainError>> = {
  MT412: () => changedMeanwhile(),
  MT002: () =>
    conflict('illegal-move', {
      zh: '该报送的状态不允许此操作。',
      en: 'The submission cannot go there from its present status.',
    }),
  MT003: () => conflict('frozen', { zh: '已报送的内容不能修改。', en: 'What has been submitted cannot be changed.' }),
};

function changedMeanwhile(): DomainError {
  return new DomainError(412, 'stale-version', {
    zh: '内容已被他人更新，请刷新后再试。',
    en: 'Somebody else has changed this; load it again.',
  });
}
