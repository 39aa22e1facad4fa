import { assert, constantFrom, date, integer, option, property, record } from 'fast-check';
import { contains, dayOfLapse, daysBetween, inForceOn, phaseOn, windowIn, type Windowed } from './window.rules.js';

const adjustment: Windowed = {
  status: 'in-force',
  inForceFrom: '2021-02-01',
  inForceTo: '2021-12-31',
  windows: [
    { region: 'A', inForceFrom: null, inForceTo: null },
    { region: 'B', inForceFrom: '2021-03-01', inForceTo: '2022-06-30' },
  ],
};

describe('a legal adjustment is in force', () => {
  it.each([
    ['2021-01-31', false],
    ['2021-02-01', true],
    ['2021-12-31', true],
    ['2022-01-01', false],
  ])('on %s: %s', (day, expected) => {
    expect(inForceOn(adjustment, 'A', day)).toBe(expected);
  });

  it.each([
    ['2021-02-28', false],
    ['2021-03-01', true],
    ['2022-06-30', true],
    ['2022-07-01', false],
  ])('in a region with days of its own on %s: %s', (day, expected) => {
    expect(inForceOn(adjustment, 'B', day)).toBe(expected);
  });

  it('only in regions that it covers', () => expect(inForceOn(adjustment, 'C', '2021-06-01')).toBe(false));
  it.each(['drafting', 'submitted', 'approved', 'lapsed'] as const)('not while it is %s', (status) =>
    expect(inForceOn({ ...adjustment, status }, 'A', '2021-06-01')).toBe(false),
  );
  it('not before a first day is set', () =>
    expect(inForceOn({ ...adjustment, inForceFrom: null }, 'A', '2021-06-01')).toBe(false));
  it('without an end until one is set', () =>
    expect(inForceOn({ ...adjustment, inForceTo: null }, 'A', '2031-06-01')).toBe(true));
});

describe('it lapses', () => {
  it('the day after the last region has ended', () => expect(dayOfLapse(adjustment)).toBe('2022-07-01'));
  it('never while one region has no end', () =>
    expect(
      dayOfLapse({
        ...adjustment,
        inForceTo: null,
        windows: [...adjustment.windows, { region: 'C', inForceFrom: null, inForceTo: null }],
      }),
    ).toBeNull());
  it('over the end of a month and a leap day', () => {
    const until = (inForceTo: string) => dayOfLapse({ ...adjustment, inForceTo, windows: [] });
    expect([until('2024-02-28'), until('2024-02-29'), until('2023-12-31')]).toEqual([
      '2024-02-29',
      '2024-03-01',
      '2024-01-01',
    ]);
  });
});

/** Days as numbers are the model: windows on a number line, without dates. */
const epoch = Date.parse('2020-01-01T00:00:00Z');
const dayOf = (number: number) => new Date(epoch + number * 86_400_000).toISOString().slice(0, 10);
const number = integer({ min: 0, max: 1_500 });
const end = option(number, { nil: null });
const asDay = (value: number | null) => (value === null ? null : dayOf(value));

describe('for every window', () => {
  it('a day is in force exactly when it lies between both ends, which the region may set itself', () => {
    assert(
      property(
        record({ from: end, to: end, ownFrom: end, ownTo: end, day: number }),
        constantFrom('drafting', 'submitted', 'approved', 'in-force', 'lapsed'),
        ({ from, to, ownFrom, ownTo, day }, status) => {
          const [first, last] = [ownFrom ?? from, ownTo ?? to];
          const expected = status === 'in-force' && first !== null && first <= day && (last === null || day <= last);
          const windowed: Windowed = {
            status,
            inForceFrom: asDay(from),
            inForceTo: asDay(to),
            windows: [{ region: 'A', inForceFrom: asDay(ownFrom), inForceTo: asDay(ownTo) }],
          };
          expect(inForceOn(windowed, 'A', dayOf(day))).toBe(expected);
          expect(phaseOn(status, windowIn(windowed, 'A')!, dayOf(day)) === 'in-force').toBe(expected);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('windows that meet leave no gap and share no day', () => {
    assert(
      property(number, number, number, (first, length, day) => {
        const seam = first + length;
        const one = { inForceFrom: dayOf(first), inForceTo: dayOf(seam) };
        const next = { inForceFrom: dayOf(seam + 1), inForceTo: null };
        const hits = [one, next].filter((window) => contains(window, dayOf(day))).length;
        expect(hits).toBe(day >= first ? 1 : 0);
      }),
    );
  });

  it('the day of lapse is the first on which no region is in force any more', () => {
    assert(
      property(number, number, (one, other) => {
        const windowed: Windowed = {
          status: 'in-force',
          inForceFrom: dayOf(0),
          inForceTo: dayOf(one),
          windows: [
            { region: 'A', inForceFrom: null, inForceTo: null },
            { region: 'B', inForceFrom: null, inForceTo: dayOf(other) },
          ],
        };
        const lapse = dayOfLapse(windowed)!;
        const anywhere = (day: string) => ['A', 'B'].some((region) => inForceOn(windowed, region, day));
        expect([anywhere(lapse), anywhere(dayOf(Math.max(one, other)))]).toEqual([false, true]);
      }),
    );
  });

  it('days between two dates are counted as a calendar does', () => {
    const day = date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    assert(
      property(day, integer({ min: -4_000, max: 4_000 }), (from, days) => {
        const to = new Date(from.getTime() + days * 86_400_000);
        expect(daysBetween(from.toISOString().slice(0, 10), to.toISOString().slice(0, 10))).toBe(days);
      }),
    );
  });
});
