import { pinFaults, proofFaults } from './evidence.rules.js';

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

describe('a pin', () => {
  const codes = (pin: object) =>
    pinFaults([{ point: 1, title: 'x', ...pin }]).map(({ code, pointer }) => [code, pointer]);
  const [url, evidenceId] = ['https://example.org', '0192f0c1-0000-7000-8000-000000000000'];

  it('names an address or evidence, and pages of evidence only', () => {
    expect([codes({ url }), codes({ evidenceId }), codes({ evidenceId, page: 3 })]).toEqual([[], [], []]);
    expect([codes({}), codes({ url, evidenceId })]).toEqual([
      [['pin-target', '/evidence/0']],
      [['pin-target', '/evidence/0']],
    ]);
    expect(codes({ url, page: 3 })).toEqual([['pin-page', '/evidence/0/page']]);
  });
});
