import fc from 'fast-check';
import { dayAfter } from '#libs/platform';
import type { Grant } from '../actor.js';
import {
  type Colleague,
  fitFaults,
  longestDays,
  overlap,
  overlapBlockers,
  periodFaults,
} from './substitution.rules.js';

const today = '2021-12-16';
const codes = (faults: { code: string }[]) => faults.map(({ code }) => code);
const colleague = (id: string, ...grants: Grant[]): Colleague => ({ id, isActive: true, grants });
const east = { role: 'regional-lead', region: 'EAST' } as const;
const trade = { role: 'reviewer', department: 'TRADE' } as const;
const law = { role: 'reviewer', department: 'LAW' } as const;

/** First day and length of a period, counted from today. */
const period = fc
  .tuple(fc.integer({ min: -5, max: 200 }), fc.integer({ min: -3, max: 120 }))
  .map(([start, length]) => ({
    start,
    length,
    from: dayAfter(today, start),
    to: dayAfter(today, start + length - 1),
  }));

describe('a period', () => {
  it('is refused exactly when it begins in the past, ends before it begins, or is too long', () => {
    fc.assert(
      fc.property(period, ({ start, length, from, to }) => {
        const faults = codes(periodFaults({ from, to }, today));
        expect(faults.includes('from-past')).toBe(start < 0);
        expect(faults.includes('period')).toBe(length < 1);
        expect(faults.includes('period-too-long')).toBe(length > longestDays);
      }),
    );
  });

  it('overlaps another exactly when they have a day in common, whichever is asked first', () => {
    const days = ({ start, length }: { start: number; length: number }) =>
      Array.from({ length: Math.max(length, 0) }, (_, index) => start + index);
    const real = period.filter(({ length }) => length > 0);
    fc.assert(
      fc.property(real, real, (one, other) => {
        const common = days(one).some((day) => days(other).includes(day));
        expect(overlap(one, other)).toBe(common);
        expect(overlap(other, one)).toBe(common);
        const named = { ...other, substitute: { zh: '某人', en: 'Somebody' } };
        expect(codes(overlapBlockers([named], one))).toEqual(common ? ['substitution-overlap'] : []);
      }),
    );
  });
});

describe('who fits', () => {
  it('nobody for themself, nobody for somebody without a role', () => {
    expect(codes(fitFaults(colleague('a', trade), colleague('a', trade), 'coordinator'))).toEqual([
      'substitute-oneself',
    ]);
    expect(codes(fitFaults(colleague('a'), colleague('b', trade), 'coordinator'))).toEqual(['nothing-to-cover']);
  });

  it('has to fit every role of the absent person', () => {
    const both = colleague('a', east, trade);
    expect(codes(fitFaults(both, colleague('b', law), 'oneself'))).toEqual(['substitute-not-of-region']);
    expect(codes(fitFaults(both, colleague('b', east), 'oneself'))).toEqual(['substitute-not-reviewer']);
    expect(fitFaults(both, colleague('b', east), 'coordinator')).toEqual([]);
  });

  it('is not told from somebody unknown unless they would fit', () => {
    const unknown: Colleague = { id: 'x', isActive: false, grants: [] };
    const elsewhere = colleague('b', { role: 'regional-lead', region: 'WEST' });
    expect(fitFaults(colleague('a', east), unknown, 'oneself')).toEqual(
      fitFaults(colleague('a', east), elsewhere, 'oneself'),
    );
    const left = { ...colleague('b', law), isActive: false };
    expect(codes(fitFaults(colleague('a', trade), left, 'oneself'))).toEqual(['substitute-inactive']);
  });
});
