import { inForceOn } from './legal-adjustment.rules.js';
import type { LegalAdjustment } from './programme-reference.js';

const text = { zh: '文', en: 'text' };
const adjustment: LegalAdjustment = {
  code: 'LA-1',
  name: text,
  kind: 'administrative-regulation',
  instrument: text,
  approvingBody: text,
  status: 'approved',
  regions: ['A'],
  approvedOn: '2021-01-01',
  inForceFrom: '2021-02-01',
  inForceTo: '2021-12-31',
  source: null,
  illustrative: true,
  datesSource: null,
  datesIllustrative: true,
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

  it('only in regions that it covers', () => expect(inForceOn(adjustment, 'B', '2021-06-01')).toBe(false));
  it('not before it is approved', () =>
    expect(inForceOn({ ...adjustment, status: 'submitted' }, 'A', '2021-06-01')).toBe(false));
  it('not before a first day is set', () =>
    expect(inForceOn({ ...adjustment, inForceFrom: null }, 'A', '2021-06-01')).toBe(false));
  it('without an end until one is set', () =>
    expect(inForceOn({ ...adjustment, inForceTo: null }, 'A', '2031-06-01')).toBe(true));
  it('in the past, after it has lapsed', () =>
    expect(inForceOn({ ...adjustment, status: 'lapsed' }, 'A', '2021-06-01')).toBe(true));
});
