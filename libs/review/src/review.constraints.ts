import { conflict, type DomainError } from '#libs/platform';

/** What the walls around a review say when an act met another one, or its own check was missing. */
export const reviewConstraints: Readonly<Record<string, () => DomainError>> = {
  review_receipt_once: () =>
    conflict('already-acknowledged', {
      zh: '该轮报送已签收。',
      en: 'The receipt of this round has been acknowledged.',
    }),
  opinion_request_once: () =>
    conflict('already-asked', {
      zh: '本轮已征求过该部门意见。',
      en: 'This department has been asked in this round.',
    }),
  opinion_has_reason: () => conflict('required', { zh: '有异议须说明理由。', en: 'An objection needs a reason.' }),
};

/** Errors that the triggers of a review raise, by SQLSTATE. */
export const reviewSqlStates: Readonly<Record<string, () => DomainError>> = {
  MT006: () =>
    conflict('objection-unanswered', {
      zh: '配合部门的异议须在审核意见中予以答复。',
      en: 'A decision has to answer the objections of supporting departments.',
    }),
  MT007: () =>
    conflict('points-unticked', {
      zh: '佐证清单中尚有必备项未勾选通过。',
      en: 'A required point of the proof list has not been ticked.',
    }),
};
