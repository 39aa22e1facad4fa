import fc from 'fast-check';
import { passedPoints, unknownPoints, untickedPoints } from './tick.rules.js';

const proofList = [
  { no: 1, required: true },
  { no: 2, required: false },
  { no: 3, required: true },
];
const point = fc.integer({ min: 1, max: 9 });
const points = fc.uniqueArray(point);

it('required points that nobody ticked are named together, others are not asked for', () => {
  expect(untickedPoints(proofList, [2]).map(({ message }) => message.en)).toEqual([
    'Required points of the proof list have not been ticked: 1, 3.',
  ]);
  expect(untickedPoints(proofList, [3]).map(({ code }) => code)).toEqual(['points-unticked']);
  expect(untickedPoints(proofList, [1, 3])).toEqual([]);
  expect(untickedPoints([], [])).toEqual([]);
});

it('points that the list does not have are refused where they stand', () => {
  expect(unknownPoints(proofList, [1, 4], '/points')).toMatchObject([{ code: 'proof-unknown', pointer: '/points' }]);
  expect(unknownPoints(proofList, [], '/points')).toEqual([]);
});

it('nothing both passes and fails, and nothing passes that nobody ticked or named', () => {
  fc.assert(
    fc.property(points, points, points, (ticked, passed, failed) => {
      const kept = passedPoints(ticked, passed, failed);
      expect(kept).toEqual([...new Set(kept)].toSorted((a, b) => a - b));
      for (let no = 1; no <= 9; no += 1)
        expect(kept.includes(no)).toBe((ticked.includes(no) || passed.includes(no)) && !failed.includes(no));
    }),
  );
});
