import fc from 'fast-check';
import type { Point } from '../history/series.js';
import { monthEnds, pointsAt } from '../history/series.js';
import { backTest, forecast, leastMonths } from './forecast.rules.js';

const history = (shares: number[], counted = 122): Point[] => {
  let implemented = 0;
  return [0, ...shares].map((share, index) => {
    implemented += Math.round((counted - implemented) * share);
    return { day: `month ${index}`, implemented, counted };
  });
};

it('says nothing with too little history, or of nothing', () => {
  expect(forecast([], 3)).toBeUndefined();
  expect(forecast(history(Array(leastMonths - 1).fill(0.1)), 3)).toBeUndefined();
  expect(backTest(history([0.1, 0.1]), 1)).toBeUndefined();
});

it('stands still where nothing ever moved, and is done where all is done', () => {
  expect(forecast(history([0, 0, 0, 0, 0]), 12)).toEqual({ low: 0, median: 0, high: 0, counted: 122 });
  expect(forecast(history([0.2, 0.2, 0.2, 0.2, 1]), 12)).toMatchObject({ low: 122, high: 122 });
});

it('without time left is what is', () => {
  const points = history([0.1, 0.2, 0.1, 0.3, 0.1]);
  const { implemented } = points.at(-1)!;
  expect(forecast(points, 0)).toMatchObject({ low: implemented, median: implemented, high: implemented });
});

it('keeps order, never falls below what is, never exceeds what counts, and is the same each time', () => {
  const share = fc.double({ min: 0, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(fc.array(share, { minLength: 5, maxLength: 15 }), fc.integer({ min: 1, max: 20 }), (shares, months) => {
      const points = history(shares);
      const made = forecast(points, months);
      if (!made) return;
      expect(made.low).toBeGreaterThanOrEqual(points.at(-1)!.implemented);
      expect(made.low).toBeLessThanOrEqual(made.median);
      expect(made.median).toBeLessThanOrEqual(made.high);
      expect(made.high).toBeLessThanOrEqual(122);
      expect(forecast(points, months)).toEqual(made);
      const later = forecast(points, months + 6)!;
      expect(later.median).toBeGreaterThanOrEqual(made.median);
    }),
    { numRuns: 40 },
  );
});

it('a steady history is forecast well, and the back-test says so; a broken one is not', () => {
  const steady = history(Array(20).fill(0.1), 3_416);
  expect(backTest(steady, 3)).toMatchObject({ horizon: 3, forecasts: 14 });
  expect(backTest(steady, 3)!.meanError).toBeLessThan(0.5);
  const broken = history([...Array(10).fill(0.02), ...Array(10).fill(0.4)], 3_416);
  expect(backTest(broken, 3)!.meanError).toBeGreaterThan(5);
});

it('what spreads by example is told from steady work by its own past, and forecast with a small error', () => {
  const spreading = Array.from({ length: 20 }, (_, month) => {
    return { day: `month ${month}`, implemented: Math.round(3_416 / (1 + Math.exp(5 - 0.5 * month))), counted: 3_416 };
  });
  expect(backTest(spreading, 3)!.meanError).toBeLessThan(3);
  expect(forecast(spreading.slice(0, 12), 3)!.median / spreading[14]!.implemented).toBeCloseTo(1, 1);
});

it('ends of months', () => {
  expect(monthEnds('2020-11-15', '2021-02-10')).toEqual(['2020-11-30', '2020-12-31', '2021-01-31', '2021-02-10']);
  expect(monthEnds('2021-02-01', '2021-02-28')).toEqual(['2021-02-28']);
  const points = [
    { day: '2021-01-05', implemented: 1, counted: 9 },
    { day: '2021-02-05', implemented: 2, counted: 9 },
  ];
  expect(pointsAt(points, ['2020-12-31', '2021-01-31', '2021-02-04', '2021-03-01'])).toEqual([
    { day: '2021-01-31', implemented: 1, counted: 9 },
    { day: '2021-02-04', implemented: 1, counted: 9 },
    { day: '2021-03-01', implemented: 2, counted: 9 },
  ]);
});
