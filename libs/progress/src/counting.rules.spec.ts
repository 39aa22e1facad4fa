import fc from 'fast-check';
import { countedOf, isImplemented, measureStatus, rate, type Tally } from './counting.rules.js';

const tally = (given: Partial<Tally>): Tally => ({
  open: 0,
  proposed: 0,
  approved: 0,
  implemented: 0,
  exempt: 0,
  ...given,
});
const tallies = fc.record({
  open: fc.nat(40),
  proposed: fc.nat(40),
  approved: fc.nat(40),
  implemented: fc.nat(40),
  exempt: fc.nat(40),
});

describe('the completion rate', () => {
  it('of the public figure is 90.2', () => {
    expect(rate(110, 122)).toBe(90.2);
  });

  it('is missing, not 0, when nothing counts', () => {
    expect(rate(0, 0)).toBeNull();
    expect(rate(0, 5)).toBe(0);
  });

  it('rounds half up', () => {
    expect(rate(1, 16)).toBe(6.3);
    expect(rate(1, 80)).toBe(1.3);
  });

  it('is never rounded up to 100', () => {
    expect(rate(9999, 10000)).toBe(99.9);
    expect(rate(10000, 10000)).toBe(100);
  });

  it('is within half a tenth of the true share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(1_000_000), (counted, some) => {
        const implemented = some % (counted + 1);
        const shown = rate(implemented, counted)!;
        const truth = (100 * implemented) / counted;
        expect(Math.abs(shown - truth)).toBeLessThanOrEqual(shown === 99.9 ? 0.1 : 0.05 + 1e-9);
      }),
    );
  });
});

describe('a measure', () => {
  it('counts when any region has implemented it, under the rule of the programme', () => {
    expect(measureStatus({ kind: 'any' }, tally({ open: 27, implemented: 1 }))).toBe('implemented');
    expect(measureStatus({ kind: 'all' }, tally({ open: 27, implemented: 1 }))).toBe('approved');
  });

  it('leaves exempt regions out of every rule', () => {
    expect(isImplemented({ kind: 'all' }, tally({ implemented: 3, exempt: 25 }))).toBe(true);
    expect(
      isImplemented(
        { kind: 'share', numerator: 1, denominator: 2 },
        tally({ implemented: 2, approved: 2, exempt: 24 }),
      ),
    ).toBe(true);
    expect(isImplemented({ kind: 'count', n: 3 }, tally({ implemented: 2, exempt: 26 }))).toBe(false);
  });

  it('that applies nowhere is exempt', () => {
    expect(measureStatus({ kind: 'all' }, tally({ exempt: 28 }))).toBe('exempt');
  });

  it('is otherwise as far as its furthest item', () => {
    expect(measureStatus({ kind: 'any' }, tally({ open: 27, proposed: 1 }))).toBe('proposed');
    expect(measureStatus({ kind: 'any' }, tally({ open: 26, proposed: 1, approved: 1 }))).toBe('approved');
    expect(measureStatus({ kind: 'any' }, tally({ open: 28 }))).toBe('open');
  });

  it('under all is never implemented without being so under any', () => {
    fc.assert(
      fc.property(tallies, (given) => {
        if (isImplemented({ kind: 'all' }, given)) expect(isImplemented({ kind: 'any' }, given)).toBe(true);
        expect(measureStatus({ kind: 'any' }, given) === 'exempt').toBe(countedOf(given) === 0);
      }),
    );
  });
});
