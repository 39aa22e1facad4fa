import { proofFaults } from './evidence.rules.js';

const points = [
  { no: 1, required: true },
  { no: 2, required: false },
  { no: 3, required: true },
];
const link = (point: number) => ({ point, title: 'notice', url: 'https://example.org/notice' });

describe('the proof list', () => {
  it('names every required point without evidence', () => {
    expect(proofFaults(points, [link(2)]).map((fault) => fault.message.en)).toEqual([
      'Point 1 of the proof list has no evidence.',
      'Point 3 of the proof list has no evidence.',
    ]);
  });

  it('refuses evidence for a point that the measure does not have, and says which entry', () => {
    expect(proofFaults(points, [link(1), link(3), link(9)])).toMatchObject([
      { code: 'proof-unknown', pointer: '/evidence/2/point' },
    ]);
  });

  it('is satisfied when each required point has at least one', () => {
    expect(proofFaults(points, [link(3), link(1), link(1)])).toEqual([]);
  });
});
