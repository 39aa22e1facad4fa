import type { Blocker } from '#libs/platform';

/** The required points of a proof list that nobody has ticked; an implementation is not recognised while there are any. */
export function untickedPoints(
  proofList: readonly { no: number; required: boolean }[],
  passed: readonly number[],
): Blocker[] {
  const missing = proofList.filter(({ no, required }) => required && !passed.includes(no)).map(({ no }) => no);
  if (missing.length === 0) return [];
  return [
    {
      code: 'points-unticked',
      pointer: '/passedPoints',
      message: {
        zh: `佐证清单中必备的第 ${missing.join('、')} 项尚未勾选通过。`,
        en: `Required points of the proof list have not been ticked: ${missing.join(', ')}.`,
      },
    },
  ];
}

/** Points that the proof list does not have. */
export function unknownPoints(
  proofList: readonly { no: number }[],
  points: readonly number[],
  pointer: string,
): Blocker[] {
  const known = new Set(proofList.map(({ no }) => no));
  if (points.every((no) => known.has(no))) return [];
  return [
    {
      code: 'proof-unknown',
      pointer,
      message: { zh: '佐证清单中没有所指出的某项。', en: 'The proof list does not have every point named.' },
    },
  ];
}

/** What a decision keeps as passed: what was ticked or is named now, without what it says has failed. */
export function passedPoints(
  ticked: readonly number[],
  passed: readonly number[],
  failed: readonly number[],
): number[] {
  return [...new Set([...ticked, ...passed])].filter((no) => !failed.includes(no)).toSorted((a, b) => a - b);
}
