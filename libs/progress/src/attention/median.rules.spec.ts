import fc from 'fast-check';
import { behindMedian } from './median.rules.js';

const of = (...percents: number[]) => percents.map((percent) => ({ implemented: percent, counted: 100 }));

it('says nothing of too few', () => {
  expect(behindMedian([])).toEqual([]);
  expect(behindMedian(of(0, 100))).toEqual([]);
});

it('ten points are no reason, more are', () => {
  expect(behindMedian(of(40, 50, 60))).toEqual([]);
  expect(behindMedian([{ implemented: 399, counted: 1000 }, ...of(50, 60)])).toEqual([
    { implemented: 399, counted: 1000, rate: 39.9, median: 50, behindBy: 10.1 },
  ]);
});

it('the median of an even number lies between the middle two', () => {
  expect(behindMedian(of(10, 30, 40, 50))).toMatchObject([{ rate: 10, median: 35, behindBy: 25 }]);
});

it('fewer than half lie behind, whatever the figures and their order', () => {
  const peer = fc
    .tuple(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([counted, share]) => ({ counted, implemented: Math.round(counted * share) }));
  fc.assert(
    fc.property(fc.array(peer, { maxLength: 40 }), (peers) => {
      const behind = behindMedian(peers);
      expect(behind.length).toBeLessThanOrEqual(peers.length / 2);
      expect(behindMedian([...peers].reverse()).map(({ behindBy }) => behindBy)).toEqual(
        behind.map(({ behindBy }) => behindBy),
      );
      for (const { rate, median, behindBy } of behind) {
        expect(behindBy).toBeGreaterThan(10);
        expect(median - rate).toBeCloseTo(behindBy, 9);
      }
    }),
  );
});
