import { conflict, type DomainError } from '#libs/platform';

/** What the database's own walls say when two met, or a check of the code was missing. */
export const discussionConstraints: Readonly<Record<string, () => DomainError>> = {
  comment_place_once: () =>
    conflict('answered-meanwhile', {
      zh: '同时有人回复，请再试一次。',
      en: 'Somebody else answered at the same moment; try again.',
    }),
  comment_of_its_side: () =>
    conflict('region-only', { zh: '该讨论仅限本地区。', en: 'This thread is for the region only.' }),
};

/** Errors that the lib's own triggers raise, by SQLSTATE. */
export const discussionSqlStates: Readonly<Record<string, () => DomainError>> = {
  MT060: () => conflict('thread-unchangeable', { zh: '该讨论不能这样修改。', en: 'The thread cannot change so.' }),
  MT061: () => conflict('comment-unchangeable', { zh: '该评论不能这样修改。', en: 'The comment cannot change so.' }),
  MT062: () =>
    conflict('note-of-region', {
      zh: '审核备注不能涉及该工作项所在地区的人员。',
      en: "A reviewers' note has nobody of the work item's region.",
    }),
};
