import type { Blocker, Text } from '#libs/platform';

export const positions = ['no-objection', 'objection'] as const;
/** What a supporting department says: 无异议 or 有异议. */
export type Position = (typeof positions)[number];

/** An answer of the lead department to one department's objection. */
export interface Answered {
  department: string;
  answer: string;
}

/** Which of the departments cannot be asked: they do not support the measure, or have been asked in this round. */
export function departmentFaults(
  departments: readonly string[],
  supporting: readonly string[],
  asked: readonly string[],
): Blocker[] {
  return departments.flatMap((department, place) => {
    const pointer = `/departments/${place}`;
    if (!supporting.includes(department)) return [{ ...notSupporting, pointer }];
    return asked.includes(department) ? [{ ...alreadyAsked, pointer }] : [];
  });
}

/** What a department must say: an objection needs its reason. */
export function opinionFaults(position: Position, reason: string | undefined): Blocker[] {
  return position === 'objection' && !reason?.trim() ? [reasonMissing] : [];
}

/** Answers to departments that do not object now. */
export function answerFaults(answers: readonly Answered[], objections: readonly string[]): Blocker[] {
  return answers.flatMap(({ department }, place) =>
    objections.includes(department) ? [] : [{ ...answerToNobody, pointer: `/answers/${place}/department` }],
  );
}

/** The standing objections that a decision leaves without an answer; it may not. */
export function unanswered(
  answers: readonly Answered[],
  objections: readonly string[],
  nameOf: (department: string) => Text,
): Blocker[] {
  const answered = new Set(answers.map(({ department }) => department));
  return objections
    .filter((department) => !answered.has(department))
    .map(nameOf)
    .map(({ zh, en }) => ({
      code: 'objection-unanswered',
      pointer: '/answers',
      message: { zh: `${zh}提出了异议，审核意见须予以答复。`, en: `${en} objects; the decision has to answer.` },
    }));
}

const notSupporting: Blocker = {
  code: 'not-supporting',
  message: { zh: '该部门不是此举措的配合部门。', en: 'This department does not support the measure.' },
};

const alreadyAsked: Blocker = {
  code: 'already-asked',
  message: { zh: '本轮已征求过该部门意见。', en: 'This department has been asked in this round.' },
};

const reasonMissing: Blocker = {
  code: 'required',
  pointer: '/reason',
  message: { zh: '有异议须说明理由。', en: 'An objection needs a reason.' },
};

const answerToNobody: Blocker = {
  code: 'answer-to-nobody',
  message: { zh: '该部门没有待答复的异议。', en: 'This department has no objection to answer.' },
};
